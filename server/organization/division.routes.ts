import type { z } from 'zod'
import { changesOf } from '#domain/kernel/history.ts'
import { changeDivision, createDivision, readDivisionHistory } from '#domain/organization/division.api.ts'
import { divisionFields, divisionRules } from '#domain/organization/division.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read } from '#server/kernel/routes.ts'
import * as store from './division.store.ts'
import { listDivisions, lockOrganization } from './organization.store.ts'

type Body = z.output<typeof createDivision.body>

const contentOf = ({ code, name, sort, housesPerformanceOffice, fromOn }: Body): store.DivisionContent => ({
  code,
  nameZh: name.zh,
  nameEn: name.en,
  sort,
  housesPerformanceOffice,
  fromOn,
})

const find = async (tx: Tx, _actor: unknown, id: string, { today }: Reading) => {
  const division = (await listDivisions(tx, today, id))[0]
  if (!division) throw new NotFound()
  return division
}

export const divisionRoutes = [
  command(
    createDivision,
    async ({ body }, context) => {
      await lockOrganization(context.tx)
      const content = contentOf(body)
      await demandFreeCode(context.tx, content.code, null)
      await takeHouse(context, null, content.housesPerformanceOffice)
      const id = await store.insert(context.tx, content)
      const changes = changesOf(divisionFields, {}, content)
      await context.record('division.create', { kind: 'division', id }, { changes, basis: 'organization.division' })
      return id
    },
    find,
  ),

  command(
    changeDivision,
    async ({ params, body }, context) => {
      await lockOrganization(context.tx)
      const before = await store.lock(context.tx, params.id, body.version)
      const content = contentOf(body)
      await demandFreeCode(context.tx, content.code, before.id)
      await takeHouse(context, before.id, content.housesPerformanceOffice)
      await store.save(context.tx, before.id, content)
      const changes = changesOf(divisionFields, before, content)
      const subject = { kind: 'division', id: before.id }
      await context.record('division.change', subject, { changes, basis: 'organization.division' })
      return before.id
    },
    find,
  ),

  read(
    readDivisionHistory,
    async ({ params }, context) => {
      await find(context.tx, context.actor, params.id, context)
      return { rows: await historyOf(context.tx, [{ kind: 'division', id: params.id }]) }
    },
    { snapshot: true },
  ),
]

async function demandFreeCode(tx: Tx, code: string, exceptId: string | null): Promise<void> {
  if (await store.isCodeTaken(tx, code, exceptId)) throw new Invalid([{ path: 'body.code', message: codeTaken }])
}

/** The performance office sits in one division (Art. 8): ticking it on another one releases the one that had it. */
async function takeHouse(context: Acting, id: string | null, houses: boolean): Promise<void> {
  const { tx, today, record } = context
  const house = await store.findHouse(tx, today)
  demand(divisionRules, 'organization.performanceOffice', store.factsOf(house, id, houses), context)
  if (!houses || !house || house.id === id) return
  await store.save(tx, house.id, { housesPerformanceOffice: false })
  const changes = changesOf(divisionFields, { housesPerformanceOffice: true }, { housesPerformanceOffice: false })
  await record('division.change', { kind: 'division', id: house.id }, { changes, basis: 'organization.division' })
}

const codeTaken = { zh: '这个编号已有处使用。', en: 'Another division has this code.' }
