import { type FormEvent, type RefObject, useEffect, useState } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { type Session, signIn } from '#domain/session/session.api.ts'
import type { ApiError } from '#web/kernel/api.ts'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { Field } from './Field.tsx'

export type Credentials = { readonly userName: string; readonly password: string }
type Props = {
  readonly credentials: Credentials
  readonly onChange: (credentials: Credentials) => void
  readonly hasEnded: boolean
  readonly submit: RefObject<HTMLButtonElement | null>
  readonly onDone: (session: Session) => void
}

/** User name and password. After a wrong try the wait counts down; nobody else is held up by it. */
export function LogInForm({ credentials, onChange, hasEnded, submit, onDone }: Props) {
  const text = useText()
  const act = useAct(signIn, {}, { isQuiet: true, onDone })
  const wait = useCountdown(act.error)
  const isHeld = wait > 0 || act.isPending
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (!isHeld) act.mutate({ ...credentials })
  }
  return (
    <form className="panel log-in-form" onSubmit={send}>
      <h2>{text({ zh: '登录', en: 'Log in' })}</h2>
      {act.error ? <Refused error={act.error} wait={wait} /> : hasEnded && <Ended />}
      <Field
        label={{ zh: '用户名', en: 'User name' }}
        value={credentials.userName}
        autoComplete="username"
        onChange={(userName) => onChange({ ...credentials, userName })}
      />
      <Field
        label={{ zh: '密码', en: 'Password' }}
        type="password"
        value={credentials.password}
        autoComplete="current-password"
        onChange={(password) => onChange({ ...credentials, password })}
      />
      <button
        type="submit"
        ref={submit}
        className="button primary"
        aria-disabled={wait > 0 || undefined}
        aria-busy={act.isPending || undefined}
        aria-describedby={wait > 0 ? 'log-in-wait' : undefined}
      >
        {text({ zh: '登录', en: 'Log in' })}
      </button>
      <p className="sub">
        {text({
          zh: '忘记密码，请联系本单位系统管理员重置。系统不统计登录次数，不按登录情况评价个人。',
          en: 'Forgot the password? Ask the system administrator to reset it. Log-ins are not counted and say nothing about anybody’s work.',
        })}
      </p>
    </form>
  )
}

/** The refusal is spoken once; the seconds that count down beside it are not. */
function Refused({ error, wait }: { error: ApiError; wait: number }) {
  const text = useText()
  return (
    <div className="note error">
      <b role="alert">{text(error.status === 429 ? held : error.text)}</b>
      <p id="log-in-wait">
        {wait > 0
          ? text({
              zh: `请核对后再试。再次尝试须等待${wait}秒，其他人不受影响。`,
              en: `Check and try again. Wait ${wait} seconds before the next try; others are not affected.`,
            })
          : text({ zh: '请核对后再试。', en: 'Check and try again.' })}
      </p>
      {error.request && error.status >= 500 && (
        <p className="sub">{text({ zh: `编号${error.request}`, en: `Request number ${error.request}` })}</p>
      )}
    </div>
  )
}

/** The server's sentence of the wait names its seconds; here they count down. */
const held: Text = { zh: '用户名或密码不正确。', en: 'User name or password is wrong.' }

function Ended() {
  const text = useText()
  return (
    <div className="note key" role="status">
      {text({
        zh: '登录已结束，草稿已保存。重新登录后回到原来的页面。',
        en: 'The session has ended; drafts are kept. After logging in you return to where you were.',
      })}
    </div>
  )
}

/** Whole seconds until the next try is allowed. */
function useCountdown(error: ApiError | null): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const until = Date.now() + (error?.retryAfter ?? 0) * 1000
    const count = (): void => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)))
    count()
    const timer = setInterval(count, 250)
    return () => clearInterval(timer)
  }, [error])
  return left
}
