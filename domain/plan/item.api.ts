import { z } from 'zod'
import { entryKinds, stageNames } from '#domain/collection/duty.ts'
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
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { lightNames } from '#domain/kernel/light.ts'
import { type DivisionPlanState, divisionPlanStates } from './divisionPlan.ts'
import { type ItemKind, itemKinds, type Method, methods } from './item.ts'
import { indicator, measure, named, phase, shared, weight, words } from './itemParts.ts'
import { Finding, Silence } from './linter.api.ts'
import { type PlanState, planStates } from './plan.ts'

const keys = <Key extends string>(names: Record<Key, unknown>) => Object.keys(names) as [Key, ...Key[]]

export const itemKind = z.enum(keys<ItemKind>(itemKinds))
export const planState = z.enum(keys<PlanState>(planStates))
export const divisionPlanState = z.enum(keys<DivisionPlanState>(divisionPlanStates))
const method = z.enum(keys<Method>(methods))

/** One division, person or outside body with the name it has now. */
export const NamedRef = z.strictObject({ id, name: text })
export type NamedRef = z.infer<typeof NamedRef>
export const PersonRef = z.strictObject({ id, name: z.string() })
export type PersonRef = z.infer<typeof PersonRef>

const facts = {
  code: z
    .string()
    .trim()
    .min(1)
    .max(30)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}.-]*$/u),
  title: named(80),
  kind: itemKind,
  /** A key of the rule pack's dimensions. */
  dimension: z.string().min(1).max(40),
  goal: words(1000),
  binding: z.boolean(),
  /** Promised to the public: it goes into the white paper (Art. 23). */
  isWhitePaper: z.boolean(),
  weight: weight.nullable(),
  method: method.nullable(),
  /** How data are reported where no indicator says it, such as 按阶段书面报告. */
  reporting: words(500),
  startsOn: day,
  endsOn: day,
}

/** Null: the lead division's; otherwise that of one of the item's co-responsible divisions. */
const ofDivision = { divisionId: id.nullable() }

/** An item as it is written: one save carries all of it. Phases and indicators stand in their order. */
export const ItemContent = z.strictObject({
  ...facts,
  responsibleDivisionId: id.nullable(),
  coordinatingDivisionId: id.nullable(),
  mainResponsiblePersonId: id.nullable(),
  responsiblePersonIds: z.array(id).max(20),
  participantIds: z.array(id).max(40),
  municipalIndicatorId: id.nullable(),
  measures: z.array(z.strictObject({ ...measure, personId: id.nullable() })).max(24),
  coDivisions: z.array(z.strictObject({ ...shared, divisionId: id })).max(12),
  phases: z.array(z.strictObject({ ...phase, ...ofDivision })).max(24),
  indicators: z.array(z.strictObject({ ...indicator, collectingUnitId: id.nullable(), ...ofDivision })).max(24),
})
export type ItemContent = z.infer<typeof ItemContent>

/** What a version of an item freezes: its content with the names of that day. */
export const ItemSnapshot = z.strictObject({
  id,
  planId: id,
  year: z.int(),
  ...facts,
  responsibleDivision: NamedRef.nullable(),
  coordinatingDivision: NamedRef.nullable(),
  mainResponsiblePerson: PersonRef.nullable(),
  responsiblePersons: z.array(PersonRef),
  participants: z.array(PersonRef),
  municipalIndicator: z.strictObject({ id, number: z.int(), name: z.string() }).nullable(),
  measures: z.array(z.strictObject({ ...measure, person: PersonRef.nullable() })),
  coDivisions: z.array(z.strictObject({ ...shared, division: NamedRef })),
  phases: z.array(z.strictObject({ id, ...phase, division: NamedRef.nullable() })),
  indicators: z.array(
    z.strictObject({ id, ...indicator, collectingUnit: NamedRef.nullable(), division: NamedRef.nullable() }),
  ),
})
export type ItemSnapshot = z.infer<typeof ItemSnapshot>

/** An item as it stands; the answers to hints belong to the draft and are not frozen. */
export const Item = ItemSnapshot.extend({ version, silences: z.array(Silence) })
export type Item = z.infer<typeof Item>

export const PlanRef = z.strictObject({
  id,
  year: z.int(),
  title: z.string(),
  state: planState,
  documentNumber: z.string().nullable(),
  issuedOn: day.nullable(),
})

/** A division's own plan. */
export const DivisionPlanRef = z.strictObject({
  id,
  year: z.int(),
  title: z.string(),
  state: divisionPlanState,
  division: NamedRef,
})

/** The plan that an item stands in: the office's, a revision of it, or a division's own. */
const PlanOfItem = z.discriminatedUnion('kind', [
  PlanRef.extend({ kind: z.literal('office') }),
  PlanRef.extend({ kind: z.literal('revision') }),
  DivisionPlanRef.extend({ kind: z.literal('division') }),
])

/** The latest period of one indicator that has begun: where it lies, and what `dataStates` asks. */
export const LatestDuty = z.strictObject({
  indicatorId: id,
  dutyId: id,
  period: z.string(),
  stage: z.enum(stageNames),
  kind: z.enum(entryKinds).nullable(),
  value: z.string().nullable(),
  firstSignedOn: day.nullable(),
  internalDueOn: day.nullable(),
  externalDueOn: day.nullable(),
  isCorrected: z.boolean(),
  lateStart: z.boolean(),
  /** Whether the reader may open the duty: of a joint item each division opens its own. */
  isVisible: z.boolean(),
})
export type LatestDuty = z.infer<typeof LatestDuty>

export const ItemVersionHead = z.strictObject({
  number: z.int(),
  digest: z.string(),
  madeAt: instant,
  madeBy: PersonRef,
  /** The plan versions that name it. */
  planVersions: z.array(z.int()),
})

/**
 * `data` and `versions` are null for who is neither involved nor sees everything: other divisions read the issued
 * plan, not the data. `next` is the next due day of an open duty
 * that the reader may see.
 */
export const ItemPage = z.strictObject({
  item: Item,
  plan: PlanOfItem,
  /** The day on which a revision took it out of the plan; null while it is in force. */
  withdrawnOn: day.nullable(),
  findings: z.array(Finding),
  data: z.array(LatestDuty).nullable(),
  next: z.strictObject({ dutyId: id, period: z.string(), dueOn: day, workingDaysLeft: z.int().nullable() }).nullable(),
  versions: z.array(ItemVersionHead).nullable(),
})
export type ItemPage = z.infer<typeof ItemPage>

export const ItemRow = z.strictObject({
  id,
  code: z.string(),
  title: z.string(),
  kind: itemKind,
  dimension: z.string(),
  responsibleDivision: NamedRef.nullable(),
  coordinatingDivision: NamedRef.nullable(),
  mainResponsiblePerson: PersonRef.nullable(),
  goal: z.string(),
  binding: z.boolean(),
  weight: z.string().nullable(),
  phaseCount: z.int(),
  indicatorCount: z.int(),
  planState,
  /** The light of an item that the reader sees in full. */
  light: z.enum(lightNames).nullable(),
})
export type ItemRow = z.infer<typeof ItemRow>

/** Whoever may write into some plan: into the office's or into a division's own, as its transitions say. */
export const itemWriters = [hasPost<unknown>([...performanceOffice, ...divisionPosts])]

export const itemFilters = {
  /** Responsible, sharing the responsibility, or coordinating. */
  divisionId: id.optional(),
  /** The responsible division alone. */
  responsibleId: id.optional(),
  kind: itemKind.optional(),
  dimension: z.string().max(40).optional(),
  /** In code or title. */
  search: z.string().trim().max(40).optional(),
  /** Those on which the signed-in person is named. */
  mine: z.literal('yes').optional(),
  light: z.enum(lightNames).optional(),
}

export const listItems = endpoint({
  method: 'GET',
  path: '/api/items',
  summary: { zh: '查看评估事项', en: 'List the items' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, ...itemFilters, ...paging }),
  reply: pageOf(ItemRow),
})

export const readItem = endpoint({
  method: 'GET',
  path: '/api/items/:id',
  summary: { zh: '查看评估事项', en: 'Read an item' },
  access: [businessPost],
  params: byId,
  reply: ItemPage,
})

/** 404 for whoever may not see the item in full. */
export const readItemHistory = endpoint({
  method: 'GET',
  path: '/api/items/:id/history',
  summary: { zh: '查看事项办理记录', en: 'Read the history of an item' },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})

/** 422 `body.content.<field>` where the content cannot be; what is merely unfinished is the linter's business. */
export const createItem = endpoint({
  method: 'POST',
  path: '/api/plans/:id/items',
  summary: { zh: '增列事项', en: 'Add an item' },
  basis: 'plan.draft',
  access: itemWriters,
  params: byId,
  body: z.strictObject({ content: ItemContent }),
  reply: Item,
})

export const saveItem = endpoint({
  method: 'PUT',
  path: '/api/items/:id',
  summary: { zh: '保存事项', en: 'Save an item' },
  basis: 'plan.draft',
  access: itemWriters,
  params: byId,
  body: z.strictObject({ version, content: ItemContent }),
  reply: Item,
})

/** Only while its plan is drafted; versions that named the item keep it. */
export const removeItem = endpoint({
  method: 'POST',
  path: '/api/items/:id/removal',
  summary: { zh: '删除事项', en: 'Remove an item' },
  basis: 'plan.draft',
  access: itemWriters,
  params: byId,
  body: versionOnly,
  reply: z.strictObject({}),
})
