import { sql } from 'kysely'
import { periodText } from '#domain/calendar/periods.ts'
import { transitions } from '#domain/collection/duty.ts'
import { personsOf } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { acceptedBy } from './judge.store.ts'

const module = 'collection'

/** What data ask of this post: to fill in, to sign, to accept. */
export async function dutyTodos(context: Reading): Promise<Todo[]> {
  const { post } = context.actor
  if (post === 'division.officer') return [...(await toFill(context)), ...(await toAccept(context))]
  if (post === 'division.head') return [...(await toSign(context)), ...(await toAccept(context))]
  return post === 'leadingGroup.deputy' ? toAccept(context) : []
}

const dueOn = sql<string | null>`coalesce(duty.internal_due_on, duty.external_due_on)`

async function toFill({ tx, actor }: Reading): Promise<Todo[]> {
  const rows = await tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .innerJoin('division as coordinating', 'coordinating.id', 'duty.coordinatingDivisionId')
    .select(['duty.id', 'duty.period', 'duty.stage', 'duty.returnReason', 'indicator.name', dueOn.as('dueOn')])
    .select(['coordinating.nameZh', 'coordinating.nameEn', 'item.code', 'item.title'])
    .where('duty.responsibleDivisionId', '=', actor.divisionId)
    .where('duty.stage', 'in', ['open', 'returned'])
    .orderBy(dueOn)
    .orderBy('duty.id')
    .limit(500)
    .execute()
  return rows.map(({ id, period, stage, returnReason, name, dueOn: due, nameZh, nameEn, code, title }) => ({
    item: { code, title },
    ...{ module, id, dueOn: due, basis: transitions.offer.basis, link: `/duties/${id}#act-fill` },
    action: stage === 'returned' ? refill : fill,
    object: inPeriod({ zh: name, en: name }, period),
    from: asked({ zh: nameZh, en: nameEn }, returnReason),
  }))
}

const fill = { zh: '填报', en: 'Fill in' }
const refill = { zh: '重新填报', en: 'Fill in again' }
const inPeriod = (name: Text, period: string): Text => {
  const { zh, en } = periodText(period)
  return { zh: `${name.zh}，${zh}`, en: `${name.en}, ${en}` }
}
const asked = (division: Text, reason: string | null): Text =>
  reason === null
    ? { zh: `${division.zh}汇总`, en: `For ${division.en}` }
    : { zh: `退回原因：${reason}`, en: `Returned because: ${reason}` }

/** One to-do for each period: the whole sheet is signed at once. */
async function toSign({ tx, actor }: Reading): Promise<Todo[]> {
  const rows = await tx
    .selectFrom('duty')
    .select(['duty.period', sql<number>`count(*)::int`.as('count'), sql<string>`min(duty.id::text)`.as('id')])
    .select(sql<string | null>`min(${dueOn})`.as('dueOn'))
    .where('duty.responsibleDivisionId', '=', actor.divisionId)
    .where('duty.stage', '=', 'offered')
    .groupBy('duty.period')
    .execute()
  return rows.map(({ id, period, count, dueOn: due }) => ({
    ...{ module, id, dueOn: due, basis: transitions.sign.basis, link: `/duties/sign/${period}#act-sign` },
    action: transitions.sign.label,
    object: inPeriod(data, period),
    from: { zh: `${count}项待签字`, en: `${count} to be signed` },
  }))
}

const data = { zh: '指标数据', en: 'Indicator data' }

async function toAccept({ tx, actor, today }: Reading): Promise<Todo[]> {
  const rows = await tx
    .selectFrom('duty')
    .innerJoin('division as responsible', 'responsible.id', 'duty.responsibleDivisionId')
    .select(['duty.period', sql<number>`count(*)::int`.as('count'), sql<string>`min(duty.id::text)`.as('id')])
    .select(sql<string | null>`min(duty.external_due_on)`.as('dueOn'))
    .where('duty.stage', '=', 'submitted')
    .where(acceptedBy(actor, today))
    // whoever entered or signed them is not asked to accept them
    .where('duty.enteredBy', 'not in', personsOf(actor))
    .where('duty.signedBy', 'not in', personsOf(actor))
    .where((eb) => eb.or([eb('duty.signedFor', 'is', null), eb('duty.signedFor', 'not in', personsOf(actor))]))
    .groupBy('duty.period')
    .execute()
  return rows.map(({ id, period, count, dueOn: due }) => ({
    ...{
      module,
      id,
      dueOn: due,
      basis: transitions.accept.basis,
      link: `/duties/acceptance?period=${period}#act-accept`,
    },
    action: transitions.accept.label,
    object: inPeriod(data, period),
    from: { zh: `${count}项已签字`, en: `${count} signed` },
  }))
}
