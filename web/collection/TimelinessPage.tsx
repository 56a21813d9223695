import { Segmented } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { downloadTimeliness, readTimeliness, type TimelinessRow } from '#domain/collection/timeliness.api.ts'
import {
  definitions,
  type Grouping,
  groupingNames,
  groupings,
  type LeftOut,
  leftOut,
  leftOutNames,
  type Measure,
  measureNames,
  measures,
  rateOf,
} from '#domain/collection/timeliness.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { listYears } from '#domain/organization/year.api.ts'
import { addressOf } from '#web/kernel/api.ts'
import { Stack } from '#web/kernel/Columns.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Reason } from '#web/kernel/Reason.tsx'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { type TimelinessQuery, timelinessQuery } from './timelinessQuery.ts'
import { PrintButton } from './viewParts.tsx'
import './dutyViews.css'

/** Timeliness and completeness, by division, collecting unit, indicator, period or year; every number opens its list. */
export const TimelinessPage = forReaders(readTimeliness, TimelinessView)

function TimelinessView() {
  const text = useText()
  const [search, setSearch] = useSearchParams()
  const present = useSession().year?.year
  const by = groupingNames.find((name) => name === search.get('by')) ?? 'division'
  const isAll = search.get('year') === 'all'
  const filters = timelinessQuery(search, present)
  const table = useRead(readTimeliness, { by, ...filters }, { keepsPrevious: true })
  const set = (change: Readonly<Record<string, string | undefined>>) =>
    setSearch(
      (now) => {
        for (const [name, value] of Object.entries(change)) {
          if (value) now.set(name, value)
          else now.delete(name)
        }
        return now
      },
      { replace: true, preventScrollReset: true },
    )
  return (
    <>
      <PageHead
        title={{ zh: '数据及时率和完整率', en: 'Timeliness and completeness' }}
        sentence={table.data && text(sentenceOf(table.data.total))}
        actions={
          <>
            <a className="button normal" href={addressOf(downloadTimeliness, { by, ...filters })} download>
              {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
            </a>
            <PrintButton />
          </>
        }
      />
      <Stack>
        <div className="filters">
          <Segmented<Grouping>
            aria-label={text({ zh: '分组', en: 'Grouping' })}
            value={by}
            onChange={(value) => set({ by: value })}
            options={groupingNames.map((value) => ({ value, label: text(groupings[value]) }))}
          />
        </div>
        <Filters filters={filters} isAll={isAll} set={set} />
        <Loaded of={table} rows={8}>
          {({ rows, total, isCut }) => (
            <Panel title={groupings[by]} note={text(howToRead)} flush>
              {isCut && <Reason icon="warning">{text(cut)}</Reason>}
              <DataTable
                name={{ zh: '及时率和完整率', en: 'Timeliness and completeness' }}
                columns={columnsOf(text, filters)}
                keyOf={(row) => JSON.stringify(row.filter)}
                rows={rows.length === 0 ? [] : [...rows, total]}
                classOf={(row) => (row === total ? 'total' : '')}
                empty={<EmptyState why={{ zh: '没有应报数据。', en: 'No data are owed.' }} next={widen} />}
              />
            </Panel>
          )}
        </Loaded>
        <Panel title={{ zh: '计算方法', en: 'How it is counted' }}>
          <dl className="facts">
            {measureNames.map((measure) => (
              <div key={measure} style={{ display: 'contents' }}>
                <dt>{text(measures[measure])}</dt>
                <dd>{text(definitions[measure])}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      </Stack>
    </>
  )
}

const howToRead: Text = {
  zh: '对外期限次日起计入；点击数字，查看所计入的数据。',
  en: 'Data count from the day after their external due day; every number opens the data it was counted from.',
}

/** "对外期限已过116项：完整率99.1%，按期提供率97.4%，按期报送率92.2%。" */
function sentenceOf(total: TimelinessRow): Text {
  const { counted } = total.complete
  if (counted === 0) return { zh: '还没有对外期限已过的数据。', en: 'No data are past their external due day yet.' }
  const rates = measureNames.flatMap((measure) => {
    const rate = rateOf(total[measure])
    const { zh, en } = measures[measure]
    return rate === null ? [] : [{ zh: `${zh}${rate}%`, en: `${en.toLowerCase()} ${rate}%` }]
  })
  const { zh, en } = joinTexts(rates, '，', ', ')
  return { zh: `对外期限已过${counted}项：${zh}。`, en: `Past their external due day: ${counted}; ${en}.` }
}

const cut: Text = {
  zh: '行数过多，没有全部列出。请选择年度、处或者采集责任单位。',
  en: 'Too many lines to show all of them: choose a year, a division or a collecting unit.',
}
const widen: Text = { zh: '可以放宽筛选，或选“全部年度”。', en: 'Widen the filters, or choose all years.' }

type FiltersProps = {
  readonly filters: TimelinessQuery
  readonly isAll: boolean
  readonly set: (change: Readonly<Record<string, string | undefined>>) => void
}

/** Year, division, collecting unit, indicator and period, each with what this post sees. */
function Filters({ filters, isAll, set }: FiltersProps) {
  const text = useText()
  const years = useRead(listYears, {})
  const { year, period, divisionId, collectingUnitId, indicatorId } = filters
  const within = year === undefined ? {} : { year }
  const divisions = useRead(readTimeliness, { by: 'division', ...within })
  const units = useRead(readTimeliness, { by: 'unit', ...within })
  const periods = useRead(readTimeliness, { by: 'period', ...within })
  const indicators = useRead(
    readTimeliness,
    { by: 'indicator', ...within, ...(divisionId ? { divisionId } : {}) },
    { enabled: year !== undefined },
  )
  const optionsOf = (rows: readonly TimelinessRow[] = [], key: keyof TimelinessRow['filter']) =>
    rows.map(({ name, filter }) => ({ value: String(filter[key]), label: text(name) }))
  const choose = (
    name: string,
    label: Text,
    value: string | undefined,
    options: { value: string; label: string }[],
  ) => (
    <Select<string>
      allowClear
      showSearch
      optionFilterProp="label"
      aria-label={text(label)}
      placeholder={text(label)}
      popupMatchSelectWidth={false}
      {...(value ? { value } : {})}
      options={options}
      onChange={(chosen: string | undefined) => set({ [name]: chosen })}
    />
  )
  const all = [...new Set([...(year === undefined ? [] : [year]), ...(years.data?.rows ?? []).map((one) => one.year)])]
  return (
    <div className="filters">
      <Select<string>
        aria-label={text({ zh: '年度', en: 'Year' })}
        popupMatchSelectWidth={false}
        value={isAll || year === undefined ? 'all' : String(year)}
        onChange={(value) => set({ year: value, period: undefined, indicatorId: undefined })}
        options={[
          { value: 'all', label: text({ zh: '全部年度', en: 'All years' }) },
          ...all.toSorted().map((one) => ({ value: String(one), label: text({ zh: `${one}年`, en: String(one) }) })),
        ]}
      />
      {choose(
        'divisionId',
        { zh: '责任处', en: 'Division' },
        divisionId,
        optionsOf(divisions.data?.rows, 'divisionId'),
      )}
      {choose(
        'collectingUnitId',
        { zh: '采集责任单位', en: 'Collecting unit' },
        collectingUnitId,
        optionsOf(units.data?.rows, 'collectingUnitId'),
      )}
      {choose('period', { zh: '期间', en: 'Period' }, period, optionsOf(periods.data?.rows, 'period'))}
      {year !== undefined &&
        choose(
          'indicatorId',
          { zh: '指标', en: 'Indicator' },
          indicatorId,
          optionsOf(indicators.data?.rows, 'indicatorId'),
        )}
    </div>
  )
}

/** The address of the list behind one number. */
function listAddress(filters: TimelinessQuery, row: TimelinessRow, measure: Measure, outcome: string): string {
  const query = new URLSearchParams({ measure, outcome })
  for (const [name, value] of Object.entries({ ...filters, ...row.filter }))
    if (value !== undefined) query.set(name, String(value))
  return `/timeliness/duties?${query}`
}

function columnsOf(text: (words: Text) => string, filters: TimelinessQuery): Column<TimelinessRow>[] {
  const number = (row: TimelinessRow, measure: Measure, outcome: string, count: number, label: Text) =>
    count === 0 ? (
      <span className="sub">0</span>
    ) : (
      <Link
        className="counted"
        to={listAddress(filters, row, measure, outcome)}
        aria-label={`${text(row.name)} ${text(label)} ${count}`}
      >
        {count}
      </Link>
    )
  const rate = (measure: Measure): Column<TimelinessRow> => ({
    key: measure,
    title: measures[measure],
    isNumber: true,
    render: (row) => {
      const { met, counted } = row[measure]
      const shown = rateOf(row[measure])
      if (shown === null) return <span className="sub">{text({ zh: '无应报', en: 'none due' })}</span>
      return (
        <span className="nw rate">
          <b>{shown}%</b>
          <span className="sub">
            {number(row, measure, 'met', met, measures[measure])}/
            {number(row, measure, 'counted', counted, countedName(measure))}
          </span>
        </span>
      )
    },
  })
  const out = (why: LeftOut): Column<TimelinessRow> => ({
    key: why,
    title: leftOut[why],
    isNumber: true,
    render: (row) => number(row, 'reported', why, row[why], leftOut[why]),
  })
  return [
    { key: 'name', title: { zh: '名称', en: 'Name' }, width: '24%', onPhone: 'name', render: ({ name }) => text(name) },
    ...measureNames.map(rate),
    ...leftOutNames.map(out),
  ]
}

const countedName = (measure: Measure): Text => ({
  zh: `${measures[measure].zh}计入`,
  en: `${measures[measure].en}, counted`,
})
