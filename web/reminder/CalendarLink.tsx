import { downloadCalendar } from '#domain/reminder/reminder.api.ts'
import { addressOf } from '#web/kernel/api.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'

/** One's due days as a file for the calendar of a phone or a mail program. */
export function CalendarLink() {
  const text = useText()
  const { language } = useLanguage()
  return (
    <a className="button plain" download href={addressOf(downloadCalendar, { language })}>
      {text({ zh: '导出日历（.ics）', en: 'Export calendar (.ics)' })}
    </a>
  )
}
