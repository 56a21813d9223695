import { chromium as browsers } from '@playwright/test'
import { readBoard, readBoardChanges } from '#domain/board/board.api.ts'
import type { BulkPerson } from '#test/bulk.ts'
import { chromium } from '../chromium.ts'
import { buildWeb } from '../web.ts'
import { fillBoard } from './boardData.ts'
import { type Stand, standWith } from './stand.ts'

/** An item has the data of twelve months. */
const months = 12
const year = 2025

export type BoardResult = {
  readonly divisions: number
  readonly items: number
  readonly lines: readonly {
    readonly name: string
    readonly role: string
    readonly p50: number
    readonly p95: number
  }[]
}

const at = (spans: readonly number[], share: number): number =>
  spans.toSorted((a, b) => a - b)[Math.min(spans.length - 1, Math.floor(spans.length * share))] ?? 0

async function spansOf(stand: Stand, person: BulkPerson, path: string, times: number): Promise<number[]> {
  const spans: number[] = []
  for (let n = -5; n < times; n += 1) {
    const begun = performance.now()
    await stand.ask(person, path)
    if (n >= 0) spans.push(performance.now() - begun)
  }
  return spans
}

/** The board of one size for the strongest and the weakest role, one request after the other. */
export async function benchBoard(size: { divisions: number; items: number }, times: number): Promise<BoardResult> {
  const stand = await standWith(size.items * months)
  try {
    await fillBoard(stand, size.divisions)
    const { performanceOffice, officer } = stand.bulk.people
    const paths = {
      'by division': `${readBoard.path}?year=${year}`,
      'by dimension': `${readBoard.path}?year=${year}&by=dimension`,
      changes: `${readBoardChanges.path}?year=${year}`,
    }
    const lines = []
    for (const [name, path] of Object.entries(paths))
      for (const [role, person] of Object.entries({ performanceOffice, officer })) {
        const spans = await spansOf(stand, person, path, times)
        lines.push({ name, role, p50: at(spans, 0.5), p95: at(spans, 0.95) })
      }
    return { ...size, lines }
  } finally {
    await stand.close()
  }
}

/** From the address to the first number of the board in a browser whose processor is slowed four times, in ms. */
export async function benchBoardPaint(items: number, rounds: number): Promise<number[]> {
  await buildWeb()
  const stand = await standWith(items * months)
  const browser = await browsers.launch({ executablePath: await chromium() })
  try {
    await fillBoard(stand, 20)
    const spans: number[] = []
    for (let n = 0; n <= rounds; n += 1) {
      const context = await browser.newContext({ viewport: { width: 1366, height: 900 } })
      await context.addCookies([{ url: stand.base, name: 'jiheng', value: stand.bulk.people.performanceOffice.token }])
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      const begun = performance.now()
      await page.goto(`${stand.base}/board`, { waitUntil: 'commit' })
      await page.locator('.board-table .board-number').first().waitFor()
      // the first round fills the caches of server and database
      if (n > 0) spans.push(performance.now() - begun)
      await context.close()
    }
    return spans
  } finally {
    await browser.close()
    await stand.close()
  }
}

const ms = (n: number) => n.toFixed(0)

/** The figures as they stand in docs/benchmarks.md. */
export function boardTable(small: BoardResult, large: BoardResult | undefined, paint: readonly number[]): string {
  const rows = [small, ...(large ? [large] : [])].flatMap(({ divisions, items, lines }) =>
    lines.map(
      ({ name, role, p50, p95 }) =>
        `| ${divisions} × ${items} × ${items * months} | ${name} | ${role} | ${ms(p50)} | ${ms(p95)} |`,
    ),
  )
  const p95Of = (result: BoardResult | undefined, role: string) =>
    result?.lines.find((line) => line.name === 'by division' && line.role === role)?.p95 ?? Number.NaN
  const [strong, weak] = [p95Of(large ?? small, 'performanceOffice'), p95Of(large ?? small, 'officer')]
  const growth = large
    ? ` At ten times the data ${(strong / p95Of(small, 'performanceOffice')).toFixed(1)} × (goal ≤ 3).`
    : ''
  return `## Supervision board

One request after the other; divisions × items × duties of one year.

| size | view | role | p50 ms | p95 ms |
|---|---|---|---|---|
${rows.join('\n')}

Goal ≤ 200 ms: ${ms(strong)} ms; a division's own board ${(weak / strong).toFixed(2)} × (goal ≤ 1.2).${growth} First numbers on a processor slowed four times, 500 items: ${paint.map(ms).join(', ')} ms (goal ≤ 2,000).`
}

export async function benchBoards(isSmall: boolean): Promise<string> {
  const times = isSmall ? 40 : 100
  const small = await benchBoard({ divisions: 20, items: 1_000 }, times)
  const large = isSmall ? undefined : await benchBoard({ divisions: 200, items: 10_000 }, times)
  return boardTable(small, large, await benchBoardPaint(500, isSmall ? 2 : 5))
}
