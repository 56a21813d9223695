import { draftNotice } from '#domain/document/documentDraft.api.ts'
import { checkDocument, signDocument } from '#domain/document/officialDocument.api.ts'
import {
  answerConsultation,
  closeConsultation,
  openConsultation,
  readConsultation,
} from '#domain/plan/consultation.api.ts'
import { readPlan, submitPlan } from '#domain/plan/plan.api.ts'
import { staffOf } from '#tools/demo-office/people.ts'
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
  const { version: ready } = await head.do(readPlan, { params })
  await head.do(submitPlan, { params: { id }, body: { version: ready } })
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
