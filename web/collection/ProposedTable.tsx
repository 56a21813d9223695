import { Link } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { stages } from '#domain/collection/duty.ts'
import type { Proposed } from '#domain/collection/feed.api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { formatNumber } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { figure } from './figures.ts'

/** Each month's figure as the file gives it, beside what an earlier file gave and what was handed in. */
export function ProposedTable({ rows }: { rows: readonly Proposed[] }) {
  return (
    <DataTable
      name={{ zh: '文件带出的数', en: 'Figures the file gives' }}
      rows={rows}
      keyOf={({ dutyId }) => dutyId}
      columns={useColumns()}
      empty={
        <EmptyState
          why={{ zh: '文件没有带出任何完整的月份。', en: 'The file gives no complete month.' }}
          next={{ zh: '月份缺日、重日时不带出。', en: 'A month with missing or double days is left out.' }}
        />
      }
    />
  )
}

function useColumns(): Column<Proposed>[] {
  const text = useText()
  return [
    {
      key: 'name',
      title: { zh: '指标', en: 'Indicator' },
      onPhone: 'name',
      render: ({ dutyId, indicator, period }) => (
        <>
          <Link to={`/duties/${dutyId}`}>{indicator}</Link> <span className="sub">{text(shortPeriodText(period))}</span>
        </>
      ),
    },
    {
      key: 'value',
      title: { zh: '带出', en: 'Given' },
      isNumber: true,
      onPhone: 'value',
      render: (row) => <b>{figure(row.value, row)}</b>,
    },
    { key: 'unit', title: { zh: '单位', en: 'Unit' }, onPhone: 'none', render: ({ unit }) => unit },
    {
      key: 'passengers',
      title: { zh: '人次', en: 'Passengers' },
      isNumber: true,
      render: ({ passengers }) => formatNumber(passengers),
    },
    {
      key: 'lines',
      title: { zh: '行数', en: 'Lines' },
      isNumber: true,
      render: ({ lines, days }) => text({ zh: `${lines}行，${days}日`, en: `${lines} lines, ${days} days` }),
    },
    {
      key: 'given',
      title: { zh: '已填', en: 'Handed in' },
      isNumber: true,
      render: (row) => <Given row={row} />,
    },
    {
      key: 'stage',
      title: { zh: '环节', en: 'Stage' },
      onPhone: 'bare',
      render: ({ stage }) => <StageTag stage={stage} label={stages[stage]} />,
    },
  ]
}

/** A figure handed in that differs from the file is worth a look. */
function Given({ row }: { row: Proposed }) {
  const text = useText()
  if (row.given === null) return <span className="sub">–</span>
  const differs = Number(row.given) !== Number(row.value)
  return (
    <>
      {figure(row.given, row)}
      {differs && <span className="fault">{text({ zh: '与文件不同', en: 'differs' })}</span>}
    </>
  )
}
