import { useState } from 'react'

export type Opened<Value> = { readonly isOpen: boolean; readonly value: Value }

/** What is kept of a value: the one that was there at the opening; while it is closed, the present one. */
export const keptAsOpened = <Value>(kept: Opened<Value>, now: Opened<Value>): Opened<Value> =>
  kept.isOpen && now.isOpen ? kept : now

/**
 * What stood on the screen when a form or a dialog was opened. The page behind it is read again whenever its window is
 * come back to; what is sent and shown goes on naming what the person has read.
 */
export function useAsOpened<Value>(value: Value, isOpen = true): Value {
  const [kept, keep] = useState<Opened<Value>>({ isOpen, value })
  const next = keptAsOpened(kept, { isOpen, value })
  if (kept.isOpen !== isOpen) keep(next)
  return next.value
}

/** The error of an act as its dialog shows it: one from before the dialog was opened again says nothing any more. */
export function useErrorSinceOpened<Fault>(error: Fault | null | undefined, isOpen: boolean): Fault | null {
  const before = useAsOpened(error, isOpen)
  return error && error !== before ? error : null
}
