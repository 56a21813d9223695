import { aspects, dueFaults, pastFaults } from '#domain/inspection/check.ts'
import {
  type Conformity,
  closeConformity,
  demandMaterial,
  downloadConformityFile,
  exportConformities,
  handInMaterial,
  listConformities,
  readConformity,
  readConformityHistory,
  recordConformity,
  recordResult,
  recordVisit,
  sendMaterials,
  withdrawConformity,
} from '#domain/inspection/conformity.api.ts'
import {
  type ConformityAction,
  conformityFields,
  conformityResults,
  conformityStates,
  conformityTransitions,
  followUpRules,
  handInRules,
} from '#domain/inspection/conformity.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { claimAll, fileOf } from '#server/opinion/opinion.public.ts'
import { demandItems, demandYear, divisionsOf, sound } from './check.store.ts'
import { conformityFile } from './conformity.document.ts'
import * as store from './conformity.store.ts'

const subjectOf = (id: string) => ({ kind: 'conformity' as const, id })

type Given = {
  readonly changed?: Parameters<typeof store.save>[2]
  readonly shown?: Record<string, unknown>
  readonly reason?: string
}

/** One act on a verification: taken by its transition, written, recorded. */
async function act(
  context: Acting,
  action: ConformityAction,
  { id, version }: { id: string; version?: number },
  given: (conformity: Conformity) => Given | Promise<Given>,
): Promise<string> {
  const { conformity, facts } = await store.lock(context.tx, context.actor, id, version)
  const state = take(conformityTransitions[action], facts, context, conformityStates)
  const { changed = {}, shown = {}, reason } = await given(conformity)
  await store.save(context.tx, id, { ...changed, state })
  const before = { state: inBoth(conformityStates[conformity.state]) }
  const changes = changesOf(conformityFields, before, { state: inBoth(conformityStates[state]), ...shown })
  const { basis } = conformityTransitions[action]
  await context.record(`conformity.${action}`, subjectOf(id), { basis, changes, ...(reason ? { reason } : {}) })
  return id
}

/** A file of the request, or of a material that this post reads. */
async function file(id: string, fileId: string, { tx, actor, app }: Reading) {
  const { files, materials } = await store.find(tx, actor, id)
  const has = (of: typeof files) => of.some((one) => one.id === fileId)
  const material = materials.find((one) => has(one.files))
  if (material) return fileOf(tx, app.files, { kind: 'conformityMaterial', id: material.id }, fileId)
  if (!has(files)) throw new NotFound()
  return fileOf(tx, app.files, subjectOf(id), fileId)
}

async function recorded(
  { body: { fileIds, itemIds, ...body } }: { body: import('zod').output<typeof recordConformity.body> },
  context: Acting,
): Promise<string> {
  const { tx, today } = context
  sound(pastFaults('requestedOn', body.requestedOn, today))
  if (body.dueOn < body.requestedOn) sound([{ path: 'dueOn', message: notBeforeRequest }])
  const unit = await store.bodyName(tx, body.bodyId)
  if (!unit) sound([{ path: 'bodyId', message: notAUnit }])
  const year = await demandYear(tx, Number(body.requestedOn.slice(0, 4)), 'requestedOn')
  await demandItems(tx, itemIds, year, 'itemIds')
  const id = await store.insert(context, { ...body, year }, itemIds)
  const files = await claimAll(context, fileIds, subjectOf(id))
  const now = {
    ...body,
    state: inBoth(conformityStates.requested),
    aspect: inBoth(aspects[body.aspect]),
    body: unit?.nameZh,
    files,
  }
  await context.record('conformity.record', subjectOf(id), { changes: changesOf(conformityFields, {}, now) })
  return id
}
const notBeforeRequest = { zh: '不能早于收到日。', en: 'Not before the day of the request.' }
const notAUnit = {
  zh: '须为市级数据采集责任单位或市绩效办。',
  en: 'Must be a collecting unit or the municipal performance office.',
}

export const conformityRoutes = [
  read(listConformities, ({ query }, { tx, actor }) => store.list(tx, actor, query)),

  read(exportConformities, async ({ query: { language, ...query } }, { tx, actor }) =>
    conformityFile(await store.listAll(tx, actor, query), query.year, language),
  ),

  read(readConformity, ({ params }, { tx, actor }) => store.find(tx, actor, params.id)),

  read(readConformityHistory, async ({ params }, { tx, actor }) => {
    await store.find(tx, actor, params.id)
    return { rows: await historyOf(tx, [subjectOf(params.id)]) }
  }),

  read(downloadConformityFile, ({ params: { id, fileId } }, context) => file(id, fileId, context)),

  command(recordConformity, recorded, store.find),

  command(
    demandMaterial,
    ({ params: { id }, body: { version, ...body } }, context) =>
      act(context, 'demand', { id, version }, async () => {
        sound(dueFaults('dueOn', body.dueOn, context.today))
        const [division] = await divisionsOf(context.tx, [body.divisionId], 'divisionId', context.today)
        await store.insertMaterial(context.tx, id, body)
        return { shown: { division: division?.nameZh, material: body.words, dueOn: body.dueOn } }
      }),
    store.find,
  ),

  command(
    handInMaterial,
    ({ params: { id, materialId }, body: { words, fileIds } }, context) =>
      act(context, 'handIn', { id }, async ({ materials }) => {
        const material = materials.find((one) => one.id === materialId)
        if (!material) throw new NotFound()
        const { heirId: divisionId, handedAt, sentOn } = material
        const facts = { divisionId, isHandedIn: handedAt !== null, isSent: sentOn !== null }
        demand(handInRules, handInMaterial.basis, facts, context)
        await store.saveMaterial(context, materialId, words)
        const files = await claimAll(context, fileIds, { kind: 'conformityMaterial', id: materialId })
        const shown = { division: material.division.name.zh, material: material.words, handedIn: words, files }
        return { shown }
      }),
    store.find,
  ),

  command(
    sendMaterials,
    ({ params: { id }, body: { version, sentOn } }, context) =>
      act(context, 'send', { id, version }, async () => {
        sound(pastFaults('sentOn', sentOn, context.today))
        await store.markSent(context.tx, id, sentOn)
        return { changed: { sentOn }, shown: { sentOn } }
      }),
    store.find,
  ),

  command(
    recordVisit,
    ({ params: { id }, body: { version, fileIds, ...body } }, context) =>
      act(context, 'visit', { id, version }, async () => {
        sound(pastFaults('visitedOn', body.visitedOn, context.today))
        await store.insertVisit(context, id, body)
        return { shown: { ...body, files: await claimAll(context, fileIds, subjectOf(id)) } }
      }),
    store.find,
  ),

  command(
    recordResult,
    ({ params: { id }, body: { version, fileIds, ...body } }, context) =>
      act(context, 'result', { id, version }, async () => {
        sound(pastFaults('resultOn', body.resultOn, context.today))
        const files = await claimAll(context, fileIds, subjectOf(id))
        const resultDocument = body.resultDocument === '' ? null : body.resultDocument
        const shown = { ...body, result: inBoth(conformityResults[body.result]), files }
        return { changed: { ...body, resultDocument }, shown }
      }),
    store.find,
  ),

  command(
    closeConformity,
    ({ params: { id }, body: { version, followUp } }, context) =>
      act(context, 'close', { id, version }, ({ result }) => {
        demand(followUpRules, closeConformity.basis, { result, followUp }, context)
        const words = followUp === '' ? null : followUp
        return { changed: { followUp: words, closedOn: context.today }, shown: { followUp } }
      }),
    store.find,
  ),

  command(
    withdrawConformity,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'withdraw', { id, version }, () => ({ changed: { withdrawnReason: reason }, reason })),
    store.find,
  ),
]
