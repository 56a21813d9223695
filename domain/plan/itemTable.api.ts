import { z } from 'zod'
import { endpoint, yearInAddress } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { itemFilters } from './item.api.ts'

/** The list of items with light, progress and last report as a workbook, exactly as it is filtered. */
export const exportItems = endpoint({
  method: 'GET',
  path: '/api/item-exports',
  summary: { zh: '导出事项进度', en: 'Export the items with their progress' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, language: z.enum(['zh', 'en']), ...itemFilters }),
  reply: z.unknown(),
  download: true,
})
