import { z } from 'zod'
import { instant } from './endpoint.ts'
import type { Rule } from './lifecycle.ts'
import type { Text } from './text.ts'

/** How often whoever is awaited was urged, and when last. */
export const urged = { urges: z.int(), urgedAt: instant.nullable() }

/** What a to-do says of it; nothing where nobody has urged. */
export const urgedWords = (urges: number): Text[] =>
  urges > 0 ? [{ zh: `已催办${urges}次`, en: urges === 1 ? 'urged once' : `urged ${urges} times` }] : []

/** The last day on which one division was urged about one thing; null where it never was. */
export type UrgedOn = { readonly urgedOn: string | null }

/** Urging is limited: one division, about one thing, once a day; more seldom is counted in calendar/urged.ts. */
export const onceADay: Rule<UrgedOn> = {
  code: 'urged_lately',
  message: () => ({ zh: '今天已经催办过该处。', en: 'The division was urged today already.' }),
  holds: ({ urgedOn }, { today }) => urgedOn === null || urgedOn < today,
}
