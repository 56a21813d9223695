import { answerCosignature, askCosignatures } from '#domain/document/cosignature.api.ts'
import { draftCallNotice, draftMinutes, draftNotice, draftSending } from '#domain/document/documentDraft.api.ts'
import {
  acknowledgeDocument,
  checkDocument,
  issueDocument,
  type OfficialDocument,
  saveDocument,
  signDocument,
} from '#domain/document/officialDocument.api.ts'
import { issuePlan, type Plan } from '#domain/plan/plan.api.ts'
import { listReviews } from '#domain/plan/review.api.ts'
import type { OfficeClient } from './client.ts'
import { divisionCodes, staffOf } from './people.ts'

/** Signed off by the head of the leading group on the day that the office has now. */
export async function sign(client: OfficeClient, { id, version, digest }: OfficialDocument): Promise<OfficialDocument> {
  const leader = await client.as('shenhuaiyuan')
  await leader.confirm()
  return leader.do(signDocument, { params: { id }, body: { version, digest } })
}

async function check(client: OfficeClient, { id, version }: OfficialDocument): Promise<OfficialDocument> {
  return (await client.as('hejingming')).do(checkDocument, { params: { id }, body: { version } })
}

/** Every division receives it. */
export async function receive(client: OfficeClient, id: string): Promise<void> {
  for (const code of divisionCodes)
    await (await client.as(staffOf[code].officer)).do(acknowledgeDocument, { params: { id }, body: {} })
}

/** Drafted and checked on 17 January, signed off and issued on the 20th, received by every division the day after. */
export async function issueByNotice(client: OfficeClient, plan: Plan): Promise<void> {
  const staff = await client.as('linzhixia')
  const head = await client.as('hejingming')
  const checked = await check(client, await staff.do(draftNotice, { params: { id: plan.id }, body: {} }))
  await client.goTo('2025-01-20')
  await sign(client, checked)
  await head.do(issuePlan, {
    params: { id: plan.id },
    body: { version: plan.version, documentNumber: '深口绩〔2025〕1号', issuedOn: '2025-01-20' },
  })
  await client.goTo('2025-01-21')
  await receive(client, checked.id)
}

type Call = { readonly id: string; readonly legalDivision: string; readonly issuedOn: string }

/** The notice of the call: co-signed by the legal affairs division, checked, and signed off on the day of the issue. */
export async function signCallNotice(client: OfficeClient, { id: callId, legalDivision, issuedOn }: Call) {
  const staff = await client.as('linzhixia')
  const { id, version } = await staff.do(draftCallNotice, { params: { id: callId }, body: {} })
  const body = { version, divisionIds: [legalDivision], note: '请就时限和表述会签。' }
  const asked = await staff.do(askCosignatures, { params: { id }, body })
  await (await client.as('songzhili')).do(answerCosignature, {
    params: { id, cosignatureId: asked.cosignatures[0]?.id ?? '' },
    body: { digest: asked.digest, answer: 'agree', words: '同意。' },
  })
  const checked = await check(client, asked)
  await client.goTo(issuedOn)
  return sign(client, checked)
}

/** The minutes of the meeting of 13 January, at which the plan went back. */
export async function issueMinutes(client: OfficeClient, planId: string): Promise<void> {
  const staff = await client.as('linzhixia')
  const { rows } = await staff.do(listReviews, { params: { id: planId } })
  const review = rows.find(({ mode, state }) => mode === 'meeting' && state === 'returned')
  if (!review) throw new Error('the demo office cannot be built: no meeting sent the plan back')
  const { id, version, title, text } = await staff.do(draftMinutes, { params: { id: review.id }, body: {} })
  const attendance = '出席：沈怀远、顾明川、叶知秋、陈嘉禾、秦望山\n请假：韩修远\n列席：何景明、林知夏'
  const body = { version, title, addressee: '', text, attendance }
  const signed = await sign(client, await check(client, await staff.do(saveDocument, { params: { id }, body })))
  await number(client, signed, '深口绩纪〔2025〕1号', '2025-01-15')
}

/** The report with which the plan goes to the city: drafted on the 21st, signed off and issued on the day after. */
export async function reportToCity(client: OfficeClient, planId: string): Promise<OfficialDocument> {
  const staff = await client.as('linzhixia')
  const drafted = await staff.do(draftSending, { params: { id: planId }, body: { kind: 'report' } })
  const checked = await check(client, drafted)
  await client.goTo('2025-01-22')
  return number(client, await sign(client, checked), '深口绩〔2025〕2号', '2025-01-22')
}

async function number(client: OfficeClient, signed: OfficialDocument, documentNumber: string, datedOn: string) {
  const { id, version } = signed
  const head = await client.as('hejingming')
  return head.do(issueDocument, { params: { id }, body: { version, documentNumber, datedOn } })
}
