import { shortPeriodText } from '#domain/calendar/periods.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Contact } from '#domain/opinion/contact.api.ts'
import type { Opinion } from '#domain/opinion/opinion.api.ts'
import { isOverdue, openOpinionStates, opinionStates } from '#domain/opinion/opinion.ts'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'

/** Where an opinion stands; past its day it says so. */
export function OpinionTag({ opinion }: { readonly opinion: Pick<Opinion, 'state' | 'dueOn'> }) {
  const { today } = useSession()
  const { zh, en } = opinionStates[opinion.state]
  if (isOverdue(opinion, today)) return <LightTag light="red" label={{ zh: `${zh}，已超期`, en: `${en}, overdue` }} />
  const isOpen = openOpinionStates.some((state) => state === opinion.state)
  return <LightTag light={isOpen ? 'yellow' : 'blue'} label={{ zh, en }} />
}

/** Which data or report an opinion or a contact is about, besides its item. */
export function aboutWhat({ duty, report }: Pick<Contact, 'duty' | 'report'>): Text | null {
  if (duty) {
    const { zh, en } = shortPeriodText(duty.period)
    return { zh: `${duty.indicator}，${zh}`, en: `${duty.indicator}, ${en}` }
  }
  return report && { zh: report.subject, en: report.subject }
}
