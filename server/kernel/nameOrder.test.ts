import { sql } from 'kysely'
import { pinyin } from 'pinyin-pro'
import { expect, test } from 'vitest'
import { world } from '#test/world.ts'
import { nameOrderOf } from './nameOrder.ts'

const w = world()

/** In an order that names of the same surname keep. */
const names = [
  '安心',
  '曹平',
  '陈一',
  '区小明',
  '单正',
  '沈怀远',
  '王一',
  '解放',
  '徐平',
  '曾明',
  '张三',
  '查良',
  '尉迟敬',
]
const inPinyin = [
  '安心',
  '曹平',
  '陈一',
  '区小明',
  '单正',
  '沈怀远',
  '王一',
  '解放',
  '徐平',
  '尉迟敬',
  '曾明',
  '查良',
  '张三',
]

const ordered = async (rows: readonly string[]) => {
  const listed = sql<{ name: string }>`select name from unnest(${[...rows]}::text[]) name
    order by ${nameOrderOf(sql.ref('name'))}`
  return (await listed.execute(w.owner)).rows.map(({ name }) => name)
}

test('names stand by pinyin, a surname as it is read when it is one', async () => {
  expect(await ordered(names)).toEqual(inPinyin)
  expect(await ordered(names.toReversed())).toEqual(inPinyin)
})

test('a surname that is read otherwise stands for its reading as the dictionary has it', async () => {
  const { definition } = (
    await sql<{ definition: string }>`select pg_get_functiondef('name_order'::regproc) definition`.execute(w.owner)
  ).rows[0] ?? { definition: '' }
  const [, from = '', to = ''] = /translate\([^']*'([^']+)'(?:::text)?, '([^']+)'/.exec(definition) ?? []
  const reading = (character: string, surname: 'head' | 'off') =>
    pinyin(`${character}一`, { toneType: 'num', type: 'array', surname })[0]
  expect(from.length).toBeGreaterThan(20)
  expect([...from].map((character) => reading(character, 'head'))).toEqual([...to].map((as) => reading(as, 'off')))
})
