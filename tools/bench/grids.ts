import { randomUUID } from 'node:crypto'
import { type BrowserContext, chromium as browsers, type Page } from '@playwright/test'
import { createItem } from '#domain/plan/item.api.ts'
import { emptyContent } from '#domain/plan/item.ts'
import { createPlan } from '#domain/plan/plan.api.ts'
import { chromium } from '../chromium.ts'
import { buildWeb } from '../web.ts'
import { type Stand, standWith } from './stand.ts'

/**
 * From key to paint in the grids against a plain textarea in the same browser (Event Timing, p95; what takes less than
 * 16 ms is not told by the browser and counts as 16). Rounds are interleaved; the first one warms up.
 */
const [year, pause] = [2026, 70]
/** The bulk office shares its duties among so many divisions, each month of an indicator one, of which ten are open on its day. */
const openOf = { divisions: 8, months: 12, opened: 10 }

type Kind = 'letters' | 'down' | 'sideways'
const kinds: readonly Kind[] = ['letters', 'down', 'sideways']
const typed = (letters: string) => Array.from({ length: 6 }, () => [...letters, 'Enter']).flat()
const turns = (there: string, back: string, times: number) => [
  ...Array<string>(times).fill(there),
  ...Array<string>(times).fill(back),
]
const keysFor = (letters: string): Record<Kind, readonly string[]> => ({
  letters: typed(letters),
  down: turns('ArrowDown', 'ArrowUp', 30),
  /** The grid is wider than its room: this scrolls it. */
  sideways: turns('ArrowRight', 'ArrowLeft', 10),
})

type Spans = Record<Kind, number[]>
type Measured = { readonly name: string; readonly rows: number; readonly grid: Spans; readonly plain: Spans }
const noSpans = (): Spans => ({ letters: [], down: [], sideways: [] })
const p95 = (spans: readonly number[]) => spans.toSorted((a, b) => a - b)[Math.floor(spans.length * 0.95)] ?? 0

export type GridResult = {
  readonly name: string
  readonly rows: number
  readonly lines: readonly {
    readonly kind: Kind | 'all'
    readonly grid: number
    readonly plain: number
    readonly keys: number
  }[]
}

/** Both grids with so many rows each: that of the office's plan, and that of a division's open figures. */
export async function benchGrids({ rows, rounds }: { rows: number; rounds: number }): Promise<GridResult[]> {
  await buildWeb()
  const { divisions, months, opened } = openOf
  const stand = await standWith(Math.ceil(rows / opened) * divisions * months)
  const browser = await browsers.launch({ executablePath: await chromium() })
  try {
    await fill(stand, rows)
    const { performanceOffice, officer } = stand.bulk.people
    const as = async (token: string): Promise<BrowserContext> => {
      const context = await browser.newContext({ viewport: { width: 1366, height: 900 } })
      await context.addCookies([{ url: stand.base, name: 'jiheng', value: token }])
      return context
    }
    const plan = { name: 'plan', path: `/plans/${year}/grid`, column: 0, letters: 'abcdefghi', others: 3 }
    const entries = { name: 'entries', path: '/duties/entry', column: 2, letters: '123456789', others: 1 }
    return [
      resultOf(await measure(await as(performanceOffice.token), stand, plan, rounds)),
      resultOf(await measure(await as(officer.token), stand, entries, rounds)),
    ]
  } finally {
    await browser.close()
    await stand.close()
  }
}

type Grid = {
  readonly name: string
  readonly path: string
  readonly column: number
  readonly letters: string
  /** Rows that are none of the data: the head, the sum, the one in which a new row begins. */
  readonly others: number
}

async function measure(context: BrowserContext, stand: Stand, of: Grid, rounds: number): Promise<Measured> {
  const [grid, plain] = [await context.newPage(), await context.newPage()]
  await grid.goto(`${stand.base}${of.path}`)
  await grid.locator(`td[data-row="2"][data-column="${of.column}"]`).click()
  await plain.setContent('<textarea rows="20" cols="80" autofocus></textarea>')
  const rows = Number(await grid.getByRole('grid').getAttribute('aria-rowcount')) - of.others
  const [spans, keys] = [{ grid: noSpans(), plain: noSpans() }, keysFor(of.letters)]
  for (let n = 0; n <= rounds; n += 1)
    for (const kind of kinds)
      for (const [name, page] of Object.entries({ grid, plain }) as ['grid' | 'plain', Page][]) {
        const found = await pressed(page, keys[kind])
        if (n > 0) spans[name][kind].push(...found)
      }
  await context.close()
  return { name: of.name, rows, ...spans }
}

function resultOf({ name, rows, grid, plain }: Measured): GridResult {
  const line = (kind: Kind | 'all', a: readonly number[], b: readonly number[]) => ({
    ...{ kind, grid: p95(a), plain: p95(b), keys: a.length },
  })
  const all = line('all', Object.values(grid).flat(), Object.values(plain).flat())
  return { name, rows, lines: [...kinds.map((kind) => line(kind, grid[kind], plain[kind])), all] }
}

/** How long after each key the page was painted anew. */
async function pressed(page: Page, keys: readonly string[]): Promise<number[]> {
  await page.bringToFront()
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') seen.push(duration)
    }).observe({ type: 'event', durationThreshold: 16 } as never)
  })
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(pause)
  }
  await page.waitForTimeout(500)
  const seen = await page.evaluate(() => [...(globalThis as unknown as { seen: number[] }).seen])
  return [...seen.slice(0, keys.length), ...Array<number>(Math.max(0, keys.length - seen.length)).fill(16)]
}

/** A draft of the office with so many items, each with four phases. */
async function fill(stand: Stand, items: number): Promise<void> {
  const { people, divisions } = stand.bulk
  const post = async (path: string, body: object): Promise<{ id: string }> =>
    JSON.parse(await stand.ask(people.performanceOffice, path, body, { 'idempotency-key': randomUUID() }))
  const plan = await post(createPlan.path, { year, title: `${year}年度绩效工作方案` })
  const phases = [1, 4, 7, 10].map((month) => ({
    title: `${month}月起`,
    startsOn: `${year}-${String(month).padStart(2, '0')}-01`,
    endsOn: `${year}-${String(month + 2).padStart(2, '0')}-28`,
    goal: '完成四分之一',
    criterion: '达到25%为达到',
    weight: '25',
    divisionId: null,
  }))
  for (let n = 1; n <= items; n += 1) {
    const own = {
      code: `G-${n}`,
      title: `事项${n}`,
      goal: `全年完成${n}项`,
      weight: '0.2',
      method: 'milestone' as const,
    }
    const content = { ...emptyContent(year), ...own, phases, responsibleDivisionId: divisions[n % 8] ?? null }
    await post(createItem.path.replace(':id', plan.id), { content })
  }
}
