import type { Text } from '#domain/kernel/text.ts'

/** What a larger figure means. */
export const directions = {
  higher: { zh: '越高越好', en: 'Higher is better' },
  lower: { zh: '越低越好', en: 'Lower is better' },
  none: { zh: '不分高低', en: 'Neither' },
} as const satisfies Record<string, Text>
export type Direction = keyof typeof directions
