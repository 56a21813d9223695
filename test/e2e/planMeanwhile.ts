import { answerConsultation, readConsultation } from '#domain/plan/consultation.api.ts'
import { saveItem } from '#domain/plan/item.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { allotIndicator, readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { readPlan, returnPlan, submitPlan } from '#domain/plan/plan.api.ts'
import { listPlanItems } from '#domain/plan/planItems.api.ts'
import { staffOf } from '#tools/demo-office/people.ts'
import { asRead } from '#tools/demo-office/review.ts'
import type { Office } from './office.ts'

// What other people do with the plan of 2026 while its story is told, by the interface alone.
const year = 2026
const params = { of: year }

/** The rows that the story itself does not allot are not the office's. */
export async function declareTheRest({ client }: Office): Promise<void> {
  const staff = await client.as('linzhixia')
  const { rows } = await staff.do(readMunicipalPlan, { params: { year } })
  for (const { id, version, responsibleDivisionId, notApplicableReason } of rows) {
    if (responsibleDivisionId !== null || notApplicableReason !== null) continue
    const allotment = { kind: 'notApplicable' as const, reason: '本单位属“办”类，该指标权重为0。' }
    await staff.do(allotIndicator, { params: { id }, body: { version, allotment } })
  }
}

/** The goal of the first item says how it is counted, as a division asked. */
export async function rewordGoal({ client }: Office): Promise<string> {
  const staff = await client.as('linzhixia')
  const { id } = await staff.do(readPlan, { params })
  const [item] = (await staff.do(listPlanItems, { params: { id } })).rows
  if (!item) throw new Error('the plan has an item')
  const goal = '全年完成率（办结任务数÷任务总数）不低于95%'
  const content = { ...contentOf(item), goal }
  await staff.do(saveItem, { params: { id: item.id }, body: { version: item.version, content } })
  return goal
}

/** Returned by the leader elsewhere, and laid before them once more. */
export async function returnAndSubmitAgain({ client }: Office): Promise<void> {
  const leader = await client.as('shenhuaiyuan')
  const head = await client.as('hejingming')
  const { id, version } = await leader.do(readPlan, { params })
  const returned = await leader.do(returnPlan, { params: { id }, body: { version, reason: '报送要求须再核。' } })
  const body = { ...(await asRead(head, returned)), unchangedReason: '报送要求已核，无须修改。' }
  await head.do(submitPlan, { params: { id }, body })
}

/** Every division that has not answered has no comment. */
export async function answerTheRest({ client }: Office): Promise<void> {
  for (const { head } of Object.values(staffOf)) {
    const person = await client.as(head)
    const { id, answers } = await person.do(readConsultation, { params })
    const [own] = answers
    if (own?.state === 'asked') await person.do(answerConsultation, { params: { id }, body: { version: own.version } })
  }
}
