import { z } from 'zod'
import { endpoint } from '#domain/kernel/endpoint.ts'

/** The acting post's due days as a file for a calendar of one's own. */
export const downloadCalendar = endpoint({
  method: 'GET',
  path: '/api/calendar',
  summary: { zh: '导出日历', en: 'Export the calendar' },
  access: 'anyPost',
  query: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.unknown(),
  download: true,
})
