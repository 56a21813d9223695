import { z } from 'zod'
import { endpoint, id, performanceYear, version } from '#domain/kernel/endpoint.ts'
import { yearStateNames } from '#domain/session/session.ts'
import { keepsSettings } from './organization.ts'

export const PerformanceYear = z.strictObject({
  id,
  year: z.int(),
  state: z.enum(yearStateNames),
  version,
})
export type PerformanceYear = z.infer<typeof PerformanceYear>

/** Newest first. */
export const listYears = endpoint({
  method: 'GET',
  path: '/api/years',
  summary: { zh: '年度', en: 'Performance years' },
  access: 'anyPost',
  reply: z.strictObject({ rows: z.array(PerformanceYear) }),
})

export const openYear = endpoint({
  method: 'POST',
  path: '/api/years',
  summary: { zh: '开启年度', en: 'Open a year' },
  basis: 'organization.year',
  access: [keepsSettings],
  body: z.strictObject({ year: performanceYear }),
  reply: PerformanceYear,
})
