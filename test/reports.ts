import { z } from 'zod'
import { readReport } from '#domain/collection/dataReport.api.ts'
import { assembleReport, reviewReport, sendReport, signReport } from '#domain/collection/dataReportActs.api.ts'
import { accept, correct } from '#domain/collection/dutyActs.api.ts'
import { collectingUnit, duties, entry, offered, peopleOf, signed, versionOf } from './duties.ts'
import type { Client, World } from './world.ts'

export const subject = '口岸通关数据'
let numbers = 100
/** A document number that no other report bears. */
export const aReportNumber = (): string => {
  numbers += 1
  return `深口函〔2025〕${numbers}号`
}
export const ports = ['罗湖口岸旅客', '福田口岸旅客', '皇岗口岸旅客']
const values = ['5373454', '4463217', null]

type Given = { names?: readonly string[]; unit?: string; values?: readonly (string | null)[]; period?: string }

/**
 * One collecting unit, its two divisions with their people, and October's figures of three ports: signed by the
 * responsible division and, but for the last `waiting` of them, accepted.
 */
export async function acceptedSet(w: World, given: Given & { waiting?: number } = {}) {
  const { names = ports, unit = '人次', period = '2025-10', waiting = 0 } = given
  const figures = given.values ?? values
  const [responsible, coordinating, unitId] = [await w.division(), await w.division(), await collectingUnit(w)]
  const people = await peopleOf(w, responsible, coordinating)
  const indicators = names.map((name) => ({ name, unit, collectingUnitId: unitId }))
  const { ids } = await duties(w, { responsible, coordinating, indicators }, { period })
  for (const [index, id] of ids.entries()) await offered(w, people.officer, id, figures[index] ?? null)
  await signed(w, people.head, period)
  for (const id of ids.slice(0, ids.length - waiting)) await acceptDuty(w, people.coordinator, id)
  const signer = await w.person('division.head', coordinating)
  const deputy = await w.person('leadingGroup.deputy')
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: coordinating }).execute()
  const key = { collectingUnitId: unitId, coordinatingDivisionId: coordinating, period }
  return { ...people, ids, key, responsible, coordinating, unitId, signer, deputy }
}
export type AcceptedSet = Awaited<ReturnType<typeof acceptedSet>>

export const acceptDuty = async (w: World, coordinator: Client, id: string) =>
  w.call(coordinator, accept, { params: { id }, body: { version: await versionOf(w, coordinator, id) } })

/** A new figure with its reason, signed; accepted unless told otherwise. */
export async function correctDuty(w: World, set: AcceptedSet, id: string, value: string, isAccepted = true) {
  const version = await versionOf(w, set.officer, id)
  await w.call(set.officer, correct, {
    params: { id },
    body: { version, ...entry(value), reason: '漏计一个晚高峰时段' },
  })
  await signed(w, set.head, set.key.period)
  if (isAccepted) await acceptDuty(w, set.coordinator, id)
}

export const details = {
  subject,
  withLetter: true,
  withTotal: true,
  aggregates: [],
  contactName: '周以宁',
  contactPhone: '88100000',
  documentNumber: null,
}

export const assemble = (w: World, { coordinator, key }: Pick<AcceptedSet, 'coordinator' | 'key'>, over: object = {}) =>
  w.call(coordinator, assembleReport, { body: { ...key, ...details, ...over } })

export const seen = async (w: World, client: Client, id: string) =>
  (await w.call(client, readReport, { params: { id } })).body

/** The version and the digest this person has just seen. */
const read = async (w: World, client: Client, id: string) => {
  const { version, digest } = await seen(w, client, id)
  return { version, digest }
}

export async function signIt(w: World, { signer }: Pick<AcceptedSet, 'signer'>, id: string) {
  await w.reauthenticated(signer)
  return w.call(signer, signReport, { params: { id }, body: await read(w, signer, id) })
}

export const reviewIt = async (w: World, { deputy }: Pick<AcceptedSet, 'deputy'>, id: string) =>
  w.call(deputy, reviewReport, { params: { id }, body: await read(w, deputy, id) })

const sentOn = '2025-11-06'
/** How a report goes out, each under a number of its own. */
export const sending = () => ({
  ...{ sentOn, way: 'officeAutomation' as const, receiver: '综合处' },
  documentNumber: aReportNumber(),
})

export const sendIt = async (
  w: World,
  { coordinator }: Pick<AcceptedSet, 'coordinator'>,
  id: string,
  over: object = {},
) =>
  w.call(coordinator, sendReport, {
    params: { id },
    body: { version: (await seen(w, coordinator, id)).version, ...sending(), ...over },
  })

type Reporting = Pick<AcceptedSet, 'coordinator' | 'signer' | 'deputy' | 'key'>
/** Assembled, and brought as far as asked. */
export async function reportAt(
  w: World,
  set: Reporting,
  state: 'assembled' | 'signed' | 'reviewed' | 'sent',
  over: object = {},
) {
  const id = z.string().parse((await assemble(w, set)).body.id)
  if (state !== 'assembled') await signIt(w, set, id)
  if (state === 'reviewed' || state === 'sent') await reviewIt(w, set, id)
  if (state === 'sent') await sendIt(w, set, id, over)
  return id
}
