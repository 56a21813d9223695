import type { Change } from '#domain/kernel/history.ts'
import { documentDate } from '#domain/kernel/letter.ts'
import type { PaperAnnex } from '#domain/kernel/paper.ts'
import { changesInForce } from '#domain/plan/amendmentRoute.ts'
import type { ItemComparison, PlanComparison } from '#domain/plan/compare.ts'
import { isOfPhase } from '#domain/plan/overPhase.ts'
import type { PlanSnapshot } from '#domain/plan/plan.api.ts'
import type { AmendedSince, RewrittenPhase } from '#domain/plan/revision.api.ts'
import { wholeParts } from '#domain/plan/wholeParts.ts'
import type { DocumentWords } from './documentKind.ts'
import { planAnnex } from './noticeOfPlan.ts'

/** A decided revision with the plan in force that it changes. */
export type RevisionSource = {
  readonly officeName: string
  /** Of the plan in force, with the number under which it was issued. */
  readonly planTitle: string
  readonly documentNumber: string
  readonly reason: string
  readonly revised: PlanComparison
  /** Why phases that are over are rewritten. */
  readonly rewritten: readonly RewrittenPhase[]
  /** What entered the plan in force after the version was frozen on which the group decided. */
  readonly since: readonly AmendedSince[]
}

/** Of a changed item so many fields are named; what more there is stands in the annex. */
const mostFields = 6

/** The words proposed for the notice of a revision: which notice it changes, why, and what becomes different. */
export const proposedRevision = (source: RevisionSource): DocumentWords => {
  const { officeName, planTitle, documentNumber, reason, revised, since } = source
  const changes = [...revised.items.map(lineOf), ...revised.chapters.map(({ name }) => `总则“${name.zh}”有改动`)]
  const lines = [
    `${ended(reason)}经我办政府绩效评估与管理工作领导小组审定，现对《${planTitle}》（${documentNumber}）作如下调整：`,
    ...changes.map((line, at) => `${at + 1}.${ended(line)}`),
    ...(since.length > 0 ? [sentenceOfSince(since)] : []),
    '变更对照表和调整后的方案附后，其余事项不变，请认真贯彻执行。',
    '特此通知。',
  ]
  return {
    title: `${officeName}关于调整《${planTitle}》的通知`,
    addressee: '机关各处',
    text: lines.join('\n'),
    attendance: '',
  }
}

const ended = (words: string): string => (/[。！？]$/.test(words) ? words : `${words}。`)

function lineOf({ code, title, kind, changes }: ItemComparison): string {
  if (kind === 'added') return `增列${code}“${title}”`
  if (kind === 'removed') return `取消${code}“${title}”`
  const parts = wholeParts(changes)
  const named = parts.slice(0, mostFields).map(changeWords)
  const more = parts.length > mostFields ? '；其他改动见变更对照表' : ''
  return `${code}“${title}”：${named.join('；')}${more}`
}

const changeWords = ({ name, old, new: now }: Change): string => {
  if (old === null) return `增加${name.zh}“${now}”`
  return now === null ? `取消${name.zh}“${old}”` : `${name.zh}由“${old}”改为“${now}”`
}

const sinceLine = ({ route, code, title, changes, planNumber, on }: AmendedSince): string =>
  `${documentDate(on)}${changesInForce[route].zh}：${code}“${title}”${changes.map(changeWords).join('；')}（方案第${planNumber}版）`

/** What the decision does not cover, said where the notice names the plan's state. */
const sentenceOfSince = (since: readonly AmendedSince[]): string =>
  `审议期间方案另有变动，不在本次审定范围，继续有效：${since.map(sinceLine).join('；')}。`

const columns = [
  { name: '序号', share: 4, isCentred: true },
  { name: '编号', share: 12 },
  { name: '事项', share: 15 },
  { name: '变更内容', share: 11 },
  { name: '调整前', share: 22 },
  { name: '调整后', share: 22 },
  { name: '理由', share: 14 },
] as const

type Changes = Pick<RevisionSource, 'revised' | 'rewritten' | 'reason'>

/**
 * 变更对照表: a row for each field that becomes different, chapters first, the reason with each of them; a phase that is
 * over has its own.
 */
export const changeRows = ({ revised: { chapters, items }, rewritten, reason }: Changes) => {
  const reasonOf = (itemId: string, change: Change) =>
    rewritten.find((one) => one.itemId === itemId && isOfPhase(change, one.number))?.reason ?? reason
  const rows = [
    ...chapters.map((change) => ({ code: '—', title: '总则', change, why: reason })),
    ...items.flatMap(({ itemId, code, title, kind, changes }) =>
      changes.map((change) => ({ code, title: `${title}${marks[kind]}`, change, why: reasonOf(itemId, change) })),
    ),
  ]
  return rows.map(({ code, title, change: { name, old, new: now }, why }, at) => [
    ...[String(at + 1), code, title, name.zh, old ?? '—', now ?? '—', why],
  ])
}

const marks = { added: '（增列）', removed: '（取消）', changed: '' } as const

/** The annex of a revision's notice: the plan as it was decided, what it changes, and what came meanwhile. */
export function revisionAnnex(plan: PlanSnapshot, source: RevisionSource): PaperAnnex {
  const { chapters, ...annex } = planAnnex(plan)
  const paragraphs = source.since.map((one, at) => `${at + 1}.${sinceLine(one)}。`)
  const meanwhile = paragraphs.length > 0 ? [{ heading: '五、审议期间方案的其他变动', paragraphs }] : []
  const changes = { title: '变更对照表', isDense: true, columns, rows: changeRows(source) }
  return { ...annex, chapters: [...chapters, ...meanwhile], tables: [changes, ...annex.tables] }
}
