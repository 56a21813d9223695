import { describe, expect, test } from 'vitest'
import { draftMinutes } from '#domain/document/documentDraft.api.ts'
import { readDocument, saveDocument } from '#domain/document/officialDocument.api.ts'
import { decidePlan, returnPlan } from '#domain/plan/plan.api.ts'
import { giveOpinion, listReviews } from '#domain/plan/review.api.ts'
import { issued, signedDocument, wordsOf } from '#test/fixtures/documents.ts'
import { draftPlan, planPeople, submits } from '#test/fixtures/plan.ts'
import { world } from '#test/world.ts'

const w = world()
let lastYear = 2025
const aYear = () => {
  lastYear += 1
  return lastYear
}

describe('minutes of a meeting of the leading group (Art. 22)', () => {
  async function reviewed(mode: 'meeting' | 'circulation', outcome: 'decided' | 'returned' | 'open' = 'decided') {
    const people = await planPeople(w)
    const member = await w.person('leadingGroup.member', people.responsible)
    const { plan: draft, item } = await draftPlan(w, people, aYear())
    const params = { id: draft.id }
    const given = { version: draft.version, mode, dueOn: '2025-11-06', agenda: '审定年度方案' }
    const { body: plan } = await submits(w, people.officeHead, params, given)
    const [review] = (await w.call(member, listReviews, { params })).body.rows
    if (!review) throw new Error('there is no review')
    const { digest } = review
    const said = { version: 1, digest, opinion: 'agreeWithRemark' as const, remark: '目标可再明确' }
    await w.call(member, giveOpinion, { params: { id: review.id }, body: said })
    const { version } = plan
    const number = plan.latest?.number ?? 0
    if (outcome === 'decided')
      await w.call(people.groupHead, decidePlan, { params, body: { version, number, digest, minutes: '同意印发' } })
    if (outcome === 'returned') {
      const items = [{ itemId: item.id, reason: '目标低于上年' }]
      await w.call(people.groupHead, returnPlan, { params, body: { version, reason: '目标须再核', items } })
    }
    const ask = () => w.call(people.writer, draftMinutes, { params: { id: review.id }, body: {} })
    return { people, member, review, item, ask }
  }

  test('are drafted from the review, completed by the performance office, signed off, seen by the group alone', async () => {
    const { people, member, review, ask } = await reviewed('meeting')
    const drafted = (await ask()).body
    expect(drafted).toMatchObject({ kind: 'minutes', subject: 'review', reviewId: review.id, addressee: '' })
    for (const told of ['2025年11月6日', '审定年度方案', '目标可再明确', '回避', '同意印发'])
      expect(drafted.text).toContain(told)
    const { id, version, title, text } = drafted
    const attendance = '出席：沈某\n请假：某处处长'
    const body = { version, title, addressee: '', text, attendance }
    const saved = (await w.call(people.writer, saveDocument, { params: { id }, body })).body
    expect(saved.digest).not.toBe(drafted.digest)
    expect((await w.call(member, readDocument, { params: { id } })).status).toBe(404)
    const { body: done } = await issued(w, people, await signedDocument(w, people, saved))
    expect(done).toMatchObject({ state: 'issued', receipts: [] })
    expect((await w.call(member, readDocument, { params: { id } })).body.title).toBe(title)
    expect((await w.call(people.person, readDocument, { params: { id } })).status).toBe(404)
    const words = await wordsOf(w, member, id)
    for (const told of ['会议纪要', '出席：沈某', '请假：某处处长']) expect(words).toContain(told)
    expect((await ask()).body).toMatchObject({ code: 'document_exists' })
  })

  test('name the items that went back, each with its reason', async () => {
    const { item, ask } = await reviewed('meeting', 'returned')
    expect((await ask()).body.text).toContain(`1.${item.code}${item.title}：目标低于上年。`)
  })

  test('there are none of a circulation, nor while the review is open', async () => {
    expect((await (await reviewed('circulation')).ask()).body).toMatchObject({ code: 'not_a_meeting' })
    const { ask, review } = await reviewed('meeting', 'open')
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'review_open' } })
    const rows = w.owner.selectFrom('officialDocument').select('id').where('reviewId', '=', review.id)
    expect(await rows.execute()).toEqual([])
  })
})
