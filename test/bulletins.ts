import {
  type Bulletin,
  type BulletinFigure,
  type BulletinTable,
  beginBulletin,
  confirmFigures,
  readBulletin,
} from '#domain/bulletin/bulletin.api.ts'
import { checkDocument, issueDocument, readDocument, signDocument } from '#domain/document/officialDocument.api.ts'
import { duties } from './duties.ts'
import { aDocumentNumber } from './fixtures/documents.ts'
import type { Client, World } from './world.ts'

/** The performance office, leaders and two divisions, one of which owes data of October. */
export async function bulletinPeople(w: World) {
  await w.year(2025)
  const house = await w.division({ housesPerformanceOffice: false })
  const [land, sea] = [await w.division(), await w.division()]
  const given = { responsible: land, coordinating: sea, indicators: [{ name: '旅客量', unit: '万人次' }] }
  const { ids, itemId } = await duties(w, given)
  const lit = { itemId, year: 2025, number: 0, light: 'green', rule: 1, figures: '{}', settingsRevision: 0 }
  await w.owner
    .insertInto('lightChange')
    .values({ ...lit, changedOn: '2025-10-08', changedAt: '2025-10-08T00:00:00Z' })
    .execute()
  return {
    ...{ house, land, sea, dutyId: ids[0] ?? '' },
    staff: await w.person('performanceOffice.staff', house),
    officeHead: await w.person('performanceOffice.head', house),
    groupHead: await w.reauthenticated(await w.person('leadingGroup.head')),
    deputy: await w.person('leadingGroup.deputy'),
    member: await w.person('leadingGroup.member', sea),
    head: await w.person('division.head', land),
    officer: await w.person('division.officer', land),
    seaHead: await w.person('division.head', sea),
  }
}
export type BulletinPeople = Awaited<ReturnType<typeof bulletinPeople>>

export const begin = (w: World, by: Client, period: string, more: { cutOffOn?: string; correctsId?: string } = {}) =>
  w.call(by, beginBulletin, { body: { period, cutOffOn: '2025-11-05', ...more } })

const asCounted = (figures: readonly (BulletinFigure | BulletinTable)[]) =>
  figures.filter(({ isUsed }) => isUsed).map(({ key, now }) => ({ key, value: now }))

/** Whatever is printed is confirmed as it is counted now. */
export const confirmAll = async (w: World, by: Client, { id }: { readonly id: string }) => {
  const { body: now } = await w.call(by, readBulletin, { params: { id } })
  const figures = [...asCounted(now.figures), ...asCounted(now.tables)]
  return w.call(by, confirmFigures, { params: { id }, body: { figures } })
}

/** Checked by the head of the performance office and signed off by the head of the leading group. */
export async function signedBulletin(w: World, people: BulletinPeople, { documentId }: Bulletin) {
  const params = { id: documentId }
  const { version } = (await w.call(people.staff, readDocument, { params })).body
  const checked = (await w.call(people.officeHead, checkDocument, { params, body: { version } })).body
  const body = { version: checked.version, digest: checked.digest }
  return (await w.call(people.groupHead, signDocument, { params, body })).body
}

export async function issuedBulletin(w: World, people: BulletinPeople, bulletin: Bulletin) {
  const { id, version } = await signedBulletin(w, people, bulletin)
  const body = { version, documentNumber: aDocumentNumber(), datedOn: '2025-11-06' }
  return (await w.call(people.officeHead, issueDocument, { params: { id }, body })).body
}

let revisions = 100
/** A card of the division that owes data, fired in October. */
export async function octoberCard(w: World, { land, dutyId }: BulletinPeople, step = 'yellow'): Promise<void> {
  revisions += 1
  const values = { dutyId, year: 2025, ladder: 'external', step, dueRevision: revisions, firedOn: '2025-10-10' }
  await w.owner
    .insertInto('card')
    .values({ ...values, dueOn: '2025-10-09', packVersion: '1', settingsRevision: 0, divisionId: land })
    .execute()
}
