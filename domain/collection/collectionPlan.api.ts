import { z } from 'zod'
import { ExternalDue } from '#domain/calendar/dueRule.ts'
import { frequencyKinds, periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts } from '#domain/kernel/actor.ts'
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
import { CollectionContent } from './collectionContent.ts'
import { stageNames } from './duty.ts'

const access = [businessPost]
const makes = [hasPost<unknown>(divisionPosts)]
const forces = [hasPost<unknown>(['division.head'])]

const Named = z.strictObject({ id, name: text })
const File = z.strictObject({ id, name: z.string(), size: z.int() })
const finding = z.strictObject({ field: z.string(), message: text })
const person = z.strictObject({ name: z.string(), at: instant })

export const CollectionVersion = z.strictObject({
  ...{ id, version, number: z.int(), effectiveOn: day },
  state: z.enum(['draft', 'inForce', 'discarded']),
  content: CollectionContent,
  collectingUnit: Named.nullable(),
  requirementFile: File.nullable(),
  made: person,
  /** Who laid the draft before the head as it is now. */
  offered: person.nullable(),
  forced: person.nullable(),
  /** How many duties are asked by it. */
  duties: z.int(),
})
export type CollectionVersion = z.infer<typeof CollectionVersion>

const indicator = z.strictObject({
  ...{ id, name: z.string(), unit: z.string(), decimals: z.int(), frequency: z.enum(frequencyKinds) },
})
const ofIndicator = {
  indicator,
  item: z.strictObject({ id, code: z.string(), title: z.string() }),
  year: z.int(),
  responsibleDivision: Named,
  coordinatingDivision: Named,
  collectingUnit: Named.nullable(),
}

/** How one indicator is collected: its versions, the newest first; none: the default form is asked. */
export const CollectionPlan = z.strictObject({
  ...ofIndicator,
  isWithdrawn: z.boolean(),
  versions: z.array(CollectionVersion),
  /** What a first version begins with. */
  defaults: CollectionContent,
  /** Of the draft: what is wrong with it, and what it asks although the system has it. */
  faults: z.array(finding),
  known: z.array(finding),
})
export type CollectionPlan = z.infer<typeof CollectionPlan>

export const CollectionRow = z.strictObject({
  ...ofIndicator,
  /** The version that holds today, and the draft. */
  number: z.int().nullable(),
  effectiveOn: day.nullable(),
  hasDraft: z.boolean(),
  fields: z.int(),
  evidence: z.boolean(),
  externalDue: ExternalDue,
})
export type CollectionRow = z.infer<typeof CollectionRow>

/** The year's indicators as they are collected, in the order of the plan. A division sees those it owes or coordinates. */
export const listCollectionPlans = endpoint({
  method: 'GET',
  path: '/api/collection-plans',
  summary: { zh: '收集报送工作计划', en: 'Collection plans' },
  access,
  query: z.strictObject({
    ...{ year: yearInAddress, collectingUnitId: id.optional() },
    /** `none`: indicators without a version in force today; `draft`: those with a draft. */
    plan: z.enum(['none', 'draft']).optional(),
    ...paging,
  }),
  reply: pageOf(CollectionRow),
})

export const readCollectionPlan = endpoint({
  method: 'GET',
  path: '/api/collection-plans/:id',
  summary: { zh: '查看收集报送工作计划', en: 'Read a collection plan' },
  access,
  params: byId,
  reply: CollectionPlan,
})

export const readCollectionHistory = historyOf('/api/collection-plans/:id/history', access)

/** Begins a version: from the version in force, from the defaults, or from another indicator's plan (`from`). */
export const beginCollectionVersion = endpoint({
  method: 'POST',
  path: '/api/collection-plans/:id/begin',
  summary: { zh: '拟定新版本', en: 'Begin a version' },
  basis: 'collectionPlan.make',
  access: makes,
  params: byId,
  body: z.strictObject({ from: id.nullable() }),
  reply: CollectionPlan,
})

export const changeCollectionVersion = endpoint({
  method: 'PUT',
  path: '/api/collection-versions/:id',
  summary: { zh: '保存拟稿', en: 'Save the draft' },
  basis: 'collectionPlan.make',
  access: makes,
  params: byId,
  body: z.strictObject({ version, effectiveOn: day, content: CollectionContent }),
  reply: CollectionPlan,
})

export const discardCollectionVersion = endpoint({
  method: 'POST',
  path: '/api/collection-versions/:id/discard',
  summary: { zh: '作废拟稿', en: 'Discard the draft' },
  basis: 'collectionPlan.make',
  access: makes,
  params: byId,
  body: withReason,
  reply: CollectionPlan,
})

/** Lays the draft before the head, whose to-do it becomes until it is put in force, changed or discarded. */
export const offerCollectionVersion = endpoint({
  method: 'POST',
  path: '/api/collection-versions/:id/offer',
  summary: { zh: '送处长生效', en: 'Send to the head' },
  basis: 'collectionPlan.make',
  access: makes,
  params: byId,
  body: versionOnly,
  reply: CollectionPlan,
})

/** Puts a draft in force: unsigned duties of periods that end from its day on are asked by it, with its days. */
export const forceCollectionVersion = endpoint({
  method: 'POST',
  path: '/api/collection-versions/:id/force',
  summary: { zh: '生效', en: 'Put in force' },
  basis: 'collectionPlan.force',
  access: forces,
  params: byId,
  body: versionOnly,
  reply: CollectionPlan,
})

const days = { internalDueOn: day.nullable(), externalDueOn: day.nullable() }

/** What putting a draft in force would do, duty by duty, before anybody does it. */
export const previewCollectionVersion = endpoint({
  method: 'GET',
  path: '/api/collection-versions/:id/effect',
  summary: { zh: '预览生效影响', en: 'Preview what it changes' },
  access,
  params: byId,
  reply: z.strictObject({
    rows: z.array(
      z.strictObject({
        ...{ dutyId: id, period: periodCode, stage: z.enum(stageNames) },
        before: z.strictObject({ ...days, collectingUnit: text.nullable() }),
        after: z.strictObject({ ...days, collectingUnit: text.nullable() }),
      }),
    ),
    /** Signed, or handed in for signature: they stay as they are. */
    untouched: z.int(),
  }),
})

export const downloadRequirement = endpoint({
  method: 'GET',
  path: '/api/collection-versions/:id/requirement',
  summary: { zh: '下载采集要求', en: 'Download the requirement' },
  access,
  params: byId,
  reply: z.unknown(),
  download: true,
})
