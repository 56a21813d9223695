import type { Text } from '#domain/kernel/text.ts'
import { useFormat } from './format.ts'
import { Icon } from './Icon.tsx'
import { useText } from './language.tsx'
import { useSession } from './session.tsx'

type Props = {
  readonly dueOn: string | null
  /**
   * Working days from today to the due day: 0 today, negative once past, null where the year's holidays are not
   * published. `domain/calendar` counts them.
   */
  readonly workingDaysLeft: number | null
  /** What is due then, before the day: "进度报告11月10日". */
  readonly what?: Text
  /** How it was counted: "11月8日、9日休息". */
  readonly counting?: Text
}

/** When something is due: today, so many working days, a date, or overdue. */
export function DeadlineChip({ dueOn, workingDaysLeft, what, counting }: Props) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const looks = dueOn === null ? '' : dueOn < today ? 'overdue' : dueOn === today ? 'today' : ''
  const words = dueOn === null ? awaiting : wordsOf(dueOn, workingDaysLeft, today, format.day)
  return (
    <span
      className={`deadline ${looks}`}
      title={[dueOn ? format.longDay(dueOn) : '', counting ? text(counting) : ''].filter(Boolean).join(' · ')}
    >
      <Icon name="clock" />
      {what && text(what)}
      {text(words)}
    </span>
  )
}

const awaiting: Text = { zh: '待国务院放假安排', en: 'Awaiting the holiday list' }

function wordsOf(dueOn: string, left: number | null, today: string, day: (day: string) => string): Text {
  if (dueOn === today) return { zh: '今天', en: 'Today' }
  if (dueOn < today) return overdue(left)
  if (left !== null && left <= 5) return { zh: `剩${left}个工作日`, en: `${left} working ${plural(left)} left` }
  return { zh: day(dueOn), en: day(dueOn) }
}

function overdue(left: number | null): Text {
  const past = left === null ? 0 : Math.abs(left)
  return past === 0
    ? { zh: '已逾期', en: 'Overdue' }
    : { zh: `逾期${past}个工作日`, en: `${past} working ${plural(past)} overdue` }
}

const plural = (days: number): string => (days === 1 ? 'day' : 'days')
