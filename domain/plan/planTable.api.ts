import { z } from 'zod'
import { byId, endpoint, id, text } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { SheetsSeen, TopRows } from './columnMapping.ts'
import { ItemContent, itemWriters } from './item.api.ts'
import { PlanTableMapping, SheetRead } from './planTableMapping.ts'

const place = { sheet: z.int(), sheetName: z.string(), row: z.int(), column: z.string().nullable() }

/** What the file says, cell by cell. `cells` lists whatever was not taken as it stands; one that is refused stops it all. */
export const PlanTableRun = z.strictObject({
  file: z.strictObject({ id, name: z.string() }),
  /** The workbook's sheets, and the first rows of the one that has the items or is looked at for them. */
  workbook: SheetsSeen,
  place: z.strictObject({ sheet: z.int(), row: z.int(), rows: z.int() }),
  topRows: TopRows,
  /** What the columns of each sheet were taken for, the items first; none where no heading was found. */
  sheets: z.array(SheetRead),
  taken: z.int(),
  items: z.array(z.strictObject({ row: z.int(), content: ItemContent })),
  cells: z.array(
    z.strictObject({
      ...place,
      entered: z.string(),
      outcome: z.enum(['changed', 'left', 'refused']),
      message: text,
    }),
  ),
})
export type PlanTableRun = z.infer<typeof PlanTableRun>

/** The items as a workbook in the layout that is imported; `empty` is the template without items. */
export const downloadPlanTable = endpoint({
  method: 'GET',
  path: '/api/plans/:id/table',
  summary: { zh: '导出事项表', en: 'Export the items' },
  access: [businessPost],
  params: byId,
  query: z.strictObject({ empty: z.literal('yes').optional() }),
  reply: z.unknown(),
  download: true,
})

/**
 * Reads an own upload against the draft and writes nothing. `mapping` says what the columns are, as `planMappingText`
 * writes it; without it they are taken as the division's last table with these headings, or recognised. 422 where the
 * file is not a workbook.
 */
export const dryRunPlanTable = endpoint({
  method: 'GET',
  path: '/api/plans/:id/table/dry-run/:fileId',
  summary: { zh: '试读事项表', en: 'Try a table of items' },
  basis: 'plan.draft',
  access: itemWriters,
  params: z.strictObject({ id, fileId: id }),
  query: z.strictObject({ mapping: z.string().max(4000).optional() }),
  reply: PlanTableRun,
})

/**
 * Every item as a new one of the draft, or none: 422 names sheet, row and column. `leaves` is how many cells the person
 * saw that stay empty; another number is 409 `table_changed`. What the columns were taken for is remembered.
 */
export const importPlanTable = endpoint({
  method: 'POST',
  path: '/api/plans/:id/table',
  summary: { zh: '导入事项表', en: 'Import a table of items' },
  basis: 'plan.draft',
  access: itemWriters,
  params: byId,
  body: z.strictObject({ fileId: id, leaves: z.int().min(0), mapping: PlanTableMapping.optional() }),
  reply: z.strictObject({ items: z.int() }),
})
