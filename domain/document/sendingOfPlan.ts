import { documentDate } from '#domain/kernel/letter.ts'
import type { DocumentWords } from './documentKind.ts'

/** The issued plan as it goes to the city. */
export type SendingSource = {
  readonly officeName: string
  readonly receiver: string
  readonly year: number
  readonly planTitle: string
  /** Under which number and on which day the plan was issued. */
  readonly documentNumber: string
  readonly issuedOn: string
  readonly items: number
  readonly isProvisional: boolean
  /** The plan was amended after its issue. */
  readonly isAmended: boolean
  /** Numbers of the notices by which it was revised, in their order. */
  readonly revisedBy: readonly string[]
}

const facts = (source: SendingSource): string => {
  const { planTitle, documentNumber, issuedOn, items, isProvisional, isAmended, revisedBy } = source
  const later = isProvisional ? '该方案为预安排，待市绩效管理方案下达后另行调整报送。' : ''
  const revised = revisedBy.length > 0 ? `，其后以${revisedBy.join('、')}调整` : ''
  const counted = isAmended ? `现列评估事项${items}项，印发后的变更已一并列入。` : `共列评估事项${items}项。`
  return `按照市政府绩效评估与管理工作要求，我办结合全办年度重点工作制订了《${planTitle}》，经征求各处意见并报我办政府绩效评估与管理工作领导小组审定，于${documentDate(issuedOn)}以${documentNumber}印发${revised}，${counted}${later}`
}

const words = (source: SendingSource, kind: string, ending: string): DocumentWords => ({
  title: `${source.officeName}关于报送${source.year}年度绩效工作方案的${kind}`,
  addressee: source.receiver,
  text: `${facts(source)}${ending}`,
  attendance: '',
})

/** A 报告 carries no request (upstream-facts 4.2). */
export const proposedReport = (source: SendingSource): DocumentWords =>
  words(source, '报告', '现将方案随文报上。\n特此报告。')

/** A 函 to a body to which the office is not subordinate. */
export const proposedLetter = (source: SendingSource): DocumentWords =>
  words(source, '函', '现将方案随函送上，请予查收。\n专此函达。')
