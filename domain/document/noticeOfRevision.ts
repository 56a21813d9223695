import type { ItemComparison, PlanComparison } from '#domain/plan/compare.ts'
import type { DocumentWords } from './documentKind.ts'

/** A decided revision with the plan in force that it changes. */
export type RevisionSource = {
  readonly officeName: string
  /** Of the plan in force, with the number under which it was issued. */
  readonly planTitle: string
  readonly documentNumber: string
  readonly reason: string
  readonly revised: PlanComparison
}

/** Of a changed item so many fields are named; what more there is stands in the annex. */
const mostFields = 6

/** The words proposed for the notice of a revision: which notice it changes, why, and what becomes different. */
export const proposedRevision = (source: RevisionSource): DocumentWords => {
  const { officeName, planTitle, documentNumber, reason, revised } = source
  const changes = [...revised.items.map(lineOf), ...revised.chapters.map(({ name }) => `总则“${name.zh}”有改动`)]
  const lines = [
    `${ended(reason)}经我办政府绩效评估与管理工作领导小组审定，现对《${planTitle}》（${documentNumber}）作如下调整：`,
    ...changes.map((line, at) => `${at + 1}.${ended(line)}`),
    '调整后的方案附后，其余事项不变，请认真贯彻执行。',
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
  const named = changes.slice(0, mostFields).map(({ name, old, new: now }) => {
    if (old === null) return `增加${name.zh}“${now}”`
    return now === null ? `取消${name.zh}“${old}”` : `${name.zh}由“${old}”改为“${now}”`
  })
  const more = changes.length > mostFields ? '；其他改动见附件' : ''
  return `${code}“${title}”：${named.join('；')}${more}`
}
