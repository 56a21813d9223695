import { randomBytes } from 'node:crypto'
import { changesOf } from '#domain/kernel/history.ts'
import {
  listDeliveries,
  readWebhook,
  renewWebhookSecret,
  resendDelivery,
  saveWebhook,
  testWebhook,
  type Webhook,
} from '#domain/notice/webhook.api.ts'
import { deliveryTransitions, testRules, webhookFields } from '#domain/notice/webhook.ts'
import { allowedHosts } from '#server/collection/collection.public.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'
import { addJob } from '#server/kernel/jobs.ts'
import { isAllowed } from '#server/kernel/outgoing/connect.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import * as store from './webhook.store.ts'

const basis = saveWebhook.basis
const subjectOf = (id: string) => ({ kind: 'webhook', id })

/** Secrets just made, until the reply of their own transaction has named them. */
const fresh = new WeakMap<Tx, string>()
function newSecret(tx: Tx): string {
  const secret = randomBytes(32).toString('base64url')
  fresh.set(tx, secret)
  return secret
}

async function find(tx: Tx): Promise<Webhook> {
  const row = await store.findWebhook(tx)
  return {
    ...{ address: row?.address ?? null, isOn: row?.isOn ?? false, version: row?.version ?? 0 },
    isAllowed: row !== undefined && isAllowed(row.address, await allowedHosts(tx)),
    ...{ secretMadeAt: row?.secretMadeAt ?? null, secret: fresh.get(tx) ?? null },
    ...(await store.counts(tx)),
  }
}

const hostOf = (address: string): string => new URL(address).host

async function existing(tx: Tx, version: number) {
  const row = await store.lockWebhook(tx, version)
  if (!row) throw new NotFound()
  return row
}

async function save(context: Acting, { version, address, isOn }: { version: number; address: string; isOn: boolean }) {
  const { tx, clock, record } = context
  const before = await store.lockWebhook(tx, version)
  if (!isAllowed(address, await allowedHosts(tx))) throw new Invalid([{ path: 'body.address', message: notAllowed }])
  if (before) await store.saveWebhook(tx, { address, isOn })
  else await store.insertWebhook(tx, { address, isOn }, newSecret(tx), clock.now)
  const row = before ?? (await store.findWebhook(tx))
  if (!row) throw new NotFound()
  const then = before ? { host: hostOf(before.address), isOn: before.isOn } : {}
  await record('notice.webhook', subjectOf(row.id), {
    changes: changesOf(webhookFields, then, { host: hostOf(address), isOn }),
    basis,
  })
  if (isOn) await addJob(tx, 'deliverNotices', {}, { queue: 'webhook' })
  return row.id
}

const notAllowed = {
  zh: '这台主机（端口）不在允许的主机之列，请先在“允许取数的主机”中添加。',
  en: 'This host and port are not among the allowed hosts: add them there first.',
}

export const webhookRoutes = [
  read(readWebhook, (_input, { tx }) => find(tx), { snapshot: true }),

  command(saveWebhook, ({ body }, context) => save(context, body), find),

  command(
    renewWebhookSecret,
    async ({ body: { version } }, { tx, clock, record }) => {
      const { id } = await existing(tx, version)
      await store.saveWebhook(tx, { secret: newSecret(tx), secretMadeAt: clock.now })
      const changes = changesOf(webhookFields, {}, { secret: '已更换 / renewed' })
      await record('notice.renewSecret', subjectOf(id), { changes, basis })
      return id
    },
    find,
  ),

  command(
    testWebhook,
    async ({ body: { version } }, context) => {
      const { tx, record } = context
      const row = await existing(tx, version)
      demand(testRules, basis, row, context)
      await store.saveWebhook(tx, {})
      await store.insertTest(tx)
      await addJob(tx, 'deliverNotices', {}, { queue: 'webhook' })
      await record('notice.testWebhook', subjectOf(row.id), { basis })
      return row.id
    },
    find,
  ),

  read(listDeliveries, ({ query }, { tx }) => store.list(tx, query)),

  command(
    resendDelivery,
    async ({ params: { id }, body: { version } }, context) => {
      const { tx, record } = context
      const delivery = await store.lock(tx, id, version)
      const isOn = (await store.findWebhook(tx))?.isOn ?? false
      take(deliveryTransitions.resend, { ...delivery, isOn }, context)
      await store.requeue(tx, id)
      await addJob(tx, 'deliverNotices', {}, { queue: 'webhook' })
      await record('notice.resend', { kind: 'webhookDelivery', id }, { basis: resendDelivery.basis })
      return id
    },
    (tx, _actor, id) => store.find(tx, id),
  ),
]
