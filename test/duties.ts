import { z } from 'zod'
import { readDuty } from '#domain/collection/duty.api.ts'
import { offer, readSignSheet, sign } from '#domain/collection/dutyActs.api.ts'
import { generateDuties } from '#server/collection/collection.public.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { insertFile } from '#server/kernel/files.ts'
import { recordMany } from '#server/kernel/history.ts'
import type { Acting } from '#server/kernel/routes.ts'
import type { Client, World } from './world.ts'

type IndicatorOf = {
  name?: string
  unit?: string
  decimals?: number
  frequency?: string
  feed?: string
  evidenceNeeded?: boolean
  collectingUnitId?: string | null
  /** A division that shares the item and owes these data; none is the lead. */
  divisionId?: string
}
type Given = { responsible: string; coordinating: string; year?: number; indicators?: readonly IndicatorOf[] }

let counter = 0
const next = () => {
  counter += 1
  return counter
}

/** A collecting unit, as an outside body. */
export const collectingUnit = async (w: World, nameZh = '市统计局') => {
  const row = { kind: 'collectingUnit', nameZh, nameEn: 'Statistics bureau', fromOn: '2010-01-01' }
  return (await w.owner.insertInto('externalBody').values(row).returning('id').executeTakeFirstOrThrow()).id
}

/** One item with its indicators in the year's plan, without duties. */
export async function plannedItem(w: World, { responsible, coordinating, year = 2025, indicators = [{}] }: Given) {
  await w.year(year)
  const plan = await planOf(w, year)
  const number = next()
  const item = await w.owner
    .insertInto('item')
    .values({
      ...{ planId: plan, year, code: `T-${number}`, sort: number, title: `事项${number}` },
      ...{ kind: 'keyWork', dimension: 'performance', startsOn: `${year}-01-01`, endsOn: `${year}-12-31` },
      ...{ responsibleDivisionId: responsible, coordinatingDivisionId: coordinating },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const shares = [...new Set(indicators.flatMap(({ divisionId }) => divisionId ?? []))]
  for (const [sort, divisionId] of shares.entries())
    await w.owner.insertInto('itemDivision').values({ itemId: item.id, divisionId, sort }).execute()
  for (const [sort, given] of indicators.entries()) {
    const basic = { name: `指标${next()}`, unit: '件', decimals: 0, frequency: 'month' }
    await w.owner
      .insertInto('indicator')
      .values({ itemId: item.id, sort, ...basic, ...given })
      .execute()
  }
  return { planId: plan, itemId: item.id }
}

async function planOf(w: World, year: number): Promise<string> {
  const present = await w.owner
    .selectFrom('plan')
    .select('id')
    .where('year', '=', year)
    .where('kind', '=', 'office')
    .executeTakeFirst()
  if (present) return present.id
  const values = { year, kind: 'office', title: '方案', state: 'issued' }
  return (await w.owner.insertInto('plan').values(values).returning('id').executeTakeFirstOrThrow()).id
}

/** What issuing a plan on a day does to its duties, as the sweep's nobody. */
export async function issueDuties(w: World, planId: string, issuedOn = '2024-12-20', app = w.app): Promise<number> {
  const clock = clockAt(issuedOn)
  const settings = await app.settingsOf(app.db, 1, issuedOn)
  return w.db.transaction().execute((tx) => {
    const recordAll: Acting['recordMany'] = (entries) => recordMany(tx, null, clock, entries)
    const context = { tx, today: issuedOn, settings, settingsRevision: 1, pack: app.pack, app, recordMany: recordAll }
    return generateDuties(context as unknown as Acting, planId)
  })
}

/** Duties of one new item as they are on the world's day; the ids of the given period, one per indicator. */
export async function duties(w: World, given: Given, { period = '2025-10', issuedOn = '2024-12-20' } = {}) {
  const { planId, itemId } = await plannedItem(w, given)
  await issueDuties(w, planId, issuedOn)
  await sweepToday(w)
  const rows = await w.owner
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .select('duty.id')
    .where('duty.itemId', '=', itemId)
    .where('duty.period', '=', period)
    .orderBy('indicator.sort')
    .execute()
  return { itemId, planId, ids: rows.map(({ id }) => id) }
}

const sweepToday = async (w: World) => {
  const { clockDay } = await w.owner.selectFrom('office').select('clockDay').executeTakeFirstOrThrow()
  await w.clock(z.string().parse(clockDay))
}

/** Two divisions with their people, and one monthly duty of October that is open. */
export async function openDuty(w: World, indicator: IndicatorOf = {}, at: { period?: string; issuedOn?: string } = {}) {
  const [responsible, coordinating] = [await w.division(), await w.division()]
  const people = await peopleOf(w, responsible, coordinating)
  const { ids, ...plan } = await duties(w, { responsible, coordinating, indicators: [indicator] }, at)
  return { ...people, ...plan, responsible, coordinating, id: z.string().parse(ids[0]) }
}

export const peopleOf = async (w: World, responsible: string, coordinating: string) => ({
  officer: await w.person('division.officer', responsible),
  head: await w.person('division.head', responsible),
  coordinator: await w.person('division.officer', coordinating),
})

export const versionOf = async (w: World, client: Client, id: string) =>
  (await w.call(client, readDuty, { params: { id } })).body.version

export const entry = (value: string | null, note = '') => ({
  kind: value === null ? ('nil' as const) : ('value' as const),
  value,
  note,
  evidenceFileId: null,
})

/** Handed in for signature by the officer. */
export async function offered(w: World, officer: Client, id: string, value: string | null = '12') {
  return w.call(officer, offer, { params: { id }, body: { version: await versionOf(w, officer, id), ...entry(value) } })
}

/** The head signs everything of the period as it stands. */
export async function signed(w: World, head: Client, period = '2025-10') {
  await w.reauthenticated(head)
  const { body: sheet } = await w.call(head, readSignSheet, { query: { period } })
  const seen = { period, statementNumber: sheet.statement.number, digest: sheet.digest ?? '' }
  return w.call(head, sign, { body: seen })
}

/** Offered and signed: waits for acceptance. */
export async function submittedDuty(w: World, indicator: IndicatorOf = {}, value: string | null = '12') {
  const duty = await openDuty(w, indicator)
  await offered(w, duty.officer, duty.id, value)
  await signed(w, duty.head)
  return duty
}

/** An upload of one's own, such as the scan of what came on paper. */
export const uploaded = (w: World, { id: uploadedBy }: Client, name = '签字件.txt') =>
  w.db.transaction().execute(async (tx) => {
    const file = { name, type: 'text/plain', content: Buffer.from(name), uploadedBy }
    return (await insertFile(tx, w.app.files, file)).id
  })

/** What the coordinating division registers of a paper that the head signed; the head's id and the two days are the caller's. */
export const paper = async (w: World, client: Client, id: string, value: string | null) => {
  const { evidenceFileId: _, ...figure } = entry(value)
  return {
    ...figure,
    version: await versionOf(w, client, id),
    way: 'paper' as const,
    scanFileId: await uploaded(w, client),
  }
}
