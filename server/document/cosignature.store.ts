import { sql } from 'kysely'
import { type CosignatureState, isSettled } from '#domain/document/cosignature.ts'
import type { Cosignature } from '#domain/document/officialDocument.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { divisionWhen } from '#server/kernel/divisionName.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'

const requests = (tx: Tx, documentId: string) =>
  tx
    .selectFrom('documentCosignature as request')
    .innerJoin('division', 'division.id', 'request.divisionId')
    .innerJoin('person as asker', 'asker.id', 'request.askedBy')
    .leftJoin('person as answerer', 'answerer.id', 'request.answeredBy')
    .select(['request.id', 'request.divisionId', 'request.number', 'request.digest', 'note', 'words', 'withdrawReason'])
    .select(['askedAt', 'answeredAt', 'asker.name as askerName', 'answerer.name as answererName'])
    .select([
      sql<CosignatureState>`request.state`.as('state'),
      divisionWhen('request.divisionId', 'request.answeredAt').as('division'),
    ])
    .where('documentId', '=', documentId)

/** Every request, by division, the last first: an earlier one of the same division stands in nobody's way. */
export async function cosignaturesOf(
  tx: Tx,
  documentId: string,
  divisionId: string | null,
  digest: string,
): Promise<Cosignature[]> {
  const rows = await requests(tx, documentId)
    .$if(divisionId !== null, (query) => query.where('request.divisionId', '=', divisionId ?? ''))
    .orderBy('division.sort')
    .orderBy('division.id')
    .orderBy('request.number', 'desc')
    .execute()
  return rows.map(({ divisionId: of, number: _number, digest: read, ...request }, at) => ({
    ...request,
    isSettled: rows[at - 1]?.divisionId === of || isSettled({ state: request.state, digest: read }, digest),
  }))
}

/** One request of this document, locked. */
export const lockRequest = (tx: Tx, documentId: string, id: string) =>
  requests(tx, documentId)
    .where('request.id', '=', id)
    .forUpdate('request')
    .executeTakeFirstOrThrow(() => new NotFound())

type Asked = { readonly id: string; readonly nameZh: string; readonly nameEn: string; readonly isAsked: boolean }

/** Divisions of the day by their ids, and whether each has a request that waits for its answer. */
export const divisionsToAsk = (
  { tx, today }: Acting,
  documentId: string,
  ids: readonly string[],
): Promise<readonly Asked[]> =>
  tx
    .selectFrom('division')
    .select(['id', 'nameZh', 'nameEn'])
    .select(
      sql<boolean>`exists (select from document_cosignature as request where request.document_id = ${documentId}::uuid
        and request.division_id = division.id and request.state = 'asked')`.as('isAsked'),
    )
    .where('id', 'in', [...ids])
    .where('fromOn', '<=', today)
    .where((or) => or.or([or('toOn', 'is', null), or('toOn', '>', today)]))
    .orderBy('sort')
    .execute()

export const ask = ({ tx, actor, clock }: Acting, documentId: string, ids: readonly string[], note: string) =>
  tx
    .insertInto('documentCosignature')
    .columns(['documentId', 'divisionId', 'number', 'note', 'askedBy', 'askedAt'])
    .expression((eb) =>
      eb
        .selectFrom('division')
        .select([
          sql<string>`${documentId}::uuid`.as('documentId'),
          'division.id',
          sql<number>`(select count(*)::int + 1 from document_cosignature as earlier
            where earlier.document_id = ${documentId}::uuid and earlier.division_id = division.id)`.as('number'),
          sql<string>`${note}::text`.as('note'),
          sql<string>`${actor.id}::uuid`.as('askedBy'),
          sql<string>`${clock.now}::timestamptz`.as('askedAt'),
        ])
        .where('division.id', 'in', [...ids]),
    )
    .execute()

type Answer = { readonly state: CosignatureState; readonly words: string; readonly digest: string }

export const answer = ({ tx, actor, clock }: Acting, id: string, values: Answer) =>
  tx
    .updateTable('documentCosignature')
    .set({ ...values, answeredBy: actor.id, answeredAt: clock.now })
    .where('id', '=', id)
    .execute()

export const withdraw = ({ tx, actor, clock }: Acting, id: string, withdrawReason: string) =>
  tx
    .updateTable('documentCosignature')
    .set({ state: 'withdrawn', withdrawReason, withdrawnBy: actor.id, withdrawnAt: clock.now })
    .where('id', '=', id)
    .execute()

/** Ends every request of the document that waits for its answer. */
export const withdrawAll = ({ tx, actor, clock }: Acting, documentId: string, withdrawReason: string) =>
  tx
    .updateTable('documentCosignature')
    .set({ state: 'withdrawn', withdrawReason, withdrawnBy: actor.id, withdrawnAt: clock.now })
    .where('documentId', '=', documentId)
    .where('state', '=', 'asked')
    .execute()
