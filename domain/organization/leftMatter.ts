import { matterKinds } from '#domain/kernel/divisionMatter.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { reorganiser } from './reorganisation.ts'

/** What a reorganisation leaves that no rule gives to anybody: somebody has to decide. */
export const leftKinds = {
  sameDivision: matterKinds.sameDivision,
  planLeft: { zh: '终止的处没有报完的方案', en: 'Plan of a division that has ended, not accepted' },
} as const satisfies Record<string, Text>
export type LeftKind = keyof typeof leftKinds
export const leftKindNames = Object.keys(leftKinds) as [LeftKind, ...LeftKind[]]

type LeftFacts = { readonly isDone: boolean; readonly isKept: boolean }

/** Conditions of leaving it as it is. */
export const keepRules: readonly Rule<LeftFacts>[] = [
  reorganiser,
  {
    code: 'settled_already',
    message: () => ({ zh: '这一项已经处理。', en: 'This is settled already.' }),
    holds: ({ isDone, isKept }) => !isDone && !isKept,
  },
]

type Divisions = { readonly responsible: string | null; readonly coordinating: string | null }

/** One division would answer for the data and accept it, which was not so before. */
export const becomesOne = (before: Divisions, after: Divisions): boolean =>
  after.responsible !== null && after.responsible === after.coordinating && before.responsible !== before.coordinating
