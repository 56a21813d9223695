import { changesOf } from '#domain/kernel/history.ts'
import { inBothEntered } from '#domain/kernel/text.ts'
import { claimRules, judgementFields, judgementStates } from '#domain/progress/judgement.ts'
import {
  claimPhase,
  correctProgress,
  downloadProgressFile,
  readItemProgress,
  reportProgress,
} from '#domain/progress/progress.api.ts'
import { completeMeasure, recordOwnCheck, setReportRhythm } from '#domain/progress/progressActs.api.ts'
import {
  measureRules,
  ownCheckRules,
  reportFaults,
  reportFields,
  reportRules,
  rhythmRules,
} from '#domain/progress/report.ts'
import { type Rhythm, rhythms } from '#domain/progress/rhythm.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import { type Acting, command, demand, read } from '#server/kernel/routes.ts'
import { claimAll, fileOf } from '#server/opinion/opinion.public.ts'
import { followLights } from './light.sweep.ts'
import * as store from './progress.store.ts'
import { progressOf } from './progressPage.ts'
import { rhythmOfItem } from './progressRead.store.ts'
import { type PhaseOfItem, phasesOf } from './stand.store.ts'

/** What an item's history calls one of its phases. */
export const phaseName = ({ number, title }: Pick<PhaseOfItem, 'number' | 'title'>): string =>
  inBothEntered({ zh: `第${number}阶段 ${title}`, en: `Phase ${number} ${title}` })

/** The item as it was read, held against amendments, and one of its phases with what the rules ask. */
export async function phaseOf(context: Acting, itemId: string, version: number, phaseId: string) {
  const { tx, actor } = context
  const item = await store.lockItem(tx, actor, itemId, version)
  const phase = (await phasesOf(tx, [item.id])).get(item.id)?.find(({ id }) => id === phaseId)
  if (!phase || item.itemVersionId === null) throw new NotFound()
  const { divisionId, startsOn, isOpen, isBeingJudged, verdict } = phase
  const facts = {
    ...{ divisionId, startsOn, isInForce: item.isInForce, isMet: verdict === 'met' },
    isReached: phase.reports.at(-1)?.reached ?? false,
  }
  return { item, phase, itemVersionId: item.itemVersionId, facts, isOpen, isBeingJudged }
}

type Said = {
  readonly reached: boolean
  readonly percent: number | null
  readonly words: string
  readonly problem: string
  readonly need: string
  readonly fileIds: readonly string[]
}
type Replaced = { readonly replacesId: string; readonly reportedOn: string; readonly reason: string }

/** One report of a phase, in place of another one where it corrects that; the light follows. */
async function report(context: Acting, at: Parameters<typeof phaseOf>, basis: string, said: Said, of?: Replaced) {
  const { tx, actor, clock, record } = context
  const { item, phase, itemVersionId, facts, isBeingJudged } = await phaseOf(...at)
  demand(reportRules, basis, { ...facts, isClaimed: isBeingJudged }, context)
  const { fileIds, reached, percent, ...words } = said
  const faults = reportFaults({ reached, percent, files: fileIds.length, asksEvidence: item.asksEvidence })
  if (faults.length > 0) throw new Invalid(faults)
  const reportId = await store.insertReport(tx, {
    ...{ itemId: item.id, phaseId: phase.id, itemVersionId, divisionId: facts.divisionId ?? '', reached, ...words },
    ...{ percent: reached ? null : percent, reportedOn: of?.reportedOn ?? clock.today },
    ...{ replacesId: of?.replacesId ?? null, reason: of?.reason ?? null, madeBy: actor.id, madeAt: clock.now },
  })
  const files = await claimAll(context, fileIds, { kind: 'progressReport', id: reportId })
  const last = phase.reports.at(-1)
  const before = last ? { percent: shown(last), phase: undefined } : {}
  const now = { phase: phaseName(phase), percent: shown({ reached, percent }), ...words, files }
  const changes = changesOf(reportFields, before, now)
  const action = of ? 'progress.correct' : 'progress.report'
  await record(action, { kind: 'item', id: item.id }, { basis, changes, ...(of ? { reason: of.reason } : {}) })
  await followLights(context, [item.id])
  return item.id
}

const shown = ({ reached, percent }: { reached: boolean; percent: number | null }): string | null =>
  reached ? '100%' : percent === null ? null : `${percent}%`

export const progressRoutes = [
  read(readItemProgress, ({ params }, context) => progressOf(context.tx, context.actor, params.id, context), {
    snapshot: true,
  }),

  read(downloadProgressFile, async ({ params }, { tx, actor, app }) => {
    await store.findReport(tx, actor, params.id)
    return fileOf(tx, app.files, { kind: 'progressReport', id: params.id }, params.fileId)
  }),

  command(
    reportProgress,
    ({ params: { id }, body: { version, phaseId, ...said } }, context) =>
      report(context, [context, id, version, phaseId], reportProgress.basis, said),
    progressOf,
  ),

  command(
    correctProgress,
    async ({ params: { id }, body: { version, reason, ...said } }, context) => {
      const { itemId, phaseId, reportedOn } = await store.findReport(context.tx, context.actor, id)
      const at = [context, itemId, version, phaseId] as const
      await store.lockReports(context.tx, itemId)
      if ((await store.findReport(context.tx, context.actor, id)).isReplaced) throw new Stale()
      return report(context, [...at], correctProgress.basis, said, { replacesId: id, reportedOn, reason })
    },
    progressOf,
  ),

  command(
    recordOwnCheck,
    async ({ params: { id }, body: { version, ...said } }, context) => {
      const { tx, actor, today, clock, record } = context
      const item = await store.lockItem(tx, actor, id, version)
      demand(ownCheckRules, recordOwnCheck.basis, item, context)
      if (said.checkedOn > today) throw new Invalid([{ path: 'body.checkedOn', message: notToCome }])
      if (said.untilOn !== null && said.measure === '')
        throw new Invalid([{ path: 'body.measure', message: measureFirst }])
      const made = { divisionId: actor.divisionId ?? '', madeBy: actor.id, madeAt: clock.now }
      await store.insertCheck(tx, { itemId: item.id, ...said, ...made })
      await record('progress.check', { kind: 'item', id: item.id }, { changes: changesOf(reportFields, {}, said) })
      return item.id
    },
    progressOf,
  ),

  command(
    completeMeasure,
    async ({ params: { id }, body: { words } }, context) => {
      const { tx, actor, clock, record } = context
      const { itemId } = await store.findCheck(tx, actor, id)
      await store.lockReports(tx, itemId)
      const { divisionId, isInForce, measure, doneAt } = await store.findCheck(tx, actor, id)
      const facts = { divisionId, isInForce, hasMeasure: measure !== '', isDone: doneAt !== null }
      demand(measureRules, completeMeasure.basis, facts, context)
      await store.insertDone(tx, { checkId: id, words, doneBy: actor.id, doneAt: clock.now })
      const changes = changesOf(reportFields, {}, { measure, done: words })
      await record('progress.measureDone', { kind: 'item', id: itemId }, { changes })
      return itemId
    },
    progressOf,
  ),

  command(
    setReportRhythm,
    async ({ params: { id }, body: { version, rhythm, reason } }, context) => {
      const { tx, actor, clock, record } = context
      await store.lockItem(tx, actor, id)
      await store.lockReports(tx, id)
      const { isInForce } = await store.findItem(tx, actor, id)
      const last = await rhythmOfItem(tx, id)
      if ((last?.number ?? 0) !== version) throw new Stale()
      const own = last?.rhythm ?? null
      demand(rhythmRules, setReportRhythm.basis, { isInForce, own, asked: rhythm }, context)
      await store.insertRhythm(tx, {
        ...{ itemId: id, number: version + 1, rhythm, fromOn: clock.today, reason, setBy: actor.id, setAt: clock.now },
      })
      const changes = changesOf(reportFields, { rhythm: nameOfRhythm(own) }, { rhythm: nameOfRhythm(rhythm) })
      await record('progress.setRhythm', { kind: 'item', id }, { changes, reason })
      await followLights(context, [id])
      return id
    },
    progressOf,
  ),

  command(
    claimPhase,
    async ({ params: { id }, body: { version, phaseId, words } }, context) => {
      const { tx, actor, clock, record } = context
      const { item, phase, itemVersionId, facts, isOpen } = await phaseOf(context, id, version, phaseId)
      demand(claimRules, claimPhase.basis, { ...facts, isClaimed: isOpen }, context)
      await store.insertClaim(tx, {
        ...{ itemId: item.id, phaseId, itemVersionId, divisionId: facts.divisionId ?? '', state: 'claimed', words },
        ...{ claimedBy: actor.id, claimedAt: clock.now },
      })
      const now = { phase: phaseName(phase), state: judgementStates.claimed.zh, words }
      const changes = changesOf(judgementFields, {}, now)
      await record('progress.claim', { kind: 'item', id: item.id }, { changes })
      await followLights(context, [item.id])
      return item.id
    },
    progressOf,
  ),
]

const nameOfRhythm = (rhythm: Rhythm | null): string => (rhythm === null ? '按参数' : rhythms[rhythm].zh)

const notToCome = { zh: '检查日不得晚于今天。', en: 'The day of the check is not to come.' }
const measureFirst = { zh: '有完成期限的，须写明措施。', en: 'What is to be done until then has to be said.' }
