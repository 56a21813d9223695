import { readFile, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { benchBoards } from './bench/boards.ts'
import { benchFootprint } from './bench/footprint.ts'
import { benchGrids } from './bench/grids.ts'
import { benchLists, type ListResult } from './bench/lists.ts'
import type { Round } from './bench/load.ts'
import { standWith } from './bench/stand.ts'
import { benchSweep } from './bench/sweep.ts'
import { benchWrites } from './bench/writes.ts'
import { command } from './command.ts'

/** Measures what docs/benchmarks.md says and writes it there; ends with 1 where a list scans the whole table. */
const sizes = process.argv.includes('--small') ? [2_000, 20_000] : [10_000, 100_000, 1_000_000]
const times = process.argv.includes('--small') ? 100 : 2_000

const whole = (n: number) => Math.round(n).toLocaleString('en')
const ratio = (a: Round, b: Round) => (a.perSecond / b.perSecond).toFixed(2)

const heading = () => `# Benchmarks

Made by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.versions.node}, embedded PostgreSQL with fsync on.
Load generator, server and PostgreSQL share the cores: trust the ratios. Rounds are interleaved, three of ${times} requests with 8 at once after one to warm up; the middle one counts.`

const listTable = (
  duties: number,
  results: readonly ListResult[],
  scans: readonly string[],
) => `## List of duties, ${whole(duties)} rows

\`GET /api/duties?year=2025&limit=50\`; "fastify" is a bare handler with the same session query and the same SQL, "pg" the same statements without HTTP. Goals: ≥ 0.85 and ≥ 0.55.

| role | page | requests/s | p95 ms | of fastify | of pg |
|---|---|---|---|---|---|
${results.map(({ role, page, rounds: { http, fastify, pg } }) => `| ${role} | ${page} | ${whole(http.perSecond)} | ${http.p95.toFixed(1)} | ${ratio(http, fastify)} | ${ratio(http, pg)} |`).join('\n')}

${scans.length === 0 ? 'EXPLAIN: no sequential scan of duties for either role on any page.' : scans.join('\n')}`

const writeTable = ({ http, pg }: Record<'http' | 'pg', Round>) => `## One submission

\`POST /api/duties/:id/offer\` with session, key, lock, version, history and reply, against the same statements sent bare; both commit to disk. Goal ≥ 0.6.

| | per second | p95 ms |
|---|---|---|
| HTTP | ${whole(http.perSecond)} | ${http.p95.toFixed(1)} |
| pg | ${whole(pg.perSecond)} | ${pg.p95.toFixed(1)} |
| ratio | ${ratio(http, pg)} | |`

const sweepLine = ({ duties, cards, seconds, megabytes }: Awaited<ReturnType<typeof benchSweep>>) => `## Sweep

One day's sweep over ${whole(duties)} open duties: ${seconds.toFixed(1)} s, ${whole(cards)} cards with their history rows, the process grew by ${Math.round(megabytes)} MB.`

function growth(pages: readonly { duties: number; of: ListResult }[]): string {
  const p95 = (duties: number | undefined, role: string) =>
    pages.find((page) => page.duties === duties && page.of.role === role && page.of.page === 'middle')?.of.rounds.http
  const lines = ['performanceOffice', 'officer'].map((role) => {
    const [small, large] = [p95(sizes[0], role), p95(sizes.at(-1), role)]
    return `- ${role}: p95 of the middle page at ${whole(sizes.at(-1) ?? 0)} rows is ${((large?.p95 ?? 0) / (small?.p95 ?? 1)).toFixed(2)} × that at ${whole(sizes[0] ?? 0)} (goal ≤ 1.3).`
  })
  const [strong, weak] = [p95(sizes.at(-1), 'performanceOffice'), p95(sizes.at(-1), 'officer')]
  return `## Growth and roles

${lines.join('\n')}
- Weakest role at ${whole(sizes.at(-1) ?? 0)} rows: ${((weak?.perSecond ?? 0) / (strong?.perSecond ?? 1)).toFixed(2)} × the requests/s of the strongest (goal ≥ 0.85).`
}

async function footprint(): Promise<string> {
  const { starts, nodeMegabytes, postgresMegabytes, installMegabytes } = await benchFootprint()
  return `## Start, memory, size

- Demo office from command to ready, PostgreSQL included: ${starts.map((seconds) => `${seconds.toFixed(2)} s`).join(', ')} (goal ≤ 1.5 s from the second start on).
- Memory at rest (PSS): Node ${Math.round(nodeMegabytes)} MB, PostgreSQL ${Math.round(postgresMegabytes)} MB, together ${Math.round(nodeMegabytes + postgresMegabytes)} MB (goal ≤ 250 MB).
- Installed: ${Object.entries(installMegabytes)
    .map(([what, megabytes]) => `${what} ${megabytes} MB`)
    .join(', ')} (goals ≤ 650 MB runtime, ≤ 950 MB with development).`
}

async function grids(): Promise<string> {
  const isSmall = process.argv.includes('--small')
  const results = await benchGrids(isSmall ? { rows: 60, rounds: 1 } : { rows: 500, rounds: 3 })
  if (results.some(({ lines }) => lines.some(({ kind, grid, plain }) => kind === 'all' && grid > 2 * plain)))
    process.exitCode = 1
  const lineOf = (name: string, rows: number) => (line: (typeof results)[number]['lines'][number]) =>
    `| ${name}, ${rows} rows | ${line.kind} | ${line.grid} | ${line.plain} | ${(line.grid / line.plain).toFixed(2)} |`
  return `## Grids

From key to paint (Event Timing, p95 in ms; the browser tells nothing below 16) against a plain textarea in the same browser and run. Goal for all keys ≤ 2.

| grid | keys | grid | textarea | ratio |
|---|---|---|---|---|
${results.flatMap(({ name, rows, lines }) => lines.map(lineOf(name, rows))).join('\n')}`
}

const page = 'docs/benchmarks.md'
const remarkMark = '## Remarks'

/** What is written by hand below the figures stays. */
async function remarks(): Promise<string> {
  const [, text = ''] = (await readFile(page, 'utf8')).split(remarkMark)
  return `${remarkMark}${text.trimEnd()}`
}

await command(async () => {
  const parts: string[] = []
  const add = (part: string) => {
    parts.push(part)
    console.log(`${part}\n`)
  }
  add(heading())
  const firstPages: { duties: number; of: ListResult }[] = []
  for (const duties of sizes) {
    const stand = await standWith(duties)
    try {
      const { results, scans } = await benchLists(stand, times)
      add(listTable(duties, results, scans))
      firstPages.push(...results.map((of) => ({ duties, of })))
      if (scans.length > 0) process.exitCode = 1
      if (duties === sizes[1]) add(writeTable(await benchWrites(stand, Math.min(times, 1_000))))
      if (duties === sizes.at(-1)) add(sweepLine(await benchSweep(stand, '2025-11-12')))
    } finally {
      await stand.close()
    }
  }
  add(growth(firstPages))
  add(await benchBoards(process.argv.includes('--small')))
  add(await grids())
  add(await footprint())
  if (!process.argv.includes('--small')) await writeFile(page, `${[...parts, await remarks()].join('\n\n')}\n`)
})
