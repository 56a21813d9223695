import { Link } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import './ticket.css'

const views = {
  register: { path: '/supervision', name: { zh: '登记', en: 'Register' } },
  tickets: { path: '/tickets', name: { zh: '督办件', en: 'Tickets' } },
} as const satisfies Record<string, { path: string; name: Text }>

/** The register of items and the tickets; the year goes along. */
export function TicketViews({ here, year }: { readonly here: keyof typeof views; readonly year: number }) {
  const text = useText()
  return (
    <nav className="ticket-views" aria-label={text({ zh: '督查督办', en: 'Supervision' })}>
      {Object.entries(views).map(([view, { path, name }]) => (
        <Link key={view} to={`${path}?year=${year}`} {...(view === here ? { 'aria-current': 'page' as const } : {})}>
          {text(name)}
        </Link>
      ))}
    </nav>
  )
}
