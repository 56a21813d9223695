import { describe, expect, test } from 'vitest'
import { callSource, returnedReview, sendingSource } from '#test/fixtures/papers.ts'
import { signedContent } from './documentForm.ts'
import { documentSubjects, subjectsSeenBy } from './documentKind.ts'
import { attendanceOf } from './documentPaper.ts'
import { proposedMinutes } from './minutesOfReview.ts'
import { proposedCall } from './noticeOfCall.ts'
import { proposedRevision } from './noticeOfRevision.ts'
import { proposedReport } from './sendingOfPlan.ts'

const minutes = (values: Partial<typeof returnedReview>) =>
  proposedMinutes({
    ...{ review: { ...returnedReview, ...values }, planTitle: '2025年度绩效工作方案', heldOn: '2025-01-16' },
  })

describe('minutes of a meeting of the leading group (Art. 22)', () => {
  test('say when it was held, who said what, who abstained, and which items went back for what reason', () => {
    const { title, text, attendance, addressee } = minutes({})
    expect(title).toBe('政府绩效评估与管理工作领导小组审定《2025年度绩效工作方案》会议纪要')
    expect(text.split('\n')).toEqual([
      '2025年1月16日，我办政府绩效评估与管理工作领导小组召开会议，审议《2025年度绩效工作方案》。',
      '会议议程：审定2025年度绩效工作方案。',
      '会议听取领导小组成员意见，共3人：同意1人、同意并有修改意见1人、未表示意见1人。',
      '陈嘉禾（同意并有修改意见）：候检目标建议从严。',
      '陈嘉禾对本处事项L1-2025-01回避。',
      '会议决定将《2025年度绩效工作方案》（第2版）退回办绩效办修改：两项目标须再核。',
      '1.L1-2025-01罗湖口岸旅客候检秩序：目标低于上年。',
    ])
    expect(attendance).toBe('出席：沈怀远、叶知秋、陈嘉禾、罗景行')
    expect(addressee).toBe('')
  })

  test('say that the plan was decided on, and with which words', () => {
    const { text } = minutes({ state: 'decided', reason: '', returns: [], minutes: '同意印发' })
    expect(text.split('\n').at(-1)).toBe('会议审定《2025年度绩效工作方案》（第2版）。同意印发。')
    expect(text).not.toContain('退回')
  })

  test('leave the count out where opinions were given by word of mouth alone', () => {
    const opinions = returnedReview.opinions.map((one) => ({ ...one, opinion: null, remark: '' }))
    expect(minutes({ opinions }).text).not.toContain('意见，共')
  })

  test('who was there is read by its labels, also where none is given', () => {
    expect(attendanceOf('出席：沈怀远、叶知秋\n请假:罗景行\n\n沈怀远')).toEqual([
      { label: '出席', names: '沈怀远、叶知秋' },
      { label: '请假', names: '罗景行' },
      { label: '出席', names: '沈怀远' },
    ])
  })
})

describe('the plan goes to the city (Art. 11)', () => {
  test('the report says under which number it was issued and how many items it has', () => {
    const { title, addressee, text } = proposedReport(sendingSource)
    expect(title).toBe('深圳市人民政府口岸办公室关于报送2025年度绩效工作方案的报告')
    expect(addressee).toBe('市绩效办')
    expect(text).toContain('于2025年1月20日以深口绩〔2025〕1号印发，共列评估事项20项。')
    expect(text).not.toMatch(/预安排|变更/)
  })

  test('and that it is provisional, or was amended since', () => {
    expect(proposedReport({ ...sendingSource, isProvisional: true }).text).toContain('预安排')
    const amended = { ...sendingSource, isAmended: true, revisedBy: ['深口绩〔2025〕12号'] }
    expect(proposedReport(amended).text).toContain(
      '以深口绩〔2025〕1号印发，其后以深口绩〔2025〕12号调整，现列评估事项20项，印发后的变更已一并列入。',
    )
  })
})

test('the notice of a revision names the notice that it changes, the reason, and every change', () => {
  const name = { zh: '年度目标', en: 'Yearly goal' }
  const of = (
    kind: 'added' | 'removed' | 'changed',
    code: string,
    changes = [{ field: 'goal', name, old: '甲', new: '乙' }],
  ) => ({
    ...{ itemId: code, code, title: '事项', kind, changes },
  })
  const { title, text } = proposedRevision({
    ...{
      officeName: '深圳市人民政府口岸办公室',
      planTitle: '2025年度绩效工作方案',
      documentNumber: '深口绩〔2025〕1号',
    },
    reason: '全年目标按市里要求调整',
    revised: { chapters: [], items: [of('changed', 'KA-1'), of('added', 'KA-9'), of('removed', 'KA-3')], unchanged: 9 },
    rewritten: [],
    since: [
      {
        ...{
          ...{ amendmentId: 'a', itemId: null, changes: [] },
          route: 'specialTask',
          code: 'ZX-1',
          title: '口岸专项整治',
          planNumber: 3,
          on: '2025-06-03',
        },
      },
    ],
  })
  expect(title).toBe('深圳市人民政府口岸办公室关于调整《2025年度绩效工作方案》的通知')
  expect(text.split('\n')).toEqual([
    '全年目标按市里要求调整。经我办政府绩效评估与管理工作领导小组审定，现对《2025年度绩效工作方案》（深口绩〔2025〕1号）作如下调整：',
    '1.KA-1“事项”：年度目标由“甲”改为“乙”。',
    '2.增列KA-9“事项”。',
    '3.取消KA-3“事项”。',
    '审议期间方案另有变动，不在本次审定范围，继续有效：2025年6月3日增列重大临时性专项工作：ZX-1“口岸专项整治”（方案第3版）。',
    '变更对照表和调整后的方案附后，其余事项不变，请认真贯彻执行。',
    '特此通知。',
  ])
})

test('the notice of a call says why, what, and by when (Art. 18)', () => {
  const { title, addressee, text } = proposedCall(callSource)
  expect(title).toBe('深圳市人民政府口岸办公室关于编制2026年度绩效工作方案的通知')
  expect(addressee).toBe('机关各处')
  expect(text.split('\n')).toHaveLength(5)
  expect(text).toContain('自本通知印发之日起10个工作日内')
})

describe('what a signature is over', () => {
  const words = { title: '标题', addressee: '市绩效办', text: '正文', attendance: '' }
  const about = { planId: 'p', planDigest: 'd', aboutId: 'p', attachments: ['模板'] }

  test('a notice of issue is signed over what it always was', () => {
    expect(signedContent({ kind: 'notice', subject: 'plan', words, ...about })).toEqual({
      ...{ kind: 'notice', template: 'notice-of-plan/2', planId: 'p', planDigest: 'd' },
      ...{ title: '标题', addressee: '市绩效办', text: '正文' },
    })
  })

  test('every other document also over what it is about, what goes along and who was there', () => {
    expect(signedContent({ kind: 'letter', subject: 'planSending', words, ...about })).toMatchObject({
      ...{ template: 'letter-of-plan/1', subject: 'planSending', aboutId: 'p', attachments: ['模板'], attendance: '' },
    })
  })
})

test('issued documents are seen by whom they are for', () => {
  expect(subjectsSeenBy({ post: 'division.head' })).toEqual(['plan', 'planCall', 'bulletin'])
  expect(subjectsSeenBy({ post: 'leadingGroup.member' })).toEqual(['plan', 'planCall', 'bulletin', 'review'])
  expect(subjectsSeenBy({ post: 'performanceOffice.staff' })).toEqual(Object.keys(documentSubjects))
  expect(subjectsSeenBy({ post: 'leadingGroup.deputy' })).toEqual(Object.keys(documentSubjects))
})
