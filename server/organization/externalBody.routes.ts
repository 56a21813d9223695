import type { z } from 'zod'
import { changesOf } from '#domain/kernel/history.ts'
import {
  changeExternalBody,
  createExternalBody,
  readExternalBodyHistory,
} from '#domain/organization/externalBody.api.ts'
import { bodyFields, bodyRules } from '#domain/organization/externalBody.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read } from '#server/kernel/routes.ts'
import * as store from './externalBody.store.ts'
import { listExternalBodies, lockOrganization } from './organization.store.ts'

const basis = 'organization.externalBody'

const find = async (tx: Tx, _actor: unknown, id: string, { today }: Reading) => {
  const body = (await listExternalBodies(tx, today, { id }))[0]
  if (!body) throw new NotFound()
  return body
}

export const externalBodyRoutes = [
  command(
    createExternalBody,
    async ({ body }, context) => {
      await lockOrganization(context.tx)
      const content = await allowed(body, null, context)
      const id = await store.insert(context.tx, content)
      const changes = changesOf(bodyFields, {}, content)
      await context.record('externalBody.create', { kind: 'externalBody', id }, { changes, basis })
      return id
    },
    find,
  ),

  command(
    changeExternalBody,
    async ({ params, body }, context) => {
      await lockOrganization(context.tx)
      const before = await store.lock(context.tx, params.id, body.version)
      const content = await allowed(body, before.id, context)
      await store.save(context.tx, before.id, content)
      const changes = changesOf(bodyFields, before, content)
      await context.record('externalBody.change', { kind: 'externalBody', id: before.id }, { changes, basis })
      return before.id
    },
    find,
  ),

  read(
    readExternalBodyHistory,
    async ({ params }, context) => {
      await find(context.tx, context.actor, params.id, context)
      return { rows: await historyOf(context.tx, [{ kind: 'externalBody', id: params.id }]) }
    },
    { snapshot: true },
  ),
]

type Body = z.output<typeof createExternalBody.body>

async function allowed(body: Body, id: string | null, context: Acting): Promise<store.BodyContent> {
  demand(bodyRules, basis, body, context)
  const { kind, name, fromOn, toOn } = body
  const content = { kind, nameZh: name.zh, nameEn: name.en, fromOn, toOn }
  if (await store.isNameTaken(context.tx, content, id))
    throw new Invalid([{ path: 'body.name.zh', message: nameTaken }])
  return content
}

const nameTaken = { zh: '同类单位中已有这个名称。', en: 'An outside body of this kind has this name.' }
