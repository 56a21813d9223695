import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { type GridDuty, readEntryGrid, saveEntries } from '#domain/collection/entryGrid.api.ts'
import { mostGridRows } from '#domain/collection/entryGrid.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useAutosave } from '#web/kernel/Autosave.tsx'
import { call, type FieldFault } from '#web/kernel/api.ts'
import { useDisplay } from '#web/kernel/display.tsx'
import { wordsOfBlock } from '#web/kernel/grid/block.ts'
import type { Marks } from '#web/kernel/grid/GridRowLine.tsx'
import { at, inside, type Range } from '#web/kernel/grid/selection.ts'
import { parseBlock } from '#web/kernel/grid/tsv.ts'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { checkOf, type EntryRow, entryColumns, entryOf, marksOf, type RowCheck, viewOf } from './entryRow.ts'
import { begin, type EntryAction, isSame, reduce, rowOfStep } from './entryState.ts'

export type EntryGrid = ReturnType<typeof useEntryGrid>
const mostCells = 5_000
const firstCell = entryColumns.findIndex(({ field }) => field === 'value')

/** Everything the grid's page knows and does: rows, cursor, what is written, kept as drafts and found wrong. */
export function useEntryGrid(duties: readonly GridDuty[], period: string | undefined) {
  const [state, dispatch] = useReducer(reduce, duties, begin)
  const [selection, select] = useState(at(0, firstCell))
  const [isEditing, edit] = useState(false)
  const [refused, setRefused] = useState<Refused>(new Map())
  const toast = useToast()
  const { isNarrow } = useDisplay()
  const { rows } = state
  const check = useChecks()
  const marks = useMarks(rows, check, refused)
  const saving = useDrafts(rows, duties, period, dispatch)
  // what was handed in leaves between two cells, never under the letters that are being typed
  const seen = useRef(duties)
  useEffect(() => {
    if (isEditing || seen.current === duties) return
    seen.current = duties
    dispatch({ kind: 'fresh', duties, isOver: false })
  }, [duties, isEditing])
  const act = useCallback((action: EntryAction) => {
    setRefused((before) => (before.size > 0 ? new Map() : before))
    dispatch(action)
  }, [])
  const set = useCallback(
    ({ key }: EntryRow, content: Partial<EntryRow['content']>) => act({ kind: 'set', key, content }),
    [act],
  )
  return {
    ...{ state, rows, isEditing, select, edit, check, marks, saving },
    place: inside(selection, { rows: Math.max(1, rows.length), columns: entryColumns.length }),
    view: useMemo(() => viewOf(check, isNarrow), [check, isNarrow]),
    write: (range: Range, words: string) =>
      act({ kind: 'write', words: wordsOfBlock([[words]], range, entryColumns.length) }),
    paste: (range: Range, text: string) => {
      const words = wordsOfBlock(parseBlock(text), range, entryColumns.length)
      if (words.length <= mostCells) act({ kind: 'write', words })
      else toast({ zh: `一次至多粘贴${mostCells}格。`, en: `At most ${mostCells} cells are pasted at once.` })
      const beyond = new Set(words.filter(({ row }) => row >= rows.length).map(({ row }) => row)).size
      if (beyond > 0)
        toast({ zh: `有${beyond}行超出表格，没有粘贴。`, en: `${beyond} rows beyond the end are left out.` })
    },
    set,
    turn: (kind: 'undo' | 'redo') => {
      const row = rowOfStep(state, (kind === 'undo' ? state.done : state.undone).at(-1))
      act({ kind })
      if (row >= 0) select(at(row, selection.active.column))
    },
    refuse: (sent: readonly EntryRow[], fields: readonly FieldFault[]) => setRefused(refusedOf(sent, fields)),
  }
}

type Refused = ReadonlyMap<string, ReadonlyMap<string, Text>>

/** The place of a fault in what was sent: `body.rows.3.value`, or `body.rows.3.content.values.inspected`. */
export const faultAt = (path: string): { readonly row: number; readonly field: string } | undefined => {
  const [, row, field] = /^body\.rows\.(\d+)\.(\w+)(?:\.|$)/.exec(path) ?? []
  return row === undefined || field === undefined ? undefined : { row: Number(row), field }
}

const columnOf = (field: string): string =>
  ({ evidenceFileId: 'evidence', note: 'note', content: 'further' })[field] ?? 'value'

function refusedOf(sent: readonly EntryRow[], fields: readonly FieldFault[]): Refused {
  const all = new Map<string, Map<string, Text>>()
  for (const { path, message } of fields) {
    const place = faultAt(path)
    const key = place && sent[place.row]?.key
    if (place && key) all.set(key, new Map(all.get(key)).set(columnOf(place.field), message))
  }
  return all
}

/** A row that says the same is checked once. */
function useChecks(): (row: EntryRow) => RowCheck {
  const { settings } = useSession()
  return useMemo(() => {
    const found = new WeakMap<EntryRow, RowCheck>()
    return (row) => {
      const check = found.get(row) ?? checkOf(row, settings)
      found.set(row, check)
      return check
    }
  }, [settings])
}

/** The marks of a row stay the same thing as long as the row does: it is not drawn anew. */
function useMarks(
  rows: readonly EntryRow[],
  check: (row: EntryRow) => RowCheck,
  refused: Refused,
): ReadonlyMap<string, Marks> {
  const marksFor = useMemo(() => {
    const found = new WeakMap<EntryRow, Marks>()
    return (row: EntryRow): Marks => {
      const marks = found.get(row) ?? marksOf(row, check(row), refused.get(row.key))
      found.set(row, marks)
      return marks
    }
  }, [check, refused])
  return useMemo(() => new Map(rows.map((row) => [row.key, marksFor(row)])), [rows, marksFor])
}

/** Keeps what changed as private drafts, all that waits in one request. */
function useDrafts(
  rows: readonly EntryRow[],
  duties: readonly GridDuty[],
  period: string | undefined,
  dispatch: (action: EntryAction) => void,
) {
  const seen = useRef(rows)
  seen.current = rows
  const kept = useRef(new Map<string, EntryRow['content']>())
  const versions = useRef(new Map<string, number | null>())
  for (const { id, draft } of duties) if (!versions.current.has(id)) versions.current.set(id, draft?.version ?? null)
  for (const { key, content } of rows) if (!kept.current.has(key)) kept.current.set(key, content)
  const dirty = () => seen.current.filter(({ key, content }) => !isSame(kept.current.get(key) ?? content, content))
  const { status, change, flush, halt } = useAutosave(async () => {
    const sent = dirty().slice(0, mostGridRows)
    if (sent.length === 0) return
    const drafts = sent.map(({ key, content }) => {
      const { note, ...entry } = entryOf(content)
      const replaces = versions.current.get(key) ?? null
      return { ...entry, dutyId: key, note: note.slice(0, 1000), replaces }
    })
    const reply = await call(saveEntries, { body: { drafts } })
    const now = new Map(reply.drafts.map(({ dutyId, version }) => [dutyId, version]))
    for (const { key, content } of sent) {
      kept.current.set(key, content)
      versions.current.set(key, now.get(key) ?? null)
    }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of a row is looked at once
  useEffect(() => {
    if (dirty().length > 0) change(null)
  }, [rows])
  const read = () => call(readEntryGrid, { address: period === undefined ? {} : { period } })
  const seeVersions = (now: readonly GridDuty[]) => {
    for (const { id, draft } of now) versions.current.set(id, draft?.version ?? null)
  }
  return {
    ...{ status, flush, halt, unsaved: dirty().length },
    /** Loads what another window has kept and gives up what is typed here. */
    reload: async () => {
      const { rows: now } = await read()
      seeVersions(now)
      kept.current.clear()
      dispatch({ kind: 'fresh', duties: now, isOver: true })
    },
    /** Saves what is typed here over what another window has kept. */
    insist: async () => {
      seeVersions((await read()).rows)
      change(null)
    },
  }
}
