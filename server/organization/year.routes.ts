import { restDaysOf } from '#domain/calendar/workingDays.ts'
import { listRestDays, listYears, openYear, type PerformanceYear } from '#domain/organization/year.api.ts'
import { openYearRules } from '#domain/organization/year.ts'
import type { YearState } from '#domain/session/session.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { command, demand, read } from '#server/kernel/routes.ts'
import { lockOrganization } from './organization.store.ts'
import * as store from './year.store.ts'

const basis = 'organization.year'

export const yearRoutes = [
  read(listYears, async (_input, { tx }) => ({ rows: (await store.list(tx)).map(shown) })),

  read(listRestDays, async ({ params: { year } }, { app }) => ({ rest: restDaysOf(year, app.holidays) })),

  command(
    openYear,
    async ({ body: { year } }, context) => {
      const { tx } = context
      await lockOrganization(tx)
      const isOpen = (await store.list(tx)).some((one) => one.year === year)
      demand(openYearRules, basis, { year, isOpen }, context)
      const id = await store.insert(tx, year)
      const changes = [{ field: 'year', name: yearName, old: null, new: String(year) }]
      await context.record('performanceYear.open', { kind: 'performanceYear', id }, { changes, basis })
      return id
    },
    async (tx, _actor, id) => {
      const year = (await store.list(tx)).find((one) => one.id === id)
      if (!year) throw new NotFound()
      return shown(year)
    },
  ),
]

const shown = ({ state, ...year }: Awaited<ReturnType<typeof store.list>>[number]): PerformanceYear => ({
  ...year,
  state: state as YearState,
})
const yearName = { zh: '年度', en: 'Year' }
