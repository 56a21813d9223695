import { readFile } from 'node:fs/promises'
import { lastDayOf } from '#domain/calendar/periods.ts'
import { addWorkingDays, parseHolidays, plusDays, workingDayFrom } from '#domain/calendar/workingDays.ts'
import { type MatrixCell, type MatrixRow, readMatrix } from '#domain/collection/duty.api.ts'
import {
  correctDuty,
  handIn,
  importMonth,
  judge,
  receive,
  sendCorrection,
  sendOut,
  signedReport,
  signPeriod,
} from './acts.ts'
import { boardEvents } from './board.ts'
import { bulletinEvents } from './bulletins.ts'
import type { OfficeClient } from './client.ts'
import { collectionPlanEvents } from './collectionPlan.ts'
import { laterDay } from './dueException.ts'
import { allowStatistics, readMonthlyTable } from './feed.ts'
import { exceptions, figures } from './figures.ts'
import { inspectionEvents } from './inspections.ts'
import { octoberOf } from './october.ts'
import { opinionEvents } from './opinions.ts'
import type { Ids } from './organization.ts'
import { type DivisionCode, divisions, staffOf } from './people.ts'
import { progressEvents } from './progress.ts'
import { rectificationEvents } from './rectifications.ts'
import { reminderEvents } from './reminders.ts'
import { revisionEvents } from './revision.ts'
import { standInEvents } from './standIns.ts'
import { ticketEvents } from './tickets.ts'
import { statisticsForm } from './unitTemplate.ts'
import { type Duty, type DutySet, type Event, figureOf, isThe, nextNumber, type Year } from './yearSets.ts'

const data = (name: string) => readFile(new URL(`../../data/${name}`, import.meta.url), 'utf8')

/** Ten months of figures: imported, handed in, signed, accepted, reported and received, day by day until `until`. */
export async function buildYear(
  client: OfficeClient,
  ids: Ids,
  until: string,
  onMonth: (month: string) => void,
): Promise<void> {
  const staff = await client.as('linzhixia')
  const { rows } = await staff.do(readMatrix, { query: { year: 2025 } })
  const holidays = parseHolidays(await data('cn-holidays-2009-2026.csv'))
  const csv = await data('hk-immigration-daily-passengers-2023-2025.csv')
  const year: Year = { client, sets: setsOf(rows, ids), holidays, csv }
  const events = [
    ...year.sets.flatMap((set) => eventsOf(year, set)),
    ...importsOf(year),
    ...correctionOf(year),
    ...octoberOf(year),
    ...standInEvents(client),
    ...revisionEvents(client),
    ...opinionEvents(client, ids),
    ...rectificationEvents(client, ids),
    ...inspectionEvents(client, ids),
    ...reminderEvents(client),
    ...progressEvents(client, holidays),
    ...boardEvents(client),
    ...ticketEvents(client, ids),
    ...bulletinEvents(client),
    ...laterDayOf(year),
    ...formOf(year),
    ...feedOf(year),
    ...collectionPlanEvents(client),
  ]
  let month = ''
  for (const { on, run } of events
    .filter((event) => event.on <= until)
    .toSorted((a, b) => a.on.localeCompare(b.on) || a.order - b.order)) {
    if (on.slice(0, 7) !== month) {
      month = on.slice(0, 7)
      onMonth(month)
    }
    await client.goTo(on)
    await run()
  }
}

function setsOf(rows: readonly MatrixRow[], ids: Ids): DutySet[] {
  const codeOf = (id: string) => [...ids.divisions].find(([, known]) => known === id)?.[0]
  const coordinatorOf = (row: MatrixRow) =>
    [...ids.divisions.keys()].find((code) => divisions[code].zh === row.coordinatingDivision.zh)
  const cells = rows.flatMap((row) => row.cells.map((cell) => ({ row, cell })))
  const grouped = Map.groupBy(
    cells,
    ({ row, cell }) => `${row.collectingUnit?.id} ${row.coordinatingDivision.zh} ${cell.period}`,
  )
  return [...grouped.values()].flatMap((of) => {
    const [first] = of
    const division = first && coordinatorOf(first.row)
    if (!first?.row.collectingUnit || !division) return []
    const duties = of.flatMap(({ row, cell }) => dutyOf(row, cell, codeOf(row.responsibleDivision.id)))
    return [
      {
        collectingUnitId: first.row.collectingUnit.id,
        coordinatingDivisionId: ids.divisions.get(division) ?? '',
        division,
        period: first.cell.period,
        duties,
      },
    ]
  })
}

function dutyOf({ indicator }: MatrixRow, cell: MatrixCell, division: DivisionCode | undefined): Duty[] {
  const { dutyId: id, period, externalDueOn, internalDueOn } = cell
  if (!division || externalDueOn === null || internalDueOn === null) return []
  return [
    {
      id,
      indicator: indicator.name,
      period,
      division,
      feeds: !(indicator.name in figures),
      externalDueOn,
      internalDueOn,
    },
  ]
}

/** One set of duties on its straight way, with what is late in it. */
function eventsOf({ client, holidays }: Year, set: DutySet): Event[] {
  const [first] = set.duties
  if (!first || set.period === '2025-10') return []
  const given = set.duties.filter((duty) => figureOf(duty) !== null)
  const later = (day: string, n: number) => addWorkingDays(day, n, holidays) ?? day
  const isLate = (duty: Duty) => isThe(duty, exceptions.late)
  const opensOn = workingDayFrom(plusDays(lastDayOf(set.period), 1), holidays) ?? ''
  const handsIn = (duty: Duty) =>
    isLate(duty)
      ? later(duty.externalDueOn, 2)
      : isThe(duty, exceptions.internallyLate)
        ? later(duty.internalDueOn, 1)
        : opensOn
  const signs = (duty: Duty) => (handsIn(duty) === opensOn ? duty.internalDueOn : handsIn(duty))
  const days = [...new Set(given.map(signs))]
  const sentOn = given.some(isLate) ? later(first.externalDueOn, 2) : first.externalDueOn
  const givers = [...new Set(given.map(({ division }) => division))]
  const typed = (duty: Duty) =>
    isThe(duty, exceptions.corrected) ? exceptions.corrected.typed : (figureOf(duty) ?? undefined)
  return [
    ...given.map((duty) => ({
      on: handsIn(duty),
      order: 2,
      run: () => handIn(client, duty.division, duty.id, typed(duty)),
    })),
    ...days.flatMap((on) =>
      givers.map((division) => ({ on, order: 3, run: () => signPeriod(client, division, set.period) })),
    ),
    ...days.map((on) => ({ on, order: 4, run: () => acceptSet(client, set, given) })),
    ...(given.length === set.duties.length
      ? [
          { on: sentOn, order: 5, run: () => report(client, set, sentOn) },
          { on: later(sentOn, 6), order: 6, run: () => receive(client, set, later(sentOn, 6)) },
        ]
      : []),
  ]
}

async function report(client: OfficeClient, set: DutySet, sentOn: string): Promise<void> {
  await sendOut(client, set.division, await signedReport(client, set, nextNumber()), sentOn)
}

/** A division's own data go to a deputy where it is the secretariat; a return is made good the same day. */
async function acceptSet(client: OfficeClient, set: DutySet, given: readonly Duty[]): Promise<void> {
  const isOwn = given.some(({ division }) => division === 'MS' || division === set.division)
  const acceptor = await client.as(isOwn ? staffOf[given[0]?.division ?? 'MS'].deputy : staffOf[set.division].officer)
  const bad = given.find((duty) => isThe(duty, exceptions.returned))
  const only = given.map(({ indicator }) => indicator)
  await judge(acceptor, set.period, { only, ...(bad ? { returned: exceptions.returned } : {}) })
  if (!bad) return
  await handIn(client, bad.division, bad.id)
  await signPeriod(client, bad.division, set.period)
  await judge(acceptor, set.period, { only })
}

function importsOf({ client, csv, holidays }: Year): Event[] {
  return Array.from({ length: 10 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}`).map((month) => {
    const lastDay = lastDayOf(month)
    return {
      on: workingDayFrom(plusDays(lastDay, 1), holidays) ?? '',
      order: 1,
      run: () => importMonth(client, csv, 2025, lastDay),
    }
  })
}

function correctionOf({ client, sets }: Year): Event[] {
  const { correctedOn, signedOn, reason } = exceptions.corrected
  const set = sets.find(({ duties }) => duties.some((duty) => isThe(duty, exceptions.corrected)))
  const duty = set?.duties.find((one) => isThe(one, exceptions.corrected))
  if (!set || !duty) return []
  const again = async () => {
    await signPeriod(client, duty.division, duty.period)
    await judge(await client.as(staffOf[set.division].officer), duty.period)
    await sendCorrection(client, set, signedOn, nextNumber())
  }
  return [
    { on: correctedOn, order: 2, run: () => correctDuty(client, duty.division, duty.id, '228.1', reason) },
    { on: signedOn, order: 3, run: again },
  ]
}

/** November's figure of one port is granted a later internal day. */
function laterDayOf({ client, sets }: Year): Event[] {
  const duties = sets.filter(({ period }) => period === '2025-11').flatMap((set) => set.duties)
  const duty = duties.find(({ indicator }) => indicator === '深圳湾口岸旅客人次')
  const given = { internalOn: '2025-12-04', reason: '旅检系统12月初升级，数据次日导出' }
  if (!duty) return []
  return [{ on: '2025-11-05', order: 9, run: () => laterDay(client, duty.division, duty.id, given) }]
}

/** From August on the passengers' figures go out in the statistics bureau's own form. */
function formOf({ client, sets }: Year): Event[] {
  const set = sets.find(({ duties }) => duties.some(({ indicator }) => indicator === '罗湖口岸旅客人次'))
  if (!set) return []
  const run = async () => void (await statisticsForm(client, set.collectingUnitId, '2025-08-01'))
  return [{ on: '2025-08-12', order: 9, run }]
}

/** September's waiting times come from the field's own table, mapped that month. */
function feedOf({ client, sets, holidays }: Year): Event[] {
  const given = { indicator: '福田口岸旅客最长候检时间', period: '2025-09' }
  const duty = sets.flatMap(({ duties }) => duties).find((one) => isThe(one, given))
  const figure = duty && figureOf(duty)
  if (!duty || !figure) return []
  const on = workingDayFrom(plusDays(lastDayOf(given.period), 1), holidays) ?? ''
  const lines = [{ ...given, figure, unit: '分钟' }]
  return [
    { on, order: 0, run: () => allowStatistics(client) },
    { on, order: 1, run: () => readMonthlyTable(client, duty.division, lines) },
  ]
}
