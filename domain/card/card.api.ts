import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { byId, day, endpoint, id, pageOf, paging, text, yearInAddress } from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { type CardState, cardStates, cardSteps, type Ladder, ladders } from './card.ts'

const namesOf = <Name extends string>(names: Record<Name, unknown>) => Object.keys(names) as [Name, ...Name[]]
const Named = z.strictObject({ id, name: text })

/** A card as it was fired: under which rules, whom it hit, and the duty it is about. `stepReason` says why. */
export const Card = z.strictObject({
  id,
  year: z.int(),
  ladder: z.enum(namesOf<Ladder>(ladders)),
  step: z.enum(cardSteps),
  firedOn: day,
  dueOn: day,
  settledOn: day.nullable(),
  dueRevision: z.int(),
  packVersion: z.string(),
  settingsRevision: z.int(),
  /** Whom it hits; the duty's other party, where there is one, sees it too. */
  division: Named,
  otherDivision: Named.nullable(),
  duty: z.strictObject({
    id,
    period: periodCode,
    indicator: z.string(),
    item: z.strictObject({ id, code: z.string(), title: z.string() }),
  }),
})
export type Card = z.infer<typeof Card>

export const cardFilters = {
  step: z.enum(cardSteps).optional(),
  state: z.enum(namesOf<CardState>(cardStates)).optional(),
  /** The division it hit. */
  divisionId: id.optional(),
}

/**
 * A year's cards, the latest first. A division sees those that hit it and those on duties it owes or coordinates; the
 * performance office and the group's head and deputies see all.
 */
export const listCards = endpoint({
  method: 'GET',
  path: '/api/cards',
  summary: { zh: '预警和牌一览', en: 'List warnings and cards' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, ...cardFilters, ...paging }),
  reply: pageOf(Card),
})

export const readCardHistory = endpoint({
  method: 'GET',
  path: '/api/cards/:id/history',
  summary: { zh: '办理记录', en: 'History' },
  basis: 'history.read',
  access: [businessPost],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
