import { Link, useSearchParams } from 'react-router'
import { periodText } from '#domain/calendar/periods.ts'
import type { DutyRow } from '#domain/collection/duty.api.ts'
import { stages } from '#domain/collection/duty.ts'
import { listCounted } from '#domain/collection/timeliness.api.ts'
import { definitions, measureNames, measures, outcomeNames, outcomes } from '#domain/collection/timeliness.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { timelinessQuery } from './timelinessQuery.ts'

/** The duties one number of the table was counted from. */
export function CountedPage() {
  const text = useText()
  const [search] = useSearchParams()
  const measure = measureNames.find((name) => name === search.get('measure')) ?? 'reported'
  const outcome = outcomeNames.find((name) => name === search.get('outcome')) ?? 'counted'
  const pages = usePages(listCounted, { measure, outcome, ...timelinessQuery(search, undefined) })
  const count = pages.rows?.length ?? 0
  const back = new URLSearchParams(search)
  if (!back.has('year')) back.set('year', 'all')
  return (
    <>
      <PageHead
        title={{
          zh: `${measures[measure].zh}：${outcomes[outcome].zh}`,
          en: `${measures[measure].en}: ${outcomes[outcome].en.toLowerCase()}`,
        }}
        crumbs={[{ label: { zh: '及时率和完整率', en: 'Timeliness' }, to: `/timeliness?${back}` }]}
        sentence={text(definitions[measure])}
      />
      <Panel
        title={
          pages.hasMore
            ? { zh: `先列${count}项`, en: `The first ${count}` }
            : { zh: `共${count}项`, en: `${count} in all` }
        }
        flush
      >
        <DataTable
          name={{ zh: '计入的数据', en: 'Data counted' }}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={<EmptyState why={{ zh: '没有符合条件的数据。', en: 'No data match.' }} />}
        />
      </Panel>
    </>
  )
}

function useColumns(): Column<DutyRow>[] {
  const text = useText()
  const format = useFormat()
  const day = (on: string | null) => (on === null ? '—' : format.longDay(on))
  return [
    {
      key: 'duty',
      title: { zh: '指标', en: 'Indicator' },
      width: '30%',
      onPhone: 'name',
      render: ({ id, indicator, period, item }) => (
        <>
          <Link to={`/duties/${id}`}>
            {indicator.name}
            {text({ zh: '，', en: ', ' })}
            {text(periodText(period))}
          </Link>
          <span className="sub" style={{ display: 'block' }}>
            <span className="nw">{item.code}</span> {item.title}
          </span>
        </>
      ),
    },
    { key: 'division', title: { zh: '责任处', en: 'Division' }, render: (row) => text(row.responsibleDivision) },
    { key: 'internal', title: { zh: '内部期限', en: 'Internal due day' }, render: (row) => day(row.internalDueOn) },
    { key: 'external', title: { zh: '对外期限', en: 'External due day' }, render: (row) => day(row.externalDueOn) },
    { key: 'signed', title: { zh: '首次签字', en: 'First signed' }, render: (row) => day(row.firstSignedOn) },
    {
      key: 'stage',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: ({ stage }) => <StageTag stage={stage} label={stages[stage]} />,
    },
  ]
}
