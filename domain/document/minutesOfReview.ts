import { documentDate } from '#domain/kernel/letter.ts'
import type { Review } from '#domain/plan/review.api.ts'
import { type Opinion, opinions } from '#domain/plan/review.ts'
import type { DocumentWords } from './documentKind.ts'

/** A review that was held as a meeting and has come to its end. */
export type MinutesSource = { readonly review: Review; readonly planTitle: string; readonly heldOn: string }

const order = ['agree', 'agreeWithRemark', 'disagree', 'abstain'] as const satisfies readonly Opinion[]

/** In a running sentence: 同意并有修改意见. */
const wordOf = (opinion: Opinion): string => opinions[opinion].zh.replace('，', '并')

/** How many were asked, and how many said what; nothing where opinions were given by word of mouth alone. */
function counted({ opinions: given }: Review): string[] {
  const silent = given.filter(({ opinion }) => opinion === null).length
  if (silent === given.length) return []
  const parts = order
    .map((opinion) => ({ opinion, count: given.filter((one) => one.opinion === opinion).length }))
    .filter(({ count }) => count > 0)
    .map(({ opinion, count }) => `${wordOf(opinion)}${count}人`)
  const all = [...parts, ...(silent > 0 ? [`未表示意见${silent}人`] : [])]
  return [`会议听取领导小组成员意见，共${given.length}人：${all.join('、')}。`]
}

const named = (words: string): string => (/[。！？]$/.test(words) ? words : `${words}。`)

const remarks = ({ opinions: given }: Review): string[] =>
  given
    .filter(({ remark }) => remark !== '')
    .map(({ person, opinion, remark }) => `${person.name}（${opinion ? wordOf(opinion) : ''}）：${named(remark)}`)

const abstentions = ({ opinions: given }: Review): string[] =>
  given
    .filter(({ abstains }) => abstains.length > 0)
    .map(({ person, abstains }) => `${person.name}对本处事项${abstains.map(({ code }) => code).join('、')}回避。`)

/** What the meeting came to: the plan as it stands, or the items that went back with their reasons. */
function outcome({ state, number, minutes, reason, returns }: Review, planTitle: string): string[] {
  if (state === 'decided') return [`会议审定《${planTitle}》（第${number}版）。${minutes ? named(minutes) : ''}`]
  return [
    `会议决定将《${planTitle}》（第${number}版）退回办绩效办修改：${named(reason)}`,
    ...returns.map(({ item, reason: why }, at) => `${at + 1}.${item.code}${item.title}：${named(why)}`),
  ]
}

/** The words proposed for the minutes; the performance office completes them, who was there above all. */
export function proposedMinutes({ review, planTitle, heldOn }: MinutesSource): DocumentWords {
  const present = [review.decidedBy?.name ?? '', ...review.opinions.map(({ person }) => person.name)]
  return {
    title: `政府绩效评估与管理工作领导小组审定《${planTitle}》会议纪要`,
    addressee: '',
    text: [
      `${documentDate(heldOn)}，我办政府绩效评估与管理工作领导小组召开会议，审议《${planTitle}》。`,
      ...(review.agenda ? [`会议议程：${named(review.agenda)}`] : []),
      ...counted(review),
      ...remarks(review),
      ...abstentions(review),
      ...outcome(review, planTitle),
    ].join('\n'),
    attendance: `出席：${[...new Set(present.filter(Boolean))].join('、')}`,
  }
}
