import { z } from 'zod'
import { listTodos, readHome } from '#domain/home/home.api.ts'
import { type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { needsDivision } from '#domain/organization/post.ts'
import {
  chooseLanguage,
  choosePassword,
  choosePost,
  completeSetup,
  endSession,
  listSessions,
  moveClock,
  readPublicOffice,
  readSession,
  readSetup,
  reauthenticate,
  signIn,
  signOut,
} from '#domain/session/session.api.ts'
import { hashPassword } from '#server/session/session.public.ts'
import type { Client } from '#test/world.ts'
import { type Office, password } from '../office.ts'
import { absentIn, row } from '../row.ts'

/** Somebody whose session may end by the request. */
const passing = ({ w, divisions }: Office, post: PostKind) =>
  w.person(post, needsDivision(post) ? divisions.responsible : null)

/** A further session of the same person. */
async function another({ w }: Office, client: Client): Promise<string> {
  const values = { tokenDigest: `another ${crypto.randomUUID()}`, personId: client.id, postId: client.postId }
  return (await w.owner.insertInto('session').values(values).returning('id').executeTakeFirstOrThrow()).id
}

const first = (name: string) => ({ name, userName: `first-${name.length}`, password })
const setup = {
  code: 'not the code',
  office: { name: { zh: '口岸办', en: 'Port Office' }, shortName: { zh: '口岸办', en: 'Port Office' } },
  systemAdmin: first('甲某'),
  securityAdmin: first('乙某某'),
  auditAdmin: first('丙某某某'),
}

export const sessionRows = [
  row(signIn, 'public', {
    ask: async ({ w, at }) => {
      const { id } = at.responsible['division.officer']
      const person = w.owner.selectFrom('person').select('userName').where('id', '=', id)
      return { body: { userName: z.string().parse((await person.executeTakeFirst())?.userName), password } }
    },
  }),
  row(readSetup, 'public'),
  row(completeSetup, 'public', { status: 403, ask: () => ({ body: setup }) }),
  row(readPublicOffice, 'public'),
  row(readSession, postKinds),
  row(listTodos, postKinds),
  row(readHome, postKinds),
  row(listSessions, postKinds),
  row(chooseLanguage, postKinds, { ask: () => ({ body: { language: 'en' } }) }),
  row(reauthenticate, postKinds, { ask: () => ({ body: { password } }) }),
  row(choosePassword, postKinds, {
    ask: async (office, post) => {
      const as = await passing(office, post)
      const passwordHash = await hashPassword(password)
      await office.w.owner.updateTable('person').set({ passwordHash }).where('id', '=', as.id).execute()
      return { as, body: { presentPassword: password, password: '傍晚山路 walk at dusk' } }
    },
  }),
  row(choosePost, postKinds, {
    ask: async (office, post) => {
      const as = await passing(office, post)
      return { as, body: { postId: as.postId } }
    },
    absent: absentIn('body', 'postId'),
    foreign: async ({ at }, ask) => ({ ...ask, body: { postId: at.elsewhere['division.head'].postId } }),
  }),
  row(endSession, postKinds, {
    ask: async (office, post) => ({ params: { id: await another(office, office.at.responsible[post]) } }),
    foreign: async (office, ask) => ({
      ...ask,
      params: { id: await another(office, office.at.elsewhere['division.head']) },
    }),
  }),
  row(signOut, postKinds, { ask: async (office, post) => ({ as: await passing(office, post) }) }),
  row(moveClock, postKinds, { ask: () => ({ body: { days: 1 } }) }),
]
