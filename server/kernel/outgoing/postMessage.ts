import type { Text } from '#domain/kernel/text.ts'
import { type AllowedHost, answerOf, type FetchLimits, type Resolve, resolveByDns } from './connect.ts'
import { faultOfNetwork } from './faults.ts'

/** A receiver has to answer within ten seconds; what it answers beside its status is not read. */
export const postLimits: FetchLimits = { connectMs: 5_000, wholeMs: 10_000, bytes: 0, redirects: 0 }

export type Posted =
  | { readonly ok: true; readonly status: number }
  | { readonly ok: false; readonly status: number | null; readonly message: Text }

type Message = { readonly headers: Readonly<Record<string, string>>; readonly body: string }
type Given = { readonly limits?: FetchLimits; readonly resolve?: Resolve }

/**
 * Posts one message to an allowed host, guarded as a fetch is: the address that is connected to is the one that was
 * checked. A redirect is refused. Every failure is a sentence; only a status from 200 to 299 says that it arrived.
 */
export async function postMessage(
  address: string,
  allowed: readonly AllowedHost[],
  { headers, body }: Message,
  { limits = postLimits, resolve = resolveByDns }: Given = {},
): Promise<Posted> {
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(), limits.wholeMs)
  // whatever the network does is expected here
  try {
    const asked = { url: new URL(address), allowed, limits, resolve, signal: ending.signal }
    const length = String(Buffer.byteLength(body))
    const answer = await answerOf(asked, { method: 'POST', headers: { ...headers, 'content-length': length }, body })
    const { statusCode: status = 0 } = answer
    answer.destroy()
    return status >= 200 && status < 300 ? { ok: true, status } : { ok: false, status, message: faultOf(status) }
  } catch (error) {
    const message = ending.signal.aborted ? late(limits) : faultOfNetwork(error)
    return { ok: false, status: null, message }
  } finally {
    clearTimeout(timer)
  }
}

const faultOf = (status: number): Text =>
  status >= 300 && status < 400
    ? {
        zh: `对方要求转到别处（状态${status}），不跟随。`,
        en: `The receiver redirects (status ${status}): not followed.`,
      }
    : { zh: `对方答复状态${status}。`, en: `The receiver answered with status ${status}.` }

const late = ({ wholeMs }: FetchLimits): Text => {
  const seconds = Math.ceil(wholeMs / 1000)
  return { zh: `${seconds}秒没有答复。`, en: `No answer after ${seconds} seconds.` }
}
