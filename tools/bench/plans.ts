import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { paperOf } from '#domain/document/documentPaper.ts'
import { planAnnex, proposedNotice } from '#domain/document/noticeOfPlan.ts'
import { Merge, readMerge, takeItems } from '#domain/plan/merge.api.ts'
import { Plan, readPlan } from '#domain/plan/plan.api.ts'
import { listPlanItems, readPlanFindings } from '#domain/plan/planItems.api.ts'
import { downloadComparison } from '#domain/plan/planVersion.api.ts'
import { writePaper } from '#server/kernel/office/paper.ts'
import { itemsOf } from '#server/plan/item.store.ts'
import { freeze, readVersion } from '#server/plan/planVersion.store.ts'
import { command } from '../command.ts'
import { type Stand, standWith } from './stand.ts'

/**
 * A plan of 10,000 items with 40,000 phases over 200 divisions against ones of 100 and 1,000: its page as the browser
 * loads it, the check, the merge of as many items of division plans, the comparison of two versions; and the notice of 500
 * items as .docx. With `--only page` the page and the check alone.
 */
const [large, paper] = [10_000, 500]
/** The office has one plan a year: so many items in each. */
const sizes = new Map([
  [2030, 100],
  [2031, 1_000],
  [2032, large],
])

type Timed<Value> = { readonly value: Value; readonly seconds: number }

async function seconds<Value>(work: () => Promise<Value>): Promise<Timed<Value>> {
  const from = performance.now()
  return { value: await work(), seconds: (performance.now() - from) / 1000 }
}
const ms = ({ seconds: s }: Timed<unknown>): string => `${s.toFixed(2)} s`
const staff = ({ bulk }: Stand) => bulk.people.performanceOffice
const address = (path: string, names: Readonly<Record<string, string | number>>) =>
  path.replace(/:(\w+)/g, (_, name: string) => String(names[name]))

const divisions = ({ owner }: Stand, count: number) =>
  sql`insert into division (code, name_zh, name_en, sort, from_on)
    select 'P' || n, '规划' || n || '处', 'Planning ' || n, 100 + n, date '2010-01-01' from generate_series(1, ${count}::int) n`.execute(
    owner,
  )

async function emptyPlan({ owner }: Stand, year: number, divisionId: string | null): Promise<string> {
  await sql`insert into performance_year (year, state) values (${year}, 'preparing') on conflict do nothing`.execute(
    owner,
  )
  const values = {
    year,
    kind: divisionId ? 'division' : 'office',
    divisionId,
    title: `${year}年度方案`,
    state: 'drafting',
  }
  return (await owner.insertInto('plan').values(values).returning('id').executeTakeFirstOrThrow()).id
}

/** Items over all divisions, each with four phases and one figure. */
async function fill({ owner }: Stand, planId: string, year: number, count: number, only: string | null): Promise<void> {
  await sql`insert into item (plan_id, year, code, sort, title, kind, dimension, goal, weight, method,
      responsible_division_id, coordinating_division_id, starts_on, ends_on)
    select ${planId}::uuid, ${year}, 'K-' || n, n, '事项' || n, 'keyWork', 'performance', '完成' || n || '件', 0.01, 'milestone',
      coalesce(${only}::uuid, a.id), b.id, make_date(${year}, 1, 1), make_date(${year}, 12, 31)
    from generate_series(1, ${count}::int) n
    join (select id, row_number() over (order by sort) - 1 as at from division where code like 'P%') a on a.at = n % 200
    join (select id, row_number() over (order by sort) - 1 as at from division where code like 'P%') b on b.at = (n + 1) % 200`.execute(
    owner,
  )
  await sql`insert into phase (item_id, sort, title, starts_on, ends_on, goal, criterion, weight)
    select item.id, q, '第' || q || '季度', make_date(${year}, q * 3 - 2, 1), (make_date(${year}, q * 3 - 2, 1) + interval '3 months - 1 day')::date,
      '完成四分之一', '完成为达到', 25 from item cross join generate_series(1, 4) q where item.plan_id = ${planId}::uuid`.execute(
    owner,
  )
  await sql`insert into indicator (item_id, sort, name, unit, decimals, frequency)
    select id, 1, '指标' || sort, '件', 0, 'month' from item where plan_id = ${planId}::uuid`.execute(owner)
  await sql`analyze`.execute(owner)
}

async function officePlan(stand: Stand, year: number, count: number): Promise<string> {
  const id = await emptyPlan(stand, year, null)
  await fill(stand, id, year, count, null)
  return id
}

const chapters = { title: '方案', procedureText: '', standardsText: '', reportingText: '' }
async function frozen(stand: Stand, planId: string, year: number): Promise<number> {
  const maker = { personId: staff(stand).id, at: new Date().toISOString() }
  return stand.owner
    .transaction()
    .execute(async (tx) => freeze(tx, { ...chapters, id: planId, year }, await itemsOf(tx, planId), maker))
}

/** Ten accepted plans of divisions are read and taken over whole. */
async function merge(stand: Stand): Promise<Timed<unknown>> {
  const [year, parts] = [2033, 10]
  await emptyPlan(stand, year, null)
  const { rows } = await sql<{
    id: string
  }>`select id from division where code like 'P%' order by sort limit ${parts}`.execute(stand.owner)
  for (const { id } of rows) {
    const plan = await emptyPlan(stand, year, id)
    await fill(stand, plan, year, large / parts, id)
    await frozen(stand, plan, year)
    await stand.owner.updateTable('plan').set({ state: 'accepted' }).where('id', '=', plan).execute()
  }
  const read = Merge.parse(JSON.parse(await stand.ask(staff(stand), address(readMerge.path, { year }))))
  const itemIds = read.rows.map(({ itemId }) => itemId)
  return seconds(() =>
    stand.ask(
      staff(stand),
      address(takeItems.path, { id: read.planId }),
      { itemIds },
      { 'idempotency-key': randomUUID() },
    ),
  )
}

async function comparison(stand: Stand, planId: string): Promise<Timed<unknown>> {
  const old = await frozen(stand, planId, 2032)
  await sql`update item set goal = goal || '以上' where plan_id = ${planId}::uuid and sort % 10 = 0`.execute(
    stand.owner,
  )
  const now = await frozen(stand, planId, 2032)
  const path = address(downloadComparison.path, { id: planId })
  return seconds(() => stand.ask(staff(stand), `${path}?old=${old}&new=${now}&format=xlsx`))
}

async function notice(stand: Stand): Promise<void> {
  const year = 2034
  const id = await officePlan(stand, year, paper)
  const number = await frozen(stand, id, year)
  const plan = await stand.owner.transaction().execute((tx) => readVersion(tx, id, number))
  const sender = '口岸办'
  const written = paperOf({
    ...{ kind: 'notice', words: proposedNotice(plan.title, sender), sender, signerName: null, attachments: [] },
    ...{ number: '1号', datedOn: '2025-01-01', annex: planAnnex(plan) },
  })
  if (written.layout !== 'paper') throw new Error('a notice is no letter')
  const { content } = written
  const before = process.memoryUsage().rss
  const made = await seconds(() => writePaper(content))
  const grown = Math.round((process.memoryUsage().rss - before) / 2 ** 20)
  console.log(`notice of ${paper} items as .docx: ${ms(made)}, the process grew by ${grown} MB (goals ≤ 5 s, ≤ 300 MB)`)
}

/** The middle one of several. */
const middle = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

const rounds = 40

/** What the page waits for: the plan and the first page of its items, one after the other as the browser asks them. */
async function pages(stand: Stand): Promise<void> {
  const person = staff(stand)
  const load = async (year: number) => {
    const { id } = Plan.parse(JSON.parse(await stand.ask(person, address(readPlan.path, { of: year }))))
    await stand.ask(person, address(listPlanItems.path, { id }))
  }
  const taken = new Map([...sizes.keys()].map((year) => [year, [] as number[]]))
  for (let round = -5; round < rounds; round += 1)
    for (const [year, times] of taken) {
      const { seconds: time } = await seconds(() => load(year))
      if (round >= 0) times.push(time) // the first rounds warm up
    }
  const few = middle(taken.get(2030) ?? [])
  for (const [year, times] of taken) {
    const time = middle(times)
    console.log(
      `page of a plan of ${sizes.get(year)} items: ${(time * 1000).toFixed(1)} ms, ${(time / few).toFixed(2)} × (goal ≤ 1.3)`,
    )
  }
}

/** What the panel of the check waits for. */
async function checks(stand: Stand): Promise<void> {
  for (const [year, count] of sizes) {
    const { id } = Plan.parse(JSON.parse(await stand.ask(staff(stand), address(readPlan.path, { of: year }))))
    const asked = () => stand.ask(staff(stand), address(readPlanFindings.path, { id }))
    await asked()
    const checked = await seconds(asked)
    console.log(
      `check of ${count} items: ${ms(checked)}, ${(checked.value.length / 2 ** 20).toFixed(1)} MB (goal ≤ 2 s at ${large})`,
    )
  }
}

await command(async () => {
  const isPageAlone = process.argv.includes('page')
  const stand = await standWith(96)
  try {
    await divisions(stand, 200)
    for (const [year, count] of sizes) await officePlan(stand, year, count)
    await pages(stand)
    await checks(stand)
    if (isPageAlone) return
    const { id: many } = Plan.parse(JSON.parse(await stand.ask(staff(stand), address(readPlan.path, { of: 2032 }))))
    console.log(`merge of ${large} items: ${ms(await merge(stand))} (goal ≤ 5 s)`)
    console.log(
      `comparison of two versions of ${large} items, .xlsx: ${ms(await comparison(stand, many))} (goal ≤ 3 s)`,
    )
    await notice(stand)
  } finally {
    await stand.close()
  }
})
