import { useCallback, useEffect, useRef, useState } from 'react'
import { formatTime } from './format.ts'
import { Icon } from './Icon.tsx'
import { useText } from './language.tsx'

export type SaveState = { readonly state: 'idle' | 'unsaved' | 'saving' | 'saved' | 'failed'; readonly at?: string }

const pause = 800

/**
 * Saves a draft 800 ms after the last change and on `flush` (on blur, before leaving). A failed save is tried again
 * every five seconds; the fields stay editable meanwhile.
 */
export function useAutosave<Value>(save: (value: Value) => Promise<unknown>) {
  const [status, setStatus] = useState<SaveState>({ state: 'idle' })
  const waiting = useRef<{ value: Value; timer: ReturnType<typeof setTimeout> } | undefined>(undefined)
  const running = useRef<Promise<unknown>>(Promise.resolve())
  const latest = useRef(save)
  latest.current = save
  const change = useCallback((value: Value, after = pause): void => {
    clearTimeout(waiting.current?.timer)
    const timer = setTimeout(() => void run(), after)
    waiting.current = { value, timer }
    setStatus((now) => (now.state === 'failed' ? now : { state: 'unsaved' }))
    async function run(): Promise<void> {
      waiting.current = undefined
      setStatus({ state: 'saving' })
      try {
        // One after the other: an older value never arrives after a newer one.
        running.current = running.current.then(
          () => latest.current(value),
          () => latest.current(value),
        )
        await running.current
        if (!waiting.current) setStatus({ state: 'saved', at: new Date().toISOString() })
      } catch {
        // Nothing is lost: the value is on the screen, and the same one is sent again unless a newer one waits.
        setStatus({ state: 'failed' })
        if (!waiting.current) change(value, 5_000)
      }
    }
  }, [])
  const flush = useCallback((): void => {
    if (waiting.current) change(waiting.current.value, 0)
  }, [change])
  useGuard(status.state === 'unsaved' || status.state === 'failed')
  return { status, change: (value: Value) => change(value), flush }
}

/** The browser asks before the page is left with something not yet saved. */
function useGuard(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isUnsaved])
}

/** "已自动保存，10:42", spoken politely; a failed save in red words. */
export function Autosave({ status }: { status: SaveState }) {
  const text = useText()
  const { state, at } = status
  return (
    <span className={`autosave ${state === 'failed' ? 'failed' : ''}`} aria-live="polite">
      {state === 'saved' && at !== undefined && (
        <>
          <Icon name="tick" /> {text({ zh: `已自动保存，${formatTime(at)}`, en: `Saved ${formatTime(at)}` })}
        </>
      )}
      {state === 'saving' && text({ zh: '正在保存', en: 'Saving' })}
      {state === 'failed' && text({ zh: '未保存，正在重试', en: 'Not saved, trying again' })}
    </span>
  )
}
