import { printedFigure } from './content.ts'
import { isTable, type SourceKey, tables } from './figure.ts'

type Rows = readonly (readonly string[])[]

/** Two values of a figure as they are read; of a table the first line and column that differ. */
export function printedIn(key: SourceKey, was: unknown, now: unknown): { old: string; now: string } {
  if (!isTable(key))
    return { old: printedFigure(key, was as string | null), now: printedFigure(key, now as string | null) }
  const [before, after] = [was as Rows, now as Rows]
  const at = Array.from({ length: Math.max(before.length, after.length) }, (_, n) => n).find(
    (n) => JSON.stringify(before[n]) !== JSON.stringify(after[n]),
  )
  const [old, fresh] = [before[at ?? 0], after[at ?? 0]]
  if (!old || !fresh || old[0] !== fresh[0]) return { old: lineOf(old), now: lineOf(fresh) }
  const column = fresh.findIndex((cell, n) => cell !== old[n])
  const name = `${fresh[0]} ${tables[key].columns[column]?.name ?? ''}`
  return { old: `${name} ${old[column]}`, now: `${fresh[column]}` }
}

const lineOf = (row: readonly string[] | undefined): string => (row ? row.join(' ') : '无此行')
