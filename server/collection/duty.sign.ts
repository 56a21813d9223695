import { randomUUID } from 'node:crypto'
import { factsOf, stages, transitions } from '#domain/collection/duty.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { inForce, type RulePack } from '#domain/kernel/settings.ts'
import { settleCards } from '#server/card/card.public.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { type Acting, type Reading, take } from '#server/kernel/routes.ts'
import { demandReauthentication } from '#server/session/session.public.ts'
import { subjectOf } from './duty.acts.ts'
import { text } from './duty.shape.ts'
import { type Offered, offeredOf } from './judge.store.ts'
import { findSheet, insertSignatures, saveSigned } from './signature.store.ts'

/** The Art. 28 statement in force on a day. */
export function statementOf(pack: RulePack, today: string) {
  const statement = inForce(pack.statements.art28 ?? [], today)
  if (!statement) throw new Error(`rule pack ${pack.name} has no statement art28 for ${today}`)
  return { number: statement.number, text: statement.text }
}

/** What a head of division is shown before signing, and the digest of exactly that. */
export async function readSheet({ tx, actor, today, pack }: Reading, period: string) {
  const duties = await offeredOf(tx, actor.divisionId, period, today)
  const statement = statementOf(pack, today)
  const division = await divisionOf(tx, actor)
  const digest = duties.length > 0 ? sheetOf(division, period, statement, duties).digest : null
  return {
    period,
    division: text(division.zh, division.en),
    duties: duties.map(({ digest: _, ...duty }) => duty),
    statement,
    digest,
  }
}

export async function divisionOf(tx: Tx, { divisionId }: { readonly divisionId: string | null }) {
  const { nameZh, nameEn, id } = await tx
    .selectFrom('division')
    .select(['id', 'nameZh', 'nameEn'])
    .where('id', '=', divisionId)
    .executeTakeFirstOrThrow(() => new NotFound())
  return { id, zh: nameZh, en: nameEn }
}

type Statement = ReturnType<typeof statementOf>

/** The canonical content that is signed: statement, division, period, and every version with its value and digest. */
const sheetOf = (
  division: { id: string; zh: string },
  period: string,
  statement: Statement,
  duties: readonly Offered[],
) =>
  canonicalOf({
    division: { id: division.id, name: division.zh },
    period,
    statement: { name: 'art28', number: statement.number, text: statement.text.zh },
    duties: duties
      .map(({ id, submissionId, number, kind, value, note, indicator: { name, unit }, digest }) => ({
        ...{ duty: id, submission: submissionId, number, kind, value, note, digest },
        indicator: { name, unit },
      }))
      .toSorted((a, b) => a.duty.localeCompare(b.duty)),
  })

type Seen = { readonly period: string; readonly statementNumber: number; readonly digest: string }

/** Signs everything on the sheet as it was seen (Art. 28); whatever changed since makes it stale. Answers the sheet's id. */
export async function signSheet(context: Acting, seen: Seen): Promise<string> {
  const { tx, actor, today, pack, clock } = context
  demandReauthentication(context)
  const duties = await offeredOf(tx, actor.divisionId, seen.period, today, true)
  const statement = statementOf(pack, today)
  const sheet = sheetOf(await divisionOf(tx, actor), seen.period, statement, duties)
  if (duties.length === 0 || sheet.digest !== seen.digest || statement.number !== seen.statementNumber)
    throw new Stale()
  for (const duty of duties) take(transitions.sign, factsOf(duty), context, stages)
  const sheetId = randomUUID()
  const signed = { sheetId, statement: statement.text.zh, statementNumber: statement.number, signedAt: clock.now }
  await insertSignatures(
    tx,
    actor,
    duties.map(({ submissionId }) => submissionId),
    { ...signed, ...sheet },
  )
  await saveSigned(
    tx,
    actor,
    duties.map(({ id }) => id),
    { today, now: clock.now },
  )
  await settleCards(
    tx,
    duties.map(({ id }) => id),
    today,
    'internal',
  )
  await context.recordMany(
    duties.map(({ id }) => ({ action: 'duty.sign', subject: subjectOf(id), basis: 'duty.sign' })),
  )
  return sheetId
}

export const findSignedSheet = (tx: Tx, actor: Actor, sheetId: string) => findSheet(tx, actor, sheetId)
