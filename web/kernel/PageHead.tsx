import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { useText, useTitle } from './language.tsx'

export type Crumb = { readonly label: Text; readonly to: string }

type Props = {
  readonly title: Text
  /** Pages above this one; the last is this page's parent. */
  readonly crumbs?: readonly Crumb[]
  /** Stage, light, deadline beside the title. */
  readonly chips?: ReactNode
  /** The one sentence a colleague would say, computed from the same rows as the table below. */
  readonly sentence?: ReactNode
  readonly actions?: ReactNode
  /** Reasons of refused actions, where they are too long to stand beside the button. */
  readonly reasons?: ReactNode
}

/** Title, state, what can be done, and one sentence. It also sets the browser's title. */
export function PageHead({ title, crumbs, chips, sentence, actions, reasons }: Props) {
  const text = useText()
  useTitle(title)
  return (
    <div className="page-head">
      {crumbs && crumbs.length > 0 && (
        <nav className="crumbs" aria-label={text({ zh: '所在位置', en: 'Where you are' })}>
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.to}>
                <Link to={crumb.to}>{text(crumb.label)}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <h1>{text(title)}</h1>
      {chips !== undefined && <span className="chips">{chips}</span>}
      {actions !== undefined && <div className="acts">{actions}</div>}
      {sentence !== undefined && <p className="lead">{sentence}</p>}
      {reasons !== undefined && <div className="reasons">{reasons}</div>}
    </div>
  )
}
