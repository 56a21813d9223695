import { changesOf } from '#domain/kernel/history.ts'
import { chooseNotices, listNotices, openNotice, readAllNotices, readNoticeChoice } from '#domain/notice/notice.api.ts'
import { channelFields, channelRules } from '#domain/notice/notice.ts'
import { todosOf } from '#server/home/home.public.ts'
import { command, demand, read } from '#server/kernel/routes.ts'
import * as choice from './choice.store.ts'
import * as store from './notice.store.ts'

export const noticeRoutes = [
  read(listNotices, async ({ query }, context) => store.list(context, await todosOf(context), query), {
    snapshot: true,
  }),

  command(
    openNotice,
    async ({ params: { id } }, context) => {
      await store.find(context, id)
      await store.markRead(context.tx, id, context.actor.id, context.clock.now)
      return id
    },
    (_tx, _actor, id, context) => store.find(context, id),
    { recordsNothing: true },
  ),

  command(
    readAllNotices,
    async ({ body: { upTo } }, context) => {
      await store.markAllRead(context, upTo, context.clock.now)
      return context.actor.id
    },
    async (_tx, _actor, _id, context) => ({ unread: await store.unreadCount(context, await todosOf(context)) }),
    { recordsNothing: true },
  ),

  read(readNoticeChoice, (_input, { tx, actor }) => store.channelsOf(tx, actor.id)),

  command(
    chooseNotices,
    async ({ body: { version, channels } }, context) => {
      const { tx, actor, record } = context
      const before = await choice.lock(tx, actor.id, version)
      demand(channelRules, chooseNotices.basis, channels, context)
      await choice.save(tx, actor.id, channels)
      const changes = changesOf(channelFields, before, channels)
      await record('notice.choose', { kind: 'person', id: actor.id }, { changes, basis: chooseNotices.basis })
      return actor.id
    },
    (tx, actor) => store.channelsOf(tx, actor.id),
  ),
]
