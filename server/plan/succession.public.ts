import { sql } from 'kysely'
import type { Change } from '#domain/kernel/history.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Entry } from '#server/kernel/history.ts'
import { itemsOf } from './item.store.ts'
import type { PersonRole } from './openItems.public.ts'
import { freeze } from './planVersion.store.ts'
import { openCopiesOf } from './revision.store.ts'

export type DivisionMove = {
  readonly itemId: string
  readonly role: 'responsible' | 'coordinating' | 'coResponsible'
  readonly from: string
  readonly to: string
}

const divisionRoles = {
  responsible: { zh: '责任处', en: 'Responsible division' },
  coordinating: { zh: '协调处', en: 'Coordinating division' },
  coResponsible: { zh: '配合处', en: 'Co-responsible division' },
} as const

/** What happens to an item happens to the items of open revisions that stand for it. */
async function withCopies<Step extends { readonly itemId: string }>(tx: Tx, steps: readonly Step[]): Promise<Step[]> {
  const copies = await openCopiesOf(
    tx,
    steps.map(({ itemId }) => itemId),
  )
  const ofCopies = copies.flatMap(({ id, originId }) =>
    steps.filter(({ itemId }) => itemId === originId).map((step) => ({ ...step, itemId: id })),
  )
  return [...steps, ...ofCopies]
}

type Names = (id: string) => string
type Maker = { readonly personId: string; readonly at: string }

/** Gives items to other divisions; frozen plans get a new version, the versions before keep whom they named. */
export async function moveItems(tx: Tx, moves: readonly DivisionMove[], nameOf: Names, maker: Maker): Promise<Entry[]> {
  const all = await withCopies(tx, moves)
  for (const move of all) {
    const { itemId, role, to } = move
    const moved = role === 'coResponsible' ? {} : { [`${role}DivisionId`]: to }
    if (role === 'coResponsible') await moveShare(tx, move)
    await tx
      .updateTable('item')
      .set({ ...moved, version: sql<number>`version + 1` })
      .where('id', '=', itemId)
      .execute()
  }
  await joinToLead(
    tx,
    all.map(({ itemId }) => itemId),
  )
  await freezeAgain(tx, moves, maker)
  return moves.map(({ itemId, role, from, to }) =>
    entryOf(itemId, 'item.move', 'organization.reorganisation', {
      field: `${role}Division`,
      name: divisionRoles[role],
      old: nameOf(from),
      new: nameOf(to),
    }),
  )
}

/**
 * What a division that ends leaves besides its items: its own plans, and what the city's table allots to it. Answers the
 * plans that are not accepted and stay, as the successor has one of the year itself.
 */
export async function moveRest(tx: Tx, from: string, to: string): Promise<string[]> {
  await tx
    .updateTable('plan')
    .set({ divisionId: to, version: sql<number>`version + 1` })
    .where('divisionId', '=', from)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('plan as present')
            .select('present.id')
            .where('present.divisionId', '=', to)
            .whereRef('present.year', '=', 'plan.year'),
        ),
      ),
    )
    .execute()
  for (const column of ['responsibleDivisionId', 'coordinatingDivisionId'] as const)
    await tx
      .updateTable('municipalIndicator')
      .set({ [column]: to, version: sql<number>`version + 1` })
      .where(column, '=', from)
      .where('municipalPlanId', 'in', (eb) =>
        eb
          .selectFrom('municipalPlan')
          .innerJoin('performanceYear', 'performanceYear.year', 'municipalPlan.year')
          .select('municipalPlan.id')
          .where('performanceYear.state', '<>', 'closed'),
      )
      .execute()
  const left = await tx
    .selectFrom('plan')
    .innerJoin('performanceYear', 'performanceYear.year', 'plan.year')
    .select('plan.id')
    .where('plan.kind', '=', 'division')
    .where('plan.divisionId', '=', from)
    .where('plan.state', '<>', 'accepted')
    .where('performanceYear.state', '<>', 'closed')
    .execute()
  return left.map(({ id }) => id)
}

/** The share of a division with its phases and indicators; where the successor shares the item already, they join its own. */
async function moveShare(tx: Tx, { itemId, from, to }: DivisionMove): Promise<void> {
  await sql`update phase set division_id = ${to} where item_id = ${itemId} and division_id = ${from}`.execute(tx)
  await sql`update indicator set division_id = ${to} where item_id = ${itemId} and division_id = ${from}`.execute(tx)
  await sql`update item_division set division_id = ${to} where item_id = ${itemId} and division_id = ${from}
    and not exists (select from item_division other where other.item_id = ${itemId} and other.division_id = ${to})`.execute(
    tx,
  )
  await sql`delete from item_division where item_id = ${itemId} and division_id = ${from}`.execute(tx)
}

/** Where a lead division would share its own item, the share falls away and its phases and indicators are the lead's. */
async function joinToLead(tx: Tx, itemIds: readonly string[]): Promise<void> {
  const ids = [...itemIds]
  await sql`update phase set division_id = null from item where item.id = any(${ids}::uuid[])
    and phase.item_id = item.id and phase.division_id = item.responsible_division_id`.execute(tx)
  await sql`update indicator set division_id = null from item where item.id = any(${ids}::uuid[])
    and indicator.item_id = item.id and indicator.division_id = item.responsible_division_id`.execute(tx)
  await sql`delete from item_division as share using item where item.id = any(${ids}::uuid[])
    and share.item_id = item.id and share.division_id = item.responsible_division_id`.execute(tx)
}

export type PersonPass = {
  readonly itemId: string
  readonly role: PersonRole
  readonly from: { readonly id: string; readonly name: string }
  /** Null: nobody takes over; never for the main responsible person. */
  readonly to: { readonly id: string; readonly name: string } | null
}

const personRoles = {
  main: { zh: '主要责任人', en: 'Main responsible person' },
  responsible: { zh: '责任人', en: 'Responsible person' },
  participant: { zh: '参与人', en: 'Participant' },
} as const

/** Hands items from one person to another. */
export async function passItems(tx: Tx, passes: readonly PersonPass[], maker: Maker): Promise<Entry[]> {
  for (const { itemId, role, from, to } of await withCopies(tx, passes)) {
    const version = { version: sql<number>`version + 1` }
    const main = role === 'main' && to ? { mainResponsiblePersonId: to.id } : {}
    await tx
      .updateTable('item')
      .set({ ...version, ...main })
      .where('id', '=', itemId)
      .execute()
    if (to)
      await tx
        .updateTable('itemMeasure')
        .set({ personId: to.id })
        .where('itemId', '=', itemId)
        .where('personId', '=', from.id)
        .execute()
    if (role === 'main') continue
    await tx
      .deleteFrom('itemPerson')
      .where('itemId', '=', itemId)
      .where('personId', '=', from.id)
      .where('role', '=', role)
      .execute()
    if (to)
      await tx
        .insertInto('itemPerson')
        .values({ itemId, personId: to.id, role })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
  }
  await freezeAgain(tx, passes, maker)
  return passes.map(({ itemId, role, from, to }) =>
    entryOf(itemId, 'item.pass', 'organization.handover', {
      field: role,
      name: personRoles[role],
      old: from.name,
      new: to?.name ?? null,
    }),
  )
}

const entryOf = (id: string, action: string, basis: string, change: Change): Entry => ({
  action,
  subject: { kind: 'item', id },
  basis,
  changes: [change],
})

/** A plan that was frozen before is frozen again as it now stands; a draft that never was stays without version. */
async function freezeAgain(tx: Tx, changed: readonly { readonly itemId: string }[], maker: Maker): Promise<void> {
  const ids = [...new Set(changed.map(({ itemId }) => itemId))]
  if (ids.length === 0) return
  const plans = await tx
    .selectFrom('plan')
    .select(['id', 'year', 'title', 'procedureText', 'standardsText', 'reportingText'])
    .where('state', '<>', 'drafting')
    .where('id', 'in', (eb) => eb.selectFrom('item').select('planId').where('id', 'in', ids))
    .where((eb) => eb.exists(eb.selectFrom('planVersion').select('planVersion.id').whereRef('planId', '=', 'plan.id')))
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const plan of plans) await freeze(tx, plan, await itemsOf(tx, plan.id), maker)
}
