import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { downloadDocument, readNotice } from '#domain/document/officialDocument.api.ts'
import { openConsultation } from '#domain/plan/consultation.api.ts'
import { readItem } from '#domain/plan/item.api.ts'
import { liftSilence, silenceHint } from '#domain/plan/itemHint.api.ts'
import type { Plan } from '#domain/plan/plan.api.ts'
import { readLintFacts, readPlanFindings } from '#domain/plan/planItems.api.ts'
import { readRevised } from '#domain/plan/revision.api.ts'
import {
  begin,
  decided,
  edit,
  type InForce,
  inForce,
  issuedAs,
  read,
  reason,
  submitted,
} from '#test/fixtures/revision.ts'
import { type Client, world } from '#test/world.ts'

const w = world()
const why = '上半年口径按市里新文件重新核定'
const over = { code: 'L43', field: 'phases.0.title' }

/** In July a revision rewrites the goals of both halves of the year; the first is over. */
async function rewritten() {
  const office = await inForce(w)
  await w.clock(`${office.year}-07-07`)
  const revision = (await begin(office)).body
  const done = await edit(office, revision, ({ phases }) => ({
    phases: phases.map((one) => ({ ...one, goal: '旅客4600万人次' })),
  }))
  return { office, revision, item: done.body }
}

const explain = ({ people }: InForce, item: { id: string; version: number }, by: Client = people.writer) =>
  w.call(by, silenceHint, { params: { id: item.id }, body: { ...over, version: item.version, reason: why } })
const consult = async (office: InForce, { id }: Pick<Plan, 'id'>) => {
  const { version } = await read(office, { id })
  const body = { version, closesOn: `${office.year}-07-14`, note: '' }
  return w.call(office.people.writer, openConsultation, { params: { id }, body })
}
const itemOf = async ({ people }: InForce, id: string) =>
  (await w.call(people.writer, readItem, { params: { id } })).body

test('a revision that rewrites a phase that is over goes on once it says why, of that phase alone', async () => {
  const { office, revision, item } = await rewritten()
  const { people } = office
  const findings = async () =>
    (await w.call(people.writer, readPlanFindings, { params: { id: revision.id } })).body.findings.filter(
      ({ code }) => code === over.code,
    )
  expect(await findings()).toMatchObject([{ ...over, level: 'blocking', itemId: item.id, basis: 'plan.rewritePhase' }])
  expect((await itemOf(office, item.id)).findings).toEqual(expect.arrayContaining(await findings()))
  const { overPhases } = (await w.call(people.writer, readLintFacts, { params: { id: revision.id } })).body
  expect(overPhases).toMatchObject({ [item.id]: [{ number: 1, title: '上半年' }] })
  expect(await consult(office, revision)).toMatchObject({ status: 409, body: { code: 'blocking_faults' } })
  expect((await read(office, revision)).state).toBe('drafting')

  expect((await explain(office, item, people.person)).status).toBe(404)
  const other = { ...over, field: 'phases.1.title', version: item.version, reason: why }
  const refused = await w.call(people.writer, silenceHint, { params: { id: item.id }, body: other })
  expect(refused).toMatchObject({ status: 409, body: { code: 'not_a_hint' } })
  expect((await itemOf(office, item.id)).item.silences).toEqual([])

  expect((await explain(office, item)).status).toBe(200)
  expect(await findings()).toMatchObject([{ level: 'hint', silence: { reason: why } }])
  expect((await w.history(item.id)).map(({ action }) => action)).toContain('item.silence')
  expect(await consult(office, revision)).toMatchObject({ status: 200 })
})

test('the reason stands where the group decides, in the table of changes, and after the issue; it is not taken back', async () => {
  const { office, revision, item } = await rewritten()
  const { people, item: original } = office
  await explain(office, item)
  const told = async () => (await w.call(people.groupHead, readRevised, { params: { id: revision.id } })).body.rewritten
  const expected = [{ itemId: original.id, code: original.code, number: 1, reason: why }]
  await submitted(office, revision)
  expect(await told()).toMatchObject(expected)
  const lift = { params: { id: item.id }, body: { ...over, version: (await itemOf(office, item.id)).item.version } }
  expect(await w.call(people.writer, liftSilence, lift)).toMatchObject({ status: 409, body: { code: 'wrong_state' } })
  const { version } = (await decided(office, await read(office, revision))).body
  expect((await issuedAs(office, { ...revision, version })).body.state).toBe('issued')
  expect(await told()).toMatchObject(expected)
  const notice = (await w.call(people.person, readNotice, { params: { of: revision.id } })).body
  const file = await w.call(people.person, downloadDocument, { params: { id: notice.id } })
  const xml = strFromU8(unzipSync(file.body as unknown as Buffer)['word/document.xml'] ?? new Uint8Array())
  const cells = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text ?? '')
  const after = (name: string) => cells.slice(cells.indexOf(name), cells.indexOf(name) + 4).join('|')
  expect(after('第1阶段目标')).toContain(why)
  expect(after('第2阶段目标')).toContain(reason)
})

test('what is rewritten and put back needs no reason, nor one that was given is told', async () => {
  const { office, revision, item } = await rewritten()
  await explain(office, item)
  const { phases } = office.item
  await edit(office, revision, (content) => ({
    phases: content.phases.map((one, at) => ({ ...one, goal: at === 0 ? (phases[0]?.goal ?? '') : one.goal })),
  }))
  const { people } = office
  expect((await w.call(people.groupHead, readRevised, { params: { id: revision.id } })).body.rewritten).toEqual([])
  expect((await consult(office, revision)).status).toBe(200)
})
