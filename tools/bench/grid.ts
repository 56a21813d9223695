import { command } from '../command.ts'
import { benchGrids, type GridResult } from './grids.ts'

/** The grids alone, with 500 rows each; with `--small` 60 of them and one round. Ends with 1 where the goal is missed. */
const size = process.argv.includes('--small') ? { rows: 60, rounds: 1 } : { rows: 500, rounds: 3 }

await command(async () => {
  const results = await benchGrids(size)
  for (const result of results) report(result)
})

function report({ name, rows, lines }: GridResult): void {
  console.log(`${name}: ${rows} rows, ${size.rounds} rounds; key to paint, p95 in ms`)
  for (const { kind, grid, plain, keys } of lines)
    console.log(`  ${kind}: grid ${grid}, textarea ${plain}, ratio ${(grid / plain).toFixed(2)} (${keys} keys each)`)
  const all = lines.at(-1)
  if (all && all.grid > 2 * all.plain) process.exitCode = 1
}
