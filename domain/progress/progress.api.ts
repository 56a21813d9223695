import { z } from 'zod'
import { entryKinds } from '#domain/collection/duty.ts'
import { divisionPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, instant, reason, text, version, withReason } from '#domain/kernel/endpoint.ts'
import { StoredFile } from '#domain/kernel/file.api.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { lightNames } from '#domain/kernel/light.ts'
import { judgementStateNames, verdictNames } from './judgement.ts'
import { rhythmNames } from './rhythm.ts'

const Named = z.strictObject({ id, name: text })
const Person = z.strictObject({ id, name: z.string() })
const percent = z.int().min(0).max(100)
const verdict = z.enum(verdictNames)
const light = z.enum(lightNames)
const rhythm = z.enum(rhythmNames)

/** The item's own figures, as the rule's sentence says them. */
export const Figures = z.strictObject({
  phase: z.int().optional(),
  title: z.string().optional(),
  percent: z.int().optional(),
  planned: z.int().optional(),
  off: z.int().optional(),
  limit: z.int().optional(),
  on: day.optional(),
})

export const LitItem = z.strictObject({ light, rule: z.int(), figures: Figures, since: day })
export type LitItem = z.infer<typeof LitItem>

/** What a phase said when it was reported or claimed, as the item's frozen version has it. */
const PhaseThen = z.strictObject({
  title: z.string(),
  startsOn: day,
  endsOn: day,
  goal: z.string(),
  criterion: z.string(),
})

/** `replaced`: a later report stands in its place. `reason`: why it stands in the place of another one. */
export const ProgressReport = z.strictObject({
  id,
  phaseId: id,
  reportedOn: day,
  reached: z.boolean(),
  percent: percent.nullable(),
  words: z.string(),
  problem: z.string(),
  need: z.string(),
  isReplaced: z.boolean(),
  replacesId: id.nullable(),
  reason: z.string().nullable(),
  division: Named,
  madeBy: Person,
  madeAt: instant,
  files: z.array(StoredFile.pick({ id: true, name: true, size: true })),
  phaseThen: PhaseThen.nullable(),
})
export type ProgressReport = z.infer<typeof ProgressReport>

const Act = z.strictObject({ by: Person, at: instant, words: z.string(), verdict: verdict.nullable() })

/** `verdict` is the one in force. The facts are those that the transitions ask. */
export const PhaseJudgement = z.strictObject({
  id,
  version,
  phaseId: id,
  state: z.enum(judgementStateNames),
  verdict: verdict.nullable(),
  reviewUntil: day.nullable(),
  divisionId: id.nullable(),
  judgedByDeputy: z.boolean(),
  submittedBy: z.array(id),
  judgedBy: id.nullable(),
  isInForce: z.boolean(),
  /** null: nobody claimed it, and it was judged all the same. */
  claim: Act.nullable(),
  judgement: Act.nullable(),
  request: Act.nullable(),
  review: Act.nullable(),
  phaseThen: PhaseThen.nullable(),
})
export type PhaseJudgement = z.infer<typeof PhaseJudgement>

export const PhaseProgress = z.strictObject({
  id,
  number: z.int(),
  title: z.string(),
  startsOn: day,
  endsOn: day,
  criterion: z.string(),
  division: Named.nullable(),
  verdict: verdict.nullable(),
  percent: percent.nullable(),
  planned: percent,
  /** Reported or claimed as reached, an earlier claim on its way, judged as met: what the rules ask. */
  isReached: z.boolean(),
  isClaimed: z.boolean(),
  isBeingJudged: z.boolean(),
  isMet: z.boolean(),
  /** A deputy head of the group judges it; the last day to claim it, after which it is judged without a claim. */
  judgedByDeputy: z.boolean(),
  claimUntil: day.nullable(),
  forecast: z.strictObject({ on: day, points: z.int(), lateWorkingDays: z.int() }).nullable(),
  next: z
    .strictObject({
      endsOn: day,
      dueOn: day.nullable(),
      isOver: z.boolean(),
      missed: z.int(),
      workingDaysLeft: z.int().nullable(),
    })
    .nullable(),
})
export type PhaseProgress = z.infer<typeof PhaseProgress>

export const OwnCheck = z.strictObject({
  id,
  division: Named,
  checkedOn: day,
  finding: z.string(),
  measure: z.string(),
  untilOn: day.nullable(),
  madeBy: Person,
  madeAt: instant,
  /** Whose it is now. */
  ownerId: id,
  done: z.strictObject({ words: z.string(), by: Person, at: instant }).nullable(),
})
export type OwnCheck = z.infer<typeof OwnCheck>

/** Everything about the course of one item: 404 for whoever does not see it in full. */
export const ItemProgress = z.strictObject({
  itemId: id,
  /** The item's version, which a report and a claim name. */
  version,
  isInForce: z.boolean(),
  divisionIds: z.array(id),
  asksEvidence: z.boolean(),
  light: LitItem.nullable(),
  percent: percent.nullable(),
  planned: percent.nullable(),
  changes: z.array(
    z.strictObject({
      id,
      before: light.nullable(),
      light: light.nullable(),
      rule: z.int().nullable(),
      figures: Figures,
      on: day,
    }),
  ),
  /** How often it is reported: the item's own rhythm and since when, else the office's. `version` counts the changes. */
  rhythm: z.strictObject({
    version: z.int(),
    own: rhythm.nullable(),
    from: day.nullable(),
    reason: z.string().nullable(),
    usual: rhythm,
  }),
  phases: z.array(PhaseProgress),
  reports: z.array(ProgressReport),
  judgements: z.array(PhaseJudgement),
  checks: z.array(OwnCheck),
  /** Accepted figures of the item's indicators, the latest of each: what need not be written once more. */
  figures: z.array(
    z.strictObject({
      dutyId: id,
      indicator: z.string(),
      unit: z.string(),
      period: z.string(),
      kind: z.enum(entryKinds),
      value: z.string().nullable(),
      target: z.string().nullable(),
    }),
  ),
})
export type ItemProgress = z.infer<typeof ItemProgress>

export const readItemProgress = endpoint({
  method: 'GET',
  path: '/api/items/:id/progress',
  summary: { zh: '查看事项进度', en: 'Read the progress of an item' },
  access: [businessPost],
  params: byId,
  reply: ItemProgress,
})

export const downloadProgressFile = endpoint({
  method: 'GET',
  path: '/api/progress-reports/:id/files/:fileId',
  summary: { zh: '下载佐证材料', en: 'Download evidence' },
  access: [businessPost],
  params: z.strictObject({ id, fileId: id }),
  reply: z.unknown(),
  download: true,
})

const divisions = [hasPost<unknown>(divisionPosts)]
const heads = [hasPost<unknown>(['division.head'])]
const words = z.string().trim().min(2).max(1000)
const optionalWords = z.string().trim().max(1000).default('')
const reported = {
  reached: z.boolean(),
  percent: percent.nullable().default(null),
  words,
  problem: optionalWords,
  need: optionalWords,
  fileIds: z.array(id).max(10).default([]),
}

/** Of one phase; `version` is the item's. 422 for a percent that contradicts, or evidence that is not asked. */
export const reportProgress = endpoint({
  method: 'POST',
  path: '/api/items/:id/progress-reports',
  summary: { zh: '报告进度', en: 'Report progress' },
  basis: 'progress.report',
  access: divisions,
  params: byId,
  body: z.strictObject({ version, phaseId: id, ...reported }),
  reply: ItemProgress,
})

/** A new report in place of one that is wrong, which stays readable. */
export const correctProgress = endpoint({
  method: 'POST',
  path: '/api/progress-reports/:id/correction',
  summary: { zh: '更正进度报告', en: 'Correct a report' },
  basis: 'progress.correct',
  access: divisions,
  params: byId,
  body: z.strictObject({ version, ...reported, reason }),
  reply: ItemProgress,
})

/** `version` is the item's: what was read of the phase and its criterion. */
export const claimPhase = endpoint({
  method: 'POST',
  path: '/api/items/:id/phase-claims',
  summary: { zh: '申请认定阶段完成', en: 'Claim a phase as finished' },
  basis: 'progress.claim',
  access: heads,
  params: byId,
  body: z.strictObject({ version, phaseId: id, words: optionalWords }),
  reply: ItemProgress,
})

export const takeBackClaim = endpoint({
  method: 'POST',
  path: '/api/phase-judgements/:id/withdrawal',
  summary: { zh: '撤回申请', en: 'Take the claim back' },
  basis: 'progress.takeBack',
  access: heads,
  params: byId,
  body: withReason,
  reply: ItemProgress,
})

const withVerdict = z.strictObject({ version, verdict, reason: words })

export const judgePhase = endpoint({
  method: 'POST',
  path: '/api/phase-judgements/:id/judgement',
  summary: { zh: '认定', en: 'Judge' },
  basis: 'progress.judge',
  access: [hasPost<unknown>([...performanceOffice, 'leadingGroup.deputy'])],
  params: byId,
  body: withVerdict,
  reply: ItemProgress,
})

export const askReview = endpoint({
  method: 'POST',
  path: '/api/phase-judgements/:id/review-request',
  summary: { zh: '申请复核', en: 'Ask for a review' },
  basis: 'progress.askReview',
  access: heads,
  params: byId,
  body: withReason,
  reply: ItemProgress,
})

export const decideReview = endpoint({
  method: 'POST',
  path: '/api/phase-judgements/:id/review',
  summary: { zh: '复核', en: 'Decide the review' },
  basis: 'progress.review',
  access: [hasPost<unknown>(officeLeaders)],
  params: byId,
  body: withVerdict,
  reply: ItemProgress,
})
