import type { Item } from '#domain/plan/item.api.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import type { Words } from '#web/kernel/grid/block.ts'
import { type ItemValues, valuesOf } from '../itemForm.ts'
import {
  type CellState,
  entered,
  type Field,
  fields,
  type GridColumn,
  type GridPlan,
  type GridRow,
  gridColumns,
  isDirty,
  newRow,
  rowOf,
  sameIn,
  stateOf,
  withCell,
} from './gridRow.ts'

type CellChange = { readonly row: string; readonly field: Field; readonly before: CellState; readonly after: CellState }
type RowChange = { readonly row: string; readonly before: boolean; readonly after: boolean }
/** One act of the person: it is undone and done again as a whole. */
export type Step = {
  readonly cells: readonly CellChange[]
  readonly gone: readonly RowChange[]
  readonly isSide?: boolean
}

export type GridState = {
  readonly rows: readonly GridRow[]
  readonly done: readonly Step[]
  readonly undone: readonly Step[]
  readonly made: number
}

/** In which words cells are read, and for which plan. */
export type Reader = { readonly names: TableNames; readonly plan: GridPlan }

export type Action =
  | ({ readonly kind: 'write'; readonly cells: readonly Words[] } & Reader)
  | { readonly kind: 'set'; readonly row: string; readonly values: Partial<ItemValues> }
  | { readonly kind: 'remove'; readonly rows: readonly string[] }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'saved'; readonly row: string; readonly sent: ItemValues; readonly item: Item }
  | { readonly kind: 'removed'; readonly row: string }
  | { readonly kind: 'merged'; readonly row: string; readonly content: ItemValues; readonly theirs: Item | null }
  | { readonly kind: 'fresh'; readonly items: readonly Item[] }

export const begin = (items: readonly Item[]): GridState => ({ rows: items.map(rowOf), done: [], undone: [], made: 0 })

/** The rows that are shown: what was removed is gone from the screen at once. */
export const shownRows = ({ rows }: GridState): GridRow[] => rows.filter(({ isGone }) => !isGone)

export function reduce(state: GridState, action: Action): GridState {
  if (action.kind === 'write') return write(state, action.cells, action)
  if (action.kind === 'set') return set(state, action.row, action.values)
  if (action.kind === 'remove')
    return done(state, state.rows, { cells: [], gone: action.rows.map((row) => ({ row, before: false, after: true })) })
  if (action.kind === 'undo') return turn(state, 'done')
  if (action.kind === 'redo') return turn(state, 'undone')
  if (action.kind === 'saved') return saved(state, action.row, action.sent, action.item)
  if (action.kind === 'removed')
    return inRow(state, action.row, (row) => ({ ...row, id: null, version: 0, saved: null }))
  if (action.kind === 'merged') return inRow(state, action.row, (row) => merged(row, action.content, action.theirs))
  return fresh(state, action.items)
}

/** Puts words into cells; rows beyond the last are made. */
function write(state: GridState, words: readonly Words[], { names, plan }: Reader): GridState {
  const shown = shownRows(state)
  const columns = gridColumns(plan)
  const rows = [...state.rows]
  const [cells, gone]: [CellChange[], RowChange[]] = [[], []]
  let { made } = state
  for (const { row: place, column: at, words: text } of words) {
    const column = columns[at]
    if (!column || column.isRead) continue
    while (place >= shown.length) {
      made += 1
      const row = newRow(`new-${made}`, plan, shown)
      shown.push(row)
      rows.push({ ...row, isGone: true })
      gone.push({ row: row.key, before: true, after: false })
    }
    const row = shown[place]
    if (!row) continue
    const before = stateOf(row, column.field)
    const after = entered(row, column, text, names, shown)
    if (isSame(before, after)) continue
    shown[place] = withCell(row, column.field, after)
    cells.push({ row: row.key, field: column.field, before, after })
  }
  return done({ ...state, made }, rows, { cells, gone })
}

const isSame = (a: CellState, b: CellState): boolean =>
  a.typed?.text === b.typed?.text && JSON.stringify(a.value) === JSON.stringify(b.value)

/** Fields of the side panel; what is typed there one after the other is one act. */
function set(state: GridState, key: string, values: Partial<ItemValues>): GridState {
  const row = state.rows.find((one) => one.key === key)
  if (!row) return state
  const cells = (Object.keys(values) as Field[])
    .map(
      (field): CellChange => ({
        row: key,
        field,
        before: stateOf(row, field),
        after: { value: values[field], typed: undefined },
      }),
    )
    .filter(({ before, after }) => !isSame(before, after))
  if (cells.length === 0) return state
  const last = state.done.at(-1)
  const [first] = cells
  const goesOn =
    last?.isSide &&
    cells.length === 1 &&
    last.cells.length === 1 &&
    last.cells[0]?.row === key &&
    last.cells[0].field === first?.field
  if (!goesOn || !first || !last.cells[0]) return done(state, state.rows, { cells, gone: [], isSide: true })
  const one: Step = { ...last, cells: [{ ...last.cells[0], after: first.after }] }
  return { ...done({ ...state, done: state.done.slice(0, -1) }, state.rows, one) }
}

/** The rows after an act, which is remembered; what was undone before is forgotten. */
function done(state: GridState, rows: readonly GridRow[], step: Step): GridState {
  if (step.cells.length === 0 && step.gone.length === 0) return state
  return { ...state, rows: applied(rows, step, 'after'), done: [...state.done, step].slice(-200), undone: [] }
}

function applied(rows: readonly GridRow[], { cells, gone }: Step, side: 'before' | 'after'): GridRow[] {
  const byRow = Map.groupBy(cells, ({ row }) => row)
  const isGone = new Map(gone.map((change) => [change.row, change[side]]))
  return rows.map((row) => {
    const own = byRow.get(row.key)
    if (!own && !isGone.has(row.key)) return row
    const written = (own ?? []).reduce((now, change) => withCell(now, change.field, change[side]), row)
    return { ...written, isGone: isGone.get(row.key) ?? row.isGone }
  })
}

function turn(state: GridState, from: 'done' | 'undone'): GridState {
  const step = state[from].at(-1)
  if (!step) return state
  const isUndo = from === 'done'
  const reversed: Step = isUndo ? { ...step, cells: step.cells.toReversed() } : step
  return {
    ...state,
    rows: applied(state.rows, reversed, isUndo ? 'before' : 'after'),
    done: isUndo ? state.done.slice(0, -1) : [...state.done, step],
    undone: isUndo ? [...state.undone, step] : state.undone.slice(0, -1),
  }
}

/** Where the last act was, so that undoing shows what it undoes. */
export function placeOfStep(
  state: GridState,
  step: Step | undefined,
  columns: readonly GridColumn[],
): { row: number; column: number } | undefined {
  const change = step?.cells[0] ?? step?.gone[0]
  const row = shownRows(state).findIndex(({ key }) => key === change?.row)
  if (row < 0) return undefined
  const column = columns.findIndex(({ field }) => field === step?.cells[0]?.field)
  return { row, column: Math.max(0, column) }
}

const inRow = (state: GridState, key: string, change: (row: GridRow) => GridRow): GridState => ({
  ...state,
  rows: state.rows.map((row) => (row.key === key ? change(row) : row)),
})

/** A new item may have been read with the plan before its own answer came: it is there once. */
function saved(state: GridState, key: string, sent: ItemValues, item: Item): GridState {
  const rows = state.rows.filter((row) => row.key === key || row.id !== item.id)
  return inRow({ ...state, rows }, key, (row) => afterSave(row, sent, item))
}

/** What was written while the save was under way stays; the rest is as the server has it. */
function afterSave(row: GridRow, sent: ItemValues, item: Item): GridRow {
  const now = valuesOf(item)
  const kept = fields.filter((field) => !sameIn(field, row.content, sent) || sameIn(field, row.content, now))
  const content = { ...now, ...Object.fromEntries(kept.map((field) => [field, row.content[field]])) }
  return { ...row, id: item.id, version: item.version, silences: item.silences, saved: now, content }
}

/** After a choice: `theirs` null is an item that somebody else removed, which becomes a new row or goes. */
function merged(row: GridRow, content: ItemValues, theirs: Item | null): GridRow {
  if (!theirs) return { ...row, id: null, version: 0, saved: null, content }
  return { ...row, version: theirs.version, silences: theirs.silences, saved: valuesOf(theirs), content, isGone: false }
}

/** What others have written since: rows with nothing unsaved follow, the others wait for their own save. */
function fresh(state: GridState, items: readonly Item[]): GridState {
  const byId = new Map(items.map((item) => [item.id, item]))
  const known = new Set(state.rows.map(({ id }) => id))
  const kept = state.rows.flatMap((row) => {
    const item = row.id === null ? undefined : byId.get(row.id)
    if (row.id === null || isDirty(row)) return [row]
    if (!item) return []
    return [item.version > row.version ? { ...rowOf(item), key: row.key, typed: row.typed } : row]
  })
  const more = items.filter(({ id }) => !known.has(id)).map(rowOf)
  const isSameList =
    more.length === 0 && kept.length === state.rows.length && kept.every((row, at) => row === state.rows[at])
  return isSameList ? state : { ...state, rows: [...kept, ...more] }
}
