import {
  type Dispatch,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react'
import type { Item } from '#domain/plan/item.api.ts'
import type { Finding } from '#domain/plan/linter.api.ts'
import { lintDivisionPlan, lintPlan } from '#domain/plan/linter.ts'
import { listPlanItems } from '#domain/plan/planItems.api.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import { type Words, wordsOfBlock } from '#web/kernel/grid/block.ts'
import type { Mark, Marks } from '#web/kernel/grid/GridRowLine.tsx'
import { at, inside, type Range, type Selection } from '#web/kernel/grid/selection.ts'
import { parseBlock } from '#web/kernel/grid/tsv.ts'
import { dropReads } from '#web/kernel/queries.ts'
import { useToast } from '#web/kernel/Toast.tsx'
import { type ItemValues, itemOfValues } from '../itemForm.ts'
import type { DraftPlan } from '../writtenPlan.tsx'
import { type GridColumn, type GridPlan, type GridRow, gridColumns } from './gridRow.ts'
import type { Conflict } from './gridSaver.ts'
import { type Action, begin, placeOfStep, reduce, shownRows } from './gridState.ts'
import { marksOf } from './marks.ts'
import { type GridSaving, useGridSaving } from './useGridSaving.ts'

/** Who and what may be entered, and those with the names that the items carry already. */
export type GivenNames = { readonly names: TableNames; readonly shownNames: TableNames }
/** The draft with all its items. */
export type GridDraft = DraftPlan & { readonly items: readonly Item[] }
export type GridDesk = ReturnType<typeof useGridDesk>

const mostCells = 5_000
const rest = 300

/** Everything the grid's page knows and does: the rows, where the cursor stands, what is written, saved and asked. */
export function useGridDesk(plan: GridDraft, { names }: GivenNames) {
  const grid = useGridPlan(plan, names)
  const [state, dispatch] = useReducer(reduce, plan.items, begin)
  const columns = gridColumns(grid)
  const [selection, select] = useState(at(0, 0))
  const [isEditing, edit] = useState(false)
  const [pasting, setPasting] = useState<readonly Words[]>()
  const toast = useToast()
  const rows = useMemo(() => shownRows(state), [state])
  const place = inside(selection, { rows: rows.length + 1, columns: columns.length })
  const seen = useOthers(plan, isEditing, dispatch)
  const saving = useGridSaving(plan.id, grid, state.rows, seen)
  const found = useFindings(plan, rows)
  const marks = useMarks(rows, found.findings, saving.notes, grid)
  const unsaved = useUnsaved(rows, saving, marks)
  useSameRow(rows, place.active.row, (row) => select(at(row, place.active.column)))

  const put = (cells: readonly Words[]) => dispatch({ kind: 'write', cells, names, plan: grid })
  const set = useCallback((row: string, values: Partial<ItemValues>) => dispatch({ kind: 'set', row, values }), [])
  return {
    ...{ grid, columns, state, rows, place, isEditing, pasting, saving, found, marks, unsaved, select, edit, set },
    sideRow: useSettled(rows[place.active.row], selection, isEditing),
    write: (range: Range, words: string) =>
      put(wordsOfBlock([[words]], range, columns.length).filter(({ row }) => words !== '' || row < rows.length)),
    paste: (range: Range, text: string) => {
      // an empty cell empties the one that is there; in a new row it leaves what a new item begins with
      const words = wordsOfBlock(parseBlock(text), range, columns.length).filter(
        (one) => one.words !== '' || one.row < rows.length,
      )
      if (words.length === 1) put(words)
      else if (words.length <= mostCells) setPasting(words)
      else toast({ zh: `一次至多粘贴${mostCells}格。`, en: `At most ${mostCells} cells are pasted at once.` })
    },
    endPaste: (isWanted: boolean) => {
      if (isWanted && pasting) put(pasting)
      setPasting(undefined)
    },
    turn: (kind: 'undo' | 'redo') => {
      const step = (kind === 'undo' ? state.done : state.undone).at(-1)
      dispatch({ kind })
      const where = placeOfStep(reduce(state, { kind }), step, columns)
      if (where) select(at(where.row, where.column))
    },
    remove: (some: readonly GridRow[]) => dispatch({ kind: 'remove', rows: some.map(({ key }) => key) }),
    settle: ({ key, theirs }: Conflict, content: ItemValues | null) => {
      if (content) dispatch({ kind: 'merged', row: key, content, theirs })
      else {
        dispatch({ kind: 'removed', row: key })
        dispatch({ kind: 'remove', rows: [key] })
      }
      saving.settled(key)
    },
    jump: useJump(rows, columns, select),
  }
}

/**
 * What others saved comes in between two cells, never under the letters that are being typed. A list that was read before
 * an own save was answered says less than the screen and is left out; the next one has it all. Answers what to do with
 * an own save.
 */
function useOthers({ id, items }: GridDraft, isEditing: boolean, dispatch: Dispatch<Action>): Dispatch<Action> {
  const last = useRef({ items, seen: items })
  last.current.items = items
  useEffect(() => {
    if (isEditing || last.current.seen === items) return
    last.current.seen = items
    dispatch({ kind: 'fresh', items })
  }, [items, isEditing, dispatch])
  return useCallback(
    (action) => {
      last.current.seen = last.current.items
      void dropReads(listPlanItems, { id })
      dispatch(action)
    },
    [id, dispatch],
  )
}

/** To the cell of a finding; the fields beside the grid follow the cursor a moment later. */
function useJump(
  rows: readonly GridRow[],
  columns: readonly GridColumn[],
  select: (selection: Selection) => void,
): (finding: Finding) => void {
  const now = useRef(rows)
  now.current = rows
  return useCallback(
    ({ itemId, field }) => {
      const row = now.current.findIndex((one) => (one.id ?? one.key) === itemId)
      const column = columns.findIndex((one) => one.field === field)
      if (row >= 0) select(at(row, Math.max(0, column)))
      if (column < 0) setTimeout(() => document.getElementById(field.replaceAll('.', '_'))?.focus(), 500)
    },
    [columns, select],
  )
}

/** The marks of a row stay the same thing as long as they say the same: the row is not drawn anew. */
function useMarks(
  rows: readonly GridRow[],
  findings: readonly Finding[],
  notes: GridSaving['notes'],
  grid: GridPlan,
): ReadonlyMap<string, Marks> {
  const last = useRef<ReadonlyMap<string, Marks>>(new Map())
  return useMemo(() => {
    const now = marksOf(rows, findings, notes, grid)
    last.current = new Map([...now].map(([key, marks]) => [key, sameMarks(last.current.get(key), marks)]))
    return last.current
  }, [rows, findings, notes, grid])
}

function sameMarks(before: Marks | undefined, now: Marks): Marks {
  if (before?.size !== now.size) return now
  const isSame = ([field, { level, message }]: [string, Mark]) => {
    const was = before.get(field)
    return was?.level === level && was.message.zh === message.zh
  }
  return [...now].every(isSame) ? before : now
}

function useGridPlan(plan: GridDraft, { dimensions }: TableNames): GridPlan {
  const divisionId = plan.kind === 'division' ? plan.divisionId : null
  const { year } = plan
  return useMemo(() => ({ year, divisionId, dimensions: Object.keys(dimensions) }), [year, divisionId, dimensions])
}

/** Where others removed or added rows above, the cursor stays in its row. */
function useSameRow(rows: readonly GridRow[], active: number, follow: (row: number) => void): void {
  const last = useRef({ key: rows[active]?.key, rows, active })
  useLayoutEffect(() => {
    const before = last.current
    const now = rows.findIndex(({ key }) => key === before.key)
    const isMoved = before.rows !== rows && before.active === active && now >= 0 && now !== active
    last.current = { key: isMoved ? before.key : rows[active]?.key, rows, active: isMoved ? now : active }
    if (isMoved) follow(now)
  })
}

/** What the linter says of the draft as it stands on the screen, faults first; after the letters, not before them. */
function useFindings(plan: GridDraft, rows: readonly GridRow[]): { rows: readonly GridRow[]; findings: Finding[] } {
  const later = useDeferredValue(rows)
  return useMemo(() => {
    const { year } = plan
    const items = later.map(({ content, id, key, silences }) =>
      itemOfValues(content, { id: id ?? key, year, silences: [...silences] }),
    )
    const found =
      plan.kind === 'division'
        ? lintDivisionPlan({ ...plan, items }, plan.lintFacts)
        : lintPlan({ ...plan, items }, plan.lintFacts)
    return { rows: later, findings: found.toSorted((a, b) => (a.level < b.level ? -1 : a.level > b.level ? 1 : 0)) }
  }, [later, plan])
}

/** The rows of which something is not saved and does not save itself. */
function useUnsaved(
  rows: readonly GridRow[],
  { notes, conflicts }: GridSaving,
  marks: ReturnType<typeof marksOf>,
): ReadonlySet<string> {
  return useMemo(() => {
    const isUnsaved = ({ key }: GridRow) =>
      ['failed', 'refused'].includes(notes.get(key)?.state ?? '') ||
      conflicts.some((one) => one.key === key) ||
      [...(marks.get(key)?.values() ?? [])].some(({ level }) => level === 'refused')
    return new Set(rows.filter(isUnsaved).map(({ key }) => key))
  }, [rows, notes, conflicts, marks])
}

/** The row once the cursor rests: while somebody moves or writes, the long fields are not drawn for each row. */
function useSettled(row: GridRow | undefined, selection: Selection, isEditing: boolean): GridRow | undefined {
  const [key, setKey] = useState(row?.key)
  const last = useRef(row)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every move begins the rest anew
  useEffect(() => {
    if (isEditing) return
    const timer = setTimeout(() => setKey(row?.key), rest)
    return () => clearTimeout(timer)
  }, [row?.key, selection, isEditing])
  if (row?.key === key) last.current = row
  return useDeferredValue(last.current)
}
