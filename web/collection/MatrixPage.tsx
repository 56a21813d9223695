import type { UseQueryResult } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { yearOf } from '#domain/calendar/periods.ts'
import type { MatrixRow } from '#domain/collection/duty.api.ts'
import { countsSentence, periodInHand } from '#domain/collection/dutyCounts.ts'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { listYears } from '#domain/organization/year.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import type { ApiError } from '#web/kernel/api.ts'
import { useDisplay } from '#web/kernel/display.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { CellPanel } from './CellPanel.tsx'
import { DutyViews } from './DutyViews.tsx'
import { listTo } from './dutyAddress.ts'
import { MatrixLegend } from './MatrixLegend.tsx'
import { MatrixList } from './MatrixList.tsx'
import { MatrixTable } from './MatrixTable.tsx'
import { isOnly, type Only, onlyKinds, type View, views } from './matrixView.ts'
import { type Matrix as Data, useMatrix } from './useMatrix.ts'
import { PrintButton } from './viewParts.tsx'
import './entry.css'
import './matrix.css'

/** So many indicators are read without a press, page after page: more than an office of one city collects. */
const readOnTo = 500

/** A year's data at a glance: every indicator in every period, where it lies and what it is. */
export function MatrixPage() {
  const text = useText()
  const { year: present, today } = useSession()
  const [search] = useSearchParams()
  const year = Number(search.get('year') ?? present?.year ?? yearOf(today.slice(0, 7)))
  const matrix = useMatrix(year)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = matrix
  const isReadOn = (matrix.data?.rows.length ?? 0) < readOnTo
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && isReadOn) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isReadOn, fetchNextPage])
  return (
    <>
      <Loaded isPage of={matrix as unknown as UseQueryResult<Data, ApiError>} rows={12}>
        {(data) => <Matrix data={data} year={year} />}
      </Loaded>
      {hasNextPage && !isReadOn && (
        <div className="more-rows">
          <ButtonFace kind="normal" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text({ zh: '更多指标', en: 'More indicators' })}
          </ButtonFace>
          <span className="sub" aria-live="polite">
            {text(shownSoFar(matrix.data?.rows.length ?? 0))}
          </span>
        </div>
      )}
    </>
  )
}

const shownSoFar = (count: number): Text => ({
  zh: `已列${count}项指标，以上计数只含已列出的`,
  en: `${count} indicators so far; the counts above are of these`,
})

const title: Text = { zh: '指标数据', en: 'Indicator data' }

function Matrix({ data, year }: { data: Data; year: number }) {
  const text = useText()
  const { today } = useSession()
  const { isNarrow } = useDisplay()
  const filters = useFilters()
  const rows = chosen(data.rows, filters, today)
  const period = filters.period ?? periodInHand(data.rows, today)
  const selected = rows.flatMap((row) => row.cells).find(({ dutyId }) => dutyId === filters.cell)
  return (
    <>
      <PageHead
        title={title}
        sentence={period && text(countsSentence(rows, period, today, data.workingDaysLeft))}
        actions={
          <>
            <FillLink />
            <Segmented<View>
              aria-label={text({ zh: '分组', en: 'Grouping' })}
              value={filters.view}
              onChange={(view) => filters.set({ view: view === 'unit' ? null : view })}
              options={(Object.keys(views) as View[]).map((value) => ({ value, label: text(views[value]) }))}
            />
            <ActionLink to={listTo({ year })} label={{ zh: '清单与导出', en: 'List and export' }} />
            <PrintButton />
          </>
        }
      />
      <DutyViews here="matrix" year={year} />
      <Filters rows={data.rows} year={year} filters={filters} />
      {rows.length === 0 ? (
        <EmptyState {...nothing(data.rows.length > 0)} />
      ) : (
        <>
          <MatrixLegend />
          <div className="matrix-page">
            {isNarrow ? (
              <MatrixList rows={rows} period={period} filters={filters} />
            ) : (
              <MatrixTable rows={rows} period={period} filters={filters} />
            )}
            {selected && <CellPanel dutyId={selected.dutyId} />}
          </div>
        </>
      )}
    </>
  )
}

/** Whoever fills in figures finds all of a division's on one page. */
function FillLink() {
  const { actor } = useSession()
  if (!isOneOf(actor.post, divisionPosts)) return null
  return <ActionLink to="/duties/entry" label={{ zh: '批量填报', en: 'Fill in many' }} />
}

const nothing = (isFiltered: boolean): { why: Text; next: Text } =>
  isFiltered
    ? {
        why: { zh: '没有符合条件的数据。', en: 'No data match.' },
        next: { zh: '可以放宽“处”或“采集责任单位”。', en: 'Widen division or collecting unit.' },
      }
    : {
        why: { zh: '这一年没有应报的数据。', en: 'Nothing is owed in this year.' },
        next: { zh: '年度方案印发后，应报数据列在这里。', en: 'Once the plan is issued, what is owed appears here.' },
      }

/** Everything the address holds. */
export type Filters = {
  readonly view: View
  readonly only: Only | undefined
  readonly division: string | undefined
  readonly unit: string | undefined
  readonly period: string | undefined
  readonly cell: string | undefined
  readonly set: (change: Readonly<Record<string, string | null>>) => void
}

function useFilters(): Filters {
  const [search, setSearch] = useSearchParams()
  const set: Filters['set'] = (change) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(change)) {
          if (value === null) next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  const of = (name: string) => search.get(name) ?? undefined
  const only = of('only')
  return {
    view: of('view') === 'division' ? 'division' : 'unit',
    only: only !== undefined && only in onlyKinds ? (only as Only) : undefined,
    ...{ division: of('division'), unit: of('unit'), period: of('period'), cell: of('cell'), set },
  }
}

function chosen(rows: readonly MatrixRow[], { only, division, unit }: Filters, today: string): MatrixRow[] {
  return rows.filter(
    (row) =>
      (division === undefined || row.responsibleDivision.id === division) &&
      (unit === undefined || row.collectingUnit?.id === unit) &&
      (only === undefined || row.cells.some((cell) => isOnly(only, cell, today))),
  )
}

function Filters({ rows, year, filters }: { rows: readonly MatrixRow[]; year: number; filters: Filters }) {
  const text = useText()
  const { today } = useSession()
  const years = useRead(listYears, {})
  const cells = rows.flatMap((row) => row.cells)
  const count = (only: Only) => cells.filter((cell) => isOnly(only, cell, today)).length
  return (
    <div className="filters matrix-filters">
      <Choice
        label={{ zh: '全部采集责任单位', en: 'All collecting units' }}
        value={filters.unit}
        options={named(rows.map(({ collectingUnit }) => collectingUnit))}
        onChange={(unit) => filters.set({ unit })}
      />
      <Choice
        label={{ zh: '全部处', en: 'All divisions' }}
        value={filters.division}
        options={named(rows.map(({ responsibleDivision }) => responsibleDivision))}
        onChange={(division) => filters.set({ division })}
      />
      <Select<number>
        aria-label={text({ zh: '年度', en: 'Year' })}
        value={year}
        onChange={(value) => filters.set({ year: String(value), cell: null, period: null })}
        options={[...new Set([year, ...(years.data?.rows ?? []).map((one) => one.year)])]
          .toSorted()
          .map((value) => ({ value, label: text({ zh: `${value}年`, en: String(value) }) }))}
      />
      <span className="only">
        {(Object.keys(onlyKinds) as Only[]).map((only) => (
          <button
            key={only}
            type="button"
            className="only-chip"
            aria-pressed={filters.only === only}
            onClick={() => filters.set({ only: filters.only === only ? null : only })}
          >
            {text(onlyKinds[only])} <b>{count(only)}</b>
          </button>
        ))}
      </span>
    </div>
  )
}

type Named = { readonly id: string; readonly name: Text }
const named = (all: readonly (Named | null)[]): Named[] => {
  const known = all.filter((one) => one !== null)
  return known.filter((one, at) => known.findIndex(({ id }) => id === one.id) === at)
}

type ChoiceProps = {
  readonly label: Text
  readonly value: string | undefined
  readonly options: readonly Named[]
  readonly onChange: (value: string | null) => void
}

/** A filter whose first choice is everything. */
function Choice({ label, value, options, onChange }: ChoiceProps) {
  const text = useText()
  return (
    <Select<string>
      aria-label={text(label)}
      value={value ?? ''}
      popupMatchSelectWidth={false}
      onChange={(chosenId) => onChange(chosenId === '' ? null : chosenId)}
      options={[
        { value: '', label: text(label) },
        ...options.map(({ id, name }) => ({ value: id, label: text(name) })),
      ]}
    />
  )
}
