import type { ComponentProps } from 'react'
import { isDay } from '#domain/calendar/workingDays.ts'
import { listRestDays } from '#domain/organization/year.api.ts'
import { DayInput } from './DayInput.tsx'
import { useFormat } from './format.ts'
import { useText } from './language.tsx'
import { useRead } from './queries.ts'

/** A day by which somebody answers: taken whatever it is, but said where nobody works on it. */
export function DueDayInput(props: ComponentProps<typeof DayInput>) {
  const text = useText()
  const format = useFormat()
  const day = props.value && isDay(props.value) ? props.value : undefined
  const known = useRead(listRestDays, { year: day?.slice(0, 4) ?? '' }, { enabled: day !== undefined })
  const isRest = day !== undefined && known.data?.rest.includes(day) === true
  return (
    <>
      <DayInput {...props} />
      <span className="sub due-day-hint" role="status">
        {isRest &&
          text({
            zh: `${format.longDay(day)}（${format.weekday(day)}）是休息日，可改在工作日。`,
            en: `${format.longDay(day)} (${format.weekday(day)}) is a rest day; a working day may be better.`,
          })}
      </span>
    </>
  )
}
