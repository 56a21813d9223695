import { z } from 'zod'
import { byId, day, endpoint, version } from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { ExternalBody } from './organization.api.ts'
import { bodyKindNames, keepsBodies, readsBodies } from './organization.ts'
import { nameText } from './words.ts'

const content = {
  kind: z.enum(bodyKindNames),
  name: nameText,
  fromOn: day,
  /** The first day on which the office no longer deals with it. */
  toOn: day.nullable(),
}

export const createExternalBody = endpoint({
  method: 'POST',
  path: '/api/external-bodies',
  summary: { zh: '增加外部单位', en: 'Add an outside body' },
  basis: 'organization.externalBody',
  access: [keepsBodies],
  body: z.strictObject(content),
  reply: ExternalBody,
})

export const changeExternalBody = endpoint({
  method: 'PUT',
  path: '/api/external-bodies/:id',
  summary: { zh: '修改', en: 'Change' },
  basis: 'organization.externalBody',
  access: [keepsBodies],
  params: byId,
  body: z.strictObject({ ...content, version }),
  reply: ExternalBody,
})

export const readExternalBodyHistory = endpoint({
  method: 'GET',
  path: '/api/external-bodies/:id/history',
  summary: { zh: '外部单位的办理记录', en: 'History of an outside body' },
  access: [readsBodies],
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
