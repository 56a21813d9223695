import { Wait } from '#server/kernel/errors.ts'

/** A calendar program asks every few minutes; a loop asks without end. */
const most = { reads: 20, withinSeconds: 60 }

const windows = new Map<string, { readonly since: number; readonly reads: number }>()

/** Throws where one address is read too often by this process. There are no more windows than addresses in force. */
export function demandCalm(addressId: string, now: number = Date.now()): void {
  const known = windows.get(addressId)
  const window = known && now - known.since < most.withinSeconds * 1_000 ? known : { since: now, reads: 0 }
  windows.set(addressId, { ...window, reads: window.reads + 1 })
  if (window.reads < most.reads) return
  const seconds = Math.max(1, Math.ceil(most.withinSeconds - (now - window.since) / 1_000))
  throw new Wait(seconds, {
    zh: `读取过于频繁，请等待${seconds}秒。`,
    en: `Read too often: wait ${seconds} seconds.`,
  })
}
