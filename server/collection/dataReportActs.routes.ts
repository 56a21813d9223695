import { aggregateFaults } from '#domain/collection/aggregate.ts'
import type { DataReport } from '#domain/collection/dataReport.api.ts'
import { figureInHistory, reportFields } from '#domain/collection/dataReport.content.ts'
import {
  assembly,
  correction,
  receiptFaults,
  sendingFaults,
  states,
  transitions,
} from '#domain/collection/dataReport.ts'
import {
  acknowledgeReport,
  assembleReport,
  correctReport,
  refreshReport,
  returnReport,
  reviewReport,
  sendReport,
  signReport,
  takeBackReport,
} from '#domain/collection/dataReportActs.api.ts'
import { numberUsed } from '#domain/document/documentNumber.ts'
import { type Change, changesOf } from '#domain/kernel/history.ts'
import { settleCards } from '#server/card/card.public.ts'
import { takeReportNumber } from '#server/document/documentNumber.public.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import { type Acting, command, demand, type Reading, take } from '#server/kernel/routes.ts'
import { demandReauthentication } from '#server/session/session.public.ts'
import { composeReport, findReport } from './dataReport.find.ts'
import { freeze } from './dataReport.package.ts'
import { insert, lock, replaceLines, save } from './dataReport.store.ts'
import { listCells, lockSet, namesOfSet, reportOfSet, type SetCell, seesSet } from './dataReportSet.store.ts'
import { markAcknowledged, markReported } from './dutyReported.store.ts'

const find = (_tx: unknown, _actor: unknown, id: string, context: Reading) => findReport(context, id)
const subjectOf = (id: string) => ({ kind: 'dataReport', id })

/** The report and all its duties stay as they are until the transaction ends. */
async function locked(context: Acting, id: string, version: number) {
  const head = await lock(context.tx, context.actor, id, version)
  await lockSet(context.tx, head)
  return { head, ...(await composeReport(context, head)) }
}

const linesFrom = (cells: readonly SetCell[]) =>
  cells.flatMap(({ dutyId, submissionId, isSettled }) => (isSettled && submissionId ? [{ dutyId, submissionId }] : []))

export const dataReportActs = [
  command(
    assembleReport,
    async ({ body }, context) => {
      const { tx, actor, clock } = context
      const { collectingUnitId, coordinatingDivisionId, period, ...details } = body
      const key = { collectingUnitId, coordinatingDivisionId, period }
      if (!seesSet(actor, key) || !(await namesOfSet(tx, key))) throw new NotFound()
      await lockSet(tx, key)
      const cells = await listCells(tx, key)
      const [first] = cells
      if (!first) throw new NotFound()
      refuseFields(aggregateFaults(details.aggregates, cells))
      const lines = linesFrom(cells)
      const reportId = (await reportOfSet(tx, key))?.id ?? null
      const missing = cells.filter(({ isSettled }) => !isSettled)
      demand(assembly, 'report.assemble', { ...key, missing, accepted: lines.length, reportId }, context)
      const made = { assembledBy: actor.id, assembledAt: clock.now, year: first.year, number: 1, correctsId: null }
      const id = await insert(tx, { ...key, ...details, ...made })
      await registerNumber(context, id, details.documentNumber)
      await replaceLines(tx, id, lines)
      await context.record('report.assemble', subjectOf(id), {
        changes: [...changesOf(reportFields, {}, details), ...lineChanges([], await linesOf(context, id))],
      })
      return id
    },
    find,
  ),

  command(
    refreshReport,
    async ({ params, body }, context) => {
      const { version, ...details } = body
      const { head, report } = await locked(context, params.id, version)
      take(transitions.refresh, report, context, states)
      const cells = await listCells(context.tx, head)
      refuseFields(aggregateFaults(details.aggregates, cells))
      await replaceLines(context.tx, head.id, linesFrom(cells))
      await registerNumber(context, head.id, details.documentNumber)
      const made = { assembledBy: context.actor.id, assembledAt: context.clock.now }
      await save(context.tx, head.id, { ...details, ...made, returnReason: null })
      await context.record('report.assemble', subjectOf(head.id), {
        changes: [
          ...changesOf(reportFields, head, { ...head, ...details }),
          ...lineChanges(report.lines, await linesOf(context, head.id)),
        ],
      })
      return head.id
    },
    find,
  ),

  command(
    signReport,
    async ({ params, body }, context) => {
      const { head, report, content } = await locked(context, params.id, body.version)
      const state = take(transitions.sign, report, context, states)
      demandReauthentication(context)
      if (content.digest !== body.digest) throw new Stale()
      await freeze(context, head, report, content)
      const { id: signedBy, standsInFor } = context.actor
      const signedFor = standsInFor?.personId ?? null
      await save(context.tx, head.id, { state, signedBy, signedFor, returnReason: null })
      await context.record('report.sign', subjectOf(head.id))
      return head.id
    },
    find,
  ),

  command(
    reviewReport,
    async ({ params, body }, context) => {
      const { head, report } = await locked(context, params.id, body.version)
      const state = take(transitions.review, report, context, states)
      if (report.digest !== body.digest) throw new Stale()
      await save(context.tx, head.id, { state, reviewedBy: context.actor.id, reviewedAt: context.clock.now })
      await context.record('report.review', subjectOf(head.id))
      return head.id
    },
    find,
  ),

  command(returnReport, async ({ params, body }, context) => giveBack(context, 'sendBack', params.id, body), find),

  command(takeBackReport, async ({ params, body }, context) => giveBack(context, 'takeBack', params.id, body), find),

  command(
    sendReport,
    async ({ params, body }, context) => {
      const { head, report } = await locked(context, params.id, body.version)
      const state = take(transitions.send, report, context, states)
      const { sentOn, way, receiver, documentNumber } = body
      refuseFields(sendingFaults(body, report, context.today))
      const sent = { state, sentOn, sentWay: way, receiver, documentNumber: documentNumber ?? head.documentNumber }
      await registerNumber(context, head.id, sent.documentNumber)
      await save(context.tx, head.id, sent)
      const dutyIds = report.lines.map(({ dutyId }) => dutyId)
      await markReported(context, await dutiesIn(context, head, 'accepted'), sentOn)
      await settleCards(context.tx, dutyIds, sentOn)
      await context.record('report.send', subjectOf(head.id), {
        changes: changesOf(reportFields, head, { ...head, ...sent }),
      })
      return head.id
    },
    find,
  ),

  command(
    acknowledgeReport,
    async ({ params, body }, context) => {
      const { head, report } = await locked(context, params.id, body.version)
      const state = take(transitions.acknowledge, report, context, states)
      refuseFields(receiptFaults(body.receiptOn, report.sentOn, context.today))
      const receipt = { state, receiptOn: body.receiptOn, receiptNote: body.note }
      await save(context.tx, head.id, receipt)
      await markAcknowledged(context, await dutiesIn(context, head, 'reported'))
      await context.record('report.receipt', subjectOf(head.id), {
        changes: changesOf(reportFields, head, { ...head, ...receipt }),
      })
      return head.id
    },
    find,
  ),

  command(
    correctReport,
    async ({ params, body }, context) => {
      const { tx, actor, clock } = context
      const { head, report } = await locked(context, params.id, body.version)
      take(correction, report, context, states)
      const { collectingUnitId, coordinatingDivisionId, period, year, subject, withLetter, withTotal, aggregates } =
        head
      const id = await insert(tx, {
        ...{ collectingUnitId, coordinatingDivisionId, period, year, subject, withLetter, withTotal, aggregates },
        ...{ contactName: head.contactName, contactPhone: head.contactPhone, documentNumber: null },
        ...{ number: head.number + 1, correctsId: head.id, assembledBy: actor.id, assembledAt: clock.now },
      })
      await replaceLines(tx, id, linesFrom(await listCells(tx, head)))
      const lines = await linesOf(context, id)
      const reasons = lines.flatMap(({ change, correctionReason }) =>
        change === 'same' ? [] : (correctionReason ?? []),
      )
      await context.record('report.correct', subjectOf(id), {
        changes: lineChanges(report.lines, lines),
        ...(reasons.length > 0 ? { reason: [...new Set(reasons)].join('；') } : {}),
      })
      // The report that was sent knows that another one follows it.
      await save(tx, head.id, {})
      await context.record('report.correct', subjectOf(head.id))
      return id
    },
    find,
  ),
]

type Head = Awaited<ReturnType<typeof lock>>
type Given = { readonly version: number; readonly reason: string }

async function giveBack(context: Acting, action: 'sendBack' | 'takeBack', id: string, { version, reason }: Given) {
  const { report } = await locked(context, id, version)
  const state = take(transitions[action], report, context, states)
  const nobody = { signedBy: null, signedFor: null, reviewedBy: null, reviewedAt: null }
  await save(context.tx, id, { state, ...nobody, returnReason: reason })
  await context.record(transitions[action].basis, subjectOf(id), { reason })
  return id
}

function refuseFields(faults: readonly { path: string; message: { zh: string; en: string } }[]): void {
  if (faults.length > 0) throw new Invalid(faults.map(({ path, message }) => ({ path: `body.${path}`, message })))
}

/** A number stands for one report or document: whoever takes a used one is told whose it is, beside the field. */
async function registerNumber({ tx }: Acting, id: string, number: string | null): Promise<void> {
  const usedBy = await takeReportNumber(tx, number, id)
  if (usedBy) refuseFields([{ path: 'documentNumber', message: numberUsed(usedBy) }])
}

const dutiesIn = async ({ tx }: Acting, head: Head, stage: string): Promise<string[]> =>
  (await listCells(tx, head)).filter((cell) => cell.stage === stage).map(({ dutyId }) => dutyId)

const linesOf = async (context: Acting, id: string) => (await findReport(context, id)).lines

/** Figures that came in, left or changed, by the indicator's name. */
function lineChanges(before: DataReport['lines'], after: DataReport['lines']): Change[] {
  const names = new Map([...before, ...after].map(({ dutyId, name }) => [dutyId, name]))
  return [...names].flatMap(([dutyId, name]) => {
    const [old, now] = [before, after].map((lines) => lines.find((line) => line.dutyId === dutyId))
    if (old?.submissionId === now?.submissionId) return []
    const words = (line: typeof old) => (line ? figureInHistory(line) : null)
    return [{ field: `line.${dutyId}`, name: { zh: name, en: name }, old: words(old), new: words(now) }]
  })
}
