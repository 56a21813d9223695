import {
  downloadTemplateFile,
  forceTemplate,
  listTemplateChoices,
  listTemplates,
  makeTemplate,
  makeTemplateVersion,
  offerTemplate,
  previewTemplate,
  readTemplateHistory,
  readTemplateOf,
  readTemplateVersion,
  saveTemplate,
  withdrawTemplate,
} from '#domain/collection/unitTemplate.api.ts'
import { businessPosts, divisionPosts } from '#domain/kernel/actor.ts'
import { cellsFor, draft, madeTemplate, mapped, seenTemplate, templateInForce, uploaded } from '#test/unitTemplates.ts'
import { type Office, onceFor } from '../office.ts'
import { absentIn, row } from '../row.ts'

const period = '2025-10'
const place = { place: 'coordinating', foreign: 'elsewhere' } as const

/** A collecting unit of its own, and who makes a form for it. */
const people = ({ at, duty }: Office) => ({
  coordinator: at.coordinating['division.officer'],
  signer: at.coordinating['division.head'],
  unitId: duty('2025-08').unitId,
})

const someTemplate = onceFor((office) => templateInForce(office.w, people(office)))
const atSome = {
  ...place,
  ask: async (office: Office) => ({ params: { id: await someTemplate(office) } }),
} as const
const atSomeVersion = {
  ...place,
  ask: async (office: Office) => ({ params: { id: await someTemplate(office), number: 1 } }),
} as const

/** A draft that is mapped, with the version of its template. */
async function someDraft(office: Office) {
  const { coordinator, unitId } = people(office)
  const id = await madeTemplate(office.w, { coordinator, unitId })
  const cells = await cellsFor(office.w, coordinator, id)
  await mapped(office.w, coordinator, id, cells)
  return { params: { id }, cells, version: (await seenTemplate(office.w, coordinator, id)).version }
}

export const unitTemplateRows = [
  row(listTemplates, businessPosts),
  row(listTemplateChoices, divisionPosts),
  row(readTemplateOf, businessPosts, atSome),
  row(readTemplateVersion, businessPosts, atSomeVersion),
  row(readTemplateHistory, businessPosts, atSome),
  row(downloadTemplateFile, businessPosts, atSomeVersion),
  row(previewTemplate, businessPosts, {
    ...place,
    ask: async (office) => ({ params: { id: await someTemplate(office), number: 1 }, query: { period } }),
  }),
  row(makeTemplate, divisionPosts, {
    ...place,
    ask: async (office, post) => {
      const fileId = await uploaded(office.w, office.at.coordinating[post])
      const given = { frequency: 'month' as const, name: '客流月报', effectiveFrom: '2025-01-01' }
      return { body: { ...given, collectingUnitId: people(office).unitId, fileId } }
    },
    absent: absentIn('body', 'collectingUnitId'),
  }),
  row(makeTemplateVersion, divisionPosts, {
    ...place,
    ask: async (office) => {
      const of = people(office)
      const id = await templateInForce(office.w, of)
      const { version } = await seenTemplate(office.w, of.coordinator, id)
      return { params: { id }, body: { version, effectiveFrom: '2025-11-01', fileId: null } }
    },
  }),
  row(saveTemplate, divisionPosts, {
    ...place,
    ask: async (office) => {
      const { params, cells, version } = await someDraft(office)
      return { params, body: { ...draft, version, cells } }
    },
  }),
  row(offerTemplate, divisionPosts, {
    ...place,
    ask: async (office) => {
      const { params, version } = await someDraft(office)
      return { params, body: { version } }
    },
  }),
  row(forceTemplate, ['division.head'], {
    ...place,
    ask: async (office) => {
      const { params, version } = await someDraft(office)
      return { params, body: { version } }
    },
  }),
  row(withdrawTemplate, ['division.head'], {
    ...place,
    ask: async (office) => {
      const { params, version } = await someDraft(office)
      return { params: { ...params, number: 1 }, body: { version, reason: '单位换了新表' } }
    },
  }),
]
