import { createHmac } from 'node:crypto'
import { linkOf } from '#domain/notice/notice.ts'
import { minutesUntilNextDelivery, payloadOf } from '#domain/notice/webhook.ts'
import { allowedHosts } from '#server/collection/collection.public.ts'
import type { App } from '#server/kernel/app.ts'
import { clockAt } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { FetchLimits, Resolve } from '#server/kernel/outgoing/connect.ts'
import { type Posted, postLimits, postMessage } from '#server/kernel/outgoing/postMessage.ts'
import * as store from './webhook.store.ts'

const leaseMs = 60_000
/** A receiver that is away is left alone for so long; what waits for it is not tried one by one. */
const restMs = 60_000
/** A round ends before the next one begins. */
const roundMs = 50_000

/** `real`: when it is, for what has to do with tries and waiting. */
type Given = { readonly real?: () => Date; readonly limits?: FetchLimits; readonly resolve?: Resolve }

/**
 * Sends what waits for the office's bridge, one after another, until nothing is due or the receiver fails. No transaction is
 * open while it is sent. By as many processes as there are: each message is taken by one.
 */
export async function deliverNotices(app: App, given: Given = {}): Promise<void> {
  const until = Date.now() + roundMs
  while (Date.now() < until && (await deliverNext(app, given))) {
    // the next one
  }
}

const inTransaction = <Result>(app: App, run: (tx: Tx) => Promise<Result>): Promise<Result> =>
  app.background.db.transaction().execute(run)

const later = (from: Date, ms: number): string => new Date(from.getTime() + ms).toISOString()

async function deliverNext(app: App, { real = () => new Date(), limits = postLimits, resolve }: Given) {
  const begun = real()
  const leasedUntil = later(begun, leaseMs)
  const id = await inTransaction(app, (tx) => store.claimNext(tx, begun.toISOString(), leasedUntil))
  if (id === undefined) return false
  const ready = await inTransaction(app, async (tx) => {
    const message = await store.messageOf(tx, id)
    return message && { message, allowed: await allowedHosts(tx), mostTries: await mostTriesOf(app, tx) }
  })
  // forgotten meanwhile
  if (!ready) return true
  const { message, allowed, mostTries } = ready
  const signed = signedOf(message, app.config.origin, begun)
  const posted = await postMessage(message.address, allowed, signed, { limits, ...(resolve ? { resolve } : {}) })
  await inTransaction(app, (tx) => store.settle(tx, triedOf(posted, { message, leasedUntil, now: real(), mostTries })))
  if (!posted.ok) app.log.warn({ delivery: id, status: posted.status }, 'a message did not reach the bridge')
  return posted.ok
}

async function mostTriesOf(app: App, tx: Tx): Promise<number> {
  const office = await tx.selectFrom('office').select(['clockDay', 'settingsRevision']).executeTakeFirstOrThrow()
  const { today } = clockAt(office.clockDay)
  return (await app.settingsOf(app.background.db, office.settingsRevision, today))['notice.mostTries']
}

/** The signature covers the moment and every byte of the body, so that neither is changed nor an old one sent again. */
export function signedOf(message: store.Message, origin: string, now: Date) {
  const { id, kind, facts, subjectKind, subjectId, secret } = message
  const told =
    kind === null || subjectId === null
      ? null
      : { kind, facts, link: linkOf(subjectKind, subjectId), to: store.recipientOf(message) }
  const body = JSON.stringify(payloadOf(id, told, origin))
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-jiheng-id': id,
      'x-jiheng-timestamp': timestamp,
      'x-jiheng-signature': `sha256=${signature}`,
    },
  }
}

type Outcome = {
  readonly message: store.Message
  readonly leasedUntil: string
  readonly now: Date
  readonly mostTries: number
}

function triedOf(posted: Posted, { message, leasedUntil, now, mostTries }: Outcome): store.Tried {
  const common = { deliveryId: message.id, leasedUntil, now: now.toISOString(), status: posted.status }
  if (posted.ok) return { ...common, fault: null, nextTryAt: null, restUntil: null }
  const wait = minutesUntilNextDelivery(message.attempts + 1, mostTries)
  const nextTryAt = wait === null ? null : later(now, wait * 60_000)
  return { ...common, fault: posted.message, nextTryAt, restUntil: later(now, restMs) }
}

/** What the setting no longer keeps, by the office's clock. */
export async function purgeNotices(app: App): Promise<void> {
  await inTransaction(app, async (tx) => {
    const office = await tx.selectFrom('office').select(['clockDay', 'settingsRevision']).executeTakeFirstOrThrow()
    const { today, now } = clockAt(office.clockDay)
    const settings = await app.settingsOf(app.background.db, office.settingsRevision, today)
    await store.forgetOld(tx, later(new Date(now), -settings['notice.keptDays'] * 86_400_000))
  })
}
