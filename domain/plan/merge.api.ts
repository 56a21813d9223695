import { z } from 'zod'
import { officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, endpoint, id, instant, reason, text, yearInAddress } from '#domain/kernel/endpoint.ts'
import { Change } from '#domain/kernel/history.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { NamedRef } from './item.api.ts'
import { type SourceState, sourceStates } from './merge.ts'

/** One item of a division's accepted plan, with what becomes of it. `hints`: what it has in common with others. */
export const MergeSource = z.strictObject({
  itemId: id,
  code: z.string(),
  title: z.string(),
  goal: z.string(),
  weight: z.string().nullable(),
  division: NamedRef,
  planId: id,
  state: z.enum(Object.keys(sourceStates) as [SourceState, ...SourceState[]]),
  takenAs: z.strictObject({ id, code: z.string() }).nullable(),
  reason: z.string().nullable(),
  hints: z.array(text),
})
export type MergeSource = z.infer<typeof MergeSource>

export const Merge = z.strictObject({
  planId: id,
  year: z.int(),
  /** Divisions of the call whose plan is not accepted. */
  waiting: z.array(NamedRef),
  rows: z.array(MergeSource),
})
export type Merge = z.infer<typeof Merge>

export const readMerge = endpoint({
  method: 'GET',
  path: '/api/plans/of/:year/merge',
  summary: { zh: '查看各处方案汇总', en: 'Read the merge of the division plans' },
  access: [hasPost<unknown>([...officeLeaders, ...performanceOffice])],
  params: z.strictObject({ year: yearInAddress }),
  reply: Merge,
})

/** Copies items of accepted division plans into the office's draft, each with where it came from. 409 `taken_already`. */
export const takeItems = endpoint({
  method: 'POST',
  path: '/api/plans/:id/merge',
  summary: { zh: '纳入办方案', en: 'Take over' },
  basis: 'plan.draft',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({ itemIds: z.array(id).min(1).max(10_000) }),
  reply: Merge,
})

/** Says why an item is not taken over: its division sees the reason. */
export const declineItem = endpoint({
  method: 'POST',
  path: '/api/plans/:id/merge/declined',
  summary: { zh: '不纳入', en: 'Do not take over' },
  basis: 'plan.draft',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({ itemId: id, reason }),
  reply: Merge,
})

/** Of an item of the office's plan where it came from; of one of a division's plan what became of it. */
export const Lineage = z.strictObject({
  source: z
    .strictObject({
      itemId: id,
      code: z.string(),
      title: z.string(),
      division: NamedRef,
      takenBy: z.string(),
      takenAt: instant,
    })
    .nullable(),
  takenAs: z.strictObject({ id, code: z.string() }).nullable(),
  declined: z.strictObject({ reason: z.string(), by: z.string(), at: instant }).nullable(),
  /** How it differs now from the frozen item it was made from. */
  changes: z.array(Change),
})
export type Lineage = z.infer<typeof Lineage>

/** 404 for whoever does not see the item in full. */
export const readLineage = endpoint({
  method: 'GET',
  path: '/api/items/:id/lineage',
  summary: { zh: '查看事项来源', en: 'Read where an item came from' },
  access: [businessPost],
  params: byId,
  reply: Lineage,
})
