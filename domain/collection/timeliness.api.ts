import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { endpoint, id, pageOf, paging, text, yearInAddress } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { DutyRow } from './duty.api.ts'
import { groupingNames, measureNames, outcomeNames } from './timeliness.ts'

/** Each narrows what is counted; without a year, all years. */
export const timelinessFilters = {
  year: yearInAddress.optional(),
  period: periodCode.optional(),
  divisionId: id.optional(),
  indicatorId: id.optional(),
  /** `none`: data that no outside body collects. */
  collectingUnitId: z.union([id, z.literal('none')]).optional(),
  /** Of items of this dimension. */
  dimension: z.string().max(40).optional(),
}

const count = z.strictObject({ met: z.int(), counted: z.int() })

/** One line of the table: what was counted, met and left out, and the filters that open its list. */
export const TimelinessRow = z.strictObject({
  name: text,
  /** What this line adds to the filters. */
  filter: z.strictObject({
    year: z.int().optional(),
    period: periodCode.optional(),
    divisionId: id.optional(),
    indicatorId: id.optional(),
    collectingUnitId: z.string().optional(),
  }),
  complete: count,
  delivered: count,
  reported: count,
  withdrawn: z.int(),
  awaiting: z.int(),
  notDue: z.int(),
  lateStart: z.int(),
})
export type TimelinessRow = z.infer<typeof TimelinessRow>

const by = z.enum(groupingNames).default('division')

/**
 * Completeness and timeliness of what this post sees: a division what it owes or coordinates, the performance office and
 * the group's head and deputies everything. `isCut`: more lines than one page carries.
 */
export const readTimeliness = endpoint({
  method: 'GET',
  path: '/api/timeliness',
  summary: { zh: '数据及时率和完整率', en: 'Timeliness and completeness' },
  access: [businessPost],
  query: z.strictObject({ by, ...timelinessFilters }),
  reply: z.strictObject({ total: TimelinessRow, rows: z.array(TimelinessRow), isCut: z.boolean() }),
})

export const downloadTimeliness = endpoint({
  method: 'GET',
  path: '/api/timeliness/table',
  summary: { zh: '导出及时率和完整率', en: 'Export timeliness' },
  access: [businessPost],
  query: z.strictObject({ by, ...timelinessFilters }),
  reply: z.unknown(),
  download: true,
})

/** The duties a number of the table was counted from, exactly those. */
export const listCounted = endpoint({
  method: 'GET',
  path: '/api/timeliness/duties',
  summary: { zh: '计入的报送义务', en: 'Duties counted' },
  access: [businessPost],
  query: z.strictObject({
    measure: z.enum(measureNames),
    outcome: z.enum(outcomeNames),
    ...timelinessFilters,
    ...paging,
  }),
  reply: pageOf(DutyRow),
})
