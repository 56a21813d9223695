import { plusDays } from '#domain/calendar/workingDays.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Period } from '#domain/organization/organization.ts'
import { formatLongDay } from '#web/kernel/format.ts'

/** "2020年3月1日起", "2020年3月1日至2025年11月30日": the last day is the one before `toOn`. */
export function periodWords({ fromOn, toOn }: Period): Text {
  if (toOn === null) return { zh: `${formatLongDay(fromOn, 'zh')}起`, en: `since ${formatLongDay(fromOn, 'en')}` }
  if (toOn <= fromOn)
    return {
      zh: `${formatLongDay(fromOn, 'zh')}当日终止`,
      en: `ended on ${formatLongDay(fromOn, 'en')}, the day it began`,
    }
  const last = plusDays(toOn, -1)
  return {
    zh: `${formatLongDay(fromOn, 'zh')}至${formatLongDay(last, 'zh')}`,
    en: `${formatLongDay(fromOn, 'en')} to ${formatLongDay(last, 'en')}`,
  }
}
