import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Item } from '#domain/plan/item.api.ts'
import { emptyContent } from '#domain/plan/item.ts'
import { itemOfValues } from '../itemForm.ts'
import { type GridPlan, type GridRow, rowOf } from './gridRow.ts'
import { type Conflict, gridSaver, type RowNote } from './gridSaver.ts'
import { type Action, begin, type GridState, reduce } from './gridState.ts'

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const plan: GridPlan = { year: 2026, divisionId: null, dimensions: ['performance'] }
const item = (n: number, goal = '', version = 1): Item => ({
  ...itemOfValues(
    { ...emptyContent(2026), code: `A-${n}`, title: `事项${n}`, goal },
    { id: uuid(n), year: 2026, silences: [] },
  ),
  version,
})

type Answer = { status: number; body: unknown }
let answers: ((path: string, body: { version?: number }) => Answer)[]
let seen: { method: string; path: string; key: string; body: string }[]
let state: GridState
let notes: Map<string, RowNote>
let conflicts: Conflict[]

beforeEach(() => {
  vi.useFakeTimers()
  ;[answers, seen, notes, conflicts] = [[], [], new Map(), []]
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    const body = typeof init.body === 'string' ? init.body : ''
    seen.push({ method: init.method ?? 'GET', path, key: headers.get('idempotency-key') ?? '', body })
    const { status, body: content } = answers.shift()?.(path, body ? JSON.parse(body) : {}) ?? { status: 500, body: {} }
    return new Response(JSON.stringify(content), { status, headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The saver of a grid, which looks again after everything that happens, as the page does. */
function saving(...items: Item[]) {
  state = begin(items)
  const saver = gridSaver({
    planId: uuid(99),
    seen: () => ({ rows: state.rows, plan, notes, conflicts }),
    onDone: (action) => act(action),
    onNote: (key, note) => {
      if (note) notes.set(key, note)
      else notes.delete(key)
      saver.look()
    },
    onConflict: (conflict) => conflicts.push(conflict),
  })
  const act = (action: Action) => {
    state = reduce(state, action)
    saver.look()
  }
  const write = (n: number, goal: string) => act({ kind: 'set', row: uuid(n), values: { goal } })
  return {
    saver,
    act,
    write,
    row: (n: number): GridRow => state.rows.find(({ key }) => key === uuid(n)) ?? rowOf(item(n)),
  }
}
const ok = (body: unknown) => (): Answer => ({ status: 200, body })
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('a row is saved once, 800 ms after its last letter, under its own version', async () => {
  const { write, row } = saving(item(1), item(2))
  answers = [ok(item(1, '一亿', 2))]
  write(1, '一')
  await wait(500)
  write(1, '一亿')
  await wait(500)
  expect(seen).toEqual([])
  await wait(400)
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([`PUT /api/items/${uuid(1)}`])
  expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ version: 1, content: { goal: '一亿' } })
  expect(row(1)).toMatchObject({ version: 2, saved: { goal: '一亿' } })
  await wait(10_000)
  expect(seen).toHaveLength(1)
})

test('a save that did not arrive is sent again with the same key, and nothing typed is lost', async () => {
  const { write, row } = saving(item(1))
  const away = (): Answer => ({ status: 503, body: {} })
  answers = [away, away, away, away, ok(item(1, '一', 2))]
  write(1, '一')
  await wait(800)
  await wait(60_000)
  expect(new Set(seen.map(({ key }) => key)).size).toBe(1)
  expect(row(1)).toMatchObject({ version: 2, content: { goal: '一' } })
  expect(notes.size).toBe(0)
})

test('whoever comes second is asked, with what the other wrote and who it was; until then nothing is sent', async () => {
  const { write, saver } = saving(item(1))
  answers = [
    () => ({ status: 409, body: { code: 'stale' } }),
    ok({ item: item(1, '别人的', 2) }),
    ok({ rows: [{ personName: '陈嘉禾' }] }),
  ]
  write(1, '我的')
  await wait(1_000)
  expect(conflicts).toMatchObject([{ key: uuid(1), theirs: { goal: '别人的' }, by: '陈嘉禾' }])
  saver.look()
  await wait(10_000)
  expect(seen).toHaveLength(3)
})

test('a version that moved on without a changed word is followed without asking', async () => {
  const { write, row } = saving(item(1))
  answers = [
    () => ({ status: 409, body: { code: 'stale' } }),
    ok({ item: item(1, '', 5) }),
    ok({ rows: [] }),
    (_, { version }) => ({ status: 200, body: item(1, '我的', (version ?? 0) + 1) }),
  ]
  write(1, '我的')
  await wait(3_000)
  expect(conflicts).toEqual([])
  expect(row(1)).toMatchObject({ version: 6, saved: { goal: '我的' } })
})

test('a row that is brought back is a new item with the hints that were answered in it', async () => {
  const silences = ['L14', 'L05'].map((code) => ({
    ...{ code, field: 'goal', reason: '市里已定', byName: '周以宁', at: '2026-01-01T00:00:00.000Z' },
  }))
  const before = { ...item(1), silences }
  const { act, row } = saving(before)
  const now = (version: number, of: readonly unknown[]) => ok({ ...item(2, '', version), silences: of })
  answers = [ok({}), now(1, []), now(2, silences.slice(0, 1)), () => ({ status: 409, body: { code: 'not_a_hint' } })]
  act({ kind: 'remove', rows: [uuid(1)] })
  await wait(1_000)
  act({ kind: 'undo' })
  await wait(1_000)
  expect(seen.slice(1).map(({ path }) => path)).toEqual([
    `/api/plans/${uuid(99)}/items`,
    `/api/items/${uuid(2)}/silences`,
    `/api/items/${uuid(2)}/silences`,
  ])
  expect(seen.slice(2).map(({ body }) => JSON.parse(body))).toMatchObject([
    { code: 'L14', field: 'goal', reason: '市里已定', version: 1 },
    { code: 'L05', version: 2 },
  ])
  expect(row(1)).toMatchObject({ id: uuid(2), version: 2, silences: silences.slice(0, 1) })
})

test('what the server refuses stays on the screen and is not sent again until it is changed', async () => {
  const { write, row } = saving(item(1))
  const refusal = { code: 'invalid', fields: [{ path: 'body.content.goal', message: { zh: '不行。', en: 'No.' } }] }
  answers = [() => ({ status: 422, body: refusal }), ok(item(1, '另一', 2))]
  write(1, '一')
  await wait(20_000)
  expect(seen).toHaveLength(1)
  expect(notes.get(uuid(1))).toMatchObject({ state: 'refused' })
  expect(row(1).content.goal).toBe('一')
  write(1, '另一')
  await wait(1_000)
  expect(seen).toHaveLength(2)
  expect(notes.size).toBe(0)
})
