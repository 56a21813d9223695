import { draftNotice } from '#domain/document/documentDraft.api.ts'
import { acknowledgeDocument, checkDocument, signDocument } from '#domain/document/officialDocument.api.ts'
import { issuePlan, type Plan } from '#domain/plan/plan.api.ts'
import type { OfficeClient } from './client.ts'
import { divisionCodes, staffOf } from './people.ts'

/** Drafted and checked on 17 January, signed off and issued on the 20th, received by every division the day after. */
export async function issueByNotice(client: OfficeClient, plan: Plan): Promise<void> {
  const staff = await client.as('linzhixia')
  const head = await client.as('hejingming')
  const leader = await client.as('shenhuaiyuan')
  const drafted = await staff.do(draftNotice, { params: { id: plan.id }, body: {} })
  const params = { id: drafted.id }
  const checked = await head.do(checkDocument, { params, body: { version: drafted.version } })
  await client.goTo('2025-01-20')
  await leader.confirm()
  await leader.do(signDocument, { params, body: { version: checked.version, digest: checked.digest } })
  await head.do(issuePlan, {
    params: { id: plan.id },
    body: { version: plan.version, documentNumber: '深口绩〔2025〕1号', issuedOn: '2025-01-20' },
  })
  await client.goTo('2025-01-21')
  for (const code of divisionCodes)
    await (await client.as(staffOf[code].officer)).do(acknowledgeDocument, { params, body: {} })
}
