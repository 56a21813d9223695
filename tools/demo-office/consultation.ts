import {
  addComment,
  answerConsultation,
  closeConsultation,
  disposeComment,
  openConsultation,
  readConsultation,
  readDraftChanges,
  urgeAnswer,
} from '#domain/plan/consultation.api.ts'
import type { CommentPart, Disposition } from '#domain/plan/consultation.ts'
import { likelyOf } from '#domain/plan/ledTo.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import type { OfficeClient } from './client.ts'
import { type DivisionCode, divisionCodes, staffOf } from './people.ts'

type DemoComment = {
  readonly by: DivisionCode
  readonly code: string
  readonly part: CommentPart
  readonly text: string
  readonly disposition: Disposition
  readonly reason: string
}

/** What the divisions said of the draft of 2025, and what became of it. Invented. */
export const comments: readonly DemoComment[] = [
  {
    by: 'L1',
    code: 'KA-2025-04',
    part: 'goal',
    text: '建议写明每月按期报送的数据项数，便于对照考核。',
    disposition: 'adopted',
    reason: '',
  },
  {
    by: 'GJ',
    code: 'KA-2025-02',
    part: 'phases',
    text: '地下连续墙受汛期影响，建议第2阶段延至8月底。',
    disposition: 'partly',
    reason: '总工期由市里确定，阶段终止日不变；部分达到的标准已按延米70%写明。',
  },
  {
    by: 'SA',
    code: 'KA-2025-09',
    part: 'weight',
    text: '建议将本事项权重提高2分。',
    disposition: 'notAdopted',
    reason: '权重按市级指标体系和全办重点工作统筹，已无调剂余地。',
  },
]
/** Says nothing by the day. */
const silent: DivisionCode = 'XX'
const params = { of: 2025 }

/** Asked on 8 January, answered on the 9th, over on the 13th with every comment dealt with. `revise` makes the change adopted. */
export async function consultDivisions(client: OfficeClient, revise: () => Promise<void>): Promise<void> {
  const staff = await client.as('linzhixia')
  const plan = await staff.do(readPlan, { params })
  await staff.do(openConsultation, {
    params: { id: plan.id },
    body: { version: plan.version, closesOn: '2025-01-10', note: '请各处重点核对本处承担事项的目标、阶段和权重。' },
  })
  await client.goTo('2025-01-09')
  for (const code of divisionCodes.filter((one) => one !== silent)) await answer(client, code)
  const { id: urged, answers } = await staff.do(readConsultation, { params })
  for (const { division, state } of answers)
    if (state === 'asked') await staff.do(urgeAnswer, { params: { id: urged }, body: { divisionId: division.id } })
  await client.goTo('2025-01-13')
  const { id, version } = await staff.do(readConsultation, { params })
  await staff.do(closeConsultation, { params: { id }, body: { version } })
  await revise()
  for (const comment of comments) await dispose(client, 2025, comment)
}

type Become = Pick<DemoComment, 'text' | 'disposition' | 'reason'>

/** What becomes of a comment, with the changes of the draft that it led to. */
export async function dispose(client: OfficeClient, of: number | string, become: Become): Promise<void> {
  const { text, disposition, reason } = become
  const staff = await client.as('linzhixia')
  const { id, comments: made } = await staff.do(readConsultation, { params: { of } })
  const comment = made.find((one) => one.text === text)
  if (!comment) throw new Error(`the demo office cannot be built: no comment “${text}”`)
  const { rows } = await staff.do(readDraftChanges, { params: { id } })
  const likely = likelyOf({ itemId: comment.item?.id ?? null, part: comment.part }, rows)
  const ledTo = likely.map(({ itemId, field }) => ({ itemId, field }))
  const body = { version: comment.version, disposition, reason, ledTo: disposition === 'notAdopted' ? [] : ledTo }
  await staff.do(disposeComment, { params: { id: comment.id }, body })
}

/** Its officer writes the comments, its head answers for the division. */
async function answer(client: OfficeClient, code: DivisionCode): Promise<void> {
  const officer = await client.as(staffOf[code].officer)
  const { id, content } = await officer.do(readConsultation, { params })
  for (const { by, code: ofItem, part, text } of comments) {
    if (by !== code) continue
    const itemId = content.items.find((item) => item.code === ofItem)?.id ?? null
    await officer.do(addComment, { params: { id }, body: { itemId, part, text } })
  }
  const head = await client.as(staffOf[code].head)
  const [own] = (await head.do(readConsultation, { params })).answers
  await head.do(answerConsultation, { params: { id }, body: { version: own?.version ?? 0 } })
}
