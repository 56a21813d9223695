import { z } from 'zod'
import { day, endpoint, id, instant, pageOf, paging, text, yearInAddress } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'

const Named = z.strictObject({ id, name: text })

/**
 * One item of the supervision register: every item of an issued office plan stands in it by itself (Art. 10). The main
 * responsible person is given as the division that person is in. `dueOn` ends the phase that runs, or the next one.
 */
export const RegisterRow = z.strictObject({
  itemId: id,
  code: z.string(),
  title: z.string(),
  responsibleDivision: Named.nullable(),
  coordinatingDivision: Named.nullable(),
  mainDivision: text.nullable(),
  phase: z.strictObject({ number: z.int(), of: z.int(), title: z.string() }).nullable(),
  dueOn: day.nullable(),
  workingDaysLeft: z.int().nullable(),
  openTickets: z.int(),
  tickets: z.int(),
  urges: z.int(),
  urgedAt: instant.nullable(),
})
export type RegisterRow = z.infer<typeof RegisterRow>

export const registerFilters = {
  divisionId: id.optional(),
  search: z.string().trim().max(60).optional(),
  /** With an open ticket; urged; or neither. */
  has: z.enum(['openTicket', 'urge', 'nothing']).optional(),
}

/** The register of a year. A division sees the items it is responsible for, shares or coordinates. */
export const listRegister = endpoint({
  method: 'GET',
  path: '/api/supervision-register',
  summary: { zh: '督查督办登记', en: 'Supervision register' },
  basis: 'supervision',
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, ...registerFilters, ...paging }),
  reply: pageOf(RegisterRow),
})

/** The register as a workbook, exactly as it is filtered. */
export const exportRegister = endpoint({
  method: 'GET',
  path: '/api/supervision-register-exports',
  summary: { zh: '导出督查督办登记', en: 'Export the register' },
  basis: 'supervision',
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, language: z.enum(['zh', 'en']), ...registerFilters }),
  reply: z.unknown(),
  download: true,
})
