import { type Dispatch, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { GridPlan, GridRow } from './gridRow.ts'
import { type Conflict, gridSaver, type RowNote } from './gridSaver.ts'
import type { Action } from './gridState.ts'

export type GridSaving = {
  readonly notes: ReadonlyMap<string, RowNote>
  /** Rows that somebody else saved or removed meanwhile: each waits for a choice. */
  readonly conflicts: readonly Conflict[]
  readonly settled: (key: string) => void
  readonly savedAt: string | undefined
  readonly flush: () => void
}

/** The saver of the grid on this page, and what it has to say. */
export function useGridSaving(
  planId: string,
  plan: GridPlan,
  rows: readonly GridRow[],
  dispatch: Dispatch<Action>,
): GridSaving {
  const [notes, setNotes] = useState<ReadonlyMap<string, RowNote>>(new Map())
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([])
  const [savedAt, setSavedAt] = useState<string>()
  const seen = useRef({ rows, plan, notes, conflicts })
  seen.current = { rows, plan, notes, conflicts }
  const saver = useMemo(
    () =>
      gridSaver({
        planId,
        seen: () => seen.current,
        onDone: (action) => {
          dispatch(action)
          setSavedAt(new Date().toISOString())
        },
        onNote: (key, note) => setNotes((all) => noted(all, key, note)),
        onConflict: (conflict) => setConflicts((all) => [...all, conflict]),
      }),
    [planId, dispatch],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the saver looks at them through `seen`
  useEffect(() => saver.look(), [saver, rows, notes, conflicts])
  useEffect(() => () => saver.flush(), [saver])
  const settled = useCallback((key: string) => setConflicts((all) => all.filter((one) => one.key !== key)), [])
  return { notes, conflicts, settled, savedAt, flush: saver.flush }
}

function noted(
  all: ReadonlyMap<string, RowNote>,
  key: string,
  note: RowNote | undefined,
): ReadonlyMap<string, RowNote> {
  const next = new Map(all)
  if (note) next.set(key, note)
  else next.delete(key)
  return next
}
