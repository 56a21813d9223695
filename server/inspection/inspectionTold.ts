import { dayText } from '#domain/calendar/workingDays.ts'
import type { Inspection } from '#domain/inspection/inspection.api.ts'
import { same } from '#domain/kernel/text.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { tell } from '#server/notice/notice.public.ts'

/** Checked divisions hear that an inspection comes, or that it has its result, and so do the deputies in charge of them. */
export async function tellInspection(
  { tx, clock, actor }: Acting,
  kind: 'inspectionNotified' | 'inspectionConcluded',
  { id, title, startsOn, parties }: Inspection,
): Promise<void> {
  const divisionIds = [...new Set(parties.map(({ heirId }) => heirId))]
  const facts = { title: same(title), startsOn: dayText(startsOn) }
  await tell(
    tx,
    clock,
    divisionIds.map((divisionId) => ({
      ...{ kind, subjectId: id, occasion: divisionId, facts, causedBy: actor.id },
      ...{ divisionIds: [divisionId], leaderOf: divisionId },
    })),
  )
}
