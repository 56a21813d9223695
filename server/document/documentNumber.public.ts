import { sql } from 'kysely'
import { periodText } from '#domain/calendar/periods.ts'
import { countIn, numberKey } from '#domain/document/documentNumber.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'

type Bearer = { readonly documentId: string } | { readonly reportId: string }

/**
 * Enters the number for its bearer in the register of document numbers, or answers what bears it already. Of two who take
 * one number at once the second waits until the first is done.
 */
export async function takeNumber(tx: Tx, number: string, bearer: Bearer): Promise<Text | null> {
  const key = numberKey(number)
  const taken = await tx
    .insertInto('documentNumber')
    .values({ key, ...bearer })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return taken ? null : bearerOf(tx, key)
}

/** A report takes this number in the place of the one it had, or gives it back with null; answers what bears it already. */
export async function takeReportNumber(tx: Tx, number: string | null, reportId: string): Promise<Text | null> {
  const had = await tx.selectFrom('documentNumber').select('key').where('reportId', '=', reportId).executeTakeFirst()
  if (number !== null && had?.key === numberKey(number)) return null
  if (had) await tx.deleteFrom('documentNumber').where('reportId', '=', reportId).execute()
  return number === null ? null : takeNumber(tx, number, { reportId })
}

async function bearerOf(tx: Tx, key: string): Promise<Text> {
  const { title, period, subject, unitZh, unitEn } = await tx
    .selectFrom('documentNumber')
    .leftJoin('officialDocument', 'officialDocument.id', 'documentNumber.documentId')
    .leftJoin('dataReport', 'dataReport.id', 'documentNumber.reportId')
    .leftJoin('externalBody as unit', 'unit.id', 'dataReport.collectingUnitId')
    .select(['officialDocument.title', 'dataReport.period', 'dataReport.subject'])
    .select(['unit.nameZh as unitZh', 'unit.nameEn as unitEn'])
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (period === null) return same(title ?? '')
  const { zh, en } = periodText(period)
  return { zh: `报${unitZh}：${zh}${subject}`, en: `${subject}, ${en}, to ${unitEn}` }
}

/** The highest count that any number of this code and year has, of documents and of reports; 0 where there is none. */
export async function highestCount(tx: Tx, code: string, year: number): Promise<number> {
  const given = await tx
    .selectFrom('documentNumber')
    .select('key')
    .where(sql<boolean>`starts_with(key, ${numberKey(code)})`)
    .execute()
  return Math.max(0, ...given.map(({ key }) => countIn(key, code, year) ?? 0))
}
