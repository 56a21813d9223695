import { Link } from 'react-router'
import type { DocumentRef } from '#domain/document/officialDocument.api.ts'
import { documentStates } from '#domain/document/officialDocument.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'

type Props = { readonly name: Text; readonly documents: readonly DocumentRef[] }

/** Documents about something, with their number or where each stands; nothing where there are none. */
export function DocumentLinks({ name, documents }: Props) {
  const text = useText()
  if (documents.length === 0) return null
  return (
    <ul className="attachments dialog-section" aria-label={text(name)}>
      {documents.map(({ id, title, number, state }) => (
        <li key={id}>
          <Link to={`/documents/${id}`} lang="zh-CN">
            {title}
          </Link>{' '}
          <span className="sub">{number ?? text(documentStates[state])}</span>
        </li>
      ))}
    </ul>
  )
}
