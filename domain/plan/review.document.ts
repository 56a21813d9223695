import { posts } from '#domain/kernel/actor.ts'
import { documentDate } from '#domain/kernel/letter.ts'
import type { Review } from './review.api.ts'
import { opinions, reviewModes, reviewStates } from './review.ts'

/** The columns of 审定情况 with their part of the width. */
export const reviewColumns = [
  { name: '序号', share: 4, isCentred: true },
  { name: '姓名', share: 8, isCentred: true },
  { name: '职务', share: 12 },
  { name: '意见', share: 12 },
  { name: '意见内容', share: 32 },
  { name: '回避事项', share: 20 },
  { name: '时间', share: 12, isCentred: true },
] as const

/** Reads an instant as the office's day and time. */
type At = (instant: string) => { readonly day: string; readonly time: string }

const timeOf = (at: At, instant: string): string => {
  const { day, time } = at(instant)
  return `${documentDate(day)}${time}`
}

/** One row for each member who was asked. Chinese, as office papers are. */
export const reviewRows = (review: Review, at: At): string[][] =>
  review.opinions.map(({ person, post, division, opinion, remark, abstains, givenBy, givenAt }, index) => [
    String(index + 1),
    givenBy ? `${person.name}（${givenBy}代）` : person.name,
    division ? `${posts[post].zh}（${division.name.zh}）` : posts[post].zh,
    opinion ? opinions[opinion].zh : '未表示意见',
    remark,
    abstains.map(({ code }) => code).join('、'),
    givenAt ? timeOf(at, givenAt) : '',
  ])

export const reviewTitle = (title: string): string => `${title}领导小组审定情况`

/** Which version, how, and what it came to. */
export function reviewRemark(review: Review, at: At): string {
  const { number, digest, mode, state, decidedBy, decidedAt, minutes, reason } = review
  const what = `第${number}版（摘要${digest.slice(0, 8)}），${reviewModes[mode].zh}`
  if (!decidedBy || !decidedAt) return `${what}，${reviewStates[state].zh}${reason ? `：${reason}` : ''}`
  const words = minutes || reason
  return `${what}；${documentDate(at(decidedAt).day)}由${decidedBy.name}${state === 'decided' ? '审定' : '退回'}${words ? `：${words}` : ''}`
}
