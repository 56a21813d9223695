import type { Text } from '#domain/kernel/text.ts'
import type { ApiError } from './api.ts'

/** A refusal whose form, dialog or button went away before it could be read. */
export type KeptRefusal = { readonly act: Text; readonly error: ApiError; readonly place: string }

/** Refusals that outlive what they were shown in, until they are closed or the page is left. */
export function keptRefusals() {
  let kept: readonly KeptRefusal[] = []
  const closed = new WeakSet<ApiError>()
  const readers = new Set<() => void>()
  const set = (next: readonly KeptRefusal[]): void => {
    kept = next
    for (const read of readers) read()
  }
  return {
    /** What is kept, the same list until it changes. */
    list: (): readonly KeptRefusal[] => kept,
    subscribe: (read: () => void) => {
      readers.add(read)
      return () => void readers.delete(read)
    },
    /** The person has closed what showed it: it has been read. */
    close: (error: ApiError | null | undefined): void => {
      if (!error) return
      closed.add(error)
      if (kept.some((one) => one.error === error)) set(kept.filter((one) => one.error !== error))
    },
    /** What showed it went away while its page stayed. Whether it is kept: not what was closed, nor on another page. */
    keep: (refusal: KeptRefusal, here: string): boolean => {
      if (closed.has(refusal.error) || refusal.place !== here) return false
      set([...kept.filter(({ error }) => error !== refusal.error), refusal])
      return true
    },
    /** Another page: what was said on the one before is gone with it. */
    leave: (here: string): void => {
      if (kept.some(({ place }) => place !== here)) set(kept.filter(({ place }) => place === here))
    },
  }
}

/** Those of the page that is open. */
export const refusals: ReturnType<typeof keptRefusals> = keptRefusals()

/** The page that is open; filters and tabs are part of it. */
export const pageOpen = (): string => `${location.pathname}${location.search}`

/** Closes a dialog by the person's own will: what it said has been read. */
export const closing =
  (error: ApiError | null | undefined, onClose: () => void): (() => void) =>
  () => {
    refusals.close(error)
    onClose()
  }
