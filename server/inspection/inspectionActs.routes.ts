import { dueFaults, outcomes } from '#domain/inspection/check.ts'
import { settleRules } from '#domain/inspection/finding.ts'
import type { Inspection } from '#domain/inspection/inspection.api.ts'
import {
  type InspectionAction,
  inspectionStates,
  inspectionTransitions,
  pointJudgements,
} from '#domain/inspection/inspection.ts'
import {
  acknowledgeInspection,
  addFinding,
  beginInspection,
  concludeInspection,
  dropFinding,
  judgePoints,
  notifyInspection,
  replyToFindings,
  settleFinding,
  tellFindings,
  withdrawInspection,
} from '#domain/inspection/inspectionActs.api.ts'
import { inspectionFields } from '#domain/inspection/inspectionFields.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { type Acting, command, demand, take } from '#server/kernel/routes.ts'
import { claimAll } from '#server/opinion/opinion.public.ts'
import { demandItems, sound } from './check.store.ts'
import { find, lock } from './inspection.store.ts'
import { tellInspection } from './inspectionTold.ts'
import * as write from './inspectionWrite.store.ts'
import { carryOut } from './outcome.ts'

type Given = {
  readonly changed?: Parameters<typeof write.save>[2]
  readonly shown?: Record<string, unknown>
  readonly reason?: string
}

/** One act on an inspection: taken by its transition, written, recorded. */
async function act(
  context: Acting,
  action: InspectionAction,
  { id, version }: { id: string; version?: number },
  given: (inspection: Inspection) => Given | Promise<Given> = () => ({}),
): Promise<string> {
  const { inspection, facts } = await lock(context.tx, context.actor, id, version)
  const state = take(inspectionTransitions[action], facts, context, inspectionStates)
  const { changed = {}, shown = {}, reason } = await given(inspection)
  await write.save(context.tx, id, { ...changed, state })
  const before = { state: inBoth(inspectionStates[inspection.state]) }
  const changes = changesOf(inspectionFields, before, { state: inBoth(inspectionStates[state]), ...shown })
  const { basis } = inspectionTransitions[action]
  const subject = { kind: 'inspection', id }
  await context.record(`inspection.${action}`, subject, { basis, changes, ...(reason ? { reason } : {}) })
  return id
}

const partyIn = ({ parties }: Inspection, partyId: string) => {
  const party = parties.find(({ id }) => id === partyId)
  if (!party) throw new NotFound()
  return party
}
const findingIn = ({ parties }: Inspection, findingId: string) => {
  for (const party of parties)
    for (const finding of party.findings) if (finding.id === findingId) return { party, finding }
  throw new NotFound()
}

export const inspectionActsRoutes = [
  command(
    notifyInspection,
    ({ params: { id }, body: { version } }, context) =>
      act(context, 'notify', { id, version }, async (inspection) => {
        await tellInspection(context, 'inspectionNotified', inspection)
        return { changed: { notifiedOn: context.today } }
      }),
    find,
  ),

  command(
    acknowledgeInspection,
    ({ params: { id }, body: { preparation } }, context) =>
      act(context, 'acknowledge', { id }, async () => {
        await write.markSeen(context, id, preparation)
        return { shown: { preparation } }
      }),
    find,
  ),

  command(
    beginInspection,
    ({ params: { id }, body: { version } }, context) => act(context, 'begin', { id, version }),
    find,
  ),

  command(
    judgePoints,
    ({ params: { id }, body: { version, partyId, judgements } }, context) =>
      act(context, 'judge', { id, version }, async (inspection) => {
        const { division } = partyIn(inspection, partyId)
        const points = new Map(inspection.points.map((point) => [point.id, point.words]))
        const named = new Map(judgements.map((one) => [one.pointId, one]))
        if ([...named.keys()].some((pointId) => !points.has(pointId))) throw new NotFound()
        await write.saveJudgements(context, partyId, [...named.values()])
        const words = [...named.values()].map(
          ({ pointId, judgement, remark }) =>
            `${points.get(pointId)}：${pointJudgements[judgement].zh}${remark && `（${remark}）`}`,
        )
        return { shown: { division: division.name.zh, judgements: words.join('；') } }
      }),
    find,
  ),

  command(
    addFinding,
    ({ params: { id }, body: { version, fileIds, ...body } }, context) =>
      act(context, 'find', { id, version }, async (inspection) => {
        const { division } = partyIn(inspection, body.partyId)
        await demandItems(context.tx, body.itemId ? [body.itemId] : [], inspection.year, 'itemId')
        const findingId = await write.insertFinding(context, body)
        const files = await claimAll(context, fileIds, { kind: 'inspectionFinding', id: findingId })
        return { shown: { division: division.name.zh, finding: body.words, files } }
      }),
    find,
  ),

  command(
    dropFinding,
    ({ params: { id, findingId }, body: { version, reason } }, context) =>
      act(context, 'drop', { id, version }, async (inspection) => {
        const { party, finding } = findingIn(inspection, findingId)
        await write.dropFinding(context.tx, findingId, reason)
        return { shown: { division: party.division.name.zh, finding: finding.words }, reason }
      }),
    find,
  ),

  command(
    tellFindings,
    ({ params: { id }, body: { version, replyBy } }, context) =>
      act(context, 'tell', { id, version }, () => {
        sound(dueFaults('replyBy', replyBy, context.today))
        return { changed: { replyBy }, shown: { replyBy } }
      }),
    find,
  ),

  command(
    replyToFindings,
    ({ params: { id }, body: { words, fileIds } }, context) =>
      act(context, 'reply', { id }, async ({ parties }) => {
        const own = parties.filter(
          (party) => party.heirId === context.actor.divisionId && party.findings.length > 0 && party.reply === null,
        )
        const [first] = own
        if (!first) throw new NotFound()
        await write.saveReply(
          context,
          own.map((party) => party.id),
          words,
        )
        const files = await claimAll(context, fileIds, { kind: 'inspectionReply', id: first.id })
        return { shown: { division: first.division.name.zh, reply: words, files } }
      }),
    find,
  ),

  command(
    settleFinding,
    ({ params: { id, findingId }, body: { version, outcome, reason } }, context) =>
      act(context, 'settle', { id, version }, async (inspection) => {
        const { party, finding } = findingIn(inspection, findingId)
        const facts = {
          ...{ isSettled: finding.outcome !== null, isReplied: party.reply !== null, replyBy: inspection.replyBy },
        }
        demand(settleRules, settleFinding.basis, facts, context)
        await write.settleFinding(context, findingId, outcome, reason)
        const from = { source: 'inspection' as const, sourceId: id, divisionId: party.heirId }
        await carryOut(context, { ...from, outcome, words: finding.words, reason })
        const shown = { division: party.division.name.zh, finding: finding.words, outcome: inBoth(outcomes[outcome]) }
        return { shown, reason }
      }),
    find,
  ),

  command(
    concludeInspection,
    ({ params: { id }, body: { version, result } }, context) =>
      act(context, 'conclude', { id, version }, async (inspection) => {
        await tellInspection(context, 'inspectionConcluded', inspection)
        return {
          changed: { result, concludedBy: context.actor.id, concludedOn: context.today },
          shown: { result },
        }
      }),
    find,
  ),

  command(
    withdrawInspection,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'withdraw', { id, version }, () => ({ changed: { withdrawnReason: reason }, reason })),
    find,
  ),
]
