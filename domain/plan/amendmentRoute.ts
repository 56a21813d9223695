import type { Text } from '#domain/kernel/text.ts'

/** The ways in which an issued plan is changed by amendment. */
export const amendmentRoutes = {
  specialTask: { zh: '增列重大临时性专项工作', en: 'Special task' },
  item: { zh: '调整单个事项', en: 'Change of one item' },
  persons: { zh: '更正人员和文字', en: 'Persons and words' },
} as const satisfies Record<string, Text>
export type AmendmentRoute = keyof typeof amendmentRoutes

/** What changes a plan in force besides its revisions: the amendments, and what the organization brings with it. */
export const changesInForce = {
  ...amendmentRoutes,
  handover: { zh: '工作交接', en: 'Handover' },
  reorganisation: { zh: '处室调整', en: 'Reorganisation' },
} as const satisfies Record<string, Text>
export type ChangeInForce = keyof typeof changesInForce
