import type { Text } from '#domain/kernel/text.ts'

/** Why nothing was fetched, for whoever reads the feed. */
export class FetchRefused extends Error {
  readonly text: Text
  constructor(zh: string, en: string) {
    super(en)
    this.text = { zh, en }
  }
}

/** It is the host that cannot or may not be reached: whoever keeps the list of hosts can mend it. */
export class HostRefused extends FetchRefused {}

/** Whether the fetch failed at the host or on the way there, and not by what was answered. */
export const isOfHost = (error: unknown): boolean => error instanceof HostRefused || !(error instanceof FetchRefused)

export const refuseFetch = (zh: string, en: string): never => {
  throw new FetchRefused(zh, en)
}

const ofCode: Readonly<Record<string, readonly [string, string]>> = {
  ENOTFOUND: ['找不到这台主机，请核对地址。', 'The host was not found: check the address.'],
  EAI_AGAIN: ['暂时查不到这台主机的地址。', 'The address of the host cannot be looked up at present.'],
  ECONNREFUSED: ['对方没有开放这个端口。', 'The host refuses connections at this port.'],
  EHOSTUNREACH: ['连不上这台主机。', 'The host cannot be reached.'],
  ENETUNREACH: ['连不上这台主机。', 'The host cannot be reached.'],
  ECONNRESET: [
    '答复没有发完连接就断了，没有读入。',
    'The connection broke before the answer was whole: nothing was read.',
  ],
  EPIPE: ['答复没有发完连接就断了，没有读入。', 'The connection broke before the answer was whole: nothing was read.'],
  HPE_INVALID_CONSTANT: ['对方答复的不是HTTP。', 'What answers does not speak HTTP.'],
}

/** A failure of the network as a sentence; what is not known of is named by its code. */
export function faultOfNetwork(error: unknown): Text {
  if (error instanceof FetchRefused) return error.text
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? ''
  const known = ofCode[code]
  if (known) return { zh: known[0], en: known[1] }
  if (code.startsWith('HPE_')) return { zh: '对方的答复不合HTTP规则。', en: 'The answer is not well-formed HTTP.' }
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
    return { zh: `对方的证书不可信（${code}）。`, en: `The certificate of the host is not trusted (${code}).` }
  if (code.startsWith('Z_'))
    return { zh: '答复的压缩内容损坏或不完整。', en: 'The compressed answer is damaged or cut off.' }
  return { zh: `没有取到（${code || '连接失败'}）。`, en: `Nothing was fetched (${code || 'connection failed'}).` }
}
