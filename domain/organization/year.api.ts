import { z } from 'zod'
import { day, endpoint, id, performanceYear, version, yearInAddress } from '#domain/kernel/endpoint.ts'
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

/** The days of a calendar year on which nobody works, as far as its holidays are published. */
export const listRestDays = endpoint({
  method: 'GET',
  path: '/api/rest-days/:year',
  summary: { zh: '休息日', en: 'Rest days' },
  access: 'anyPost',
  params: z.strictObject({ year: yearInAddress }),
  reply: z.strictObject({ rest: z.array(day) }),
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
