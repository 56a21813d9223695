import { documentDate } from '#domain/kernel/letter.ts'
import type { Consultation } from './consultation.api.ts'
import { answerStates, commentParts, dispositions } from './consultation.ts'
import { ledToLine } from './ledTo.ts'

/** The columns of 征求意见采纳情况 with their part of the width. */
export const adoptionColumns = [
  { name: '序号', share: 4, isCentred: true },
  { name: '提出处', share: 9 },
  { name: '评估事项', share: 12 },
  { name: '方面', share: 7 },
  { name: '意见', share: 24 },
  { name: '处理结果', share: 7, isCentred: true },
  { name: '据此修改', share: 22 },
  { name: '理由', share: 15 },
] as const

/** One row for each comment in the order of the divisions, then the divisions that had none. Chinese, as office papers are. */
export function adoptionRows({ comments, answers }: Consultation): string[][] {
  const rows = comments.map(({ division, item, part, text, disposition, ledTo, reason }) => [
    division.name.zh,
    item ? `${item.code} ${item.title}` : '方案总体',
    commentParts[part].zh,
    text,
    disposition ? dispositions[disposition].zh : '尚未处理',
    ledTo.map(ledToLine).join('；'),
    reason,
  ])
  const without = answers
    .filter(({ state, comments: n }) => state !== 'asked' && (state === 'silent' || n === 0))
    .map(({ division, state }) => [
      division.name.zh,
      '',
      '',
      state === 'silent' ? answerStates.silent.zh : '无意见',
      '',
      '',
      '',
    ])
  return [...rows, ...without].map((row, at) => [String(at + 1), ...row])
}

export const adoptionTitle = ({ title }: Pick<Consultation, 'title'>): string => `${title}征求意见采纳情况`

/** When it was, how many were asked, and what became of the comments. */
export function adoptionRemark({ openedOn, closesOn, asked, comments }: Consultation): string {
  const count = (wanted: string) => comments.filter(({ disposition }) => disposition === wanted).length
  const counts = `采纳${count('adopted')}条，部分采纳${count('partly')}条，不采纳${count('notAdopted')}条`
  return `${documentDate(openedOn)}至${documentDate(closesOn)}征求${asked}个处意见，共${comments.length}条：${counts}`
}
