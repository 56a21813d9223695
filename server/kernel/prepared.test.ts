import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { world } from '#test/world.ts'

const w = world()
const prepared = async (tx: typeof w.db, like: string) =>
  (
    await sql<{ statement: string }>`select statement from pg_prepared_statements where statement like ${like}`.execute(
      tx,
    )
  ).rows.map(({ statement }) => statement)

test('a statement that comes again is prepared once on its connection, its limit as a number', async () => {
  await w.db.connection().execute(async (tx) => {
    const ask = (name: string) => tx.selectFrom('division').select('id').where('nameZh', '=', name).limit(7).execute()
    for (const name of ['甲', '乙', '丙', '丁', '戊']) await ask(name)
    const found = await prepared(tx, '%"name_zh" = $1 limit 7')
    expect(found).toEqual(['select "id" from "division" where "name_zh" = $1 limit 7'])
  })
})

test('one that comes once is not', async () => {
  await w.db.connection().execute(async (tx) => {
    await tx.selectFrom('division').select('nameEn').where('nameEn', '=', 'Once').execute()
    expect(await prepared(tx, '%"name_en" = $1')).toEqual([])
  })
})

test('an error in a prepared statement says what it is, and the connection goes on', async () => {
  await w.db.connection().execute(async (tx) => {
    const ask = (id: string) => tx.selectFrom('division').select('sort').where('id', '=', id).execute()
    for (let n = 0; n < 4; n += 1) await ask('00000000-0000-4000-8000-000000000000')
    await expect(ask('no uuid')).rejects.toThrow('invalid input syntax for type uuid')
    expect(await ask('00000000-0000-4000-8000-000000000000')).toEqual([])
  })
})
