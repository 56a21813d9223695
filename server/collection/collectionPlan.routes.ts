import type { CollectionContent } from '#domain/collection/collectionContent.ts'
import {
  beginCollectionVersion,
  type CollectionPlan,
  changeCollectionVersion,
  discardCollectionVersion,
  downloadRequirement,
  forceCollectionVersion,
  listCollectionPlans,
  offerCollectionVersion,
  previewCollectionVersion,
  readCollectionHistory,
  readCollectionPlan,
} from '#domain/collection/collectionPlan.api.ts'
import {
  beginRules,
  contentFields,
  dueRuleOf,
  knownFigures,
  type VersionFacts,
  versionStates,
  versionTransitions,
} from '#domain/collection/collectionPlan.ts'
import { faultsOfForm, fullForm } from '#domain/collection/form.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'
import { claimFile } from '#server/kernel/files.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { effectOf, followVersion } from './collectionForce.ts'
import * as store from './collectionPlan.store.ts'
import type { InForce } from './collectionRules.store.ts'
import { unitNames } from './collectionUnit.store.ts'

const { basis } = beginCollectionVersion
const subject = (id: string) => ({ kind: 'collectionPlan', id })

async function find(tx: Tx, actor: Actor, indicatorId: string): Promise<CollectionPlan> {
  const { evidenceNeeded: evidence, ...of } = await store.indicatorAt(tx, actor, indicatorId)
  const versions = await store.versionsOf(tx, indicatorId)
  const defaults: CollectionContent = {
    ...{ collectingUnitId: of.collectingUnit?.id ?? null, provider: of.responsibleDivision.name.zh, evidence },
    ...{ requirement: '', requirementFileId: null, way: null, isPreliminary: false },
    ...{ externalDue: { kind: 'office' }, internalLead: null, checks: [], fields: [] },
  }
  const plan = { ...of, versions, defaults, faults: [], known: [] }
  const draft = versions.find(({ state }) => state === 'draft')
  if (!draft) return plan
  const { fields } = draft.content
  const known = knownFigures(fields, of.indicator, await store.knownTo(tx, plan))
  return { ...plan, faults: faultsOfForm(fullForm(of.indicator, draft.content)), known }
}

/** The plan of a version that the actor sees, with the version and what the transitions ask. */
async function versionAt(tx: Tx, actor: Actor, versionId: string) {
  const plan = await find(tx, actor, await store.indicatorOfVersion(tx, versionId))
  const found = plan.versions.find(({ id }) => id === versionId)
  if (!found) throw new NotFound()
  const latest = plan.versions.filter(({ state }) => state === 'inForce').map(({ effectiveOn }) => effectiveOn)
  const facts: VersionFacts = {
    ...{ state: found.state, effectiveOn: found.effectiveOn, faults: plan.faults },
    coordinatingDivisionId: plan.coordinatingDivision.id,
    latestOn: latest.toSorted().at(-1) ?? null,
    isOffered: found.offered !== null,
  }
  return { plan, found, facts }
}

async function locked({ tx, actor }: Acting, versionId: string, version: number) {
  await versionAt(tx, actor, versionId)
  await store.lock(tx, versionId, version)
  return versionAt(tx, actor, versionId)
}

/** The version as the duties take it. */
const inForce = ({ plan, found }: Awaited<ReturnType<typeof versionAt>>): InForce => ({
  ...{ id: found.id, number: found.number, indicatorId: plan.indicator.id, effectiveOn: found.effectiveOn },
  ...{ collectingUnitId: found.content.collectingUnitId, rule: dueRuleOf(found.content) },
})

/** The parts of a version with the names that history says in place of ids. */
const shown = (
  effectiveOn: string,
  content: CollectionContent,
  names: { readonly unit: string | null; readonly file: string | null },
) => ({ ...content, effectiveOn, collectingUnit: names.unit, requirementFile: names.file })

type Found = CollectionPlan['versions'][number]
const namesOf = ({ collectingUnit, requirementFile }: Pick<Found, 'collectingUnit' | 'requirementFile'>) => ({
  unit: collectingUnit && inBoth(collectingUnit.name),
  file: requirementFile?.name ?? null,
})

/** A file of the draft's own, or an upload that becomes part of the plan now. Answers its name. */
async function requirementOf({ tx, actor }: Acting, indicatorId: string, found: Found, fileId: string | null) {
  if (fileId === null || fileId === found.requirementFile?.id) return found.requirementFile?.name ?? null
  return (await claimFile(tx, actor.id, fileId, subject(indicatorId))).name
}

async function begin(context: Acting, indicatorId: string, from: string | null): Promise<string> {
  const { tx, actor, clock, today } = context
  await store.indicatorAt(tx, actor, indicatorId)
  await store.lockIndicator(tx, indicatorId)
  const { isWithdrawn } = await store.indicatorAt(tx, actor, indicatorId)
  const plan = await find(tx, actor, indicatorId)
  const hasDraft = plan.versions.some(({ state }) => state === 'draft')
  demand(beginRules, basis, { coordinatingDivisionId: plan.coordinatingDivision.id, hasDraft, isWithdrawn }, context)
  const [latest] = (from === null ? plan : await find(tx, actor, from)).versions.filter(
    ({ state }) => state === 'inForce',
  )
  const content = latest?.content ?? plan.defaults
  // the other indicator's own unit and requirement are not this one's
  const own = from === null ? {} : { collectingUnitId: plan.defaults.collectingUnitId, requirementFileId: null }
  const firstOfYear = `${plan.year}-01-01`
  await store.insert(tx, {
    ...{ indicatorId, content: { ...content, ...own }, madeBy: actor.id, madeAt: clock.now },
    effectiveOn: plan.versions.length > 0 && today > firstOfYear ? today : firstOfYear,
  })
  await context.record('collectionPlan.begin', subject(indicatorId), { basis })
  return indicatorId
}

type Given = { readonly version: number; readonly effectiveOn: string; readonly content: CollectionContent }

async function change(context: Acting, versionId: string, { version, effectiveOn, content }: Given): Promise<string> {
  const { tx } = context
  const { plan, found, facts } = await locked(context, versionId, version)
  take(versionTransitions.change, facts, context, versionStates)
  const unit = (await unitNames(tx, [content.collectingUnitId])).get(content.collectingUnitId ?? '')
  if (content.collectingUnitId !== null && !unit)
    throw new Invalid([{ path: 'body.content.collectingUnitId', message: noUnit }])
  const file = await requirementOf(context, plan.indicator.id, found, content.requirementFileId)
  await store.save(tx, versionId, effectiveOn, content)
  const before = shown(found.effectiveOn, found.content, namesOf(found))
  const names = { unit: unit ? inBoth(unit) : null, file: content.requirementFileId === null ? null : file }
  const changes = changesOf(contentFields, before, shown(effectiveOn, content, names))
  await context.record('collectionPlan.change', subject(plan.indicator.id), { basis, changes })
  return plan.indicator.id
}
const noUnit = { zh: '没有这个数据采集责任单位。', en: 'There is no such collecting unit.' }

async function offer(context: Acting, versionId: string, version: number): Promise<string> {
  const { tx, actor, clock } = context
  const { plan, facts } = await locked(context, versionId, version)
  take(versionTransitions.offer, facts, context, versionStates)
  await store.offer(tx, versionId, { offeredBy: actor.id, offeredAt: clock.now })
  await context.record('collectionPlan.offer', subject(plan.indicator.id), { basis })
  return plan.indicator.id
}

async function force(context: Acting, versionId: string, version: number): Promise<string> {
  const { tx, actor, clock } = context
  const at = await locked(context, versionId, version)
  const state = take(versionTransitions.force, at.facts, context, versionStates)
  if (state === 'inForce') await store.close(tx, versionId, { state, forcedBy: actor.id, forcedAt: clock.now })
  const units = await unitNames(tx, undefined)
  await followVersion(context, inForce(at), (id) => units.get(id ?? '') ?? null)
  const before = at.plan.versions.find((one) => one.state === 'inForce')
  const of = (one: Found) => shown(one.effectiveOn, one.content, namesOf(one))
  const changes = changesOf(contentFields, before ? of(before) : {}, of(at.found))
  const { basis } = versionTransitions.force
  await context.record('collectionPlan.force', subject(at.plan.indicator.id), { basis, changes })
  return at.plan.indicator.id
}

async function effect(context: Reading, versionId: string) {
  const at = await versionAt(context.tx, context.actor, versionId)
  const version = inForce(at)
  const { untouched, followed } = await effectOf(context, version)
  const units = await unitNames(context.tx, undefined)
  const unit = (id: string | null) => units.get(id ?? '') ?? null
  const rows = followed.map(({ duty, days }) => {
    const { internalDueOn, externalDueOn } = duty
    const before = { internalDueOn, externalDueOn, collectingUnit: unit(duty.collectingUnitId) }
    const after = days
      ? { internalDueOn: days.internalDueOn, externalDueOn: days.externalDueOn }
      : { internalDueOn, externalDueOn }
    return {
      ...{ dutyId: duty.id, period: duty.period, stage: duty.stage, before },
      after: { ...after, collectingUnit: unit(version.collectingUnitId) },
    }
  })
  return { rows, untouched }
}

export const collectionPlanRoutes = [
  read(listCollectionPlans, ({ query }, { tx, actor, today }) => store.list(tx, actor, query, today)),
  read(readCollectionPlan, ({ params }, { tx, actor }) => find(tx, actor, params.id), { snapshot: true }),
  read(
    readCollectionHistory,
    async ({ params }, { tx, actor }) => {
      await store.indicatorAt(tx, actor, params.id)
      return { rows: await historyOf(tx, [subject(params.id)]) }
    },
    { snapshot: true },
  ),
  read(previewCollectionVersion, ({ params }, context) => effect(context, params.id), { snapshot: true }),
  read(downloadRequirement, async ({ params }, { tx, actor, app }) => {
    const { found } = await versionAt(tx, actor, params.id)
    return store.fileOf(tx, app.files, found.requirementFile?.id ?? null)
  }),
  command(beginCollectionVersion, ({ params, body }, context) => begin(context, params.id, body.from), find),
  command(changeCollectionVersion, ({ params, body }, context) => change(context, params.id, body), find),
  command(
    discardCollectionVersion,
    async ({ params, body: { version, reason } }, context) => {
      const { plan, facts } = await locked(context, params.id, version)
      const state = take(versionTransitions.discard, facts, context, versionStates)
      if (state === 'discarded') await store.close(context.tx, params.id, { state })
      await context.record('collectionPlan.discard', subject(plan.indicator.id), { basis, reason })
      return plan.indicator.id
    },
    find,
  ),
  command(offerCollectionVersion, ({ params, body }, context) => offer(context, params.id, body.version), find),
  command(forceCollectionVersion, ({ params, body }, context) => force(context, params.id, body.version), find),
]
