import { useState } from 'react'

/** Whether a dialog is open. */
export function useDialog() {
  const [isOpen, setIsOpen] = useState(false)
  return { isOpen, open: () => setIsOpen(true), close: () => setIsOpen(false) }
}
