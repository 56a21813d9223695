import type { Text } from '#domain/kernel/text.ts'

/** What the acts on the office's yearly work plan are called, by their endpoints and in the history. */
export const workPlanActs = {
  record: { zh: '录入工作计划', en: 'Record the work plan' },
  revise: { zh: '修订工作计划', en: 'Record a further version' },
} as const satisfies Record<string, Text>
