import type { Text } from '#domain/kernel/text.ts'

/**
 * Shenzhen's land ports for passengers and the control point across the boundary whose count stands for each
 * (data/README.md). Passengers only: the office's own border inspection counts drivers and crew as well.
 */
export const ports = {
  luohu: { zh: '罗湖', en: 'Luohu' },
  futian: { zh: '福田', en: 'Futian' },
  huanggang: { zh: '皇岗', en: 'Huanggang' },
  wenjindu: { zh: '文锦渡', en: 'Wenjindu' },
  shatoujiao: { zh: '沙头角', en: 'Shatoujiao' },
  shenzhenBay: { zh: '深圳湾', en: 'Shenzhen Bay' },
  liantang: { zh: '莲塘', en: 'Liantang' },
  westKowloon: { zh: '西九龙', en: 'West Kowloon' },
} as const satisfies Record<string, Text>
export type Port = keyof typeof ports
export const portIds = Object.keys(ports) as Port[]

export const controlPoints: Readonly<Record<Port, string>> = {
  luohu: 'Lo Wu',
  futian: 'Lok Ma Chau Spur Line',
  huanggang: 'Lok Ma Chau',
  wenjindu: 'Man Kam To',
  shatoujiao: 'Sha Tau Kok',
  shenzhenBay: 'Shenzhen Bay',
  liantang: 'Heung Yuen Wai',
  westKowloon: 'Express Rail Link West Kowloon',
}

/** Control points of the same statistics that do not lie on a Shenzhen port. */
export const otherControlPoints: readonly string[] = [
  'Airport',
  'China Ferry Terminal',
  'Harbour Control',
  'Hong Kong-Zhuhai-Macao Bridge',
  'Hung Hom',
  'Kai Tak Cruise Terminal',
  'Macau Ferry Terminal',
]

/** The port a control point stands for, `null` for one that is not ours, undefined for one never heard of. */
export function portAt(controlPoint: string): Port | null | undefined {
  if (otherControlPoints.includes(controlPoint)) return null
  return portIds.find((port) => controlPoints[port] === controlPoint)
}
