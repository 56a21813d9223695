import { randomInt } from 'node:crypto'
import { numberOf } from '#domain/document/documentNumber.ts'
import { issueRectificationNotice, noticePreview } from '#server/document/rectificationNotice.public.ts'
import type { Acting, Download, Reading } from '#server/kernel/routes.ts'
import { inform } from './answer.store.ts'
import { firstStepOn } from './escalation.sweep.ts'
import type { OrderAt } from './order.store.ts'
import * as store from './order.store.ts'
import { tellIssued } from './orderTold.ts'
import { divisionOfDay, personInDivision } from './source.store.ts'

async function sourceOf({ tx, today }: Reading, row: OrderAt) {
  const division = (await divisionOfDay(tx, row.divisionId, today)) ?? ''
  const person = row.personId && (await personInDivision(tx, row.personId, row.divisionId, today))?.name
  const { title, ground, finding, article, requirement, dueOn, sourceTitle: foundIn } = row
  return {
    ...{ title, ground, foundIn, finding, article, requirement, dueOn },
    isToPerson: row.personId !== null,
    addressee: person ? `${division}${person}` : division,
  }
}

/** How the notice would look. */
export async function preview(context: Reading, row: OrderAt): Promise<Download> {
  const { nameZh } = await context.tx.selectFrom('office').select('nameZh').executeTakeFirstOrThrow()
  return noticePreview(nameZh, await sourceOf(context, row))
}

/** Orders to divisions are counted on; those to persons are drawn, so that a number tells of no other. */
async function nextNumber({ tx, settings, today }: Acting, isToPerson: boolean): Promise<string> {
  const [code, year] = [settings['rectification.code'], Number(today.slice(0, 4))]
  const next = async () =>
    numberOf(code, year, isToPerson ? randomInt(10_000, 100_000) : await store.nextCount(tx, year))
  let number = await next()
  while (await store.isNumberUsed(tx, number)) number = await next()
  return number
}

/** Numbers an order, makes its notice, and puts it before the group. */
export async function issue(context: Acting, row: OrderAt) {
  const { actor, clock } = context
  const isToPerson = row.personId !== null
  const { documentId, number } = await issueRectificationNotice(context, {
    id: row.id,
    nextNumber: () => nextNumber(context, isToPerson),
    isRegistered: !isToPerson,
    source: await sourceOf(context, row),
    drafted: { by: row.draftedBy, at: row.draftedAt },
    checked: { by: row.checkedBy, at: row.checkedAt },
  })
  await inform(context, row)
  await tellIssued(context, { id: row.id, number, draftedBy: row.draftedBy })
  return {
    changed: {
      ...{ number, documentId, issuedBy: actor.id, issuedAt: clock.now, orderedDivisionId: row.divisionId },
      stepOn: firstStepOn(row.dueOn, context),
    },
    shown: { number },
  }
}
