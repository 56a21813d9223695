import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  text,
  version,
  versionOnly,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { type CardState, cardStates, cardSteps, type Ladder, ladders } from './card.ts'
import { answerStateNames } from './cardAnswer.ts'

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
  /** Where the explanation lies; `withdrawn` with the day on which it was. */
  answerState: z.enum(answerStateNames),
  withdrawnOn: day.nullable(),
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
  answerState: z.enum(answerStateNames).optional(),
  /** On data of items of this dimension. */
  dimension: z.string().max(40).optional(),
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

export const readCardHistory = historyOf('/api/cards/:id/history', [businessPost])

export const CardFile = z.strictObject({ id, name: z.string(), size: z.int() })

/** A card with what the division said of it, and what its buttons ask (cardAnswer.ts). */
export const CardInFull = Card.extend({
  version,
  judgedByDeputy: z.boolean(),
  /** Whom it hit, or after its end the successor. */
  answeringDivisionId: id,
  withdrawn: z.strictObject({ on: day, reason: z.string(), personName: z.string() }).nullable(),
  answers: z.array(
    z.strictObject({
      number: z.int(),
      explanation: z.string(),
      personId: id,
      personName: z.string(),
      answeredAt: instant,
      files: z.array(CardFile),
    }),
  ),
})
export type CardInFull = z.infer<typeof CardInFull>

export const readCard = endpoint({
  method: 'GET',
  path: '/api/cards/:id',
  summary: { zh: '查看预警和牌', en: 'Read a card' },
  access: [businessPost],
  params: byId,
  reply: CardInFull,
})

export const downloadCardFile = endpoint({
  method: 'GET',
  path: '/api/cards/:id/files/:fileId',
  summary: { zh: '下载说明附件', en: 'Download a file of the explanation' },
  access: [businessPost],
  params: z.strictObject({ id, fileId: id }),
  reply: z.unknown(),
  download: true,
})

const answers = [hasPost<unknown>(divisionPosts)]
const judges = [hasPost<unknown>([...performanceOffice, 'leadingGroup.deputy'])]
const explained = z.strictObject({
  version,
  explanation: z.string().trim().min(2).max(2000),
  /** Own uploads. */
  fileIds: z.array(id).max(10).default([]),
})

/** Why the day was missed, by the division that was hit: once. */
export const answerCard = endpoint({
  method: 'POST',
  path: '/api/cards/:id/answer',
  summary: { zh: '说明', en: 'Explain a card' },
  basis: 'card.answer',
  access: answers,
  params: byId,
  body: explained,
  reply: CardInFull,
})

/** One supplement to the explanation; it is to be read again. */
export const supplementCard = endpoint({
  method: 'POST',
  path: '/api/cards/:id/supplement',
  summary: { zh: '补充说明', en: 'Supplement an explanation' },
  basis: 'card.supplement',
  access: answers,
  params: byId,
  body: explained,
  reply: CardInFull,
})

export const seeCard = endpoint({
  method: 'POST',
  path: '/api/cards/:id/see',
  summary: { zh: '阅知说明', en: 'Read an explanation' },
  basis: 'card.see',
  access: judges,
  params: byId,
  body: versionOnly,
  reply: CardInFull,
})

/** The card stays readable as withdrawn, and is counted no more. */
export const withdrawCard = endpoint({
  method: 'POST',
  path: '/api/cards/:id/withdraw',
  summary: { zh: '撤销预警和牌', en: 'Withdraw a card' },
  basis: 'card.withdraw',
  access: judges,
  params: byId,
  body: withReason,
  reply: CardInFull,
})
