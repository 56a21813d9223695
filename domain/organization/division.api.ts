import { z } from 'zod'
import { byId, day, endpoint, version } from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { Division } from './organization.api.ts'
import { keepsPeople, readsPeople } from './organization.ts'
import { nameText } from './words.ts'

/** The short sign of a division. */
export const divisionCode = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .regex(/^[\p{L}\p{N}.-]+$/u)

const content = {
  code: divisionCode,
  name: nameText,
  /** The place in the order of the organization, counted from the front. */
  sort: z.int().min(0).max(9999),
  housesPerformanceOffice: z.boolean(),
  fromOn: day,
}

export const createDivision = endpoint({
  method: 'POST',
  path: '/api/divisions',
  summary: { zh: '增设处', en: 'Add a division' },
  basis: 'organization.division',
  access: [keepsPeople],
  body: z.strictObject(content),
  reply: Division,
})

export const changeDivision = endpoint({
  method: 'PUT',
  path: '/api/divisions/:id',
  summary: { zh: '修改', en: 'Change' },
  basis: 'organization.division',
  access: [keepsPeople],
  params: byId,
  body: z.strictObject({ ...content, version }),
  reply: Division,
})

export const readDivisionHistory = endpoint({
  method: 'GET',
  path: '/api/divisions/:id/history',
  summary: { zh: '处的办理记录', en: 'History of a division' },
  access: [readsPeople],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
