import { z } from 'zod'
import { byId, day, endpoint, id } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { PlanSnapshot, PlanVersionHead } from './plan.api.ts'

/** A version in a list; one of the office's plan holds from its issue or later, a draft before that never did. */
export const ListedVersion = PlanVersionHead.extend({ heldFrom: day.nullable() })
export type ListedVersion = z.infer<typeof ListedVersion>

/** Whoever does not see drafts is given what was issued, and before that the version under review. */
export const listPlanVersions = endpoint({
  method: 'GET',
  path: '/api/plans/:id/versions',
  summary: { zh: '查看方案各版', en: 'List the versions of a plan' },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({ rows: z.array(ListedVersion) }),
})

/** The frozen content; any two are compared by domain/plan/compare.ts. */
export const readPlanVersion = endpoint({
  method: 'GET',
  path: '/api/plans/:id/versions/:number',
  summary: { zh: '查看一版方案', en: 'Read one version of a plan' },
  access: [businessPost],
  params: z.strictObject({ id, number: z.coerce.number().int().min(1) }),
  reply: z.strictObject({ head: ListedVersion, content: PlanSnapshot }),
})

/** 版本对照表: two versions field by field, as a workbook or as a document. */
export const downloadComparison = endpoint({
  method: 'GET',
  path: '/api/plans/:id/comparison',
  summary: { zh: '下载版本对照表', en: 'Download the comparison of two versions' },
  access: [businessPost],
  params: byId,
  query: z.strictObject({
    old: z.coerce.number().int().min(1),
    new: z.coerce.number().int().min(1),
    format: z.enum(['xlsx', 'docx']),
  }),
  reply: z.unknown(),
  download: true,
})
