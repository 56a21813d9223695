import { z } from 'zod'
import { byId, type Endpoint, endpoint } from './endpoint.ts'
import { HistoryEntry } from './history.ts'

/** The endpoint that tells who did what to one record, newest first. */
export const historyOf = (path: Endpoint['path'], access: Endpoint['access']) =>
  endpoint({
    method: 'GET',
    path,
    summary: { zh: '办理记录', en: 'History' },
    basis: 'history.read',
    access,
    params: byId,
    reply: z.strictObject({ rows: z.array(HistoryEntry) }),
  })
