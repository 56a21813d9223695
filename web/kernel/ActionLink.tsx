import { Link } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from './language.tsx'
import { useCitation } from './session.tsx'

type Props = {
  readonly to: string
  readonly label: Text
  /** The key of the basis; leave it out where nothing rests on an article, such as "查看". */
  readonly basis?: string
  readonly kind?: 'primary' | 'normal' | 'plain'
}

/** A link that looks like a button: it leads to the page with the button that does it. */
export function ActionLink({ to, label, basis, kind = 'normal' }: Props) {
  const text = useText()
  const citationOf = useCitation()
  return (
    <Link className={`button ${kind}`} to={to}>
      {text(label)}
      {basis && <span className="article">{text(citationOf(basis))}</span>}
    </Link>
  )
}
