import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { day, endpoint, id, text, yearInAddress } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { stageNames } from './duty.ts'
import { dueKinds, month } from './dutyFilters.ts'
import { dataStateKinds } from './dutyStates.ts'

const count = z.int().nonnegative()
const divisionOfRow = z.strictObject({ id, name: text })

/** How many duties lie at each stage, and of how many each state of the data holds; what is none is left out. */
export const Tally = z.strictObject({
  total: count,
  stages: z.partialRecord(z.enum(stageNames), count),
  states: z.partialRecord(z.enum(dataStateKinds), count),
})
export type Tally = z.infer<typeof Tally>

export const DivisionCell = Tally.extend({ period: periodCode })
export type DivisionCell = z.infer<typeof DivisionCell>
export const DivisionRow = z.strictObject({ division: divisionOfRow, cells: z.array(DivisionCell) })
export type DivisionRow = z.infer<typeof DivisionRow>

/** A year as responsible division × period, counted; what is withdrawn is not counted. */
export const readDivisionMatrix = endpoint({
  method: 'GET',
  path: '/api/duties/divisions',
  summary: { zh: '各处数据报送', en: 'Data by division' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress }),
  reply: z.strictObject({ rows: z.array(DivisionRow) }),
})

export const CalendarDuty = z.strictObject({
  id,
  period: periodCode,
  indicator: z.string(),
  division: text,
  stage: z.enum(stageNames),
  states: z.array(z.enum(dataStateKinds)),
})
export type CalendarDuty = z.infer<typeof CalendarDuty>

/** What one kind of due day that falls on a day asks: all of it counted, and the first of it by name. */
export const DueOn = Tally.extend({ day, kind: z.enum(dueKinds), first: z.array(CalendarDuty) })
export type DueOn = z.infer<typeof DueOn>

/** The due days of one month, inside the office and outside; what is withdrawn is not counted. */
export const readCalendar = endpoint({
  method: 'GET',
  path: '/api/duties/calendar',
  summary: { zh: '期限日历', en: 'Calendar of due days' },
  access: [businessPost],
  query: z.strictObject({ month, divisionId: id.optional() }),
  reply: z.strictObject({
    due: z.array(DueOn),
    /** Days of the month on which nobody works, by the official list of holidays or its weekends. */
    rest: z.array(day),
    /** The divisions whose duties this post sees, for the choice of one. */
    divisions: z.array(divisionOfRow),
  }),
})

export const BurdenRow = z.strictObject({
  division: divisionOfRow,
  month,
  fields: count,
  files: count,
  prefilled: count,
  carried: count,
  twice: count,
})
export type BurdenRow = z.infer<typeof BurdenRow>

/** What the forms that opened in a year asked of each division, month by month, and what the system gave for them. */
export const readBurden = endpoint({
  method: 'GET',
  path: '/api/duties/burden',
  summary: { zh: '报表负担', en: 'Reporting burden' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress }),
  reply: z.strictObject({ rows: z.array(BurdenRow) }),
})
