import { CamelCasePlugin, type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { createPool, type Tx } from '#server/kernel/db.ts'
import type { DB } from '#server/kernel/db.types.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { plannedItem } from '#test/duties.ts'
import { world } from '#test/world.ts'
import { listPage } from './dutyList.store.ts'
import { dutyTodos } from './dutyTodos.store.ts'
import { offeredOf, toAccept } from './judge.store.ts'
import { matrix } from './matrix.store.ts'

const w = world()
const today = '2025-11-06'
const divisions: string[] = []

beforeAll(async () => {
  for (let n = 0; n < 30; n += 1) divisions.push(await w.division())
  const [responsible = '', coordinating = ''] = divisions
  const indicators = Array.from({ length: 60 }, () => ({}))
  const { itemId } = await plannedItem(w, { responsible, coordinating, indicators })
  // thirty divisions, each with 60 indicators × 12 periods of its own and as many that it coordinates
  await sql`
    insert into duty (year, indicator_id, item_id, period, frequency, responsible_division_id, coordinating_division_id,
      stage, opens_on, internal_due_on, external_due_on, pack_version, settings_revision, set_on)
    select 2025, indicator.id, ${itemId}::uuid, (2000 + d.n) || '-' || to_char(m, 'FM00'), 'month', (array[${sql.join(
      divisions.map((id) => sql`${id}::uuid`),
    )}])[d.n], (array[${sql.join(divisions.map((id) => sql`${id}::uuid`))}])[d.n % 30 + 1],
      case m when 10 then 'open' when 9 then 'offered' when 8 then 'submitted' else 'acknowledged' end,
      date '2025-01-01' + m * 30, date '2025-01-01' + m * 30 + 5, date '2025-01-01' + m * 30 + 7, '1', 1, date '2024-12-20'
    from indicator cross join generate_series(1, 30) as d (n) cross join generate_series(1, 12) as m
    where indicator.item_id = ${itemId}::uuid`.execute(w.owner)
  await sql`analyze duty`.execute(w.owner)
  await sql`analyze indicator`.execute(w.owner)
})

const actorOf = (post: PostKind, divisionId: string | null): Actor => ({
  ...{ id: crypto.randomUUID(), name: 'x', postId: crypto.randomUUID(), post, divisionId, inChargeOf: [] },
})

/** The plans of every statement that `run` sends. */
async function plansOf(run: (tx: Tx) => Promise<unknown>): Promise<string> {
  const sent: CompiledQuery[] = []
  const pool = createPool(w.database.appUrl, 1)
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: ({ query: one }) => void sent.push(one),
  })
  await run(db as unknown as Tx)
  const plans: string[] = []
  for (const { sql: statement, parameters } of sent) {
    const { rows } = await pool.query(`explain ${statement}`, [...parameters])
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
  }
  await db.destroy()
  return plans.join('\n\n')
}

const query = { year: 2025, limit: 50, after: undefined, due: 'external' as const, withdrawn: 'included' as const }
const reading = (tx: Tx, actor: Actor) => ({ tx, actor, today }) as Reading

describe.each(['division.officer', 'division.head', 'performanceOffice.staff', 'leadingGroup.deputy'] as const)(
  'read no table of duties from end to end: %s',
  (post) => {
    const actor = () => actorOf(post, post === 'leadingGroup.deputy' ? null : (divisions[3] ?? ''))
    test.each([
      ['the list', (tx: Tx) => listPage(tx, actor(), query, today)],
      ['a page of the list', (tx: Tx) => listPage(tx, actor(), { ...query, after: at() }, today)],
      ['the list by stage', (tx: Tx) => listPage(tx, actor(), { ...query, stage: 'open' as const }, today)],
      ['what is to be signed', (tx: Tx) => offeredOf(tx, actor().divisionId ?? divisions[3] ?? '', '2004-09', today)],
      ['what is to be accepted', (tx: Tx) => toAccept(tx, actor(), today)],
      ['to-dos', (tx: Tx) => dutyTodos(reading(tx, actor()))],
    ])('%s', async (_, run) => expect(await plansOf(run)).not.toMatch(/Seq Scan on duty\b/))
  },
)

const at = () =>
  Buffer.from(JSON.stringify(['2025-06-05', '00000000-0000-4000-8000-000000000000'])).toString('base64url')

test('a division’s matrix reads its own rows by index', async () => {
  const officer = actorOf('division.officer', divisions[3] ?? '')
  expect(await plansOf((tx) => matrix(tx, officer, { year: 2025, limit: 200 }))).not.toMatch(/Seq Scan on duty\b/)
})
