import { z } from 'zod'
import { type Direction, directions } from '#domain/catalogue/direction.ts'
import { officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  performanceYear,
  reason,
  version,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { ItemSnapshot, PersonRef, PlanRef } from './item.api.ts'
import { OverPhase } from './linter.api.ts'
import { type TaskRevision, taskRevisions } from './mergeTask.ts'
import { planIssuer, planSubmitter } from './plan.ts'
import { type ReviewMode, reviewModes } from './review.ts'

const year = yearInAddress
export const planKind = z.enum(['office', 'revision'])
const chapter = z.string().trim().max(8000)
export const digest = z.string().regex(/^[0-9a-f]{64}$/)
/** Why what was returned comes again as it was. */
export const unchangedReason = z.string().trim().max(500).default('')

/** The general chapters (Art. 11): procedure, standards, reporting requirements. */
const chapters = {
  title: z.string().trim().min(2).max(80),
  procedureText: chapter,
  standardsText: chapter,
  reportingText: chapter,
}

/** One frozen version: `digest` is what a decision names. */
export const PlanVersionHead = z.strictObject({
  number: z.int().min(1),
  digest,
  madeAt: instant,
  madeBy: PersonRef,
})
export type PlanVersionHead = z.infer<typeof PlanVersionHead>
/** A division's plan has no chapters; it has its yearly work plan and the attachments by name and digest. */
export const PlanSnapshot = z.strictObject({
  ...chapters,
  workPlanText: z.string().optional(),
  files: z.array(z.strictObject({ name: z.string(), digest })).optional(),
  items: z.array(ItemSnapshot),
})
export type PlanSnapshot = z.infer<typeof PlanSnapshot>

/** What the linter needs to know besides the items; the browser lints live with the same. */
export const LintFacts = z.strictObject({
  /** Days of the plan's year on which nobody works, as far as the official list is known. */
  restDays: z.array(day),
  /** Rows of the city's table that are neither allotted nor declared not applicable. */
  unallottedRows: z.array(z.strictObject({ id, number: z.int(), name: z.string() })),
  /** Rows that are allotted. */
  allottedRows: z.array(z.strictObject({ id, number: z.int(), name: z.string() })),
  /** Rows that the city has withdrawn since. */
  withdrawnRows: z.array(z.strictObject({ id, number: z.int(), name: z.string() })),
  /** Rows that the city has changed since they were allotted. */
  revisedRows: z.array(z.strictObject({ id, number: z.int(), name: z.string() })),
  /** By item: its tasks of the work plan that a later version changed or dropped. */
  revisedTasks: z.record(
    id,
    z.array(
      z.strictObject({
        number: z.string(),
        version: z.int(),
        kind: z.enum(Object.keys(taskRevisions) as [TaskRevision, ...TaskRevision[]]),
      }),
    ),
  ),
  /** By item of a revision: phases of the item in force that it stands for, which are over. */
  overPhases: z.record(id, z.array(OverPhase)),
  /** Who holds a post in which division. */
  holders: z.array(z.strictObject({ personId: id, divisionId: id })),
  /** Targets of last year's issued plan, with what a larger figure means by the catalogue. */
  lastTargets: z.array(
    z.strictObject({
      ...{ name: z.string(), unit: z.string(), divisionId: id, target: z.string() },
      direction: z.enum(Object.keys(directions) as [Direction, ...Direction[]]),
    }),
  ),
  /** How many items one person may be mainly responsible for before the linter asks. */
  itemsPerPerson: z.int(),
})
export type LintFacts = z.infer<typeof LintFacts>

/** What is said of all items of a plan; the items themselves are read page by page (planItems.api.ts). */
export const allItems = {
  itemCount: z.int(),
  /** The code of the last one: a new one counts on from it. */
  lastCode: z.string().nullable(),
}

/** Why a revision was withdrawn, by whom and when. */
export const Withdrawal = z.strictObject({ reason: z.string(), byName: z.string(), at: instant })
export type Withdrawal = z.infer<typeof Withdrawal>

/** A plan as it stands, without its items and without what the linter says of them. */
export const Plan = z.strictObject({
  ...PlanRef.shape,
  ...chapters,
  kind: planKind,
  /** Of a revision: the plan that it changes, why, and once it is issued the version of that plan in which it is. */
  amendsId: id.nullable(),
  reason: z.string(),
  planNumber: z.int().nullable(),
  withdrawal: Withdrawal.nullable(),
  version,
  returnReason: z.string().nullable(),
  minutes: z.string().nullable(),
  decidedBy: PersonRef.nullable(),
  decidedAt: instant.nullable(),
  latest: PlanVersionHead.nullable(),
  submittedBy: id.nullable(),
  /** It has been laid before the leading group at least once. */
  isReviewed: z.boolean(),
  entrustedTo: id.nullable(),
  meetsOn: day.nullable(),
  isConsulted: z.boolean(),
  undisposed: z.int(),
  undecidedItems: z.int(),
  undecidedTasks: z.int(),
  /** The notice that issues it is drafted, and signed off. */
  hasNotice: z.boolean(),
  isNoticeSigned: z.boolean(),
  /** Issued before the city's plan was there (预安排); of a revision, that the plan it changes is so still. */
  isProvisional: z.boolean(),
  ...allItems,
  /** The sum of the weights of each dimension that has items. */
  weights: z.array(z.strictObject({ dimension: z.string(), weight: z.string() })),
})
export type Plan = z.infer<typeof Plan>

/** A plan in an address: that of a year by the year, a revision by its id. */
export const planKey = z.union([year, id])
export const byPlan = z.strictObject({ of: planKey })

export const listPlans = endpoint({
  method: 'GET',
  path: '/api/plans',
  summary: { zh: '查看各年度方案', en: 'List the yearly plans' },
  access: [businessPost],
  reply: z.strictObject({ rows: z.array(PlanRef.extend({ itemCount: z.int() })) }),
})

/** 404 while the plan is not issued, for whoever does not see drafts. */
export const readPlan = endpoint({
  method: 'GET',
  path: '/api/plans/of/:of',
  summary: { zh: '查看年度方案', en: 'Read the plan of a year' },
  access: [businessPost],
  params: byPlan,
  reply: Plan,
})

/** Over the draft as it stands, each item in its version: submitting names it. Null where the plan is no draft. */
export const readDraftDigest = endpoint({
  method: 'GET',
  path: '/api/plans/:id/draft-digest',
  summary: { zh: '查看方案草案的摘要值', en: 'Read the digest of a draft' },
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  reply: z.strictObject({ digest: digest.nullable() }),
})

/** Also begins the performance year, preparing, where it is not there yet. 409 `plan_exists`. */
export const createPlan = endpoint({
  method: 'POST',
  path: '/api/plans',
  summary: { zh: '编制年度方案', en: 'Begin the plan of a year' },
  basis: 'plan.create',
  access: [hasPost(performanceOffice)],
  body: z.strictObject({ year: performanceYear, title: chapters.title }),
  reply: Plan,
})

export const savePlan = endpoint({
  method: 'PUT',
  path: '/api/plans/:id',
  summary: { zh: '保存总则', en: 'Save the general chapters' },
  basis: 'plan.draft',
  access: [hasPost(performanceOffice)],
  params: byId,
  body: z.strictObject({ version, ...chapters }),
  reply: Plan,
})

/**
 * Freezes a version and lays it before the leading group: `dueOn` is the day of the meeting, or the day by which the
 * members answer; `digest` is of the draft that was read. 409 `stale` where that is another one by now,
 * `blocking_faults`, and `unchanged_since_return` for the content that was returned, unless `unchangedReason` says why.
 */
export const submitPlan = endpoint({
  method: 'POST',
  path: '/api/plans/:id/submission',
  summary: { zh: '提请审定', en: 'Submit for decision' },
  basis: 'plan.submitForDecision',
  access: [planSubmitter],
  params: byId,
  body: z.strictObject({
    version,
    digest,
    mode: z.enum(Object.keys(reviewModes) as [ReviewMode, ...ReviewMode[]]).default('circulation'),
    dueOn: day.nullable().default(null),
    agenda: z.string().trim().max(1000).default(''),
    unchangedReason,
  }),
  reply: Plan,
})

/**
 * `number` and `digest` say which frozen version was read; another one is 409 `stale` and nothing is decided. 409
 * `reauthentication_needed` without the password given again within minutes.
 */
export const decidePlan = endpoint({
  method: 'POST',
  path: '/api/plans/:id/decision',
  summary: { zh: '审定', en: 'Decide' },
  basis: 'plan.decide',
  access: [hasPost(officeLeaders)],
  params: byId,
  body: z.strictObject({ version, number: z.int().min(1), digest, minutes: z.string().trim().max(500) }),
  reply: Plan,
})

/** `items`: of which items it goes back, and why; they stand in the version that was read. */
export const returnPlan = endpoint({
  method: 'POST',
  path: '/api/plans/:id/return',
  summary: { zh: '退回', en: 'Return' },
  basis: 'plan.return',
  access: [hasPost(officeLeaders)],
  params: byId,
  body: withReason.extend({
    items: z
      .array(z.strictObject({ itemId: id, reason }))
      .max(500)
      .default([]),
  }),
  reply: Plan,
})

/**
 * Issues the plan by its signed notice. `documentNumber` is that of the office's register, null where the office has its
 * own sequence. Duties of the year are made and the year is executing. 409 `notice_not_signed`, `number_used`.
 */
export const issuePlan = endpoint({
  method: 'POST',
  path: '/api/plans/:id/issue',
  summary: { zh: '印发', en: 'Issue' },
  basis: 'plan.issue',
  access: [planIssuer],
  params: byId,
  body: z.strictObject({
    version,
    documentNumber: z.string().trim().min(2).max(60).nullable(),
    issuedOn: day,
    isProvisional: z.boolean().default(false),
  }),
  reply: Plan,
})

/** Only for whoever sees drafts. */
export const readPlanHistory = endpoint({
  method: 'GET',
  path: '/api/plans/:id/history',
  summary: { zh: '查看方案办理记录', en: 'Read the history of a plan' },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
