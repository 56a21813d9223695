import { type ReactNode, useId } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from './language.tsx'

type Props = {
  readonly title: Text
  /** Small words after the title. */
  readonly note?: ReactNode
  /** At the right: one link or a switch. */
  readonly more?: ReactNode
  /** `flush`: a table or a list touches the edges. */
  readonly flush?: boolean
  readonly id?: string
  readonly children: ReactNode
}

/** A part of a page with its heading. */
export function Panel({ title, note, more, flush = false, id, children }: Props) {
  const text = useText()
  const titleId = useId()
  return (
    <section className="panel" id={id} aria-labelledby={titleId}>
      <header>
        <h2 id={titleId}>{text(title)}</h2>
        {note !== undefined && <span className="sub">{note}</span>}
        {more !== undefined && <span className="more">{more}</span>}
      </header>
      {flush ? children : <div className="panel-body">{children}</div>}
    </section>
  )
}
