import { randomUUID } from 'node:crypto'
import { chromium as browsers, type Page } from '@playwright/test'
import { createItem } from '#domain/plan/item.api.ts'
import { emptyContent } from '#domain/plan/item.ts'
import { createPlan } from '#domain/plan/plan.api.ts'
import { chromium } from '../chromium.ts'
import { command } from '../command.ts'
import { buildWeb } from '../web.ts'
import { type Stand, standWith } from './stand.ts'

/**
 * From key to paint in the grid at 500 items against a plain textarea in the same browser (Event Timing, p95; what takes
 * less than 16 ms is not told by the browser and counts as 16). Rounds are interleaved. Goal: at most twice.
 */
const [items, rounds, year, pause] = [500, 3, 2026, 70]

type Kind = 'letters' | 'down' | 'sideways'
const keys: Record<Kind, readonly string[]> = {
  letters: Array.from({ length: 6 }, () => [...'abcdefghi', 'Enter']).flat(),
  down: [...Array<string>(30).fill('ArrowDown'), ...Array<string>(30).fill('ArrowUp')],
  /** The grid is wider than its room: this scrolls it. */
  sideways: [...Array<string>(10).fill('ArrowRight'), ...Array<string>(10).fill('ArrowLeft')],
}

const kinds = Object.keys(keys) as Kind[]
const noSpans = (): Record<Kind, number[]> => ({ letters: [], down: [], sideways: [] })

await command(async () => {
  await buildWeb()
  const stand = await standWith(96)
  const browser = await browsers.launch({ executablePath: await chromium() })
  try {
    await fill(stand)
    const context = await browser.newContext({ viewport: { width: 1366, height: 900 } })
    await context.addCookies([{ url: stand.base, name: 'jiheng', value: stand.bulk.people.performanceOffice.token }])
    const [grid, plain] = [await context.newPage(), await context.newPage()]
    await grid.goto(`${stand.base}/plans/${year}/grid`)
    await grid.locator('td[data-row="2"][data-column="1"]').click()
    await plain.setContent('<textarea rows="20" cols="80" autofocus></textarea>')
    const spans = { grid: noSpans(), plain: noSpans() }
    for (let n = 0; n <= rounds; n += 1)
      for (const kind of kinds)
        for (const [name, page] of Object.entries({ grid, plain }) as ['grid' | 'plain', Page][]) {
          const found = await measured(page, keys[kind])
          if (n > 0) spans[name][kind].push(...found) // the first round warms up
        }
    report(spans)
  } finally {
    await browser.close()
    await stand.close()
  }
})

type Spans = Record<'grid' | 'plain', Record<Kind, number[]>>

function report({ grid, plain }: Spans): void {
  const p95 = (spans: readonly number[]) => spans.toSorted((a, b) => a - b)[Math.floor(spans.length * 0.95)] ?? 0
  console.log(`${items} items, ${rounds} rounds; key to paint, p95 in ms`)
  for (const kind of kinds) {
    const [a, b] = [p95(grid[kind]), p95(plain[kind])]
    console.log(`  ${kind}: grid ${a}, textarea ${b}, ratio ${(a / b).toFixed(2)} (${grid[kind].length} keys each)`)
  }
  const all = [p95(Object.values(grid).flat()), p95(Object.values(plain).flat())] as const
  console.log(`  all: grid ${all[0]}, textarea ${all[1]}, ratio ${(all[0] / all[1]).toFixed(2)} (goal ≤ 2)`)
  if (all[0] > 2 * all[1]) process.exitCode = 1
}

/** How long after each key the page was painted anew. */
async function measured(page: Page, pressed: readonly string[]): Promise<number[]> {
  await page.bringToFront()
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') seen.push(duration)
    }).observe({ type: 'event', durationThreshold: 16 } as never)
  })
  for (const key of pressed) {
    await page.keyboard.press(key)
    await page.waitForTimeout(pause)
  }
  await page.waitForTimeout(500)
  const seen = await page.evaluate(() => [...(globalThis as unknown as { seen: number[] }).seen])
  return [...seen.slice(0, pressed.length), ...Array<number>(Math.max(0, pressed.length - seen.length)).fill(16)]
}

/** A draft of the office with so many items, each with four phases. */
async function fill(stand: Stand): Promise<void> {
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
