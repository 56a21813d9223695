import { lookup as lookupOf } from 'node:dns/promises'
import http, { type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { createGunzip } from 'node:zlib'
import type { Text } from '#domain/kernel/text.ts'
import { isLiteral, mayConnect } from './address.ts'
import { FetchRefused, faultOfNetwork, HostRefused, isOfHost, refuseFetch } from './faults.ts'

/** A host and port that may be fetched from; an internal one may lie in the office's own network. */
export type AllowedHost = { readonly host: string; readonly port: number; readonly isInternal: boolean }
export type FetchLimits = {
  readonly connectMs: number
  readonly wholeMs: number
  /** Of the answer as it is kept, unpacked. */
  readonly bytes: number
  readonly redirects: number
}
export const fetchLimits: FetchLimits = { connectMs: 5_000, wholeMs: 30_000, bytes: 10_000_000, redirects: 3 }

type Resolved = readonly { readonly address: string; readonly family: number }[]
/** Every address of a name; tests give their own. */
export type Resolve = (host: string) => Promise<Resolved>
const resolveByDns: Resolve = (host) => lookupOf(host, { all: true })

export type Fetched =
  | { readonly ok: true; readonly content: Buffer; readonly type: string }
  | { readonly ok: false; readonly message: Text; readonly isHostFault: boolean }

type Asked = {
  readonly url: URL
  readonly allowed: readonly AllowedHost[]
  readonly limits: FetchLimits
  readonly resolve: Resolve
  readonly signal: AbortSignal
}

/**
 * Fetches one file by GET from an allowed host. The address that is connected to is the one that was checked, so that a
 * name cannot point elsewhere in between; a redirect is followed within the same host and port and checked anew. Every
 * failure is a sentence, and nothing but the whole file is an answer.
 */
export async function fetchFile(
  address: string,
  allowed: readonly AllowedHost[],
  { limits = fetchLimits, resolve = resolveByDns }: { limits?: FetchLimits; resolve?: Resolve } = {},
): Promise<Fetched> {
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(), limits.wholeMs)
  // whatever the network does is expected here
  try {
    const asked = { url: new URL(address), allowed, limits, resolve, signal: ending.signal }
    return { ok: true, ...(await follow(asked, limits.redirects)) }
  } catch (error) {
    if (!ending.signal.aborted || error instanceof FetchRefused)
      return { ok: false, message: faultOfNetwork(error), isHostFault: isOfHost(error) }
    const seconds = Math.ceil(limits.wholeMs / 1000)
    const zh = `超过${seconds}秒没有取完，已停止，没有读入。`
    const en = `Not complete after ${seconds} seconds: stopped, nothing was read.`
    return { ok: false, message: { zh, en }, isHostFault: true }
  } finally {
    clearTimeout(timer)
  }
}

async function follow(asked: Asked, left: number): Promise<{ content: Buffer; type: string }> {
  const { url, limits } = asked
  const answer = await answerOf(asked)
  const { statusCode = 0, headers } = answer
  if ([301, 302, 303, 307, 308].includes(statusCode)) {
    answer.destroy()
    if (left === 0) refuseFetch('对方一再转到别的地址，已停止。', 'The host redirects again and again: stopped.')
    return follow({ ...asked, url: redirectedTo(url, headers.location) }, left - 1)
  }
  if (statusCode !== 200) {
    answer.destroy()
    refuseFetch(`对方答复状态${statusCode}，不是数据。`, `The host answered with status ${statusCode}, not with data.`)
  }
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  demandType(answer, type)
  return { content: await contentOf(answer, limits), type }
}

function redirectedTo(from: URL, location: string | undefined): URL {
  if (!location || !URL.canParse(location, from.href))
    return refuseFetch('对方转到的地址写得不对。', 'The host redirects to something that is no address.')
  const to = new URL(location, from)
  if (to.host !== from.host || to.protocol !== from.protocol)
    refuseFetch(`对方转到另一主机${to.host}，不跟随。`, `The host redirects to another one, ${to.host}: not followed.`)
  return to
}

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80))

/** The allowed host of the address, or the sentence why there is none. */
function hostFor({ url, allowed }: Pick<Asked, 'url' | 'allowed'>): AllowedHost {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    refuseFetch('只能取http或者https的地址。', 'Only http and https are fetched.')
  const found = allowed.find(({ host, port }) => host === url.hostname && port === portOf(url))
  const name = `${url.hostname}:${portOf(url)}`
  if (found) return found
  throw new HostRefused(`${name}不在允许的主机之列。`, `${name} is not among the allowed hosts.`)
}

const forbidden = (address: string): FetchRefused =>
  new HostRefused(
    `这台主机的地址${address}不在公网，且没有作为本单位内部主机允许，不连接。`,
    `The host's address ${address} is not public and it is not allowed as an internal host: not connected.`,
  )

/** The checked addresses of a name, in the form in which a socket asks for them. */
function checkedLookup(resolve: Resolve, isInternal: boolean): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      (found) => {
        const bad = found.find(({ address }) => !mayConnect(address, isInternal))
        const [first] = found
        if (bad) return done(forbidden(bad.address), '', 0)
        if (!first) return done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0)
        return options.all ? done(null, [...found]) : done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    )
  }
}

function answerOf(asked: Asked): Promise<IncomingMessage> {
  const { url, limits, resolve, signal } = asked
  const { isInternal } = hostFor(asked)
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  // a socket looks up no address that is written as numbers
  if (isLiteral(literal) && !mayConnect(literal, isInternal)) throw forbidden(literal)
  const options: RequestOptions = {
    ...{ method: 'GET', agent: false, signal, lookup: checkedLookup(resolve, isInternal) },
    headers: { accept: 'text/csv, application/json, */*;q=0.5', 'accept-encoding': 'gzip', 'user-agent': 'jiheng' },
  }
  return new Promise((done, fail) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, options, done)
    const seconds = Math.ceil(limits.connectMs / 1000)
    const late = new HostRefused(`${seconds}秒没有连上。`, `No connection after ${seconds} seconds.`)
    const timer = setTimeout(() => request.destroy(late), limits.connectMs)
    request.once('socket', (socket) => socket.once('connect', () => clearTimeout(timer)))
    request.once('close', () => clearTimeout(timer))
    request.once('error', fail)
    request.end()
  })
}

const taken = /^(text\/(csv|plain|tab-separated-values)|application\/(json|csv|octet-stream|vnd\.ms-excel|zip)|)$/
const takenEndings = /(\+json|spreadsheetml\.sheet)$/

function demandType(answer: IncomingMessage, type: string): void {
  if (taken.test(type) || takenEndings.test(type)) return
  answer.destroy()
  if (/html/.test(type))
    refuseFetch(
      '对方答复的是网页，不是数据（可能要先登录，或者地址有误）。',
      'A web page was answered instead of data: a log-in may be needed, or the address is wrong.',
    )
  refuseFetch(`对方答复的内容类型是${type}，不是表格数据。`, `The answer is of type ${type}, which is no table.`)
}

async function contentOf(answer: IncomingMessage, { bytes }: FetchLimits): Promise<Buffer> {
  const encoding = answer.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip') {
    answer.destroy()
    refuseFetch(`答复以${encoding}压缩，不能读。`, `The answer is compressed by ${encoding}, which is not read.`)
  }
  if (Number(answer.headers['content-length'] ?? 0) > bytes) tooLarge(answer, bytes)
  const unpacked = encoding === 'gzip' ? unpack(answer) : answer
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of unpacked) {
    size += (piece as Buffer).length
    if (size > bytes) tooLarge(answer, bytes)
    pieces.push(piece as Buffer)
  }
  if (size === 0) refuseFetch('对方的答复是空的。', 'The answer is empty.')
  return Buffer.concat(pieces)
}

/** Unpacked piece by piece: what is packed to burst is stopped at the limit. A broken connection breaks it too. */
function unpack(answer: IncomingMessage) {
  const gunzip = createGunzip()
  answer.once('error', (error) => gunzip.destroy(error))
  return answer.pipe(gunzip)
}

function tooLarge(answer: IncomingMessage, bytes: number): never {
  answer.destroy()
  const megabytes = Math.floor(bytes / 1_000_000)
  return refuseFetch(
    `答复（解压后）超过${megabytes}MB，已停止，没有读入。`,
    `The answer is larger than ${megabytes} MB unpacked: stopped, nothing was read.`,
  )
}
