import { draftNotice } from '#domain/document/documentDraft.api.ts'
import { checkDocument, signDocument } from '#domain/document/officialDocument.api.ts'
import {
  applyHandover,
  drawUpHandover,
  handOver,
  receiveHandover,
  saveHandover,
} from '#domain/organization/handover.api.ts'
import { listPeople } from '#domain/organization/organization.api.ts'
import {
  answerConsultation,
  closeConsultation,
  openConsultation,
  readConsultation,
} from '#domain/plan/consultation.api.ts'
import { readPlan, submitPlan } from '#domain/plan/plan.api.ts'
import { people, staffOf } from '#tools/demo-office/people.ts'
import { asRead } from '#tools/demo-office/review.ts'
import type { Office } from './office.ts'

// What other people do with a revision while its story is told, by the interface alone.

/** Every division is asked and has no comment; then it is laid before the leading group. */
export async function consultAndSubmit({ client }: Office, id: string): Promise<void> {
  const [staff, head] = [await client.as('linzhixia'), await client.as('hejingming')]
  const params = { of: id }
  const { version } = await staff.do(readPlan, { params })
  const opening = { version, closesOn: '2025-11-14', note: '' }
  await staff.do(openConsultation, { params: { id }, body: opening })
  for (const { head: name } of Object.values(staffOf)) {
    const person = await client.as(name)
    const { id: asked, answers } = await person.do(readConsultation, { params })
    await person.do(answerConsultation, { params: { id: asked }, body: { version: answers[0]?.version ?? 0 } })
  }
  const open = await staff.do(readConsultation, { params })
  await staff.do(closeConsultation, { params: { id: open.id }, body: { version: open.version } })
  const ready = await head.do(readPlan, { params })
  await head.do(submitPlan, { params: { id }, body: await asRead(head, ready) })
}

/** The notice that issues it is drafted, checked and signed off. */
export async function signItsNotice({ client }: Office, id: string): Promise<void> {
  const [staff, head, leader] = [
    await client.as('linzhixia'),
    await client.as('hejingming'),
    await client.as('shenhuaiyuan'),
  ]
  const drafted = await staff.do(draftNotice, { params: { id }, body: {} })
  const params = { id: drafted.id }
  const checked = await head.do(checkDocument, { params, body: { version: drafted.version } })
  await leader.confirm()
  await leader.do(signDocument, { params, body: { version: checked.version, digest: checked.digest } })
}

/** An officer who takes part in items leaves while the group has the revision before it; the head takes over. */
export async function handOverMeanwhile({ client }: Office): Promise<void> {
  const [leaver, heir] = [await client.as('chengruoxi'), await client.as('suwenlan')]
  const { rows } = await leaver.do(listPeople)
  const idOf = (name: string) => rows.find((one) => one.name === name)?.id ?? ''
  const body = { personId: idOf(people.chengruoxi.name), leavesOn: '2025-12-31', reason: '借调市发展改革委' }
  const drawn = await leaver.do(drawUpHandover, { body })
  const params = { id: drawn.id }
  const successorId = idOf(people.suwenlan.name)
  const successors = drawn.rows.map(({ kind, subjectId, role }) => ({ kind, subjectId, role, successorId }))
  const saving = { version: drawn.version, leavesOn: drawn.leavesOn, successors }
  const given = await leaver.do(saveHandover, { params, body: saving })
  const signing = ({ version, digest }: typeof given) => ({ params, body: { version, digest, statementNumber: 1 } })
  await leaver.confirm()
  const handed = await leaver.do(handOver, signing(given))
  await heir.confirm()
  const { version } = await heir.do(receiveHandover, signing(handed))
  await (await client.as('hejingming')).do(applyHandover, { params, body: { version } })
}
