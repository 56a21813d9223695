import { isWorkingDay, plusDays } from '#domain/calendar/workingDays.ts'
import { daysOfMonth } from '#domain/collection/dutyFilters.ts'
import { readBurden, readCalendar, readDivisionMatrix } from '#domain/collection/dutyViews.api.ts'
import { readVouchedSum, readVouching } from '#domain/collection/vouching.api.ts'
import { read } from '#server/kernel/routes.ts'
import { burden, calendar, divisionMatrix, divisionsSeen } from './dutyViews.store.ts'
import { findVouchedSum } from './vouchedSum.ts'
import { findVouching } from './vouching.ts'

export const dutyViewsRoutes = [
  read(readDivisionMatrix, async ({ query }, { tx, actor, today }) => ({
    rows: await divisionMatrix(tx, actor, query.year, today),
  })),

  read(
    readCalendar,
    async ({ query }, { tx, actor, today, app }) => ({
      due: await calendar(tx, actor, query, today),
      rest: daysOf(query.month).filter((day) => isWorkingDay(day, app.holidays) === false),
      divisions: await divisionsSeen(tx, actor, query.month),
    }),
    { snapshot: true },
  ),

  read(readBurden, async ({ query }, { tx, actor }) => ({ rows: await burden(tx, actor, query.year) })),

  read(readVouchedSum, ({ params }, context) => findVouchedSum(context, params.id, params.at), { snapshot: true }),
  read(readVouching, ({ params }, context) => findVouching(context, params.id), { snapshot: true }),
]

function daysOf(month: string): string[] {
  const { from, to } = daysOfMonth(month)
  const days: string[] = []
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day)
  return days
}
