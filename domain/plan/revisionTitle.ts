import type { Text } from '#domain/kernel/text.ts'

/** “2025年度绩效工作方案（第1次调整）” */
export const titleOfRevision = (title: string, number: number): string => `${title.slice(0, 70)}（第${number}次调整）`

/** A title as it is shown: what is added to that of a revision is said in the reader's language. */
export const revisionTitle = (title: string): Text => ({
  zh: title,
  en: title.replace(/（第(\d+)次调整）$/, ' (revision $1)'),
})
