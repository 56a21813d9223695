import { lookup as lookupOf } from 'node:dns/promises'
import http, { type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { isLiteral, mayConnect } from './address.ts'
import { type FetchRefused, HostRefused, refuseFetch } from './faults.ts'

/** A host and port that may be connected to; an internal one may lie in the office's own network. */
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
export const resolveByDns: Resolve = (host) => lookupOf(host, { all: true })

export type Asked = {
  readonly url: URL
  readonly allowed: readonly AllowedHost[]
  readonly limits: FetchLimits
  readonly resolve: Resolve
  readonly signal: AbortSignal
}

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80))

/** Whether host and port of an address are among those that may be connected to. */
export const isAllowed = (address: string, allowed: readonly AllowedHost[]): boolean => {
  const url = new URL(address)
  return allowed.some(({ host, port }) => host === url.hostname && port === portOf(url))
}

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

type Request = {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** The head of the answer to one request, to an allowed host at an address that was checked. */
export function answerOf(asked: Asked, { method, headers, body }: Request): Promise<IncomingMessage> {
  const { url, limits, resolve, signal } = asked
  const { isInternal } = hostFor(asked)
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  // a socket looks up no address that is written as numbers
  if (isLiteral(literal) && !mayConnect(literal, isInternal)) throw forbidden(literal)
  const options: RequestOptions = {
    ...{ method, agent: false, signal, lookup: checkedLookup(resolve, isInternal) },
    headers: { ...headers, 'user-agent': 'jiheng' },
  }
  return new Promise((done, fail) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, options, done)
    const seconds = Math.ceil(limits.connectMs / 1000)
    const late = new HostRefused(`${seconds}秒没有连上。`, `No connection after ${seconds} seconds.`)
    const timer = setTimeout(() => request.destroy(late), limits.connectMs)
    request.once('socket', (socket) => socket.once('connect', () => clearTimeout(timer)))
    request.once('close', () => clearTimeout(timer))
    request.once('error', fail)
    request.end(body)
  })
}
