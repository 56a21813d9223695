import {
  forceTemplate,
  makeTemplate,
  makeTemplateVersion,
  offerTemplate,
  saveTemplate,
  withdrawTemplate,
} from '#domain/collection/unitTemplate.api.ts'
import {
  factWords,
  type IndicatorWithFields,
  type MappedCell,
  mappingFaults,
} from '#domain/collection/unitTemplate.cells.ts'
import {
  type NilWay,
  newTemplateRules,
  newVersionRules,
  nilWays,
  templateStates,
  templateTransitions,
  type VersionFacts,
} from '#domain/collection/unitTemplate.ts'
import { type Change, changesOf } from '#domain/kernel/history.ts'
import { inBoth, inBothEntered } from '#domain/kernel/text.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'
import { claimFile, unclaimedFile } from '#server/kernel/files.ts'
import { type Acting, command, demand, take } from '#server/kernel/routes.ts'
import { aggregateNames } from './dataReportSet.store.ts'
import { demandTemplate, sheetsOf } from './unitTemplate.file.ts'
import * as store from './unitTemplate.store.ts'

const subjectOf = (id: string) => ({ kind: 'unitTemplate', id })

const fields = {
  number: { name: { zh: '版本', en: 'Version' } },
  name: { name: { zh: '模板名称', en: 'Name' } },
  effectiveFrom: { name: { zh: '适用起始日', en: 'Holds from' } },
  fileName: { name: { zh: '文件', en: 'File' } },
  nilAs: {
    name: { zh: '零报告', en: 'Nil return' },
    show: (way: unknown) => (way ? inBoth(nilWays[way as NilWay]) : null),
  },
} as const

/** An own upload that can be a template, made part of it. */
async function takeFile({ tx, actor, app }: Acting, templateId: string, fileId: string) {
  const { digest } = await unclaimedFile(tx, actor.id, fileId)
  await demandTemplate(app.files, digest)
  return claimFile(tx, actor.id, fileId, subjectOf(templateId))
}

const changer = ({ actor }: Acting) => ({ changedBy: actor.id, changedFor: actor.standsInFor?.personId ?? null })

/** The draft of a locked template with what its buttons ask. */
async function draftOf(context: Acting, id: string, version: number) {
  const template = await store.lock(context.tx, context.actor, id, version)
  const versions = await store.versionsOf(context.tx, id)
  const draft = versions.find(({ state }) => state === 'drafted')
  if (!draft) throw new NotFound()
  return { template, versions, draft, facts: await factsOf(context, template, versions, draft) }
}

async function factsOf(
  { tx, app }: Acting,
  template: store.TemplateKey,
  versions: readonly store.VersionRecord[],
  of: store.VersionRecord,
): Promise<VersionFacts> {
  const cells = await store.cellsOf(tx, of.id)
  const indicators = await store.indicatorsOf(tx, template)
  return {
    coordinatingDivisionId: template.coordinatingDivisionId,
    ...{ state: of.state, effectiveFrom: of.effectiveFrom, changedBy: of.changedBy, changedFor: of.changedFor },
    mapped: cells.length,
    faults: mappingFaults(await sheetsOf(app.files, of.digest), cells, indicators, await aggregateNames(tx, template)),
    hasSameDay: store.hasSameDay(versions, of),
    isOffered: of.offeredAt !== null,
  }
}

/** Cells that changed what goes into them: 客流月报!C6 罗湖口岸旅客人次 本期数. */
function cellChanges(
  before: readonly MappedCell[],
  after: readonly MappedCell[],
  indicators: readonly IndicatorWithFields[],
): Change[] {
  const keyOf = ({ sheet, cell }: MappedCell) => `${sheet}!${cell}`
  const words = (mapped: MappedCell | undefined): string | null => {
    if (!mapped) return null
    const indicator = indicators.find(({ indicatorId }) => indicatorId === mapped.indicatorId)
    return inBothEntered(factWords(mapped, indicator))
  }
  return [...new Set([...before, ...after].map(keyOf))].flatMap((key) => {
    const [old, now] = [before, after].map((cells) => words(cells.find((cell) => keyOf(cell) === key)))
    return old === now ? [] : [{ field: `cell.${key}`, name: { zh: key, en: key }, old: old ?? null, new: now ?? null }]
  })
}

function refuseDoubles(cells: readonly MappedCell[]): void {
  const seen = new Set<string>()
  for (const [at, { sheet, cell }] of cells.entries()) {
    const key = `${sheet}!${cell}`
    const message = { zh: `${key}指定了两次。`, en: `${key} is named twice.` }
    if (seen.has(key)) throw new Invalid([{ path: `body.cells.${at}.cell`, message }])
    seen.add(key)
  }
}

export const unitTemplateActs = [
  command(
    makeTemplate,
    async ({ body }, context) => {
      const { tx, actor } = context
      const { collectingUnitId, frequency, name, effectiveFrom, fileId } = body
      if (actor.divisionId === null) throw new NotFound()
      const key = { coordinatingDivisionId: actor.divisionId, collectingUnitId, frequency }
      if ((await store.indicatorsOf(tx, key)).length === 0) throw new NotFound()
      const exists = (await store.templateOfKey(tx, key)) !== undefined
      demand(newTemplateRules, 'template.save', { ...key, exists }, context)
      const id = await store.insertTemplate(tx, { ...key, name })
      const file = await takeFile(context, id, fileId)
      await store.insertVersion(tx, {
        ...{ templateId: id, number: 1, state: 'drafted', effectiveFrom, fileId: file.id },
        ...changer(context),
      })
      const made = { number: 1, name, effectiveFrom, fileName: file.name }
      await context.record('template.make', subjectOf(id), {
        changes: changesOf(fields, {}, made),
        basis: 'template.save',
      })
      return id
    },
    store.find,
  ),

  command(
    makeTemplateVersion,
    async ({ params: { id }, body: { version, effectiveFrom, fileId } }, context) => {
      const { tx, actor } = context
      const template = await store.lock(tx, actor, id, version)
      const versions = await store.versionsOf(tx, id)
      const [last] = versions
      if (!last) throw new Error('a template without a version')
      const hasDraft = versions.some(({ state }) => state === 'drafted')
      demand(newVersionRules, 'template.save', { ...template, hasDraft }, context)
      const file = fileId === null ? { id: last.fileId, name: last.fileName } : await takeFile(context, id, fileId)
      const number = last.number + 1
      const versionId = await store.insertVersion(tx, {
        ...{ templateId: id, number, state: 'drafted', effectiveFrom, fileId: file.id, nilAs: last.nilAs },
        ...changer(context),
      })
      await store.replaceCells(tx, versionId, await store.cellsOf(tx, last.id))
      await store.touch(tx, id)
      const made = { number, effectiveFrom, fileName: file.name }
      await context.record('template.makeVersion', subjectOf(id), {
        changes: changesOf(fields, {}, made),
        basis: 'template.save',
      })
      return id
    },
    store.find,
  ),

  command(
    saveTemplate,
    async ({ params: { id }, body }, context) => {
      const { tx } = context
      const { template, draft, facts } = await draftOf(context, id, body.version)
      take(templateTransitions.save, facts, context, templateStates)
      refuseDoubles(body.cells)
      const indicators = await store.indicatorsOf(tx, template)
      const known = new Set(indicators.map(({ indicatorId }) => indicatorId))
      if (body.cells.some(({ indicatorId }) => indicatorId !== null && !known.has(indicatorId))) throw new NotFound()
      const file = body.fileId === null ? null : await takeFile(context, id, body.fileId)
      const before = await store.cellsOf(tx, draft.id)
      await store.saveVersion(tx, draft.id, {
        ...{ effectiveFrom: body.effectiveFrom, nilAs: body.nilAs },
        ...(file ? { fileId: file.id } : {}),
        ...changer(context),
        ...{ offeredBy: null, offeredAt: null },
      })
      await store.replaceCells(tx, draft.id, body.cells)
      await store.touch(tx, id)
      const { effectiveFrom, nilAs, fileName } = draft
      const after = { effectiveFrom: body.effectiveFrom, nilAs: body.nilAs, fileName: file?.name ?? fileName }
      await context.record('template.save', subjectOf(id), {
        changes: [
          ...changesOf(fields, { effectiveFrom, nilAs, fileName }, after),
          ...cellChanges(before, body.cells, indicators),
        ],
      })
      return id
    },
    store.find,
  ),

  command(
    offerTemplate,
    async ({ params: { id }, body }, context) => {
      const { tx, actor, clock } = context
      const { draft, facts } = await draftOf(context, id, body.version)
      take(templateTransitions.offer, facts, context, templateStates)
      await store.saveVersion(tx, draft.id, { offeredBy: actor.id, offeredAt: clock.now })
      await store.touch(tx, id)
      const changes = changesOf(fields, {}, { number: draft.number })
      await context.record('template.offer', subjectOf(id), { changes, basis: 'template.save' })
      return id
    },
    store.find,
  ),

  command(
    forceTemplate,
    async ({ params: { id }, body }, context) => {
      const { draft, facts } = await draftOf(context, id, body.version)
      const state = take(templateTransitions.force, facts, context, templateStates)
      await store.saveVersion(context.tx, draft.id, { state, forcedBy: context.actor.id, forcedOn: context.today })
      await store.touch(context.tx, id)
      const { number, effectiveFrom } = draft
      const changes = changesOf(fields, {}, { number, effectiveFrom })
      await context.record('template.force', subjectOf(id), { changes })
      return id
    },
    store.find,
  ),

  command(
    withdrawTemplate,
    async ({ params: { id, number }, body: { version, reason } }, context) => {
      const template = await store.lock(context.tx, context.actor, id, version)
      const versions = await store.versionsOf(context.tx, id)
      const of = versions.find((one) => one.number === number)
      if (!of) throw new NotFound()
      const facts = await factsOf(context, template, versions, of)
      const state = take(templateTransitions.withdraw, facts, context, templateStates)
      await store.saveVersion(context.tx, of.id, { state, withdrawnReason: reason })
      await store.touch(context.tx, id)
      await context.record('template.withdraw', subjectOf(id), { reason, changes: changesOf(fields, {}, { number }) })
      return id
    },
    store.find,
  ),
]
