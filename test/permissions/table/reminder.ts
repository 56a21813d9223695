import { postKinds } from '#domain/kernel/actor.ts'
import { needsDivision } from '#domain/organization/post.ts'
import {
  chooseReminders,
  downloadCalendar,
  listMails,
  makeCalendarAddress,
  readCalendarFeed,
  readOutbox,
  readReminders,
  resendMail,
  revokeCalendarAddress,
} from '#domain/reminder/reminder.api.ts'
import { tokenDigest } from '#server/kernel/http.session.ts'
import type { Client } from '#test/world.ts'
import type { Office } from '../office.ts'
import { row } from '../row.ts'

/** An address of the person's calendar, known by its token. */
async function addressOf({ w }: Office, { id: personId, postId }: Client): Promise<string> {
  const token = `token-${crypto.randomUUID()}`
  const values = { personId, postId, tokenDigest: tokenDigest(token), madeAt: '2025-11-06T09:00:00+08:00' }
  await w.owner.insertInto('calendarAddress').values(values).execute()
  return token
}

/** A mail that could not be delivered. */
async function failedMail(office: Office): Promise<string> {
  const at = '2025-11-06T09:00:00+08:00'
  const values = {
    ...{ personId: office.at.responsible['division.officer'].id, day: '2025-11-06', number: office.next() },
    ...{ state: 'failed', attempts: 7, lastError: 'ECONNREFUSED', failedAt: at, queuedAt: at, settledAt: at },
  }
  return (await office.w.owner.insertInto('reminderMail').values(values).returning('id').executeTakeFirstOrThrow()).id
}

const choice = { mailAddress: 'a@example.gov.cn', kind: 'digest', hour: 9, quietFrom: null, quietTo: null } as const

export const reminderRows = [
  row(downloadCalendar, postKinds),
  row(readCalendarFeed, 'public', {
    ask: async (office) => ({ params: { token: await addressOf(office, office.at.responsible['division.officer']) } }),
  }),
  row(readReminders, postKinds),
  row(chooseReminders, postKinds, {
    ask: async ({ w, divisions }, post) => {
      const as = await w.person(post, needsDivision(post) ? divisions.responsible : null)
      return { as, body: { ...choice, version: 0 } }
    },
  }),
  row(makeCalendarAddress, postKinds),
  row(revokeCalendarAddress, postKinds, {
    ask: async (office, post) => {
      const as = await office.w.person(post, needsDivision(post) ? office.divisions.responsible : null)
      await addressOf(office, as)
      return { as }
    },
  }),
  row(readOutbox, ['systemAdmin']),
  row(listMails, ['systemAdmin']),
  row(resendMail, ['systemAdmin'], {
    ask: async (office) => ({ params: { id: await failedMail(office) }, body: { version: 1 } }),
  }),
]
