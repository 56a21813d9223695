import type { Text } from '#domain/kernel/text.ts'

/** The ways in which an issued plan is changed by amendment. */
export const amendmentRoutes = {
  specialTask: { zh: '增列重大临时性专项工作', en: 'Special task' },
  item: { zh: '调整单个事项', en: 'Change of one item' },
  persons: { zh: '更正人员和文字', en: 'Persons and words' },
} as const satisfies Record<string, Text>
export type AmendmentRoute = keyof typeof amendmentRoutes
