import { sql } from 'kysely'
import { previousPeriod, samePeriodLastYear } from '#domain/calendar/periods.ts'
import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import type { Duty } from '#domain/collection/duty.api.ts'
import type { EntryKind } from '#domain/collection/duty.ts'
import type { RegisteredWay } from '#domain/collection/registration.ts'
import type { Submission } from '#domain/collection/submission.api.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { cardsOfDuties } from '#server/card/card.public.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { entries } from '#server/kernel/history.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { findDraft } from './draft.store.ts'
import { figureAt, figuresBefore } from './duty.figures.ts'
import { evidenceOf, rowOf, text } from './duty.shape.ts'
import { dutyRows, visible } from './dutyRows.store.ts'
import {
  askedForm,
  comparedOf,
  contentOf,
  evidenceAsked,
  formFileNames,
  formFiles,
  formOf,
  furtherOf,
} from './form.store.ts'

/** Everything about one duty, for its page and as the answer of every command on it. */
export async function findDuty(
  tx: Tx,
  actor: Actor,
  id: string,
  { today, app }: Pick<Reading, 'today' | 'app'>,
): Promise<Duty> {
  const row = await dutyRows(tx, today)
    .leftJoin('person as signer', 'signer.id', 'duty.signedBy')
    .select(['indicator.definition', 'indicator.target', evidenceAsked.as('evidenceNeeded'), 'duty.frequency'])
    .select(askedForm.as('asked'))
    .select(['duty.returnReason', 'signer.name as signerName', signedOn.as('signedOn')])
    .select(['duty.reminderOn', 'duty.earlyWarningOn', 'duty.redOn', 'duty.dueRevision', 'duty.packVersion'])
    .select(['duty.setOn', 'duty.awaiting'])
    .where('duty.id', '=', id)
    .where((eb) => visible(eb, actor))
    .executeTakeFirstOrThrow(() => new NotFound())
  const { card: _, ...duty } = rowOf(row)
  const suggestion = await findSuggestion(tx, id)
  const form = formOf(row.asked)
  const draft = await findDraft(tx, actor, id)
  const submissions = await submissionsOf(tx, id, row.submissionId)
  const content = draft?.content ?? (await contentLast(tx, id))
  const lastYear =
    (await figureAt(tx, duty, samePeriodLastYear(row.period))) ?? suggestedLastYear(row.period, suggestion)
  const left = (dueOn: string | null) => (dueOn === null ? null : workingDaysBetween(today, dueOn, app.holidays))
  return {
    ...duty,
    ...{ definition: row.definition, target: row.target, evidenceNeeded: row.evidenceNeeded },
    ...{ returnReason: row.returnReason, signerName: row.signerName, signedOn: row.signedOn },
    due: {
      ...{ reminderOn: row.reminderOn, earlyWarningOn: row.earlyWarningOn, redOn: row.redOn },
      ...{ revision: row.dueRevision, packVersion: row.packVersion, settingsOn: row.setOn, awaiting: row.awaiting },
      workingDaysLeft: left(row.externalDueOn),
      internalWorkingDaysLeft: left(row.internalDueOn),
      workingDaysLate: lateBy(duty, app.holidays),
    },
    last: (await figureAt(tx, duty, previousPeriod(row.period))) ?? null,
    lastYear,
    recent: await figuresBefore(tx, duty, row.period, row.frequency),
    suggestion: suggestion === undefined ? null : suggestionOf(suggestion),
    ...{ form, compared: await comparedOf(tx, { ...duty, form }), content, draft, submissions },
    files: await formFiles(tx, id, actor.id, form?.fields ?? [], content),
    submissionId: row.submissionId,
    cards: (await cardsOfDuties(tx, [id])).map(({ dutyId: _duty, ...card }) => card),
    accepted: isAccepted(row.stage) ? await acceptanceOf(tx, id) : null,
    reports: await reportsOf(tx, id),
  }
}

const signedOn = sql<string | null>`(duty.signed_at at time zone 'Asia/Shanghai')::date`

/** By how many working days the first signature missed the day it is late against; null when it is not late. */
function lateBy(
  duty: Pick<Duty, 'firstSignedOn' | 'externalDueOn' | 'internalDueOn' | 'lateStart'>,
  holidays: Reading['app']['holidays'],
) {
  const { firstSignedOn, externalDueOn, internalDueOn, lateStart } = duty
  if (firstSignedOn === null || lateStart) return null
  const dueOn = externalDueOn !== null && firstSignedOn > externalDueOn ? externalDueOn : internalDueOn
  return dueOn !== null && firstSignedOn > dueOn ? workingDaysBetween(dueOn, firstSignedOn, holidays) : null
}

const findSuggestion = (tx: Tx, dutyId: string) =>
  tx
    .selectFrom('dutySuggestion as suggestion')
    .innerJoin('feedRun', 'feedRun.id', 'suggestion.feedRunId')
    .select(['suggestion.value', 'suggestion.passengers', 'suggestion.lines', 'suggestion.lastYearValue'])
    .leftJoin('feed', 'feed.id', 'feedRun.feedId')
    .leftJoin('feedFigure as figure', (join) =>
      join.onRef('figure.runId', '=', 'feedRun.id').onRef('figure.dutyId', '=', 'suggestion.dutyId'),
    )
    .leftJoin('storedFile as file', 'file.id', 'feedRun.fileId')
    .select(['feedRun.feed', 'feedRun.runAt', 'feed.id as feedId', 'feed.name as feedName', 'file.name as fileName'])
    .select(['figure.sheet', 'figure.line'])
    .where('suggestion.dutyId', '=', dutyId)
    .executeTakeFirst()

function suggestionOf(given: NonNullable<Awaited<ReturnType<typeof findSuggestion>>>): Duty['suggestion'] {
  const { value, passengers, lines, feed, runAt, feedId, feedName, fileName, sheet, line } = given
  const isLine = feedId !== null && feedName !== null && sheet !== null && line !== null
  const source = isLine ? { id: feedId, name: feedName, fileName: fileName ?? '', sheet, line } : null
  return { value, passengers, lines, feed, runAt, source }
}

/** The same file tells the year before, where nobody had to report it yet. */
const suggestedLastYear = (period: string, suggestion: Awaited<ReturnType<typeof findSuggestion>>): Duty['lastYear'] =>
  suggestion?.lastYearValue == null
    ? null
    : { period: samePeriodLastYear(period), kind: 'value', value: suggestion.lastYearValue }

async function submissionsOf(tx: Tx, dutyId: string, inForce: string | null): Promise<Submission[]> {
  const rows = await tx
    .selectFrom('submission')
    .innerJoin('person', 'person.id', 'submission.enteredBy')
    .leftJoin('storedFile as file', 'file.id', 'submission.evidenceFileId')
    .leftJoin('submission as replaced', 'replaced.id', 'submission.replacesId')
    .leftJoin('signature', (join) =>
      join.onRef('signature.subjectId', '=', 'submission.id').on('signature.subjectKind', '=', 'submission'),
    )
    .leftJoin('person as signer', 'signer.id', 'signature.personId')
    .leftJoin('person as registrar', 'registrar.id', 'signature.registeredBy')
    .leftJoin('post as signedAs', 'signedAs.id', 'signature.postId')
    .leftJoin('person as holder', (join) =>
      join.onRef('holder.id', '=', 'signedAs.personId').on('signature.standInId', 'is not', null),
    )
    .select(['submission.id', 'submission.number', 'submission.kind', 'submission.value', 'submission.note'])
    .select([
      'submission.correctionReason',
      'replaced.number as replaces',
      'submission.source',
      'submission.enteredAt',
      'submission.digest',
      'submission.isPreliminary',
      'submission.content',
    ])
    .leftJoin('duty', 'duty.id', 'submission.dutyId')
    .leftJoin('collectionVersion as asked', 'asked.id', 'duty.collectionVersionId')
    .select([askedForm.as('asked'), formFileNames.as('files')])
    .select(['person.name as enteredBy', 'file.id as fileId', 'file.name as fileName', 'file.size as fileSize'])
    .select(['signer.name as personName', 'holder.name as inPlaceOf', 'signature.signedAt'])
    .select(['signature.statementNumber', 'signature.digest as signedDigest', divisionThen.as('division')])
    .select(['signature.way', 'signature.signedOn', 'signature.receivedOn', 'registrar.name as byName'])
    .where('submission.dutyId', '=', dutyId)
    .orderBy('submission.number', 'desc')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, number: row.number, kind: row.kind as EntryKind, value: row.value, note: row.note },
    ...{ correctionReason: row.correctionReason, source: row.source, enteredBy: row.enteredBy },
    isPreliminary: row.isPreliminary,
    further: furtherOf(formOf(row.asked), contentOf(row.content), row.files ?? {}),
    ...{ enteredAt: row.enteredAt, digest: row.digest, replaces: row.replaces },
    evidence: evidenceOf(row.fileId, row.fileName, row.fileSize),
    signature: signatureOf(row, row.id !== inForce),
  }))
}

const contentLast = async (tx: Tx, dutyId: string) =>
  contentOf(
    (
      await tx
        .selectFrom('submission')
        .select('content')
        .where('dutyId', '=', dutyId)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst()
    )?.content,
  )

/** As the division was called when it was signed. */
const divisionThen = sql<Text | null>`division_name_on(signature.division_id,
  (signature.signed_at at time zone 'Asia/Shanghai')::date)`

type SignatureColumns = {
  readonly personName: string | null
  readonly inPlaceOf: string | null
  readonly division: Text | null
  readonly signedAt: string | null
  readonly statementNumber: number | null
  readonly signedDigest: string | null
  readonly way: string | null
  readonly signedOn: string | null
  readonly receivedOn: string | null
  readonly byName: string | null
}
function signatureOf(row: SignatureColumns, isStale: boolean): Submission['signature'] {
  const { personName, inPlaceOf, division, signedAt, statementNumber, signedDigest: digest } = row
  if (!personName || !division || !signedAt || statementNumber === null || !digest) return null
  return {
    ...{ personName, inPlaceOf, division, signedAt, statementNumber, digest, isStale },
    registered: registrationOf(row),
  }
}

function registrationOf({ way, signedOn, receivedOn, byName }: SignatureColumns): Registered {
  if (way === null || way === 'here' || !signedOn || !receivedOn || !byName) return null
  return { way: way as RegisteredWay, signedOn, receivedOn, byName }
}
type Registered = NonNullable<Submission['signature']>['registered']

const isAccepted = (stage: string): boolean => ['accepted', 'reported', 'acknowledged'].includes(stage)

/** The last acceptance; the stage says whether it is still in force. */
async function acceptanceOf(tx: Tx, dutyId: string): Promise<Duty['accepted']> {
  const [entry] = await entries(tx)
    .where('history.subjectKind', '=', 'duty')
    .where('history.subjectId', '=', dutyId)
    .where('history.action', '=', 'duty.accept')
    .orderBy('history.recordedAt', 'desc')
    .limit(1)
    .execute()
  if (!entry?.personName) return null
  const { personName, nameZh, nameEn, occurredAt: acceptedAt } = entry
  return {
    personName,
    division: nameZh && nameEn ? text(nameZh, nameEn) : null,
    acceptedAt,
    comment: entry.content.reason ?? null,
  }
}

const reportsOf = (tx: Tx, dutyId: string): Promise<Duty['reports']> =>
  tx
    .selectFrom('dataReportLine as line')
    .innerJoin('dataReport', 'dataReport.id', 'line.reportId')
    .select(['dataReport.id', 'dataReport.number', 'dataReport.state', 'dataReport.sentOn', 'dataReport.receiptOn'])
    .where('line.dutyId', '=', dutyId)
    .orderBy('dataReport.number', 'desc')
    .orderBy(sql`data_report.id`)
    .execute()
