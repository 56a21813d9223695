import { sql } from 'kysely'
import { type Holidays, workingDaysBetween } from '#domain/calendar/workingDays.ts'
import type { MunicipalSending } from '#domain/plan/municipalSending.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'

const sendings = (tx: Tx) =>
  tx
    .selectFrom('municipalSending')
    .innerJoin('person', 'person.id', 'municipalSending.madeBy')
    .innerJoin('planVersion', 'planVersion.id', 'municipalSending.planVersionId')
    .select(['municipalSending.id', 'municipalSending.number', 'sentOn', 'dueOn', 'receiver', 'documentNumber', 'note'])
    .select('municipalSending.documentId')
    .select(sql<MunicipalSending['way']>`way`.as('way'))
    .select(['planVersion.number as planVersion', 'municipalSending.madeAt'])
    .select(['person.id as personId', 'person.name as personName'])

type Row = Awaited<ReturnType<ReturnType<typeof sendings>['executeTakeFirstOrThrow']>>

const shown = ({ personId, personName, ...row }: Row, holidays: Holidays): MunicipalSending => ({
  ...row,
  lateBy: lateBy(row, holidays),
  madeBy: { id: personId, name: personName },
})

function lateBy({ sentOn, dueOn }: Pick<Row, 'sentOn' | 'dueOn'>, holidays: Holidays): number | null {
  if (dueOn === null) return null
  // a day of rest after the due day is late all the same
  return sentOn <= dueOn ? 0 : workingDaysBetween(dueOn, sentOn, holidays)
}

/** How often the plan went to the city, the last first. */
export const sendingsOf = async (tx: Tx, planId: string, holidays: Holidays): Promise<MunicipalSending[]> =>
  (await sendings(tx).where('municipalPlanId', '=', planId).orderBy('municipalSending.number', 'desc').execute()).map(
    (row) => shown(row, holidays),
  )

export const findSending = async (tx: Tx, id: string, holidays: Holidays): Promise<MunicipalSending> =>
  shown(
    await sendings(tx)
      .where('municipalSending.id', '=', id)
      .executeTakeFirstOrThrow(() => new NotFound()),
    holidays,
  )

export const countSendings = async (tx: Tx, planId: string): Promise<number> =>
  (
    await tx
      .selectFrom('municipalSending')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('municipalPlanId', '=', planId)
      .executeTakeFirstOrThrow()
  ).count

/** The version of the office's plan that is sent: that of the document it goes with, or the one that stands. */
export const versionSent = (tx: Tx, officePlanId: string, versionId: string | null) =>
  tx
    .selectFrom('planVersion')
    .select(['id', 'number'])
    .where('planId', '=', officePlanId)
    .$if(versionId !== null, (query) => query.where('id', '=', versionId ?? ''))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow(() => new NotFound())

type NewSending = Pick<
  Row,
  'number' | 'sentOn' | 'dueOn' | 'way' | 'receiver' | 'documentNumber' | 'documentId' | 'note'
> & {
  municipalPlanId: string
  planVersionId: string
  madeBy: string
  madeAt: string
}
export const insertSending = async (tx: Tx, values: NewSending): Promise<string> =>
  (await tx.insertInto('municipalSending').values(values).returning('id').executeTakeFirstOrThrow()).id
