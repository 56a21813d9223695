import { createItem, type Item, readItem, readItemHistory, removeItem, saveItem } from '#domain/plan/item.api.ts'
import { silenceHint } from '#domain/plan/itemHint.api.ts'
import { type ApiError, asApiError, call, newKey } from '#web/kernel/api.ts'
import { contentOfValues, type ItemValues, valuesOf } from '../itemForm.ts'
import { faultsOf, type GridPlan, type GridRow, isDirty, isPlain } from './gridRow.ts'
import type { Action } from './gridState.ts'

/** How the last save of a row went; `refused` for the content it was about. */
export type RowNote =
  | { readonly state: 'saving' | 'failed' }
  | { readonly state: 'refused'; readonly content: ItemValues; readonly error: ApiError }
/** Somebody else saved the row meanwhile; `theirs` null: removed it. */
export type Conflict = { readonly key: string; readonly theirs: Item | null; readonly by: string | null }

/** The grid as the saver meets it. */
export type Seen = {
  readonly rows: readonly GridRow[]
  readonly plan: GridPlan
  readonly notes: ReadonlyMap<string, RowNote>
  readonly conflicts: readonly Conflict[]
}
type Told = {
  readonly planId: string
  readonly seen: () => Seen
  readonly onDone: (action: Action) => void
  readonly onNote: (key: string, note: RowNote | undefined) => void
  readonly onConflict: (conflict: Conflict) => void
}

type Waiting = { readonly content: ItemValues; readonly isGone: boolean; readonly at: number }

const pause = 800
const again = 5_000
const atOnce = 2

/**
 * Saves each row by itself under its own version, 800 ms after its last change, two at a time. A save that did not
 * arrive is sent again with the same key; one that somebody else came before waits for the person's choice.
 */
export function gridSaver(told: Told) {
  const waiting = new Map<string, Waiting>()
  const sent = new Map<string, { readonly content: ItemValues; readonly key: string }>()
  const running = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Sends what is due, and comes back when the next one will be. */
  function pump(): void {
    clearTimeout(timer)
    for (const [key, { at }] of [...waiting].toSorted(([, a], [, b]) => a.at - b.at)) {
      if (running.size >= atOnce) return
      if (at > Date.now()) {
        timer = setTimeout(pump, at - Date.now())
        return
      }
      waiting.delete(key)
      const row = told.seen().rows.find((one) => one.key === key)
      if (row) void save(row).then(pump)
    }
  }

  async function save(row: GridRow): Promise<void> {
    const { key } = row
    running.add(key)
    told.onNote(key, { state: 'saving' })
    const before = sent.get(key)
    const intent = before?.content === row.content ? before : { content: row.content, key: newKey() }
    sent.set(key, intent)
    try {
      const done = await send(told.planId, row, intent.key)
      running.delete(key)
      sent.delete(key)
      told.onDone(done)
      told.onNote(key, undefined)
    } catch (failure) {
      // refused, overtaken by somebody else, or the connection is away: each is shown at the row
      const error = asApiError(failure)
      if (!error.isUnknown) sent.delete(key)
      const now = isOvertaken(row, error) ? await theirsOf(row.id ?? '') : undefined
      running.delete(key)
      if (now) overtaken(row, now)
      told.onNote(key, noteOf(row, error, now))
    }
  }

  function overtaken(row: GridRow, { theirs, by }: Omit<Conflict, 'key'>): void {
    if (!theirs && row.isGone) told.onDone({ kind: 'removed', row: row.key })
    else if (theirs && row.isGone) told.onDone({ kind: 'merged', row: row.key, theirs, content: valuesOf(theirs) })
    else if (theirs && isPlain(row, theirs)) told.onDone({ kind: 'merged', row: row.key, theirs, content: row.content })
    else told.onConflict({ key: row.key, theirs, by })
  }

  return {
    /** Something changed on the screen: what is not saved waits its time. */
    look(): void {
      const seen = told.seen()
      for (const row of seen.rows) {
        const known = waiting.get(row.key)
        if (known?.content === row.content && known.isGone === row.isGone) continue
        waiting.delete(row.key)
        if (running.has(row.key) || !mayBeSaved(row, seen)) continue
        const after = seen.notes.get(row.key)?.state === 'failed' ? again : pause
        waiting.set(row.key, { content: row.content, isGone: row.isGone, at: Date.now() + after })
      }
      pump()
    },
    /** Everything that waits is sent now: before the page is left, or by Ctrl+Enter. */
    flush(): void {
      for (const [key, one] of waiting) waiting.set(key, { ...one, at: 0 })
      pump()
    },
  }
}

/** Somebody else saved or removed the item since it was read. */
const isOvertaken = ({ id }: GridRow, { code, status }: ApiError): boolean =>
  id !== null && (code === 'stale' || status === 404)

function noteOf(row: GridRow, error: ApiError, now: object | undefined): RowNote | undefined {
  if (error.isUnknown || error.isSignedOut) return { state: 'failed' }
  if (!isOvertaken(row, error)) return { state: 'refused', content: row.content, error }
  return now ? undefined : { state: 'failed' }
}

/** The save of one row, as what becomes of the row when it has succeeded. */
async function send(planId: string, row: GridRow, key: string): Promise<Action> {
  const { id, version } = row
  if (row.isGone) {
    if (id !== null) await call(removeItem, { address: { id }, body: { version }, key })
    return { kind: 'removed', row: row.key }
  }
  const content = contentOfValues(row.content)
  const item =
    id === null
      ? await answered(await call(createItem, { address: { id: planId }, body: { content }, key }), row.silences)
      : await call(saveItem, { address: { id }, body: { version, content }, key })
  return { kind: 'saved', row: row.key, sent: row.content, item }
}

/** A row that is brought back is a new item: the hints that were answered in it are answered again. */
async function answered(item: Item, silences: GridRow['silences']): Promise<Item> {
  let now = item
  for (const { code, field, reason } of silences)
    try {
      now = await call(silenceHint, { address: { id: item.id }, body: { code, field, reason, version: now.version } })
    } catch {
      // Expected: the check gives that hint no longer, or somebody was there before. The hint stands and is answered anew.
    }
  return now
}

function mayBeSaved(row: GridRow, { plan, notes, conflicts }: Seen): boolean {
  if (row.content === row.saved && !row.isGone) return false
  if (!isDirty(row) || conflicts.some(({ key }) => key === row.key)) return false
  const note = notes.get(row.key)
  if (note?.state === 'refused' && note.content === row.content) return false
  return row.isGone || faultsOf(row, plan).length === 0
}

/** The item as it is now, and who changed it last; undefined where even that could not be read. */
async function theirsOf(id: string): Promise<Omit<Conflict, 'key'> | undefined> {
  try {
    const [{ item }, { rows }] = await Promise.all([
      call(readItem, { address: { id } }),
      call(readItemHistory, { address: { id } }),
    ])
    return { theirs: item, by: rows[0]?.personName ?? null }
  } catch (error) {
    // Expected: somebody has removed it, or the connection is away.
    return asApiError(error).status === 404 ? { theirs: null, by: null } : undefined
  }
}
