import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/** A document number (文号) as the register keeps it: brackets, digits and spaces as people type them make no difference. */
export const numberKey = (number: string): string =>
  number
    .normalize('NFKC')
    .replace(/[[(【]/g, '〔')
    .replace(/[\])】]/g, '〕')
    .replace(/\s/g, '')

/** 深口绩〔2025〕3号. */
export const numberOf = (code: string, year: number, count: number): string => `${code}〔${year}〕${count}号`

/** 3 of 深口绩〔2025〕3号, where the number is of this code and year; brackets and digits as people type them. */
export function countIn(number: string, code: string, year: number): number | undefined {
  const plain = numberKey(number)
  const before = numberKey(`${code}〔${year}〕`)
  const count = plain.startsWith(before) ? /^(\d{1,6})号$/.exec(plain.slice(before.length))?.[1] : undefined
  return count === undefined ? undefined : Number(count)
}

/** What is said beside the field of a number that another bears. */
export const numberUsed = ({ zh, en }: Text): Text => ({
  zh: `该文号已用于“${zh}”。`,
  en: `The number is that of “${en}” already.`,
})

type NumberFacts = {
  /** The document or report that bears the number already; null where none does. */
  readonly usedBy: Text | null
}
/** A number stands for one document of the office, or for one report to a collecting unit. */
export const numberIsFree: Rule<NumberFacts> = {
  code: 'number_used',
  message: ({ usedBy }) => numberUsed(usedBy ?? { zh: '', en: '' }),
  holds: ({ usedBy }) => usedBy === null,
}
