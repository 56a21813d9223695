import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { UrgedOn } from '#domain/kernel/urge.ts'
import { dayText, plusDays } from './workingDays.ts'

/** The first day on which the division may be urged again. */
const urgeableFrom = (urgedOn: string, everyDays: number): string => plusDays(urgedOn, everyDays)

/** Urging is limited: one division about one thing once in so many days. */
export const urgedSeldom = (everyDaysOf: (settings: Settings) => number): Rule<UrgedOn> => ({
  code: 'urged_lately',
  message: ({ urgedOn }, { settings }) => urgedAlready(urgedOn ?? '', everyDaysOf(settings)),
  holds: ({ urgedOn }, { today, settings }) =>
    urgedOn === null || today >= urgeableFrom(urgedOn, everyDaysOf(settings)),
})

function urgedAlready(urgedOn: string, everyDays: number): Text {
  if (everyDays === 1) return { zh: '今天已经催办过该处。', en: 'The division was urged today already.' }
  const [on, from] = [dayText(urgedOn), dayText(urgeableFrom(urgedOn, everyDays))]
  const often =
    everyDays === 7
      ? { zh: '每周至多1次', en: 'once a week at most' }
      : { zh: `每${everyDays}天至多1次`, en: `once in ${everyDays} days at most` }
  return {
    zh: `不能催办：${on.zh}已催办，${often.zh}，${from.zh}起可再催。`,
    en: `Not urged: urged on ${on.en}, ${often.en}; possible again from ${from.en}.`,
  }
}
