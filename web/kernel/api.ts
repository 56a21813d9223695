import type { z } from 'zod'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'

/** `{}` where an endpoint takes nothing, so that its callers need not name it. */
type Taken<Schema extends z.ZodType> = string extends keyof z.input<Schema> ? unknown : z.input<Schema>

/** What goes into the address: the path's `:names` and the query, in one object. */
export type Address<E extends Endpoint> = Taken<E['params']> & Taken<E['query']>
export type Body<E extends Endpoint> = z.input<E['body']>
export type Reply<E extends Endpoint> = z.output<E['reply']>

/** Typed so that `{}` is taken where the endpoint has neither parameters nor query. */
type Loose = Readonly<Record<string, unknown>>

export type FieldFault = { readonly path: string; readonly message: Text }

/** Every answer other than 2xx, and every request that got none. `message` is a sentence a person can read. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly text: Text
  readonly citation: Text | undefined
  readonly fields: readonly FieldFault[]
  /** The request's number, for the administrator: 7F3A. */
  readonly request: string | undefined
  /** Seconds to wait, where the server says so. */
  readonly retryAfter: number | undefined

  constructor(status: number, answer: Partial<Answer>, retryAfter?: number) {
    const text = answer.message ?? (status === 0 ? disconnected : unexplained)
    super(`${status} ${answer.code ?? ''}`)
    this.name = 'ApiError'
    this.status = status
    this.code = answer.code ?? (status === 0 ? 'disconnected' : 'fault')
    this.text = text
    this.citation = answer.citation
    this.fields = answer.fields ?? []
    this.request = answer.request
    this.retryAfter = answer.retryAfter ?? retryAfter
  }

  /** Nobody knows whether it was done: only the same key may be sent again. */
  get isUnknown(): boolean {
    return this.status === 0 || (this.status >= 502 && this.status <= 504)
  }

  get isSignedOut(): boolean {
    return this.status === 401 && this.code === 'signed_out'
  }
}

type Answer = {
  code: string
  message: Text
  basis: string
  citation: Text
  fields: FieldFault[]
  request: string
  retryAfter: number
}

const disconnected: Text = {
  zh: '与服务器的连接中断，不知是否已送达。恢复后请再试，不会重复办理。',
  en: 'The connection was lost before an answer came. Try again when it is back: nothing is done twice.',
}
const unreachable: Text = {
  zh: '与服务器的连接中断。恢复后请再试。',
  en: 'The connection to the server was lost. Try again when it is back.',
}
const unexplained: Text = {
  zh: '系统出错，您的内容没有丢失。请把编号告知管理员。',
  en: 'A fault on our side; nothing is lost. Tell the administrator the number.',
}

/** The error as an ApiError, whatever was thrown. */
export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError(0, { code: 'fault', message: unexplained })

/** Fills `/api/items/:id/plan` from the address and puts the rest into the query. */
export function addressOf(endpoint: Pick<Endpoint, 'path'>, address: Loose): string {
  const inPath = new Set<string>()
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    inPath.add(name)
    return encodeURIComponent(String(address[name]))
  })
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(address)) {
    if (inPath.has(name) || value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  return query.size > 0 ? `${path}?${query}` : path
}

export const newKey = (): string => crypto.randomUUID()

type Sent<E extends Endpoint> = {
  address?: Address<E>
  body?: Body<E>
  key?: string
  signal?: AbortSignal
  /** It goes out also while the page is being closed. */
  outlives?: boolean
}

/**
 * One request. Writes carry an idempotency key; where the connection fails or the server is starting, the same
 * request with the same key is sent again three times within about four seconds.
 */
export async function call<E extends Endpoint>(endpoint: E, sent: Sent<E> = {}): Promise<Reply<E>> {
  const key = sent.key ?? newKey()
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await once(endpoint, { ...sent, key })) as Reply<E>
    } catch (error) {
      const known = sent.signal?.aborted === true || !(error instanceof ApiError) || !error.isUnknown
      if (known || attempt === 3) throw error
      await new Promise((resume) => setTimeout(resume, 300 * 3 ** attempt))
    }
  }
}

async function once(endpoint: Endpoint, sent: Sent<Endpoint>): Promise<unknown> {
  const isWrite = endpoint.method !== 'GET'
  const response = await fetch(addressOf(endpoint, (sent.address ?? {}) as Loose), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: isWrite ? { 'content-type': 'application/json', 'idempotency-key': sent.key ?? newKey() } : {},
    ...(isWrite ? { body: JSON.stringify(sent.body ?? {}) } : {}),
    ...(sent.signal ? { signal: sent.signal } : {}),
    ...(sent.outlives ? { keepalive: true } : {}),
  }).catch((error: unknown) => {
    if (sent.signal?.aborted) throw error
    throw new ApiError(0, isWrite ? {} : { message: unreachable })
  })
  return read(response)
}

/** The JSON of an answer, or its error. A proxy's page instead of JSON counts as no answer of ours. */
async function read(response: Response): Promise<unknown> {
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok && answer !== undefined) return answer
  const after = Number(response.headers.get('retry-after') ?? Number.NaN)
  const known = typeof answer === 'object' && answer !== null ? (answer as Partial<Answer>) : {}
  throw new ApiError(response.status, known, Number.isFinite(after) ? after : undefined)
}

/** A file as the body, sent as multipart with one part `file`; the reply is JSON like any other. */
export async function upload<E extends Endpoint>(
  endpoint: E,
  file: File,
  sent: Pick<Sent<E>, 'address' | 'key'> = {},
): Promise<Reply<E>> {
  const form = new FormData()
  form.append('file', file, file.name)
  const response = await fetch(addressOf(endpoint, (sent.address ?? {}) as Loose), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: { 'idempotency-key': sent.key ?? newKey() },
    body: form,
  }).catch(() => {
    throw new ApiError(0, {})
  })
  return (await read(response)) as Reply<E>
}
