import type { GridDuty } from '#domain/collection/entryGrid.api.ts'
import type { Words } from '#web/kernel/grid/block.ts'
import { type Content, type EntryRow, entryColumns, rowOf, written } from './entryRow.ts'

type Change = { readonly key: string; readonly before: Content; readonly after: Content }
/** One act of the person: it is undone and done again as a whole; `beside` is the field beside the grid it was typed in. */
type Step = { readonly changes: readonly Change[]; readonly beside?: string }

export type EntryGridState = {
  readonly rows: readonly EntryRow[]
  readonly done: readonly Step[]
  readonly undone: readonly Step[]
}

export type EntryAction =
  | { readonly kind: 'write'; readonly words: readonly Words[] }
  /** Evidence and further fields beside the grid; what is typed there one after the other is one act. */
  | { readonly kind: 'set'; readonly key: string; readonly content: Partial<Content> }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'fresh'; readonly duties: readonly GridDuty[]; readonly isOver: boolean }

export const begin = (duties: readonly GridDuty[]): EntryGridState => ({
  rows: duties.map(rowOf),
  done: [],
  undone: [],
})

const mostSteps = 200

export function reduce(state: EntryGridState, action: EntryAction): EntryGridState {
  if (action.kind === 'write') return acted(state, afterWords(state.rows, action.words))
  if (action.kind === 'set') return set(state, action.key, action.content)
  if (action.kind === 'fresh') return fresh(state, action.duties, action.isOver)
  return turned(state, action.kind)
}

/** Words beyond the last row, and in cells that are only read, are left out. */
function afterWords(rows: readonly EntryRow[], words: readonly Words[]): EntryRow[] {
  const byRow = Map.groupBy(words, ({ row }) => row)
  return rows.map((row, at) =>
    (byRow.get(at) ?? []).reduce((now, { column, words: text }) => {
      const field = entryColumns[column]?.field
      return field ? written(now, field, text) : now
    }, row),
  )
}

function acted(state: EntryGridState, rows: readonly EntryRow[]): EntryGridState {
  const changes = rows.flatMap((row, at) => {
    const before = state.rows[at]?.content
    return !before || isSame(before, row.content) ? [] : [{ key: row.key, before, after: row.content }]
  })
  if (changes.length === 0) return state
  const changed = new Set(changes.map(({ key }) => key))
  // a row that says the same stays the same thing: it is not drawn anew
  const kept = rows.map((row, at) => (changed.has(row.key) ? row : (state.rows[at] ?? row)))
  return { rows: kept, done: [...state.done, { changes }].slice(-mostSteps), undone: [] }
}

function set(state: EntryGridState, key: string, content: Partial<Content>): EntryGridState {
  const now = acted(
    state,
    state.rows.map((row) => (row.key === key ? { ...row, content: { ...row.content, ...content } } : row)),
  )
  const [change] = now.done.at(-1)?.changes ?? []
  if (now === state || !change) return state
  const beside = `${key} ${Object.keys(content).join()}`
  const last = state.done.at(-1)
  const begun = last?.beside === beside ? last.changes[0] : undefined
  const step = { changes: [{ ...change, before: begun?.before ?? change.before }], beside }
  return { ...now, done: [...(begun ? state.done.slice(0, -1) : state.done), step].slice(-mostSteps) }
}

export const isSame = (a: Content, b: Content): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

function turned(state: EntryGridState, kind: 'undo' | 'redo'): EntryGridState {
  const [from, to] = kind === 'undo' ? (['done', 'undone'] as const) : (['undone', 'done'] as const)
  const step = state[from].at(-1)
  if (!step) return state
  const contents = new Map(step.changes.map(({ key, before, after }) => [key, kind === 'undo' ? before : after]))
  const rows = state.rows.map((row) => {
    const content = contents.get(row.key)
    return content ? { ...row, content } : row
  })
  return { ...state, rows, [from]: state[from].slice(0, -1), [to]: [...state[to], step] }
}

/** What was read anew: duties that were handed in are gone, what is typed stays unless it is given up. */
function fresh(state: EntryGridState, duties: readonly GridDuty[], isOver: boolean): EntryGridState {
  if (isOver) return begin(duties)
  const byKey = new Map(state.rows.map((row) => [row.key, row]))
  // a row of which nothing new was read stays the same thing
  const rows = duties.map((duty) => {
    const row = byKey.get(duty.id)
    return row?.duty === duty ? row : { ...rowOf(duty), ...row, duty }
  })
  return { ...state, rows }
}

/** The row of the last act, which is shown when it is undone. */
export const rowOfStep = ({ rows }: EntryGridState, step: Step | undefined): number =>
  rows.findIndex(({ key }) => key === step?.changes[0]?.key)
