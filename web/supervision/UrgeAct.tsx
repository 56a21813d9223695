import type { Text } from '#domain/kernel/text.ts'
import { urgeDivision } from '#domain/supervision/ticketUrge.api.ts'
import { type UrgeFacts, type UrgeSubject, urgeRules } from '#domain/supervision/ticketUrge.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'

type Props = {
  readonly subject: UrgeSubject
  readonly division: { readonly id: string; readonly name: Text }
  readonly isOwed: boolean
  readonly urgedOn: string | null
  readonly onClick: () => void
}

/** The button asks the very rules of the server: what is not owed or was urged lately says so beside it. */
const urging = {
  label: urgeDivision.summary,
  from: ['open'],
  to: 'open',
  basis: urgeDivision.basis,
  requires: urgeRules,
} as const

export function UrgeAct({ subject, division: { name }, isOwed, urgedOn, onClick }: Props) {
  const facts: UrgeFacts & { readonly state: 'open' } = { state: 'open', subject, isOwed, urgedOn }
  return (
    <ActionButton
      transition={urging}
      facts={facts}
      label={{ zh: `催办${name.zh}`, en: `Urge ${name.en}` }}
      asks
      onClick={onClick}
    />
  )
}
