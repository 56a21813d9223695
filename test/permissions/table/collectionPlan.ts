import {
  beginCollectionVersion,
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
import { finalize } from '#domain/collection/dutyActs.api.ts'
import { businessPosts, divisionPosts } from '#domain/kernel/actor.ts'
import { duties, entry, offered, signed, versionOf } from '#test/duties.ts'
import { drafted, indicatorOf, inForce } from '#test/fixtures/collectionPlans.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'

/** An indicator that no request has had before. */
async function newIndicator(office: Office) {
  const { responsible, coordinating } = office.divisions
  const { ids } = await duties(office.w, { responsible, coordinating }, { period: '2025-07' })
  const dutyId = ids[0] ?? ''
  return { dutyId, id: await indicatorOf(office.w, dutyId) }
}
const draft = async (office: Office) => {
  const officer = office.at.coordinating['division.officer']
  const { id, version, effectiveOn, content } = await drafted(office.w, officer, (await newIndicator(office)).id)
  return { params: { id }, version, effectiveOn, content }
}
const oneIndicator = onceFor(async (office: Office) => ({ params: { id: (await newIndicator(office)).id } }))
const oneDraft = onceFor(async (office: Office) => {
  const officer = office.at.coordinating['division.officer']
  const { id } = await newIndicator(office)
  const requirementFileId = await office.fileOf(officer, '采集要求.pdf', Buffer.from('%PDF'))
  return { params: { id: (await drafted(office.w, officer, id, { requirementFileId })).id } }
})

/** A preliminary figure that was signed. */
async function preliminary(office: Office) {
  const { w, at } = office
  const { dutyId, id } = await newIndicator(office)
  const { coordinating, responsible } = at
  await inForce(w, coordinating['division.officer'], coordinating['division.head'], id, { isPreliminary: true })
  await offered(w, responsible['division.officer'], dutyId)
  await signed(w, responsible['division.head'], '2025-07')
  return { params: { id: dutyId }, version: await versionOf(w, responsible['division.officer'], dutyId) }
}

export const collectionPlanRows = [
  row(listCollectionPlans, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readCollectionPlan, businessPosts, { ask: oneIndicator, foreign: 'elsewhere' }),
  row(readCollectionHistory, businessPosts, { ask: oneIndicator, foreign: 'elsewhere' }),
  row(previewCollectionVersion, businessPosts, { ask: oneDraft, foreign: 'elsewhere' }),
  row(downloadRequirement, businessPosts, { ask: oneDraft, foreign: 'elsewhere' }),
  row(beginCollectionVersion, divisionPosts, {
    place: 'coordinating',
    ask: async (office) => ({ params: { id: (await newIndicator(office)).id }, body: { from: null } }),
    foreign: 'elsewhere',
  }),
  row(changeCollectionVersion, divisionPosts, {
    place: 'coordinating',
    ask: async (office) => {
      const { params, ...body } = await draft(office)
      return { params, body }
    },
    foreign: 'elsewhere',
  }),
  row(discardCollectionVersion, divisionPosts, {
    place: 'coordinating',
    ask: async (office) => {
      const { params, version } = await draft(office)
      return { params, body: { version, reason: '另行拟定' } }
    },
    foreign: 'elsewhere',
  }),
  row(offerCollectionVersion, divisionPosts, {
    place: 'coordinating',
    ask: async (office) => {
      const { params, version } = await draft(office)
      return { params, body: { version } }
    },
    foreign: 'elsewhere',
  }),
  row(forceCollectionVersion, ['division.head'], {
    place: 'coordinating',
    ask: async (office) => {
      const { params, version } = await draft(office)
      return { params, body: { version } }
    },
    foreign: 'elsewhere',
  }),
  row(finalize, divisionPosts, {
    ask: async (office) => {
      const { params, version } = await preliminary(office)
      return { params, body: { version, ...entry('13') } }
    },
    foreign: 'elsewhere',
  }),
]
