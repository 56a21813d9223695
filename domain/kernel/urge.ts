import { z } from 'zod'
import { instant } from './endpoint.ts'
import type { Rule } from './lifecycle.ts'
import type { Text } from './text.ts'

/** How often whoever is awaited was urged, and when last. */
export const urged = { urges: z.int(), urgedAt: instant.nullable() }

/** What a to-do says of it; nothing where nobody has urged. */
export const urgedWords = (urges: number): Text[] =>
  urges > 0 ? [{ zh: `已催办${urges}次`, en: urges === 1 ? 'urged once' : `urged ${urges} times` }] : []

/** Urging is limited: one division, about one thing, once a day. */
export const onceADay: Rule<{ readonly urgedToday: boolean }> = {
  code: 'urged_today',
  message: () => ({ zh: '今天已经催办过该处。', en: 'The division was urged today already.' }),
  holds: ({ urgedToday }) => !urgedToday,
}
