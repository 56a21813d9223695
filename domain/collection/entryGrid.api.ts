import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts } from '#domain/kernel/actor.ts'
import { endpoint, id, version } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { Draft, Duty } from './duty.api.ts'
import { entryFields, given, mismatch } from './dutyActs.api.ts'
import { mostGridRows } from './entryGrid.ts'
import { Evidence, Submission } from './submission.api.ts'

const fills = [hasPost<unknown>(divisionPosts)]

/** One duty that waits for its figure: what is asked, what it is compared with, and what was kept or handed in before. */
export const GridDuty = Duty.omit({
  ...{ signerName: true, signedOn: true, due: true, submissions: true, submissionId: true },
  ...{ cards: true, accepted: true, reports: true, suggestion: true },
}).extend({
  /** What the indicator's own source gives. */
  suggested: z.string().nullable(),
  /** The version handed in last, which was returned or taken back. */
  before: Submission.pick({ kind: true, value: true, note: true }).extend({ evidence: Evidence.nullable() }).nullable(),
})
export type GridDuty = z.infer<typeof GridDuty>

/** The duties of the own division that can be filled now, of one period or of all, in the order of the plan. */
export const readEntryGrid = endpoint({
  method: 'GET',
  path: '/api/entry-grid',
  summary: { zh: '批量填报表', en: 'Grid of entries' },
  basis: 'duty.fill',
  access: fills,
  query: z.strictObject({ period: periodCode.optional() }),
  reply: z.strictObject({
    rows: z.array(GridDuty),
    /** More duties wait than one page carries. */
    isCut: z.boolean(),
    /** How many wait in each period. */
    periods: z.array(z.strictObject({ period: periodCode, count: z.int() })),
  }),
})

/**
 * Autosave of many entries of one person, all or none: nobody else sees them. `replaces` is the version of the draft
 * that stood on the screen, null where there was none; another one now is 409 `draft_changed`.
 */
export const saveEntries = endpoint({
  method: 'PUT',
  path: '/api/entry-grid/drafts',
  summary: { zh: '暂存多项填报', en: 'Keep drafts' },
  basis: 'duty.fill',
  access: fills,
  body: z.strictObject({
    drafts: z
      .array(Draft.extend({ dutyId: id, replaces: version.nullable() }))
      .min(1)
      .max(mostGridRows),
  }),
  reply: z.strictObject({ drafts: z.array(z.strictObject({ dutyId: id, version })) }),
})

/**
 * Hands many entries in for signature at once, all or none: what is refused is listed by its row, as `body.rows.3.value`
 * or `body.rows.3.content.values.inspected`.
 * Answers how many of the division's duties are still to be filled.
 */
export const offerEntries = endpoint({
  method: 'POST',
  path: '/api/entry-grid/offer',
  summary: { zh: '批量提交签字', en: 'Submit many for signature' },
  basis: 'duty.offer',
  access: fills,
  body: z.strictObject({
    rows: z
      .array(z.strictObject({ dutyId: id, version, ...entryFields }).refine(given, mismatch))
      .min(1)
      .max(mostGridRows),
  }),
  reply: z.strictObject({ left: z.int() }),
})
