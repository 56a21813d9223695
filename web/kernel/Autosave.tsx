import { useCallback, useEffect, useRef, useState } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { ApiError, asApiError } from './api.ts'
import { formatTime } from './format.ts'
import { Icon } from './Icon.tsx'
import { useText } from './language.tsx'
import { holdUnsaved } from './unsaved.ts'

export type SaveState =
  | { readonly state: 'idle' | 'unsaved' | 'saving' | 'failed' | 'signedOut' }
  | { readonly state: 'saved'; readonly at: string }
  | { readonly state: 'refused'; readonly message: Text }

const pause = 800

/**
 * Saves a draft 800 ms after the last change and on `flush` (on blur, before leaving). A save that did not arrive is
 * tried again every five seconds, one that was refused is not; the fields stay editable meanwhile.
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
    setStatus((now) => (isUnkept(now) ? now : { state: 'unsaved' }))
    async function run(): Promise<void> {
      waiting.current = undefined
      setStatus((now) => (now.state === 'signedOut' ? now : { state: 'saving' }))
      try {
        // One after the other: an older value never arrives after a newer one.
        running.current = running.current.then(
          () => latest.current(value),
          () => latest.current(value),
        )
        await running.current
        if (!waiting.current) setStatus({ state: 'saved', at: new Date().toISOString() })
      } catch (error) {
        if (isRefusal(error)) return setStatus({ state: 'refused', message: asApiError(error).text })
        // Nothing is lost: the value is on the screen, and the same one is sent again unless a newer one waits.
        setStatus(isSignedOut(error) ? { state: 'signedOut' } : { state: 'failed' })
        if (!waiting.current) change(value, 5_000)
      }
    }
  }, [])
  const flush = useCallback((): void => {
    if (waiting.current) change(waiting.current.value, 0)
  }, [change])
  /** What waits is dropped, what is on its way has arrived: then the same content may be handed in. */
  const halt = useCallback(async (): Promise<void> => {
    const drop = () => {
      clearTimeout(waiting.current?.timer)
      waiting.current = undefined
    }
    drop()
    await running.current.catch(() => undefined)
    drop()
  }, [])
  useGuard(status.state === 'unsaved' || isUnkept(status))
  return { status, change: (value: Value) => change(value), flush, halt }
}

const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.isSignedOut
const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && !error.isSignedOut
const isUnkept = ({ state }: SaveState): boolean => ['failed', 'signedOut', 'refused'].includes(state)

/** The browser asks before the page is left with something not yet saved; the end of the session does not take it away. */
function useGuard(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', ask)
    const release = holdUnsaved()
    return () => {
      removeEventListener('beforeunload', ask)
      release()
    }
  }, [isUnsaved])
}

/** "已自动保存，10:42", spoken politely; a failed save in red words. */
export function Autosave({ status }: { status: SaveState }) {
  const text = useText()
  return (
    <span className={`autosave ${isUnkept(status) ? 'failed' : ''}`} aria-live="polite">
      {status.state === 'saved' && (
        <>
          <Icon name="tick" />{' '}
          {text({ zh: `已自动保存，${formatTime(status.at)}`, en: `Saved ${formatTime(status.at)}` })}
        </>
      )}
      {status.state === 'saving' && text({ zh: '正在保存', en: 'Saving' })}
      {status.state === 'failed' && text({ zh: '未保存，正在重试', en: 'Not saved, trying again' })}
      {status.state === 'signedOut' && (
        <>
          {text({ zh: '登录已结束，未保存。', en: 'The session has ended: not saved. ' })}
          <a href="/login" target="_blank" rel="noopener">
            {text({ zh: '在新窗口登录，回来后自动保存', en: 'Log in in a new window; it is then saved here' })}
          </a>
        </>
      )}
      {status.state === 'refused' && text({ zh: '未保存', en: 'Not saved' })}
    </span>
  )
}
