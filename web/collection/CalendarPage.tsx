import { Select } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { monthAfter } from '#domain/collection/dutyFilters.ts'
import { type DueOn, readCalendar } from '#domain/collection/dutyViews.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Reply } from '#web/kernel/api.ts'
import { useDisplay } from '#web/kernel/display.tsx'
import { formatMonth, useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { CalendarGrid } from './CalendarGrid.tsx'
import { CalendarDay, CalendarList } from './CalendarList.tsx'
import { DutyViews } from './DutyViews.tsx'
import { MatrixLegend, StateSentences } from './MatrixLegend.tsx'
import { PrintButton } from './viewParts.tsx'
import './entry.css'
import './matrix.css'
import './dutyViews.css'

/** The due days of a month, inside the office and outside, each with what it asks. */
export const CalendarPage = forReaders(readCalendar, CalendarView)

function CalendarView() {
  const { today } = useSession()
  const [search] = useSearchParams()
  const asked = search.get('month') ?? ''
  const month = /^2\d{3}-(0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7)
  const divisionId = search.get('division') ?? undefined
  const calendar = useRead(readCalendar, { month, ...(divisionId ? { divisionId } : {}) }, { keepsPrevious: true })
  return (
    <Loaded isPage of={calendar} rows={12}>
      {(data) => <Calendar {...{ data, month, divisionId }} />}
    </Loaded>
  )
}

type Props = {
  readonly data: Reply<typeof readCalendar>
  readonly month: string
  readonly divisionId: string | undefined
}

function Calendar({ data, month, divisionId }: Props) {
  const text = useText()
  const format = useFormat()
  const { isNarrow } = useDisplay()
  const [search, setSearch] = useSearchParams()
  const set = (name: string, value: string | null) =>
    setSearch(
      (before) => {
        if (value === null) before.delete(name)
        else before.set(name, value)
        return before
      },
      { replace: true, preventScrollReset: true },
    )
  const selected = search.get('day') ?? undefined
  const ofDay = data.due.filter(({ day }) => day === selected)
  return (
    <>
      <PageHead
        title={{ zh: `期限日历，${formatMonth(month, 'zh')}`, en: `Due days, ${formatMonth(month, 'en')}` }}
        sentence={text(sentenceOf(data.due))}
        actions={<PrintButton />}
      />
      <DutyViews here="calendar" />
      <div className="filters matrix-filters">
        <MonthStep to={monthAfter(month, -1)} isBack />
        <b className="month-shown">{format.month(month)}</b>
        <MonthStep to={monthAfter(month, 1)} />
        <Select<string>
          aria-label={text({ zh: '责任处', en: 'Division' })}
          value={divisionId ?? ''}
          popupMatchSelectWidth={false}
          onChange={(chosen) => set('division', chosen === '' ? null : chosen)}
          options={[
            { value: '', label: text({ zh: '全部处', en: 'All divisions' }) },
            ...data.divisions.map(({ id, name }) => ({ value: id, label: text(name) })),
          ]}
        />
      </div>
      <MatrixLegend />
      <div className="matrix-page">
        {isNarrow ? (
          <>
            <CalendarList due={data.due} divisionId={divisionId} />
            <StateSentences />
          </>
        ) : (
          <CalendarGrid
            {...{ month, selected, divisionId }}
            due={data.due}
            rest={data.rest}
            select={(day) => set('day', day)}
          />
        )}
        {!isNarrow && selected && ofDay.length > 0 && (
          <div className="cell-panel" aria-live="polite">
            <CalendarDay day={selected} due={ofDay} divisionId={divisionId} />
          </div>
        )}
      </div>
    </>
  )
}

function MonthStep({ to, isBack = false }: { readonly to: string; readonly isBack?: boolean }) {
  const text = useText()
  const [search] = useSearchParams()
  const next = new URLSearchParams(search)
  next.set('month', to)
  next.delete('day')
  const name = isBack ? { zh: '上月', en: 'Month before' } : { zh: '下月', en: 'Next month' }
  return (
    <Link
      className={`button normal month-step ${isBack ? 'back' : ''}`}
      to={`?${next}`}
      replace
      aria-label={text(name)}
    >
      <Icon name="right" />
    </Link>
  )
}

function sentenceOf(due: readonly DueOn[]): Text {
  const of = (kind: DueOn['kind']) => due.filter((one) => one.kind === kind)
  const count = (kind: DueOn['kind']) => of(kind).reduce((sum, { total }) => sum + total, 0)
  const missing = of('external').reduce((sum, { states }) => sum + (states.missing ?? 0), 0)
  if (due.length === 0) return { zh: '本月没有到期的数据。', en: 'Nothing falls due in this month.' }
  return {
    zh: `本月内部到期${count('internal')}项，对外到期${count('external')}项，其中未报${missing}。`,
    en: `${count('internal')} figures fall due inside the office in this month and ${count('external')} outside, ${missing} of these missing.`,
  }
}
