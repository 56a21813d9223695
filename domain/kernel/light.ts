import type { Text } from './text.ts'

/** The four lights of the course of an item, the gravest first. */
export const lights = {
  red: { zh: '滞后', en: 'Behind' },
  yellow: { zh: '有风险', en: 'At risk' },
  green: { zh: '正常', en: 'On course' },
  blue: { zh: '完成', en: 'Done' },
} as const satisfies Record<string, Text>
export type Light = keyof typeof lights
export const lightNames = Object.keys(lights) as [Light, ...Light[]]
