import { changesOf } from '#domain/kernel/history.ts'
import {
  chooseReminders,
  downloadCalendar,
  makeCalendarAddress,
  type Reminders,
  readCalendarFeed,
  readReminders,
  revokeCalendarAddress,
} from '#domain/reminder/reminder.api.ts'
import { choiceFields, choiceRules } from '#domain/reminder/reminder.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { type Acting, command, demand, type Outside, open, type Reading, read } from '#server/kernel/routes.ts'
import { postsOf, readingFor } from '#server/session/reading.public.ts'
import { demandPatience, noteFailure } from '#server/session/session.public.ts'
import { calendarOf, emptyCalendar } from './calendar.ts'
import * as address from './calendarAddress.store.ts'
import { demandCalm } from './calm.ts'
import * as choice from './mailChoice.store.ts'

const subjectOf = ({ actor }: Reading) => ({ kind: 'person', id: actor.id })
const whose = ({ actor }: Reading) => ({ personId: actor.id, postId: actor.postId })

/** Tokens just made, until the reply of their own transaction has named them: they are kept nowhere else. */
const fresh = new WeakMap<Tx, string>()

async function find(context: Reading): Promise<Reminders> {
  const { tx, actor, app } = context
  const calendar = await address.findOwn(tx, whose(context))
  const token = fresh.get(tx)
  return {
    ...(await choice.find(tx, actor.id)),
    isMailSetUp: app.config.mail !== null,
    calendar: calendar ? { madeAt: calendar.madeAt } : null,
    calendarAddress: token ? new URL(readCalendarFeed.path.replace(':token', token), app.config.origin).href : null,
  }
}

async function makeAddress(context: Acting): Promise<void> {
  const { tx, actor, clock, record } = context
  await address.lockPerson(tx, actor.id)
  const isRenewed = await address.revoke(tx, whose(context), clock.now)
  const token = address.newToken()
  await address.insert(tx, whose(context), token, clock.now)
  fresh.set(tx, token)
  const act = isRenewed ? 'reminder.renewCalendarAddress' : 'reminder.makeCalendarAddress'
  await record(act, subjectOf(context), { basis: 'reminder.calendar' })
}

/** The calendar of whoever the token belongs to, as that person would see it at this moment under that post. */
async function feedOf(outside: Outside, token: string) {
  const { tx, app, clock, network } = outside
  const found = await address.findByToken(tx, token)
  if (!found) {
    await demandPatience(app.db, 'calendar', network, 'calendar')
    await noteFailure(app.db, 'calendar', network, 'calendar')
    throw new NotFound()
  }
  demandCalm(found.id)
  const language = found.language === 'en' ? 'en' : 'zh'
  const { personId, postId } = found
  const post = (await postsOf(tx, personId, clock.today)).find(({ id }) => id === postId)
  if (!post) return emptyCalendar(clock.now, language)
  const session = { id: found.id, reauthenticatedAt: null, createdAt: clock.now }
  const standInId = post.standsInFor?.standInId ?? null
  return calendarOf(await readingFor(outside, { personId, postId, standInId, session }), language)
}

export const reminderRoutes = [
  read(downloadCalendar, async ({ query: { language } }, context) => calendarOf(context, language), { snapshot: true }),

  open(readCalendarFeed, async ({ params: { token } }, outside) => feedOf(outside, token)),

  read(readReminders, async (_input, context) => find(context), { snapshot: true }),

  command(
    chooseReminders,
    async ({ body: { version, ...chosen } }, context) => {
      const { tx, actor, record } = context
      const before = await choice.lock(tx, actor.id, version)
      demand(choiceRules, 'reminder.mail', { ...chosen, formerAddress: before.mailAddress }, context)
      await choice.save(tx, actor.id, chosen)
      const changes = changesOf(choiceFields, before, chosen)
      await record('reminder.choose', subjectOf(context), { changes, basis: 'reminder.mail' })
      return actor.id
    },
    async (_tx, _actor, _id, context) => find(context),
  ),

  command(
    makeCalendarAddress,
    async (_input, context) => {
      await makeAddress(context)
      return context.actor.id
    },
    async (_tx, _actor, _id, context) => find(context),
  ),

  command(
    revokeCalendarAddress,
    async (_input, context) => {
      const { tx, actor, clock, record } = context
      await address.lockPerson(tx, actor.id)
      if (!(await address.revoke(tx, whose(context), clock.now))) throw new NotFound()
      await record('reminder.revokeCalendarAddress', subjectOf(context), { basis: 'reminder.calendar' })
      return actor.id
    },
    async (_tx, _actor, _id, context) => find(context),
  ),
]
