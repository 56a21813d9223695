import { businessPosts, type PostKind } from '#domain/kernel/actor.ts'
import { same } from '#domain/kernel/text.ts'
import { chooseNotices, listNotices, openNotice, readAllNotices, readNoticeChoice } from '#domain/notice/notice.api.ts'
import {
  listDeliveries,
  readWebhook,
  renewWebhookSecret,
  resendDelivery,
  saveWebhook,
  testWebhook,
} from '#domain/notice/webhook.api.ts'
import { needsDivision } from '#domain/organization/post.ts'
import { clockAt } from '#server/kernel/clock.ts'
import { type Told, tell } from '#server/notice/notice.public.ts'
import type { Office } from '../office.ts'
import { row } from '../row.ts'

const at = '2025-11-06T09:00:00+08:00'

/** The id of a notice that a post at the responsible division was told, of a problem of that division. */
async function told({ w, at: people, divisions }: Office, post: PostKind): Promise<string> {
  const { id: personId } = people.responsible[post]
  const about = { year: 2025, kind: 'other', title: '口径不清', words: '两个文件口径不同', raisedAt: at }
  const { id: subjectId } = await w.owner
    .insertInto('problem')
    .values({ ...about, divisionId: divisions.responsible, raisedBy: people.responsible['division.officer'].id })
    .returning('id')
    .executeTakeFirstOrThrow()
  const facts = { title: same('口径不清'), solution: same('以省文件为准') }
  const notice: Told = { kind: 'problemSolved', subjectId, facts, personIds: [personId] }
  await w.db.transaction().execute((tx) => tell(tx, clockAt('2025-11-06'), [notice]))
  const row = w.owner.selectFrom('notice').select('id').where('subjectId', '=', subjectId)
  return (await row.executeTakeFirstOrThrow()).id
}

/** The one webhook, made once; every request finds it in the version it has. */
async function webhook({ w }: Office): Promise<{ id: string; version: number }> {
  const found = await w.owner.selectFrom('webhook').select(['id', 'version']).executeTakeFirst()
  if (found) return found
  const values = { address: 'http://bridge.example/', isOn: true, secret: 'a'.repeat(43), secretMadeAt: at }
  return w.owner.insertInto('webhook').values(values).returning(['id', 'version']).executeTakeFirstOrThrow()
}

async function failed(office: Office): Promise<string> {
  const { id: webhookId } = await webhook(office)
  const values = { webhookId, state: 'failed', attempts: 7, queuedAt: at, settledAt: at }
  return (await office.w.owner.insertInto('webhookDelivery').values(values).returning('id').executeTakeFirstOrThrow())
    .id
}

async function allowed({ w, at: people }: Office): Promise<void> {
  const values = { host: 'bridge.example', port: 80, isInternal: true, reason: '消息桥', allowedAt: at }
  await w.owner
    .insertInto('feedHost')
    .values({ ...values, allowedBy: people.responsible.systemAdmin.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export const noticeRows = [
  row(listNotices, businessPosts),
  row(openNotice, businessPosts, {
    ask: async (office, post) => ({ params: { id: await told(office, post) } }),
  }),
  row(readAllNotices, businessPosts, { ask: () => ({ body: { upTo: at } }) }),
  row(readNoticeChoice, businessPosts),
  row(chooseNotices, businessPosts, {
    ask: async ({ w, divisions }, post) => {
      const as = await w.person(post, needsDivision(post) ? divisions.responsible : null)
      return { as, body: { channels: { cardFired: 'app' as const }, version: 0 } }
    },
  }),
  row(readWebhook, ['systemAdmin']),
  row(listDeliveries, ['systemAdmin']),
  row(saveWebhook, ['systemAdmin'], {
    ask: async (office) => {
      await allowed(office)
      const { version } = await webhook(office)
      return { body: { address: 'http://bridge.example/', isOn: true, version } }
    },
  }),
  row(renewWebhookSecret, ['systemAdmin'], {
    ask: async (office) => ({ body: { version: (await webhook(office)).version } }),
  }),
  row(testWebhook, ['systemAdmin'], {
    ask: async (office) => ({ body: { version: (await webhook(office)).version } }),
  }),
  row(resendDelivery, ['systemAdmin'], {
    ask: async (office) => ({ params: { id: await failed(office) }, body: { version: 1 } }),
  }),
]
