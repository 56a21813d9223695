import { sql } from 'kysely'
import { periodText } from '#domain/calendar/periods.ts'
import { dayText } from '#domain/calendar/workingDays.ts'
import type { CardStep } from '#domain/card/card.ts'
import type { Stage } from '#domain/collection/duty.ts'
import type { RulePack } from '#domain/kernel/settings.ts'
import { same } from '#domain/kernel/text.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { type Told, tell } from '#server/notice/notice.public.ts'

const standing = (tx: Tx, cardIds: readonly string[]) =>
  tx
    .selectFrom('card')
    .innerJoin('duty', 'duty.id', 'card.dutyId')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('division as hit', 'hit.id', 'card.divisionId')
    .select(['card.id', 'card.dueOn', 'card.divisionId', 'card.otherDivisionId', 'duty.period', 'duty.stage'])
    .select(['duty.responsibleDivisionId', 'indicator.name', 'hit.nameZh', 'hit.nameEn'])
    .select(sql<CardStep>`card.step`.as('step'))
    .where('card.id', '=', sql<string>`any(${[...cardIds]}::uuid[])`)
    .where('card.settledOn', 'is', null)
    .execute()
type Fired = Awaited<ReturnType<typeof standing>>[number]

/**
 * Tells of cards that have just fired whoever is not told by a to-do: the division that is hit has a card to explain, the
 * officers a figure to fill in.
 */
export async function tellOfCards(tx: Tx, clock: Clock, names: RulePack['cards'], ids: readonly string[]) {
  if (ids.length === 0) return
  const told = (await standing(tx, ids)).flatMap((card) => noticesOf(card, names))
  await tell(tx, clock, told)
}

/** Nobody has it to sign or to accept yet. */
const notHandedIn: readonly Stage[] = ['upcoming', 'open', 'returned']

function noticesOf(card: Fired, names: RulePack['cards']): Told[] {
  const { id: subjectId, step, divisionId, otherDivisionId, responsibleDivisionId, stage } = card
  const what = { step: names[step], indicator: same(card.name), period: periodText(card.period) }
  const facts = { ...what, dueOn: dayText(card.dueOn) }
  if (step === 'earlyWarning')
    return notHandedIn.some((one) => one === stage)
      ? [{ kind: 'earlyWarning', subjectId, facts, divisionIds: [responsibleDivisionId] }]
      : []
  const hit = { zh: card.nameZh, en: card.nameEn }
  const fired: Told = { kind: 'cardFired', subjectId, facts: { ...facts, hit }, divisionIds: [otherDivisionId] }
  return step === 'red' ? [fired, { ...fired, kind: 'redCard', leaderOf: divisionId }] : [fired]
}
