import { z } from 'zod'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, text } from '#domain/kernel/endpoint.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { urgeSubjectNames } from './ticketUrge.ts'

/** One urge of one division about one thing. */
export const Urge = z.strictObject({
  id,
  division: z.strictObject({ id, name: text }),
  words: z.string(),
  by: z.string(),
  urgedOn: day,
  urgedAt: instant,
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
  /** Whether the acting post may answer it. */
  isOwn: z.boolean(),
})
export type Urge = z.infer<typeof Urge>

const about = { subject: z.enum(urgeSubjectNames), subjectId: id }

/**
 * Urges about one thing, the latest first, and whom an urge would reach now. A division sees those to itself.
 * `targets` are the divisions of the thing with what the button asks.
 */
export const listUrges = endpoint({
  method: 'GET',
  path: '/api/urges',
  summary: { zh: '催办情况', en: 'Urges' },
  basis: 'supervision.view',
  access: [businessPost],
  query: z.strictObject(about),
  reply: z.strictObject({
    rows: z.array(Urge),
    targets: z.array(
      z.strictObject({ division: z.strictObject({ id, name: text }), isOwed: z.boolean(), urgedOn: day.nullable() }),
    ),
  }),
})
export type Urges = z.infer<typeof listUrges.reply>

/** 409 `urged_lately`, `nothing_owed`. Of a duty and a share the division is whose turn it is. */
export const urgeDivision = endpoint({
  method: 'POST',
  path: '/api/urges',
  summary: { zh: '催办', en: 'Urge' },
  basis: 'supervision.urge',
  access: [hasPost<unknown>(performanceOffice)],
  body: z.strictObject({ ...about, divisionId: id, words: z.string().trim().max(500).default('') }),
  reply: listUrges.reply,
})

/** The division answers an urge about an item, which ends its to-do. */
export const answerUrge = endpoint({
  method: 'POST',
  path: '/api/urges/:id/answer',
  summary: { zh: '回复催办', en: 'Answer the urge' },
  basis: 'supervision.answerUrge',
  access: [hasPost<unknown>(divisionPosts)],
  params: byId,
  body: z.strictObject({ words: z.string().trim().min(2).max(500) }),
  reply: listUrges.reply,
})
