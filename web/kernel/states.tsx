import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import type { ApiError, FieldFault } from './api.ts'
import { nameOfField } from './fieldNames.ts'
import { useText } from './language.tsx'
import { PageHead } from './PageHead.tsx'

/** Rows in the place of what is coming: still, and only after 300 ms. */
export function Skeleton({ rows = 4 }: { rows?: number }) {
  const text = useText()
  return (
    <div className="skeleton" role="status">
      <span className="hidden-words">{text({ zh: '正在读取', en: 'Loading' })}</span>
      {Array.from({ length: rows }, (_, row) => `${row}`).map((row) => (
        <i key={row} style={{ width: `${94 - ((Number(row) * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

/** Nothing to show: one sentence why, one what next, one button at most. */
export function EmptyState({ why, next, action }: { why: Text; next?: Text; action?: ReactNode }) {
  const text = useText()
  return (
    <div className="empty">
      <p>
        {text(why)}
        {next && text({ zh: next.zh, en: ` ${next.en}` })}
      </p>
      {action}
    </div>
  )
}

/** What went wrong, what to do, and the request's number in small; never a code alone. */
export function ErrorState({ error, onRetry }: { error: ApiError; onRetry?: () => void }) {
  const text = useText()
  return (
    <div className="note error" role="alert">
      <p>
        {text(error.text)}
        {error.citation && ` ${text({ zh: `（${error.citation.zh}）`, en: `(${error.citation.en})` })}`}
      </p>
      {error.fields.length > 1 && (
        <ul>
          {error.fields.map((field) => (
            <li key={`${field.path} ${field.message.en}`}>{text(withName(field))}</li>
          ))}
        </ul>
      )}
      {error.request && (
        <p className="sub">{text({ zh: `编号${error.request}`, en: `Request number ${error.request}` })}</p>
      )}
      {error.status === 404 ? (
        <UpLink />
      ) : (
        onRetry &&
        mayPass(error) && (
          <button type="button" className="button" onClick={onRetry}>
            {text({ zh: '再试一次', en: 'Try again' })}
          </button>
        )
      )}
    </div>
  )
}

/** Whether it may be answered otherwise next time: what this post may not do, or what is not so written, never is. */
const mayPass = ({ status }: ApiError): boolean => status < 400 || status === 409 || status === 429 || status >= 500

/** The field's name before the sentence, where a form has shown it. */
function withName({ path, message }: FieldFault): Text {
  const name = nameOfField(path)
  return name ? { zh: `${name.zh}：${message.zh}`, en: `${name.en}: ${message.en}` } : message
}

/** The whole page failed: it still has a title, so that whoever comes to it hears where they are. */
export function ErrorPage({ error, onRetry }: { error: ApiError; onRetry?: () => void }) {
  const title = error.status === 404 ? { zh: '没有找到', en: 'Not found' } : { zh: '没有打开', en: 'Not opened' }
  return (
    <>
      <PageHead title={title} />
      <ErrorState error={error} {...(onRetry ? { onRetry } : {})} />
    </>
  )
}

/** What is not there does not come by trying again: up to the list it would stand in. */
function UpLink() {
  const text = useText()
  const { pathname } = useLocation()
  const [, first = '', ...below] = pathname.split('/')
  return (
    <p>
      <Link to={below.length > 0 ? `/${first}` : '/'}>
        {below.length > 0
          ? text({ zh: '返回列表', en: 'Back to the list' })
          : text({ zh: '回到首页', en: 'To the home page' })}
      </Link>
    </p>
  )
}

type LoadedProps<Data> = {
  readonly of: UseQueryResult<Data, ApiError>
  /** The whole page is loaded: where that fails the page is called so. */
  readonly isPage?: boolean
  /** About as many as will come, so that the page does not jump. */
  readonly rows?: number
  readonly children: (data: Data) => ReactNode
}

/** What `useRead` gave: the page once it is there, a skeleton before, a sentence where it failed. */
export function Loaded<Data>({ of, isPage, rows, children }: LoadedProps<Data>) {
  if (of.data !== undefined) return children(of.data)
  const Failed = isPage ? ErrorPage : ErrorState
  if (of.error) return <Failed error={of.error} onRetry={() => void of.refetch()} />
  return <Skeleton rows={rows ?? 4} />
}
