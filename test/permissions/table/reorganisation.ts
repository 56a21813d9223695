import { businessPosts, isOneOf, officeLeaders, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import {
  applyHandover,
  drawUpHandover,
  handOver,
  listHandovers,
  readHandover,
  readHandoverHistory,
  receiveHandover,
  saveHandover,
  withdrawHandover,
} from '#domain/organization/handover.api.ts'
import { needsDivision } from '#domain/organization/post.ts'
import {
  draftReorganisation,
  keepLeftMatter,
  listReorganisations,
  planReorganisation,
  readReorganisation,
  readReorganisationHistory,
  saveReorganisation,
  withdrawReorganisation,
} from '#domain/organization/reorganisation.api.ts'
import { plannedItem } from '#test/duties.ts'
import type { Client } from '#test/world.ts'
import type { Office } from '../office.ts'
import { row } from '../row.ts'

const readers = [...performanceOffice, ...officeLeaders] as const
const reason = '工作调动'
const fromOn = '2025-12-01'

let founded = 0
/** A reorganisation that founds one division and touches no other. */
const plan = () => {
  founded += 1
  const number = founded
  const name = { zh: `拟设${number}处`, en: `Planned division ${number}` }
  const content = { founded: [{ key: 'new', code: `P${number}`, name, sort: 99 }], renamed: [], ended: [] }
  return { fromOn, document: '深编〔2025〕1号', content }
}
const drafted = async (office: Office) => {
  const by = office.at.responsible['performanceOffice.head']
  return (await office.w.call(by, draftReorganisation, { body: plan() })).body.id
}

/** An item of which one division would answer for the data and accept them. */
const left = async (office: Office) => {
  const { w, divisions } = office
  const reorganisationId = await drafted(office)
  const { itemId } = await plannedItem(w, { responsible: divisions.responsible, coordinating: divisions.responsible })
  const matter = { kind: 'sameDivision', itemId, reorganisationId }
  return (await w.owner.insertInto('reorganisationMatter').values(matter).returning('id').executeTakeFirstOrThrow()).id
}

const reorganisationRows = [
  row(listReorganisations, readers),
  row(readReorganisation, readers, { ask: async (office) => ({ params: { id: await drafted(office) } }) }),
  row(readReorganisationHistory, readers, { ask: async (office) => ({ params: { id: await drafted(office) } }) }),
  row(draftReorganisation, performanceOffice, { ask: () => ({ body: plan() }) }),
  row(saveReorganisation, performanceOffice, {
    ask: async (office) => ({ params: { id: await drafted(office) }, body: { ...plan(), version: 1 } }),
  }),
  row(planReorganisation, ['performanceOffice.head'], {
    admits: performanceOffice,
    ask: async (office) => ({ params: { id: await drafted(office) }, body: { version: 1 } }),
  }),
  row(keepLeftMatter, performanceOffice, {
    ask: async (office) => ({ params: { id: await left(office) }, body: { version: 1, reason } }),
  }),
  row(withdrawReorganisation, ['performanceOffice.head'], {
    admits: performanceOffice,
    ask: async (office) => ({ params: { id: await drafted(office) }, body: { version: 1, reason } }),
  }),
]

/** The deputy is in charge of the coordinating division, where those who leave are. */
const place = 'coordinating' as const
const above = [...officeLeaders, ...performanceOffice, 'division.head'] as const
const admits = businessPosts
const unseen = { admits, place, refusal: 404 } as const
const clerk = ({ w, divisions }: Office) => w.person('division.officer', divisions.coordinating)

async function sheet(office: Office) {
  const person = await clerk(office)
  const by = office.at.responsible['performanceOffice.head']
  const body = { personId: person.id, leavesOn: fromOn, reason }
  const { id, digest, version } = (await office.w.call(by, drawUpHandover, { body })).body
  return { id, digest, version, person }
}

async function handed(office: Office) {
  const { id, digest, version, person } = await sheet(office)
  await office.w.reauthenticated(person)
  const body = { version, digest, statementNumber: 1 }
  const answer = await office.w.call(person, handOver, { params: { id }, body })
  return { id, digest, version: answer.body.version }
}

const receiving = async (office: Office, by: Client) => {
  const { id, ...seen } = await handed(office)
  await office.w.reauthenticated(by)
  return { params: { id }, body: { ...seen, statementNumber: 1 } }
}

const applying = async (office: Office) => {
  const by = office.at.responsible['performanceOffice.head']
  const asked = await receiving(office, by)
  const { version } = (await office.w.call(by, receiveHandover, asked)).body
  return { params: asked.params, body: { version } }
}

/** Under every post somebody who leaves signs the own sheet. */
async function leaving(office: Office, post: PostKind) {
  const { w, divisions } = office
  const as = await w.person(post, needsDivision(post) ? divisions.coordinating : null)
  const body = { personId: as.id, leavesOn: fromOn, reason }
  const { id, digest, version } = (await w.call(as, drawUpHandover, { body })).body
  await w.reauthenticated(as)
  return { as, params: { id }, body: { version, digest, statementNumber: 1 } }
}

const byId = async (office: Office) => ({ params: { id: (await sheet(office)).id } })
const sees = (post: PostKind) => (isOneOf(post, above) ? 403 : 404)

const handoverRows = [
  row(listHandovers, businessPosts),
  row(readHandover, above, { ...unseen, ask: byId, foreign: 'elsewhere' }),
  row(readHandoverHistory, above, { ...unseen, ask: byId, foreign: 'elsewhere' }),
  row(drawUpHandover, above, {
    ...{ admits, place },
    ask: async (office) => ({ body: { personId: (await clerk(office)).id, leavesOn: fromOn, reason } }),
  }),
  row(saveHandover, above, {
    ...unseen,
    ask: async (office) => ({ ...(await byId(office)), body: { version: 1, leavesOn: fromOn, successors: [] } }),
  }),
  row(handOver, businessPosts, { place, ask: leaving }),
  row(receiveHandover, [...officeLeaders, 'performanceOffice.head', 'division.head'], {
    ...{ ...unseen, refusal: sees },
    ask: async (office, post) => receiving(office, office.at[place][post]),
  }),
  row(applyHandover, performanceOffice, { ...unseen, refusal: sees, ask: applying }),
  row(withdrawHandover, above, {
    ...unseen,
    ask: async (office) => ({ ...(await byId(office)), body: { version: 1, reason } }),
  }),
]

export const actRows = [...reorganisationRows, ...handoverRows]
