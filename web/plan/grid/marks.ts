import type { Text } from '#domain/kernel/text.ts'
import type { Finding } from '#domain/plan/linter.api.ts'
import type { Mark, Marks } from '#web/kernel/grid/GridRowLine.tsx'
import { type Field, faultsOf, type GridPlan, type GridRow, isDirty } from './gridRow.ts'
import type { RowNote } from './gridSaver.ts'

const fieldOf = (path: string): Field => path.split('.')[0] as Field

/** What is to be said of each cell: what was typed and cannot be, what keeps the row from being saved, what the linter found. */
export function marksOf(
  rows: readonly GridRow[],
  findings: readonly Finding[],
  notes: ReadonlyMap<string, RowNote>,
  plan: GridPlan,
): ReadonlyMap<string, Marks> {
  const found = Map.groupBy(
    findings.filter(({ itemId, silence }) => itemId !== null && silence === null),
    ({ itemId }) => itemId ?? '',
  )
  return new Map(rows.map((row) => [row.key, ofRow(row, found.get(row.id ?? row.key) ?? [], notes.get(row.key), plan)]))
}

function ofRow(row: GridRow, findings: readonly Finding[], note: RowNote | undefined, plan: GridPlan): Marks {
  const marks = new Map<Field, Mark>()
  const add = (field: Field, level: Mark['level'], message: Text) => {
    const before = marks.get(field)
    if (!before || (before.level === 'hint' && level !== 'hint')) marks.set(field, { level, message })
  }
  for (const [field, typed] of Object.entries(row.typed)) if (typed) add(field as Field, 'refused', typed.message)
  if (row.content !== row.saved && isDirty(row))
    for (const { path, message } of faultsOf(row, plan)) add(fieldOf(path), 'refused', message)
  if (note?.state === 'refused' && note.content === row.content) {
    const { fields, text } = note.error
    for (const { path, message } of fields) add(fieldOf(path.replace(/^body\.content\./, '')), 'refused', message)
    if (fields.length === 0) add('title', 'refused', text)
  }
  for (const { field, level, message } of findings)
    add(fieldOf(field), level === 'blocking' ? 'blocking' : 'hint', message)
  return marks
}
