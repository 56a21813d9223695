import { weaknessOf } from '#domain/session/password.ts'
import {
  chooseLanguage,
  choosePassword,
  choosePost,
  endSession,
  listSessions,
  readSession,
  reauthenticate,
  signIn,
  signOut,
} from '#domain/session/session.api.ts'
import { samePassword } from '#domain/session/session.ts'
import { Invalid, NotFound, WrongPassword } from '#server/kernel/errors.ts'
import { type Acting, command, open, read } from '#server/kernel/routes.ts'
import { demandPatience, forgetFailures, noteFailure } from './delay.store.ts'
import { fitsPassword, hashPassword } from './password.ts'
import { isPost, readingFor } from './reading.public.ts'
import { reauthenticatedUntil } from './session.public.ts'
import { sessionReply } from './session.reply.ts'
import {
  endSessionRow,
  findAccount,
  findOwn,
  findPerson,
  insertSession,
  listOwn,
  passwordHashOf,
  postsOf,
  saveLanguage,
  savePassword,
  saveReauthentication,
  securityEvent,
} from './session.store.ts'

const empty = async () => ({})

/** The password given again, with the patience of a log-in: a session left open gives nothing away. */
async function demandPresentPassword({ tx, actor, app }: Pick<Acting, 'tx' | 'actor' | 'app'>, given: string) {
  await demandPatience(app.db, actor.id, 'reauthentication')
  const { passwordHash } = await passwordHashOf(tx, actor.id)
  if (!(await fitsPassword(given, passwordHash ?? undefined))) {
    await noteFailure(app.db, actor.id, 'reauthentication')
    throw new WrongPassword('again')
  }
  await forgetFailures(app.db, actor.id, 'reauthentication')
}

export const sessionRoutes = [
  open(signIn, async ({ body }, outside) => {
    const { app, tx, network, browser, clock } = outside
    await demandPatience(app.db, body.userName, network)
    const account = await findAccount(tx, body.userName)
    const fits = await fitsPassword(body.password, account?.passwordHash ?? undefined)
    const post = account && (await postsOf(tx, account.id, clock.today))[0]
    if (!fits || !account || !post) {
      await noteFailure(app.db, body.userName, network)
      throw new WrongPassword('signingIn')
    }
    await forgetFailures(app.db, body.userName, network)
    const who = { personId: account.id, postId: post.id, browser, network, reauthenticated: false }
    const session = await insertSession(tx, who)
    outside.setSession(session.token)
    await securityEvent(tx, 'signedIn', account.id, network)
    return sessionReply(await readingFor(outside, { ...who, session }))
  }),

  read(readSession, async (_input, context) => sessionReply(context), { snapshot: true }),

  command(
    choosePost,
    async ({ body }, context) => {
      const { tx, actor, session } = context
      const posts = await postsOf(tx, actor.id, context.today)
      const standInId = body.standInId ?? null
      if (!posts.some((post) => isPost(post, { ...body, standInId }))) throw new NotFound()
      const { browser, network } = await findOwn(tx, actor.id, session.id)
      await endSessionRow(tx, actor.id, session.id)
      const next = await insertSession(tx, {
        personId: actor.id,
        postId: body.postId,
        standInId,
        browser,
        network,
        reauthenticated: false,
      })
      context.setSession(next.token)
      await securityEvent(tx, 'postChosen', actor.id, network)
      return next.id
    },
    async (tx, actor, id, reading) => {
      const session = await findOwn(tx, actor.id, id)
      const { postId, standInId } = session
      return sessionReply(await readingFor({ ...reading, tx }, { personId: actor.id, postId, standInId, session }))
    },
    { recordsNothing: true },
  ),

  command(
    chooseLanguage,
    async ({ body }, { tx, actor }) => {
      await saveLanguage(tx, actor.id, body.language)
      return actor.id
    },
    async (tx, actor) => {
      const { language } = await findPerson(tx, actor.id)
      return { language: language === 'en' ? ('en' as const) : ('zh' as const) }
    },
    { recordsNothing: true },
  ),

  command(
    signOut,
    async (_input, { tx, actor, session, setSession }) => {
      await endSessionRow(tx, actor.id, session.id)
      setSession(null)
      return session.id
    },
    empty,
    { recordsNothing: true },
  ),

  command(
    reauthenticate,
    async ({ body }, { tx, actor, session, app }) => {
      await demandPresentPassword({ tx, actor, app }, body.password)
      await saveReauthentication(tx, session.id)
      return session.id
    },
    async (tx, actor, id, { settings }) => {
      const { reauthenticatedAt } = await findOwn(tx, actor.id, id)
      const until = reauthenticatedUntil(reauthenticatedAt, settings['session.reauthenticationMinutes'])
      if (!until) throw new NotFound()
      return { reauthenticatedUntil: until }
    },
    { recordsNothing: true },
  ),

  command(
    choosePassword,
    async ({ body }, context) => {
      const { tx, actor, session, record } = context
      await demandPresentPassword(context, body.presentPassword)
      const { name, userName } = await findPerson(tx, actor.id)
      const weakness =
        body.password === body.presentPassword ? samePassword : weaknessOf(body.password, [userName, name])
      if (weakness) throw new Invalid([{ path: 'body.password', message: weakness }])
      await savePassword(tx, actor.id, session.id, await hashPassword(body.password))
      await record('person.choosePassword', { kind: 'person', id: actor.id }, { basis: 'organization.person' })
      return actor.id
    },
    async (_tx, _actor, _id, context) => sessionReply(context),
  ),

  read(listSessions, async (_input, { tx, actor, session }) => ({
    rows: (await listOwn(tx, actor.id)).map(({ id, createdAt, seenAt, network, browser }) => ({
      id,
      isCurrent: id === session.id,
      startedAt: createdAt,
      lastUsedAt: seenAt,
      address: network,
      browser,
    })),
  })),

  command(
    endSession,
    async ({ params }, { tx, actor }) => {
      if (!(await endSessionRow(tx, actor.id, params.id))) throw new NotFound()
      return params.id
    },
    empty,
    { recordsNothing: true },
  ),
]
