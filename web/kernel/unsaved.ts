const held = new Set<symbol>()

/** Says that something on the page is not kept yet; what is answered takes it back. */
export function holdUnsaved(): () => void {
  const one = Symbol('unsaved')
  held.add(one)
  return () => void held.delete(one)
}

/** Whether the page holds something that would be lost with it. */
export const hasUnsaved = (): boolean => held.size > 0
