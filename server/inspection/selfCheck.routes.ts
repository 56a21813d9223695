import { randomBytes } from 'node:crypto'
import { dueFaults, outcomes } from '#domain/inspection/check.ts'
import {
  askForEvidence,
  concludeSelfCheck,
  downloadSelfCheckFile,
  drawSample,
  exportSelfCheck,
  giveEvidence,
  judgeValue,
  listSelfChecks,
  readSelfCheck,
  readSelfCheckHistory,
  type SelfCheck,
  withdrawSelfCheck,
} from '#domain/inspection/selfCheck.api.ts'
import {
  currentMethod,
  evidenceRules,
  judgeValueRules,
  type SelfCheckAction,
  selfCheckFields,
  selfCheckStates,
  selfCheckTransitions,
  valueJudgements,
} from '#domain/inspection/selfCheck.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { claimAll, fileOf } from '#server/opinion/opinion.public.ts'
import { demandYear, sound } from './check.store.ts'
import { carryOut } from './outcome.ts'
import { draw, freeze } from './sample.store.ts'
import { sampleFile } from './selfCheck.document.ts'
import * as store from './selfCheck.store.ts'

const subjectOf = (id: string) => ({ kind: 'selfCheck' as const, id })

/** A seed of chance, where none was typed. */
const seedOfChance = (random: (bytes: number) => Buffer = randomBytes): string => random(8).toString('hex')

type Given = {
  readonly changed?: Parameters<typeof store.save>[2]
  readonly shown?: Record<string, unknown>
  readonly reason?: string
}

/** One act on a self-check: taken by its transition, written, recorded. */
async function act(
  context: Acting,
  action: SelfCheckAction,
  { id, version }: { id: string; version?: number },
  given: (selfCheck: SelfCheck) => Given | Promise<Given>,
): Promise<string> {
  const { selfCheck, facts } = await store.lock(context.tx, context.actor, id, version)
  const { orBackTo } = selfCheckTransitions[action]
  const taken = take(selfCheckTransitions[action], facts, context, selfCheckStates)
  const state = orBackTo?.includes(selfCheck.state) ? selfCheck.state : taken
  const { changed = {}, shown = {}, reason } = await given(selfCheck)
  await store.save(context.tx, id, { ...changed, state })
  const before = { state: inBoth(selfCheckStates[selfCheck.state]) }
  const changes = changesOf(selfCheckFields, before, { state: inBoth(selfCheckStates[state]), ...shown })
  const { basis } = selfCheckTransitions[action]
  await context.record(`selfCheck.${action}`, subjectOf(id), { basis, changes, ...(reason ? { reason } : {}) })
  return id
}

const valueIn = ({ values }: SelfCheck, valueId: string) => {
  const value = values.find(({ id }) => id === valueId)
  if (!value) throw new NotFound()
  return value
}
const nameOf = ({ number, indicator, period }: Pick<SelfCheck['values'][number], 'number' | 'indicator' | 'period'>) =>
  `${number}. ${indicator} ${period}`

async function file(id: string, fileId: string, { tx, actor, app }: Reading) {
  const { values } = await store.find(tx, actor, id)
  const value = values.find(({ files }) => files.some((one) => one.id === fileId))
  if (!value) throw new NotFound()
  return fileOf(tx, app.files, { kind: 'selfCheckEvidence', id: value.id }, fileId)
}

async function drawn(
  { body: { title, size, seed: typed, ...scope } }: { body: import('zod').output<typeof drawSample.body> },
  context: Acting,
): Promise<string> {
  const { tx } = context
  await demandYear(tx, scope.year, 'year')
  const seed = typed ?? seedOfChance()
  const { submissionIds, ...population } = await draw(tx, scope, seed, size)
  if (population.population < size) sound([{ path: 'size', message: tooFew(population.population) }])
  const id = await store.insert(context, { ...scope, ...population, title, size, seed, method: currentMethod })
  await freeze(tx, id, seed, submissionIds)
  const now = {
    ...{ title, seed, method: currentMethod, population: population.population, size },
    ...{ state: inBoth(selfCheckStates.drawn), scope: [scope.year, ...scope.periods].join('、') },
  }
  await context.record('selfCheck.draw', subjectOf(id), { changes: changesOf(selfCheckFields, {}, now) })
  return id
}
const tooFew = (population: number) => ({
  zh: `范围内只有${population}项已签字数据，样本量不能超过它。`,
  en: `There are only ${population} signed values in this scope: the sample cannot be larger.`,
})
const wordsNeeded = { zh: '不一致或无法核实的，须写明情况。', en: 'Say why it is not consistent.' }
const outcomeNeeded = { zh: '不一致的，须选择处理方式。', en: 'Say what an inconsistent value leads to.' }
const outcomeNotNeeded = { zh: '只有不一致的才有处理方式。', en: 'Only an inconsistent value leads to something.' }

export const selfCheckRoutes = [
  read(listSelfChecks, ({ query }, { tx, actor }) => store.list(tx, actor, query)),

  read(exportSelfCheck, async ({ params, query: { language } }, { tx, actor }) =>
    sampleFile(await store.find(tx, actor, params.id), language),
  ),

  read(readSelfCheck, ({ params }, { tx, actor }) => store.find(tx, actor, params.id)),

  read(readSelfCheckHistory, async ({ params }, { tx, actor }) => {
    await store.find(tx, actor, params.id)
    return { rows: await historyOf(tx, [subjectOf(params.id)]) }
  }),

  read(downloadSelfCheckFile, ({ params: { id, fileId } }, context) => file(id, fileId, context)),

  command(drawSample, drawn, store.find),

  command(
    askForEvidence,
    ({ params: { id }, body: { version, evidenceBy } }, context) =>
      act(context, 'ask', { id, version }, () => {
        sound(dueFaults('evidenceBy', evidenceBy, context.today))
        return { changed: { evidenceBy }, shown: { evidenceBy } }
      }),
    store.find,
  ),

  command(
    giveEvidence,
    ({ params: { id, valueId }, body: { words, fileIds } }, context) =>
      act(context, 'evidence', { id }, async (selfCheck) => {
        const value = valueIn(selfCheck, valueId)
        const hasEvidence = value.ownEvidence !== null || value.evidence !== null
        const facts = { divisionId: value.heirId, hasEvidence, isJudged: value.isJudged }
        demand(evidenceRules, giveEvidence.basis, facts, context)
        const given = { evidence: words, evidencedBy: context.actor.id, evidencedAt: context.clock.now }
        await store.saveValue(context.tx, valueId, given)
        const files = await claimAll(context, fileIds, { kind: 'selfCheckEvidence', id: valueId })
        return { shown: { value: nameOf(value), evidence: words, files } }
      }),
    store.find,
  ),

  command(
    judgeValue,
    ({ params: { id, valueId }, body: { version, judgement, words, outcome } }, context) =>
      act(context, 'judge', { id, version }, async (selfCheck) => {
        const value = valueIn(selfCheck, valueId)
        const hasEvidence = value.ownEvidence !== null || value.evidence !== null
        const facts = { forHouse: value.forHouse, involved: value.involved, hasEvidence }
        demand(judgeValueRules, judgeValue.basis, { ...facts, evidenceBy: selfCheck.evidenceBy }, context)
        if (judgement !== 'consistent' && words.length < 2) sound([{ path: 'words', message: wordsNeeded }])
        if (judgement === 'inconsistent' && outcome === null) sound([{ path: 'outcome', message: outcomeNeeded }])
        if (judgement !== 'inconsistent' && outcome !== null) sound([{ path: 'outcome', message: outcomeNotNeeded }])
        const judged = { judgedBy: context.actor.id, judgedAt: context.clock.now }
        await store.saveValue(context.tx, valueId, {
          judgement,
          words: words === '' ? null : words,
          outcome,
          ...judged,
        })
        const shown = { value: nameOf(value), judgement: inBoth(valueJudgements[judgement]), words }
        return { shown: { ...shown, outcome: outcome && inBoth(outcomes[outcome]) } }
      }),
    store.find,
  ),

  command(
    concludeSelfCheck,
    ({ params: { id }, body: { version, result } }, context) =>
      act(context, 'conclude', { id, version }, async ({ values }) => {
        for (const { outcome, words, heirId: divisionId, ...value } of values) {
          const from = { source: 'selfCheck' as const, sourceId: id, divisionId }
          if (outcome) await carryOut(context, { ...from, outcome, words: nameOf(value), reason: words ?? '' })
        }
        return { changed: { result, concludedOn: context.today }, shown: { result } }
      }),
    store.find,
  ),

  command(
    withdrawSelfCheck,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'withdraw', { id, version }, () => ({ changed: { withdrawnReason: reason }, reason })),
    store.find,
  ),
]
