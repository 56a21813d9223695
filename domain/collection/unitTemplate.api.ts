import { z } from 'zod'
import { frequencyKinds, periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, pageOf, paging, version, versionOnly, withReason } from '#domain/kernel/endpoint.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import { TemplateSheet } from '#domain/kernel/templateSheet.ts'
import { Named } from './duty.api.ts'
import { MappedCell } from './unitTemplate.cells.ts'
import { nilWayNames, templateStateNames } from './unitTemplate.ts'

const frequency = z.enum(frequencyKinds)
const name = z.string().trim().min(2).max(60)
const of = { id, name: z.string(), frequency, collectingUnit: Named, coordinatingDivision: Named }

const VersionRow = z.strictObject({
  number: z.int(),
  state: z.enum(templateStateNames),
  effectiveFrom: day,
  fileName: z.string(),
  changedBy: z.string(),
  forcedBy: z.string().nullable(),
  forcedOn: day.nullable(),
  withdrawnReason: z.string().nullable(),
})
export type VersionRow = z.infer<typeof VersionRow>

export const TemplateRow = z.strictObject({
  ...of,
  /** The newest version in force, and the one that is drawn up. */
  inForceFrom: day.nullable(),
  draftNumber: z.int().nullable(),
})
export type TemplateRow = z.infer<typeof TemplateRow>

export const UnitTemplate = z.strictObject({ ...of, version, versions: z.array(VersionRow) })
export type UnitTemplate = z.infer<typeof UnitTemplate>

export const TemplateIndicator = z.strictObject({
  indicatorId: id,
  year: z.int(),
  itemTitle: z.string(),
  name: z.string(),
  unit: z.string(),
  /** Further fields that its collection plans ask for, but for files. */
  fields: z.array(z.strictObject({ key: z.string(), name: z.string() })),
})
export type TemplateIndicator = z.infer<typeof TemplateIndicator>

/** One version with its sheets, what is mapped, and what could be. */
export const TemplateVersion = z.strictObject({
  templateId: id,
  /** Of the template: what every act names. */
  version,
  number: z.int(),
  state: z.enum(templateStateNames),
  effectiveFrom: day,
  nilAs: z.enum(nilWayNames),
  coordinatingDivisionId: id,
  changedBy: id,
  changedFor: id.nullable(),
  hasSameDay: z.boolean(),
  isOffered: z.boolean(),
  file: z.strictObject({ name: z.string(), size: z.int(), digest: z.string() }),
  sheets: z.array(TemplateSheet),
  cells: z.array(MappedCell),
  indicators: z.array(TemplateIndicator),
  /** Names of the figures put together in the last report to the unit. */
  aggregates: z.array(z.string()),
  /** Periods that can be looked at, the latest first. */
  periods: z.array(periodCode),
})
export type TemplateVersion = z.infer<typeof TemplateVersion>

const access = [businessPost]
const makers = [hasPost<unknown>(divisionPosts)]
const heads = [hasPost<unknown>(['division.head'])]
const byNumber = z.strictObject({ id, number: z.coerce.number().int().min(1).max(10_000) })

/** Visible: the coordinating division's own; all to the performance office and the leading group's head and deputies. */
export const listTemplates = endpoint({
  method: 'GET',
  path: '/api/unit-templates',
  summary: { zh: '采集单位模板', en: 'Templates of collecting units' },
  access,
  query: z.strictObject({ ...paging }),
  reply: pageOf(TemplateRow),
})

/** Units and frequencies that the division coordinates data for and that have no template yet. */
export const listTemplateChoices = endpoint({
  method: 'GET',
  path: '/api/unit-templates/choices',
  summary: { zh: '可以建立模板的单位', en: 'Units a template can be made for' },
  access: makers,
  reply: z.strictObject({ rows: z.array(z.strictObject({ collectingUnit: Named, frequency })) }),
})

export const readTemplateOf = endpoint({
  method: 'GET',
  path: '/api/unit-templates/:id',
  summary: { zh: '查看采集单位模板', en: 'Read a template' },
  access,
  params: byId,
  reply: UnitTemplate,
})

export const readTemplateVersion = endpoint({
  method: 'GET',
  path: '/api/unit-templates/:id/versions/:number',
  summary: { zh: '查看模板版本', en: 'Read a version of a template' },
  access,
  params: byNumber,
  reply: TemplateVersion,
})

export const readTemplateHistory = historyOf('/api/unit-templates/:id/history', access)

export const downloadTemplateFile = endpoint({
  method: 'GET',
  path: '/api/unit-templates/:id/versions/:number/file',
  summary: { zh: '下载模板原件', en: 'Download the template as it came' },
  access,
  params: byNumber,
  reply: z.unknown(),
  download: true,
})

/** Filled with what is accepted of the period now; nothing is kept. */
export const previewTemplate = endpoint({
  method: 'GET',
  path: '/api/unit-templates/:id/versions/:number/preview',
  summary: { zh: '按期间试填', en: 'Fill for a period to look at' },
  access,
  params: byNumber,
  query: z.strictObject({ period: periodCode }),
  reply: z.unknown(),
  download: true,
})

export const makeTemplate = endpoint({
  method: 'POST',
  path: '/api/unit-templates',
  summary: { zh: '建立模板', en: 'Make a template' },
  basis: 'template.save',
  access: makers,
  body: z.strictObject({ collectingUnitId: id, frequency, name, effectiveFrom: day, fileId: id }),
  reply: UnitTemplate,
})

/** A further version; without a file of its own it begins with the file and the cells of the last one. */
export const makeTemplateVersion = endpoint({
  method: 'POST',
  path: '/api/unit-templates/:id/versions',
  summary: { zh: '编制新版本', en: 'Draw up a new version' },
  basis: 'template.save',
  access: makers,
  params: byId,
  body: z.strictObject({ version, effectiveFrom: day, fileId: id.nullable() }),
  reply: UnitTemplate,
})

/** The draft as a whole; with a file the one it had is exchanged. What is wrong is said and kept until it is put in force. */
export const saveTemplate = endpoint({
  method: 'POST',
  path: '/api/unit-templates/:id/draft',
  summary: { zh: '保存模板', en: 'Save the template' },
  basis: 'template.save',
  access: makers,
  params: byId,
  body: z.strictObject({
    version,
    effectiveFrom: day,
    nilAs: z.enum(nilWayNames),
    fileId: id.nullable(),
    cells: z.array(MappedCell).max(1000),
  }),
  reply: UnitTemplate,
})

/** Lays the draft before the head, whose to-do it becomes until it is put in force, changed or withdrawn. */
export const offerTemplate = endpoint({
  method: 'POST',
  path: '/api/unit-templates/:id/offer',
  summary: { zh: '送处长启用', en: 'Send to the head' },
  basis: 'template.save',
  access: makers,
  params: byId,
  body: versionOnly,
  reply: UnitTemplate,
})

export const forceTemplate = endpoint({
  method: 'POST',
  path: '/api/unit-templates/:id/force',
  summary: { zh: '启用模板', en: 'Put a template in force' },
  basis: 'template.force',
  access: heads,
  params: byId,
  body: versionOnly,
  reply: UnitTemplate,
})

export const withdrawTemplate = endpoint({
  method: 'POST',
  path: '/api/unit-templates/:id/versions/:number/withdraw',
  summary: { zh: '停用模板版本', en: 'Withdraw a version of a template' },
  basis: 'template.withdraw',
  access: heads,
  params: byNumber,
  body: withReason,
  reply: UnitTemplate,
})
