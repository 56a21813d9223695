import { sql } from 'kysely'
import { periodText } from '#domain/calendar/periods.ts'
import { addWorkingDays } from '#domain/calendar/workingDays.ts'
import { correction, type State, transitions } from '#domain/collection/dataReport.ts'
import { type Actor, personsOf } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { visible } from './dataReport.store.ts'
import { dueOnOf, isOutdated } from './dataReportList.store.ts'
import { listOpenSets } from './dataReportSet.store.ts'

/** What waits in reports to collecting units for the acting post; whoever has nothing to do with them is not asked for. */
export async function reportTodos(context: Reading): Promise<Todo[]> {
  const { actor } = context
  const isStaff = actor.post === 'division.head' || actor.post === 'division.officer'
  const isLeader = actor.post === 'leadingGroup.head' || actor.post === 'leadingGroup.deputy'
  if (!isStaff && !isLeader) return []
  const reports = await reportsWaiting(context)
  const ofReports = reports.flatMap((report) => {
    const action = actionFor(actor, report)
    return action ? [todoOf(report, action)] : []
  })
  return actor.post === 'division.officer' ? [...(await setsWaiting(context)), ...ofReports] : ofReports
}

type Waiting = Awaited<ReturnType<typeof reportsWaiting>>[number]
type Asked = { readonly hash: string; readonly label: Text; readonly basis: string }

const asked = (hash: keyof typeof transitions): Asked => ({ hash, ...transitions[hash] })

/** The one action that brings this report on, if it is this post's. */
function actionFor(
  actor: Actor,
  { state, isOutdated, isMissing, hasSuccessor, isReceiptDue }: Waiting,
): Asked | undefined {
  const isOfficer = actor.post === 'division.officer'
  const isHead = actor.post === 'division.head'
  const settled = !isMissing
  if (state === 'assembled')
    return isOfficer && isOutdated && settled ? asked('refresh') : isHead && !isOutdated ? asked('sign') : undefined
  if (state === 'signed' || state === 'reviewed') {
    if (isOutdated) return isHead ? asked('takeBack') : undefined
    if (state === 'reviewed') return isOfficer ? asked('send') : undefined
    return isOfficer || isHead ? undefined : asked('review')
  }
  if (!isOfficer) return undefined
  if (isOutdated && settled && !hasSuccessor) return { hash: 'correct', ...correction }
  return state === 'sent' && isReceiptDue ? asked('acknowledge') : undefined
}

const todoOf = (report: Waiting, { hash, label, basis }: Asked): Todo => ({
  module: 'reports',
  id: report.id,
  action: label,
  object: objectOf(report.unitZh, report.unitEn, report.period, report.subject),
  from: from(report, hash),
  // what was sent once met its day or missed it; a correction, and what follows the sending, has none
  dueOn: report.number > 1 || hash === 'correct' || hash === 'acknowledge' ? null : report.dueOn,
  basis,
  link: `/reports/${report.id}#act-${hash}`,
})

const objectOf = (zh: string, en: string, period: string, subject = ''): Text => ({
  zh: `${zh}${periodText(period).zh}${subject || '数据'}`,
  en: `${en}, ${periodText(period).en}${subject ? `: ${subject}` : ''}`,
})

function from({ assembledByName, divisionZh, divisionEn, returnReason }: Waiting, hash: string): Text {
  if (hash === 'review') return { zh: `${divisionZh}已签字`, en: `Signed by ${divisionEn}` }
  if (hash === 'sign') return { zh: `${assembledByName}汇总`, en: `Assembled by ${assembledByName}` }
  if (hash === 'refresh' && returnReason) return { zh: `退回：${returnReason}`, en: `Returned: ${returnReason}` }
  if (hash === 'send') return { zh: '办领导已审核', en: 'Reviewed by the office leader' }
  if (hash === 'acknowledge') return { zh: '送出后未收到回执', en: 'No receipt since it was sent' }
  return { zh: '数据有更正', en: 'Data were corrected' }
}

/** Reports that may wait for this post: the division's own, or those under the officeLeader's charge to be reviewed. */
async function reportsWaiting({ tx, actor, today, settings, app }: Reading) {
  const isLeader = actor.divisionId === null
  const days = settings['collection.receiptWorkingDays']
  // While the holiday list is awaited nothing is said about overdue receipts.
  const receiptSince = addWorkingDays(today, -days, app.holidays) ?? '0001-01-01'
  const states: State[] = isLeader ? ['signed'] : ['assembled', 'signed', 'reviewed', 'sent', 'acknowledged']
  return visible(tx, actor)
    .innerJoin('externalBody as unit', 'unit.id', 'dataReport.collectingUnitId')
    .innerJoin('division', 'division.id', 'dataReport.coordinatingDivisionId')
    .innerJoin('person as assembler', 'assembler.id', 'dataReport.assembledBy')
    .select([
      'dataReport.id',
      'dataReport.state',
      'dataReport.period',
      'dataReport.number',
      'dataReport.subject',
      'dataReport.returnReason',
      'assembler.name as assembledByName',
      'unit.nameZh as unitZh',
      'unit.nameEn as unitEn',
      'division.nameZh as divisionZh',
      'division.nameEn as divisionEn',
      dueOnOf.as('dueOn'),
      isOutdated.as('isOutdated'),
      isMissing.as('isMissing'),
      hasSuccessor.as('hasSuccessor'),
      sql<boolean>`coalesce(data_report.sent_on <= ${receiptSince}::date, false)`.as('isReceiptDue'),
    ])
    .where('dataReport.state', 'in', states)
    .$if(isLeader, (query) => query.where(reviewedBy(actor)))
    .where(sql<boolean>`(data_report.state in ('assembled', 'signed', 'reviewed')
      or (data_report.state = 'sent' and data_report.sent_on <= ${receiptSince}::date and not ${hasSuccessor})
      or (${isOutdated} and not ${hasSuccessor}))`)
    .orderBy('dataReport.period')
    .orderBy('dataReport.id')
    .limit(200)
    .execute()
}

const hasSuccessor = sql<boolean>`exists (select from data_report later where later.corrects_id = data_report.id)`

const isMissing = sql<boolean>`exists (
  select from duty where duty.collecting_unit_id = data_report.collecting_unit_id
    and duty.coordinating_division_id = data_report.coordinating_division_id and duty.period = data_report.period
    and duty.stage not in ('accepted', 'reported', 'acknowledged', 'withdrawn'))`

/** In the actor's charge, and neither signed nor assembled by the same person; the head's where no deputy has the charge. */
const reviewedBy = (actor: Actor) => sql<boolean>`not (array_remove(array[data_report.signed_by, data_report.signed_for,
    data_report.assembled_by], null) && ${[...personsOf(actor)]}::uuid[])
  and (data_report.coordinating_division_id = any(${[...actor.inChargeOf]}::uuid[])
    or (${actor.post === 'leadingGroup.head'} and not exists (
      select from post_charge charge join post on post.id = charge.post_id
      where charge.division_id = data_report.coordinating_division_id and post.to_on is null)))`

/** Sets of which every duty is accepted and that nobody has assembled yet. */
async function setsWaiting({ tx, actor, today }: Reading): Promise<Todo[]> {
  const sets = await listOpenSets(tx, actor, { today })
  return sets
    .filter(({ owed, accepted }) => owed === accepted)
    .map(({ anyDutyId, unitId, unitZh, unitEn, coordinatingDivisionId, period, dueOn, owed }) => ({
      module: 'reports',
      id: anyDutyId,
      action: { zh: '汇总', en: 'Assemble' },
      object: objectOf(unitZh, unitEn, period),
      from: { zh: `${owed}项数据全部已接收`, en: `All ${owed} figures are accepted` },
      dueOn,
      basis: 'report.assemble',
      link: `/reports/new?${new URLSearchParams({ unit: unitId, division: coordinatingDivisionId, period })}#act-assemble`,
    }))
}
