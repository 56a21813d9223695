import { type ClipboardEvent, type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react'

/** What the grid is told by the field in its active cell. */
export type CellActs = {
  /** A key while nothing is edited; true: it was ours and the browser leaves it. */
  readonly onKey: (event: KeyboardEvent) => boolean
  readonly onBegin: () => void
  readonly onCommit: (words: string, next: 'down' | 'right' | 'left' | 'stay') => void
  readonly onCancel: () => void
  readonly onCopy: (data: DataTransfer) => void
  readonly onPaste: (text: string) => void
}

type Props = {
  readonly label: string
  readonly text: string
  readonly options: readonly string[]
  readonly isEditing: boolean
  /** Its words are shown only. */
  readonly isRead: boolean
  /** Whether the focus comes along, as it does unless the page has just been opened. */
  readonly takesFocus: boolean
  readonly acts: CellActs
}

/**
 * The field of the active cell. It has the focus also while nothing is edited, empty and unseen, because an input
 * method begins composing only in a field: the first letter typed is already in it.
 */
export function CellInput({ label, text, options, isEditing, isRead, takesFocus, acts }: Props) {
  const ref = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const listId = useId()
  const begun = useRef(false)
  useLayoutEffect(() => {
    if (takesFocus) ref.current?.focus({ preventScroll: true })
  }, [takesFocus])
  useLayoutEffect(() => {
    const field = ref.current
    if (!field) return
    // begun by a key or a double click, not by typing: the words of the cell are there to be changed
    if (isEditing && !begun.current) {
      field.value = text
      field.setSelectionRange(text.length, text.length)
    }
    if (!isEditing) field.value = ''
    begun.current = isEditing
  }, [isEditing, text])
  const begin = () => {
    if (isEditing) return
    begun.current = true
    acts.onBegin()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || event.key === 'Process') return
    const isOurs = isEditing ? edits(event, ref.current, acts) : navigates(event, ref.current, acts)
    if (isOurs) event.preventDefault()
  }
  const shared = {
    ref,
    className: `cell-input ${isEditing ? 'editing' : ''}`,
    'aria-label': label,
    autoComplete: 'off',
    readOnly: isRead,
    spellCheck: false,
    onKeyDown,
    onInput: begin,
    onCompositionStart: begin,
    onBlur: () => isEditing && acts.onCommit(ref.current?.value ?? '', 'stay'),
    onCopy: (event: ClipboardEvent) => takes(event, isEditing, ref.current, acts),
    onCut: (event: ClipboardEvent) => takes(event, isEditing, ref.current, acts),
    onPaste: (event: ClipboardEvent) => {
      if (isEditing) return
      event.preventDefault()
      acts.onPaste(event.clipboardData.getData('text/plain'))
    },
  }
  if (options.length === 0) return <textarea rows={1} {...shared} />
  return (
    <>
      <input type="text" list={listId} {...shared} />
      <datalist id={listId}>
        {options.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
    </>
  )
}

type FieldOf = (HTMLInputElement & HTMLTextAreaElement) | null

function edits({ key, altKey, shiftKey }: KeyboardEvent, field: FieldOf, acts: CellActs): boolean {
  if (!field) return false
  if (key === 'Enter' && altKey) field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end')
  else if (key === 'Enter') acts.onCommit(field.value, 'down')
  else if (key === 'Tab') acts.onCommit(field.value, shiftKey ? 'left' : 'right')
  else if (key === 'Escape') acts.onCancel()
  else return false
  return true
}

function navigates(event: KeyboardEvent, field: FieldOf, acts: CellActs): boolean {
  const isCopy = (event.ctrlKey || event.metaKey) && /^[cx]$/i.test(event.key)
  if (!isCopy) return acts.onKey(event)
  // the browser copies only where something is marked; what is copied then comes from the grid
  if (field) field.value = '-'
  field?.select()
  return false
}

function takes(event: ClipboardEvent, isEditing: boolean, field: FieldOf, acts: CellActs): void {
  if (isEditing) return
  event.preventDefault()
  acts.onCopy(event.clipboardData)
  if (field) field.value = ''
}
