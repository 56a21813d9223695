import type { IncomingMessage } from 'node:http'
import { createGunzip } from 'node:zlib'
import type { Text } from '#domain/kernel/text.ts'
import {
  type AllowedHost,
  type Asked,
  answerOf,
  type FetchLimits,
  fetchLimits,
  type Resolve,
  resolveByDns,
} from './connect.ts'
import { FetchRefused, faultOfNetwork, isOfHost, refuseFetch } from './faults.ts'

export { type AllowedHost, type FetchLimits, fetchLimits, type Resolve } from './connect.ts'

export type Fetched =
  | { readonly ok: true; readonly content: Buffer; readonly type: string }
  | { readonly ok: false; readonly message: Text; readonly isHostFault: boolean }

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

const askedHeaders = { accept: 'text/csv, application/json, */*;q=0.5', 'accept-encoding': 'gzip' }

async function follow(asked: Asked, left: number): Promise<{ content: Buffer; type: string }> {
  const { url, limits } = asked
  const answer = await answerOf(asked, { method: 'GET', headers: askedHeaders })
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
