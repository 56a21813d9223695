import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { daysBetween } from '#domain/calendar/workingDays.ts'
import type { PostKind } from '#domain/kernel/actor.ts'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import { StoredFile, uploadFile } from '#domain/kernel/file.api.ts'
import { choosePost, moveClock, reauthenticate, Session, signIn } from '#domain/session/session.api.ts'

type InputOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? { params?: z.input<P>; query?: z.input<Q>; body?: z.input<B> }
    : never
type ReplyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never

/** One demo person at the office's own interface: everything the demo office holds was done by somebody like this. */
export type Colleague = {
  readonly do: <E extends Endpoint>(endpoint: E, input?: InputOf<E>) => Promise<ReplyOf<E>>
  readonly upload: (name: string, content: string | Buffer) => Promise<StoredFile>
  /** Gives the password again where the last time is more than a few minutes ago. */
  readonly confirm: () => Promise<void>
}

export type OfficeClient = {
  readonly outside: Colleague['do']
  /** Under the person's first post, or under the one named. */
  readonly as: (userName: string, post?: PostKind) => Promise<Colleague>
  /** Moves the office's clock forward to the day; it never goes back. */
  readonly goTo: (day: string) => Promise<void>
}

export function officeClient(baseUrl: string, password: string, startDay: string): OfficeClient {
  const colleagues = new Map<string, Promise<Colleague>>()
  let today = startDay
  const as = (userName: string, post?: PostKind) => {
    const key = post ? `${userName} ${post}` : userName
    const known = colleagues.get(key) ?? enter(baseUrl, userName, password, post)
    colleagues.set(key, known)
    return known
  }
  return {
    outside: (endpoint, input) => send(baseUrl, '', endpoint, input),
    as,
    async goTo(day) {
      for (let left = daysBetween(today, day); left > 0; left -= 60) {
        const mover = await [...colleagues.values()][0]
        await mover?.do(moveClock, { body: { days: Math.min(left, 60) } })
      }
      if (day > today) today = day
    },
  }
}

async function enter(baseUrl: string, userName: string, password: string, post?: PostKind): Promise<Colleague> {
  let response = await request(baseUrl, '', signIn, { body: { userName, password } })
  let cookie = cookieOf(response)
  const { posts } = Session.parse(await replyOf(response, signIn))
  if (post) {
    const postId = posts.find(({ kind }) => kind === post)?.id ?? ''
    response = await request(baseUrl, cookie, choosePost, { body: { postId } })
    cookie = cookieOf(response)
    await replyOf(response, choosePost)
  }
  let confirmedAt = 0
  return {
    do: (endpoint, input) => send(baseUrl, cookie, endpoint, input),
    async upload(name, content) {
      const form = new FormData()
      form.set('file', new Blob([content as Uint8Array<ArrayBuffer> | string]), name)
      const headers = { origin: baseUrl, cookie, 'idempotency-key': randomUUID() }
      const answer = await fetchPatiently(`${baseUrl}${uploadFile.path}`, { method: 'POST', headers, body: form })
      return StoredFile.parse(await replyOf(answer, uploadFile))
    },
    async confirm() {
      if (Date.now() - confirmedAt < 120_000) return
      await send(baseUrl, cookie, reauthenticate, { body: { password } })
      confirmedAt = Date.now()
    },
  }
}

const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

async function send<E extends Endpoint>(
  baseUrl: string,
  cookie: string,
  endpoint: E,
  input?: InputOf<E>,
): Promise<ReplyOf<E>> {
  return (await replyOf(await request(baseUrl, cookie, endpoint, input), endpoint)) as ReplyOf<E>
}

function request<E extends Endpoint>(
  baseUrl: string,
  cookie: string,
  endpoint: E,
  input?: InputOf<E>,
): Promise<Response> {
  const { params = {}, query = {}, body = {} } = (input ?? {}) as InputOf<Endpoint>
  const url = new URL(pathOf(endpoint.path, params as Record<string, string>), baseUrl)
  for (const [name, value] of Object.entries(query as Record<string, unknown>))
    url.searchParams.set(name, String(value))
  const isRead = endpoint.method === 'GET'
  return fetchPatiently(url, {
    method: endpoint.method,
    headers: {
      origin: baseUrl,
      cookie,
      ...(isRead ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(isRead ? {} : { body: JSON.stringify(body) }),
  })
}

/** Comes again when the server asks for it: on a machine that is busy its database may not be had at once. */
export async function fetchPatiently(url: URL | string, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(url, init)
    const seconds = Number(answer.headers.get('retry-after'))
    if (answer.status !== 503 || seconds === 0 || tries === 5) return answer
    await sleep(seconds * 1_000)
  }
}

const pathOf = (path: string, params: Record<string, string>): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

/** The demo office is built by requests that succeed: anything else stops the building and says what was refused. */
async function replyOf(response: Response, { method, path }: Endpoint): Promise<unknown> {
  const reply: unknown = await response.json()
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(reply)}`)
  return reply
}
