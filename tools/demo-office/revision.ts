import { draftNotice } from '#domain/document/documentDraft.api.ts'
import { checkDocument } from '#domain/document/officialDocument.api.ts'
import {
  addComment,
  answerConsultation,
  closeConsultation,
  openConsultation,
  readConsultation,
} from '#domain/plan/consultation.api.ts'
import { type ItemContent, saveItem } from '#domain/plan/item.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { decidePlan, issuePlan, readPlan, submitPlan } from '#domain/plan/plan.api.ts'
import { listPlanItems } from '#domain/plan/planItems.api.ts'
import { giveOpinion, listReviews } from '#domain/plan/review.api.ts'
import { beginRevision } from '#domain/plan/revision.api.ts'
import type { OfficeClient } from './client.ts'
import { dispose } from './consultation.ts'
import { receive, sign } from './notice.ts'
import { divisionCodes, staffOf } from './people.ts'
import { asRead } from './review.ts'

type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }

const reason = '上半年组合港航线开辟快于预期，市里要求全年目标提高到5条'
const lines = 'KA-2025-09'
const building = 'KA-2025-02'
const comment = {
  text: '四季度新增的2条航线建议写明其中1条通达珠江西岸，以便安排口岸查验力量。',
  criterion: '新增2条为达到，其中1条通达珠江西岸；新增1条为部分达到',
}

/** The last phase of a goal that is raised in July; what is over stays as it was. */
const lastPhase = (content: ItemContent, values: Partial<ItemContent['phases'][number]>): ItemContent => ({
  ...content,
  phases: content.phases.map((phase, at) => (at === content.phases.length - 1 ? { ...phase, ...values } : phase)),
})

/**
 * The plan is revised in July: a goal is raised and two weights of one dimension move. It goes the whole way to its
 * notice, so that nothing of it is anybody's to-do on the day of the demo. Invented.
 */
export function revisionEvents(client: OfficeClient): readonly Event[] {
  let id = ''
  const read = async () => (await client.as('hejingming')).do(readPlan, { params: { of: id } })
  const write = (code: string, change: (content: ItemContent) => ItemContent) => rewrite(client, id, code, change)
  const begin = async () => {
    const staff = await client.as('linzhixia')
    const { id: planId } = await staff.do(readPlan, { params: { of: 2025 } })
    id = (await staff.do(beginRevision, { params: { id: planId }, body: { reason } })).id
    const last = { goal: '新增2条', criterion: '新增2条为达到，新增1条为部分达到' }
    await write(lines, (content) => ({ ...lastPhase(content, last), goal: '全年新增航线5条', weight: '8' }))
    await write(building, (content) => ({ ...content, weight: '10' }))
    const { version } = await read()
    const note = '本次只调整组合港航线目标和相应权重，请责任处、协调处重点核对。'
    await staff.do(openConsultation, { params: { id }, body: { version, closesOn: '2025-07-11', note } })
  }
  const close = async () => {
    await endConsultation(client, id, () =>
      write(lines, (content) => lastPhase(content, { criterion: comment.criterion })),
    )
    const head = await client.as('hejingming')
    const body = {
      ...(await asRead(head, await read())),
      mode: 'circulation',
      dueOn: '2025-07-16',
      agenda: '审定年度绩效工作方案第1次调整',
    } as const
    await head.do(submitPlan, { params: { id }, body })
  }
  return [
    { on: '2025-07-07', order: 8, run: begin },
    { on: '2025-07-08', order: 8, run: () => answer(client, id) },
    { on: '2025-07-14', order: 8, run: close },
    { on: '2025-07-15', order: 8, run: () => opinions(client, id) },
    { on: '2025-07-16', order: 8, run: () => decide(client, id) },
    { on: '2025-07-17', order: 8, run: () => issue(client, id) },
  ]
}

async function rewrite(client: OfficeClient, id: string, code: string, change: (content: ItemContent) => ItemContent) {
  const staff = await client.as('linzhixia')
  const { rows } = await staff.do(listPlanItems, { params: { id } })
  const item = rows.find((row) => row.code === code)
  if (!item) throw new Error(`the demo office cannot be built: the revision has no ${code}`)
  const body = { version: item.version, content: change(contentOf(item)) }
  await staff.do(saveItem, { params: { id: item.id }, body })
}

/** The division whose goal it is comments; all answer. */
async function answer(client: OfficeClient, of: string): Promise<void> {
  for (const code of divisionCodes) {
    const head = await client.as(staffOf[code].head)
    const { id, content } = await head.do(readConsultation, { params: { of } })
    if (code === 'SA') {
      const itemId = content.items.find((item) => item.code === lines)?.id ?? null
      await head.do(addComment, { params: { id }, body: { itemId, part: 'phases', text: comment.text } })
    }
    const [own] = (await head.do(readConsultation, { params: { of } })).answers
    await head.do(answerConsultation, { params: { id }, body: { version: own?.version ?? 0 } })
  }
}

/** Closed, changed for the comment, and the comment is dealt with. */
async function endConsultation(client: OfficeClient, of: string, change: () => Promise<void>): Promise<void> {
  const staff = await client.as('linzhixia')
  const { id, version } = await staff.do(readConsultation, { params: { of } })
  await staff.do(closeConsultation, { params: { id }, body: { version } })
  await change()
  await dispose(client, of, { text: comment.text, disposition: 'adopted', reason: '' })
}

async function opinions(client: OfficeClient, id: string): Promise<void> {
  for (const name of ['gumingchuan', 'yezhiqiu']) {
    const deputy = await client.as(name)
    const [review] = (await deputy.do(listReviews, { params: { id } })).rows
    if (!review) throw new Error('the demo office cannot be built: the revision has no review')
    const body = { version: 1, digest: review.digest, opinion: 'agree' as const, remark: '' }
    await deputy.do(giveOpinion, { params: { id: review.id }, body })
  }
}

async function decide(client: OfficeClient, id: string): Promise<void> {
  const leader = await client.as('shenhuaiyuan')
  const { version, latest } = await leader.do(readPlan, { params: { of: id } })
  const { number = 0, digest = '' } = latest ?? {}
  await leader.do(decidePlan, { params: { id }, body: { version, number, digest, minutes: '' } })
}

/** Its notice is drafted, checked, signed off and received by every division. */
async function issue(client: OfficeClient, id: string): Promise<void> {
  const head = await client.as('hejingming')
  const drafted = await (await client.as('linzhixia')).do(draftNotice, { params: { id }, body: {} })
  const body = { version: drafted.version }
  await sign(client, await head.do(checkDocument, { params: { id: drafted.id }, body }))
  const { version } = await head.do(readPlan, { params: { of: id } })
  const issued = { version, documentNumber: '深口绩〔2025〕6号', issuedOn: '2025-07-17' }
  await head.do(issuePlan, { params: { id }, body: issued })
  await receive(client, drafted.id)
}
