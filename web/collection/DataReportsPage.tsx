import { Link, useSearchParams } from 'react-router'
import { periodText, yearOf } from '#domain/calendar/periods.ts'
import {
  listReportableSets,
  listReports,
  type ReportableSet,
  type ReportRow,
} from '#domain/collection/dataReport.api.ts'
import { type State, stateNames, states } from '#domain/collection/dataReport.ts'
import { listYears } from '#domain/organization/year.api.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { Stack } from '#web/kernel/Columns.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages, useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { ReportStateTag } from './DataReportState.tsx'

/** What can be assembled now, and what was reported: every report to a collecting unit this post may see. */
export const DataReportsPage = forReaders(listReports, DataReportsView)

function DataReportsView() {
  const text = useText()
  const { year, today } = useSession()
  const [query] = useSearchParams()
  const shownYear = Number(query.get('year') ?? year?.year ?? yearOf(today.slice(0, 7)))
  const sets = useRead(listReportableSets, { year: shownYear })
  const columns = useSetColumns()
  const rows = sets.data?.rows ?? []
  const ready = rows.filter(isReady).length
  return (
    <Stack>
      <PageHead
        title={{ zh: '汇总报送', en: 'Reports to collecting units' }}
        actions={
          <>
            <YearChoice year={shownYear} />
            <ActionLink to="/unit-templates" label={{ zh: '采集单位模板', en: "The units' forms" }} />
          </>
        }
        sentence={
          sets.data &&
          text({
            zh: `待汇总${rows.length}批：全部已接收${ready}批，尚未收齐${rows.length - ready}批。`,
            en: `${rows.length} to be assembled: ${ready} complete, ${rows.length - ready} still waiting for data.`,
          })
        }
      />
      <Panel title={{ zh: '待汇总', en: 'To be assembled' }} flush>
        {sets.error ? (
          <ErrorState error={sets.error} onRetry={() => void sets.refetch()} />
        ) : (
          <DataTable
            name={{ zh: '待汇总的数据', en: 'Data waiting to be assembled' }}
            columns={columns}
            rows={sets.data?.rows}
            keyOf={keyOfSet}
            empty={
              <EmptyState
                why={{ zh: '没有待汇总的数据。', en: 'Nothing waits to be assembled.' }}
                next={{ zh: '新一期开放填报后列在这里。', en: 'The next period appears here once entry opens.' }}
              />
            }
          />
        )}
      </Panel>
      <Reports year={shownYear} />
    </Stack>
  )
}

/** Data of the last year are reported in the next one: both can be chosen. */
function YearChoice({ year }: { year: number }) {
  const text = useText()
  const [, setQuery] = useSearchParams()
  const years = useRead(listYears, {})
  const all = [...new Set([year, ...(years.data?.rows.map((one) => one.year) ?? [])])].toSorted((a, b) => b - a)
  return (
    <Select
      aria-label={text({ zh: '年度', en: 'Year' })}
      value={year}
      options={all.map((value) => ({ value, label: text({ zh: `${value}年度`, en: String(value) }) }))}
      onChange={(value) => setQuery({ year: String(value) }, { replace: true })}
    />
  )
}

const isReady = ({ owed, accepted }: ReportableSet): boolean => owed === accepted
const keyOfSet = ({ collectingUnit, coordinatingDivisionId, period }: ReportableSet): string =>
  `${collectingUnit.id}/${coordinatingDivisionId}/${period}`

const linkTo = ({ collectingUnit, coordinatingDivisionId, period }: ReportableSet): string =>
  `/reports/new?${new URLSearchParams({ unit: collectingUnit.id, division: coordinatingDivisionId, period })}`

function useSetColumns(): readonly Column<ReportableSet>[] {
  const text = useText()
  return [
    {
      key: 'unit',
      title: { zh: '收件单位', en: 'Collecting unit' },
      onPhone: 'name',
      render: (set) => text(set.collectingUnit.name),
    },
    {
      key: 'period',
      title: { zh: '期间', en: 'Period' },
      onPhone: 'value',
      render: ({ period }) => text(periodText(period)),
    },
    {
      key: 'division',
      title: { zh: '协调处', en: 'Coordinating division' },
      render: (set) => text(set.coordinatingDivisionName),
    },
    {
      key: 'accepted',
      title: { zh: '已接收', en: 'Accepted' },
      isNumber: true,
      render: ({ owed, accepted, nil }) =>
        text({
          zh: `${accepted}/${owed}${nil > 0 ? `，零报告${nil}` : ''}`,
          en: `${accepted} of ${owed}${nil > 0 ? `, ${nil} nil` : ''}`,
        }),
    },
    {
      key: 'due',
      title: { zh: '对外期限', en: 'Due' },
      onPhone: 'bare',
      render: ({ dueOn, workingDaysLeft }) => <DeadlineChip {...{ dueOn, workingDaysLeft }} />,
    },
    {
      key: 'act',
      title: { zh: '办理', en: 'Action' },
      onPhone: 'action',
      render: (set) =>
        isReady(set) ? (
          <ActionLink
            to={`${linkTo(set)}#act-assemble`}
            label={{ zh: '汇总', en: 'Assemble' }}
            basis="report.assemble"
          />
        ) : (
          <Link to={linkTo(set)}>{text({ zh: '查看', en: 'View' })}</Link>
        ),
    },
  ]
}

function Reports({ year }: { year: number }) {
  const text = useText()
  const [search, setSearch] = useSearchParams()
  const state = stateNames.find((name) => name === search.get('state'))
  const unitId = search.get('unitId')
  const columns = useReportColumns()
  const pages = usePages(listReports, { year, ...(state ? { state } : {}), ...(unitId ? { unitId } : {}) })
  const choose = (chosen: State | undefined): void =>
    setSearch((before) => {
      before.delete('state')
      if (chosen) before.set('state', chosen)
      return before
    })
  return (
    <Panel
      title={{ zh: '报送', en: 'Reports' }}
      flush
      more={
        <Select<State>
          aria-label={text({ zh: '状态', en: 'State' })}
          placeholder={text({ zh: '全部状态', en: 'Every state' })}
          allowClear
          popupMatchSelectWidth={false}
          value={state ?? null}
          onChange={(chosen) => choose(chosen)}
          options={stateNames.map((value) => ({ value, label: text(states[value]) }))}
        />
      }
    >
      <DataTable
        name={{ zh: '汇总报送一览', en: 'Reports' }}
        columns={columns}
        pages={pages}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            why={{ zh: '没有符合条件的报送。', en: 'No reports match.' }}
            next={{ zh: '可以放宽“状态”。', en: 'Widen the state.' }}
          />
        }
      />
    </Panel>
  )
}

function useReportColumns(): readonly Column<ReportRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'name',
      title: { zh: '报送', en: 'Report' },
      onPhone: 'name',
      render: ({ id, period, subject, number }) => (
        <Link to={`/reports/${id}`}>
          {text(periodText(period))}
          {text({ zh: '', en: ', ' })}
          {subject}
          {number > 1 && text({ zh: `，第${number}次报送`, en: `, report no. ${number}` })}
        </Link>
      ),
    },
    { key: 'unit', title: { zh: '收件单位', en: 'Collecting unit' }, render: (row) => text(row.collectingUnit.name) },
    {
      key: 'division',
      title: { zh: '协调处', en: 'Coordinating division' },
      onPhone: 'none',
      render: (row) => text(row.coordinatingDivisionName),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: ({ state, isOutdated }) => (
        <>
          <ReportStateTag state={state} />
          {isOutdated && <span className="sub"> {text({ zh: '数据有更正', en: 'data corrected since' })}</span>}
        </>
      ),
    },
    {
      key: 'sent',
      title: { zh: '送出', en: 'Sent' },
      render: ({ sentOn, number, dueOn, workingDaysLeft }) => {
        if (sentOn) return format.day(sentOn)
        return number === 1 ? <DeadlineChip {...{ dueOn, workingDaysLeft }} /> : text(unsentCorrection)
      },
    },
    {
      key: 'number',
      title: { zh: '文号', en: 'Document number' },
      render: ({ documentNumber }) => documentNumber ?? '—',
    },
  ]
}

const unsentCorrection = { zh: '更正件，未送出', en: 'Correction, not sent' }
