import type { DocumentWords } from './documentKind.ts'

/** The call for plans as it is put into a notice of its own. */
export type CallSource = {
  readonly officeName: string
  readonly year: number
  readonly text: string
  readonly workingDays: number
}

/** The words proposed for the notice of a call: its text between the reason and the deadline. */
export const proposedCall = ({ officeName, year, text, workingDays }: CallSource): DocumentWords => ({
  title: `${officeName}关于编制${year}年度绩效工作方案的通知`,
  addressee: '机关各处',
  text: [
    `为做好${year}年度绩效评估与管理工作，根据我市政府绩效评估与管理有关规定，现就编制${year}年度绩效工作方案有关事项通知如下：`,
    ...text.split('\n').filter((line) => line.trim() !== ''),
    `请各处自本通知印发之日起${workingDays}个工作日内，将经处长签报的本处方案报办绩效办。`,
    '特此通知。',
  ].join('\n'),
  attendance: '',
})
