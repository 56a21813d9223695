import type { PostKind } from '#domain/kernel/actor.ts'
import { decidePlan, type Plan, readDraftDigest, readPlan, returnPlan, submitPlan } from '#domain/plan/plan.api.ts'
import { listPlanItems } from '#domain/plan/planItems.api.ts'
import { giveOpinion, listReviews } from '#domain/plan/review.api.ts'
import type { Opinion } from '#domain/plan/review.ts'
import type { Colleague, OfficeClient } from './client.ts'
import { issueMinutes } from './notice.ts'

type Said = { readonly by: string; readonly post: PostKind; readonly opinion: Opinion; readonly remark: string }

/** What the leading group says of the version of 15 January; one member says nothing. Invented. */
const said: readonly Said[] = [
  { by: 'gumingchuan', post: 'leadingGroup.deputy', opinion: 'agree', remark: '' },
  {
    by: 'yezhiqiu',
    post: 'leadingGroup.deputy',
    opinion: 'agreeWithRemark',
    remark: '数据报送的内部期限请各处提前安排人员，节假日也要落实。',
  },
  { by: 'chenjiahe', post: 'leadingGroup.member', opinion: 'agree', remark: '' },
  { by: 'qinwangshan', post: 'leadingGroup.member', opinion: 'agree', remark: '' },
  { by: 'hanxiuyuan', post: 'leadingGroup.member', opinion: 'abstain', remark: '到任不久，情况还不熟悉。' },
]

/** The draft of a plan as it stands, by version and digest. */
export async function asRead(person: Colleague, { id, version }: Pick<Plan, 'id' | 'version'>) {
  const { digest } = await person.do(readDraftDigest, { params: { id } })
  return { version, digest: digest ?? '' }
}

/** Laid before the group on 13 January and sent back; with what `mend` puts right decided on the 17th. */
export async function decideOnPlan(client: OfficeClient, mend: () => Promise<void>): Promise<Plan> {
  const head = await client.as('hejingming')
  const leader = await client.as('shenhuaiyuan')
  const read = () => head.do(readPlan, { params: { of: 2025 } })
  const draft = await read()
  const { id } = draft
  const params = { id }
  const agenda = '审定2025年度绩效工作方案'
  const first = await head.do(submitPlan, {
    params,
    body: { ...(await asRead(head, draft)), mode: 'meeting', dueOn: '2025-01-13', agenda },
  })
  const { rows: items } = await leader.do(listPlanItems, { params })
  const item = items.find(({ code }) => code === 'KA-2025-04')
  await leader.do(returnPlan, {
    params,
    body: {
      version: first.version,
      reason: '报送要求须写明内部期限，补充后再报。',
      items: item ? [{ itemId: item.id, reason: '口径与报送要求对应写明。' }] : [],
    },
  })
  await client.goTo('2025-01-15')
  await issueMinutes(client, id)
  await mend()
  const body = { ...(await asRead(head, await read())), mode: 'circulation', dueOn: '2025-01-17', agenda } as const
  const second = await head.do(submitPlan, { params, body })
  for (const { by, post, ...opinion } of said) {
    const person = await client.as(by, post)
    const [review] = (await person.do(listReviews, { params })).rows
    if (!review) throw new Error('the demo office cannot be built: the plan has no review')
    await person.do(giveOpinion, { params: { id: review.id }, body: { version: 1, digest: review.digest, ...opinion } })
  }
  await client.goTo('2025-01-17')
  const { number = 0, digest = '' } = second.latest ?? {}
  const decision = { version: second.version, number, digest, minutes: '同意印发。领导小组2025年第1次会议纪要。' }
  await leader.confirm()
  return leader.do(decidePlan, { params, body: decision })
}
