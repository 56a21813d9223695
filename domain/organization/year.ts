import type { Rule } from '#domain/kernel/lifecycle.ts'
import { keepsSettings } from './organization.ts'

export type YearFacts = { readonly year: number; readonly isOpen: boolean }

const notOpenYet: Rule<YearFacts> = {
  code: 'year_open',
  message: ({ year }) => ({ zh: `${year}年度已经开启。`, en: `The year ${year} is open already.` }),
  holds: ({ isOpen }) => !isOpen,
}

/** Plans are called for at the end of the year before (Art. 18), not earlier. */
const nextYearAtMost: Rule<YearFacts> = {
  code: 'year_too_far',
  message: (_facts, { today }) => ({
    zh: `最多开启下一年度（${Number(today.slice(0, 4)) + 1}年）。`,
    en: `The next year, ${Number(today.slice(0, 4)) + 1}, is the last that can be opened.`,
  }),
  holds: ({ year }, { today }) => year <= Number(today.slice(0, 4)) + 1,
}

/** Conditions of opening a performance year, which begins as `preparing`. */
export const openYearRules: readonly Rule<YearFacts>[] = [keepsSettings, notOpenYet, nextYearAtMost]
