import { Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { inForce } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import { reauthenticate, type Session } from '#domain/session/session.api.ts'
import { reauthenticationMissing } from '#domain/session/session.ts'
import { ButtonFace } from './ActionButton.tsx'
import type { ApiError } from './api.ts'
import { Dialog } from './Dialog.tsx'
import { formatDigest, formatTime } from './format.ts'
import { Icon } from './Icon.tsx'
import { closing } from './keptRefusals.ts'
import { useText } from './language.tsx'
import { queryClient, sessionKey, useAct } from './queries.ts'
import { useCitation, useSession } from './session.tsx'
import { ErrorState } from './states.tsx'
import { useAsOpened, useErrorSinceOpened } from './useAsOpened.ts'

type Props = {
  /** What is signed: "签字：福田口岸10月指标数据". */
  readonly title: Text
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Who signs which version of what. */
  readonly intro: ReactNode
  /** Every value that is signed; nobody signs unseen. */
  readonly values: ReactNode
  /** What has changed since this person last looked: a list of `<li>`, with how many. */
  readonly changes?: { readonly count: number; readonly list: ReactNode }
  /** The key of the statement in the rule pack: `art28`; none where the signature is no declaration. */
  readonly statement?: string
  /** SHA-256 of what is signed. */
  readonly digest?: string
  /** The button: the transition's label and basis. */
  readonly label: Text
  readonly basis: string
  /** Beside the button: 退回修改. */
  readonly secondary?: ReactNode
  /** The act's state; the dialog stays open on an error. */
  readonly loading?: boolean
  readonly error?: ApiError | null
  /** Called once the password has been confirmed. */
  readonly onSign: () => void
}

/**
 * The signature: what, what changed, which statement, the password, and the button with its article. All of it stays as
 * it was when the dialog was opened: nobody signs what came under the eye meanwhile.
 */
export function SignDialog(props: Props) {
  const { isOpen, label, basis, secondary, loading } = props
  const { title, intro, values, changes, digest, onSign } = useAsOpened(props, isOpen)
  const error = useErrorSinceOpened(props.error, isOpen)
  const text = useText()
  const citationOf = useCitation()
  const password = usePasswordAgain(onSign, error)
  const onClose = closing(props.error, props.onClose)
  return (
    <Dialog
      {...{ title, isOpen, onClose }}
      width={780}
      footer={
        <>
          {digest && (
            <span className="sub">
              {text({ zh: '内容摘要', en: 'Digest ' })}
              <span className="digest">{formatDigest(digest)}</span>
            </span>
          )}
          {secondary}
          <ButtonFace
            kind="primary"
            article={text(citationOf(basis))}
            loading={loading === true || password.isPending}
            onClick={password.confirm}
          >
            {text(label)}
          </ButtonFace>
        </>
      }
    >
      <p className="mid">{intro}</p>
      <div className="boxed">{values}</div>
      {changes && changes.count > 0 && (
        <section className="dialog-section">
          <h3>
            {text({ zh: `您上次查看后有${changes.count}处变动`, en: `${changes.count} changes since you last looked` })}
          </h3>
          <ul className="changes">{changes.list}</ul>
        </section>
      )}
      {props.statement && <Statement name={props.statement} basis={basis} />}
      {password.field}
      {error && !password.isMissing && (
        <div className="dialog-section">
          <ErrorState error={error} />
        </div>
      )}
    </Dialog>
  )
}

function Statement({ name, basis }: { name: string; basis: string }) {
  const text = useText()
  const citationOf = useCitation()
  const { pack, today } = useSession()
  const statement = inForce(pack.statements[name] ?? [], today)
  if (!statement) throw new Error(`the rule pack has no statement ${name}`)
  const cited = citationOf(basis)
  return (
    <section className="statement dialog-section">
      <h3>
        {text({ zh: '签字声明', en: 'Statement' })}
        <span>
          {text({
            zh: `依据${cited.zh}，文本第${statement.number}版`,
            en: `${cited.en}, text version ${statement.number}`,
          })}
        </span>
      </h3>
      <p>{text(statement.text)}</p>
    </section>
  )
}

/** Asks for the password unless it was confirmed within the last minutes, or the server says it must be again. */
function usePasswordAgain(onConfirmed: () => void, error: ApiError | null) {
  const text = useText()
  const id = useId()
  const { reauthenticatedUntil } = useSession()
  const [password, setPassword] = useState('')
  const act = useAct(reauthenticate, {}, { isQuiet: true })
  const isMissing = error?.code === reauthenticationMissing.code
  const until =
    reauthenticatedUntil !== null && Date.parse(reauthenticatedUntil) > Date.now() ? reauthenticatedUntil : null
  const isAsked = until === null || isMissing
  const confirm = (): void => {
    if (isAsked) act.mutate({ password }, { onSuccess: (reply) => remember(reply.reauthenticatedUntil, onConfirmed) })
    else onConfirmed()
  }
  const field = isAsked ? (
    <div className="password-row">
      <label htmlFor={id}>{text({ zh: '请再次输入登录密码', en: 'Your password again' })}</label>
      <Input.Password
        id={id}
        size="large"
        autoComplete="current-password"
        value={password}
        visibilityToggle={false}
        status={act.error ? 'error' : ''}
        aria-describedby={act.error ? `${id}-fault` : undefined}
        onChange={(event) => setPassword(event.target.value)}
        onPressEnter={confirm}
      />
      {act.error && (
        <p className="fault" id={`${id}-fault`} role="alert">
          <Icon name="warning" />
          {text(act.error.text)}
        </p>
      )}
    </div>
  ) : (
    <p className="sub dialog-section">
      {text({
        zh: `密码已核对，${formatTime(until)}前签字不再询问。`,
        en: `Password confirmed; not asked again before ${formatTime(until)}.`,
      })}
    </p>
  )
  return { field, confirm, isMissing, isPending: act.isPending }
}

function remember(reauthenticatedUntil: string, then: () => void): void {
  queryClient.setQueryData<Session>(sessionKey, (session) => session && { ...session, reauthenticatedUntil })
  then()
}
