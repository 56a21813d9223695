import { administrators, isOneOf } from '#domain/kernel/actor.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Notice } from '#domain/notice/notice.api.ts'
import { kindsBy } from '#domain/notice/notice.ts'
import type { Channel } from '#domain/notice/noticeKind.ts'
import { channelsOf, type Reader, stillUnread, unreadCount, untold } from './notice.store.ts'

/** Administrators are told no business. */
const isTold = ({ actor }: Reader): boolean => !isOneOf(actor.post, administrators)

/** How many notices are unread, up to a hundred, beside what the reader has to do anyway. */
export const noticeCountOf = async (reader: Reader, todos: readonly Todo[]): Promise<number> =>
  isTold(reader) ? unreadCount(reader, todos) : 0

/** What the reader wants to be told in this way and has neither read nor been told by mail. */
export async function noticesToTell(reader: Reader, channel: Channel): Promise<Notice[]> {
  if (!isTold(reader)) return []
  const kinds = kindsBy(channel, (await channelsOf(reader.tx, reader.actor.id)).channels)
  return kinds.length === 0 ? [] : untold(reader, kinds)
}

/** Of the notices of one mail those that still tell the reader something. */
export const noticesOfMail = async (reader: Reader, mailId: string): Promise<Notice[]> =>
  isTold(reader) ? stillUnread(reader, mailId) : []
