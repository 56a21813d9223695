import { sql } from 'kysely'
import { z } from 'zod'
import type { RulePack, SettingKey } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { AdministrationAct, listAdministrationActs, listSecurityLog } from '#domain/organization/records.api.ts'
import { type RecordKind, recordKindNames } from '#domain/organization/records.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { entries, entryOf } from '#server/kernel/history.ts'

const byTime = z.tuple([z.iso.datetime(), z.uuid()])

type LogFilter = z.output<typeof listSecurityLog.query>

/** The security log, newest first. */
export async function listLog(tx: Tx, { kind, after, limit }: LogFilter) {
  const place = placeOf(after, byTime)
  const rows = await tx
    .selectFrom('securityLog')
    .leftJoin('person', 'person.id', 'securityLog.personId')
    .select(['securityLog.id', 'securityLog.kind', 'person.name as personName', 'securityLog.network as address'])
    .select(['securityLog.recordedAt', instantForCursor('securityLog.recordedAt').as('at')])
    .$if(kind !== undefined, (query) => query.where('securityLog.kind', '=', kind ?? ''))
    .$if(place !== undefined, (query) =>
      query.where(
        sql<boolean>`(security_log.recorded_at, security_log.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`,
      ),
    )
    .orderBy('securityLog.recordedAt', 'desc')
    .orderBy('securityLog.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ at, id }) => cursorAt(at, id))
  return { next: page.next, rows: page.rows.map(({ at: _at, ...row }) => row) }
}

type ActFilter = z.output<typeof listAdministrationActs.query>

/** What was done to the records of the administration, newest first, each with the record's present name. */
export async function listActs(tx: Tx, pack: RulePack, { kind, after, limit }: ActFilter) {
  const place = placeOf(after, byTime)
  const rows = await entries(tx)
    .leftJoin('division as ofDivision', 'ofDivision.id', 'history.subjectId')
    .leftJoin('externalBody as ofBody', 'ofBody.id', 'history.subjectId')
    .leftJoin('post as ofPost', 'ofPost.id', 'history.subjectId')
    .leftJoin('person as ofPerson', (join) =>
      join.on((eb) => eb('ofPerson.id', '=', eb.fn.coalesce('ofPost.personId', 'history.subjectId'))),
    )
    .leftJoin('setting as ofSetting', 'ofSetting.id', 'history.subjectId')
    .leftJoin('performanceYear as ofYear', 'ofYear.id', 'history.subjectId')
    .select(['history.subjectKind', 'history.subjectId', instantForCursor('history.recordedAt').as('at')])
    .select(['ofDivision.nameZh as divisionZh', 'ofDivision.nameEn as divisionEn', 'ofPerson.name as ofPersonName'])
    .select(['ofBody.nameZh as bodyZh', 'ofBody.nameEn as bodyEn', 'ofSetting.key', 'ofYear.year'])
    .where('history.subjectKind', 'in', kind ? [kind] : recordKindNames)
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(history.recorded_at, history.id) < (${place?.[0]}::timestamptz, ${place?.[1]}::uuid)`),
    )
    .orderBy('history.recordedAt', 'desc')
    .orderBy('history.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageFrom(rows, limit, ({ at, id }) => cursorAt(at, id))
  return { next: page.next, rows: page.rows.map((row) => actOf(row, pack)) }
}

type Named = Parameters<typeof entryOf>[0] & {
  subjectKind: string
  subjectId: string
  divisionZh: string | null
  divisionEn: string | null
  bodyZh: string | null
  bodyEn: string | null
  ofPersonName: string | null
  key: string | null
  year: number | null
}

const actOf = (row: Named, pack: RulePack): AdministrationAct => ({
  ...entryOf(row),
  subject: { kind: row.subjectKind as RecordKind, id: row.subjectId, name: nameOf(row, pack) },
})

function nameOf(row: Named, pack: RulePack): Text | null {
  if (row.divisionZh && row.divisionEn) return { zh: row.divisionZh, en: row.divisionEn }
  if (row.bodyZh && row.bodyEn) return { zh: row.bodyZh, en: row.bodyEn }
  if (row.key) return pack.settings[row.key as SettingKey]?.name ?? { zh: row.key, en: row.key }
  const words = row.ofPersonName ?? row.year?.toString()
  return words === undefined ? null : { zh: words, en: words }
}
