import { Link, useSearchParams } from 'react-router'
import { type Counted, counted, countedBy, countedKinds } from '#domain/collection/dutyFilters.ts'
import { type BurdenRow, readBurden } from '#domain/collection/dutyViews.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { DutyViews } from './DutyViews.tsx'
import { listTo } from './dutyAddress.ts'
import { PrintButton, YearSelect } from './viewParts.tsx'
import './dutyViews.css'

/** What was asked of each division month by month, what the system gave for it, and what was asked twice. */
export function BurdenPage() {
  const text = useText()
  const { year: present, today } = useSession()
  const [search] = useSearchParams()
  const year = Number(search.get('year') ?? present?.year ?? today.slice(0, 4))
  const burden = useRead(readBurden, { year }, { keepsPrevious: true })
  const columns = useColumns()
  return (
    <Loaded isPage of={burden} rows={12}>
      {({ rows }) => (
        <>
          <PageHead
            title={{ zh: '报表负担', en: 'Reporting burden' }}
            sentence={text(sentenceOf(rows, year))}
            actions={
              <>
                <YearSelect year={year} />
                <PrintButton />
              </>
            }
          />
          <DutyViews here="burden" year={year} />
          <div className="stack">
            {rows.length === 0 && <EmptyState {...nothing} />}
            {[...Map.groupBy(rows, ({ division }) => division.id)].map(([id, own]) => (
              <Panel key={id} title={own[0]?.division.name ?? { zh: '', en: '' }} flush>
                <DataTable
                  name={own[0]?.division.name ?? { zh: '', en: '' }}
                  columns={columns}
                  rows={[...own, totalOf(own)]}
                  keyOf={({ month }) => month}
                  classOf={({ month }) => (month === all ? 'total' : '')}
                  empty={null}
                />
              </Panel>
            ))}
            <Panel title={{ zh: '怎样计数', en: 'How it is counted' }}>
              <Facts facts={countedKinds.map((kind) => ({ name: counted[kind], value: text(countedBy[kind]) }))} />
              <p className="sub">
                {text({
                  zh: '按开放填报的月份计；不记录用时，不评价个人。',
                  en: 'By the month in which entry opens; neither time nor persons are measured.',
                })}
              </p>
            </Panel>
          </div>
        </>
      )}
    </Loaded>
  )
}

const nothing: { why: Text; next: Text } = {
  why: { zh: '这一年没有开放填报的数据。', en: 'No form opens in this year.' },
  next: { zh: '可以看别的年度。', en: 'Look at another year.' },
}

const all = 'all'
const sum = (rows: readonly BurdenRow[], kind: Counted): number => rows.reduce((total, row) => total + row[kind], 0)

function totalOf(rows: readonly BurdenRow[]): BurdenRow {
  const counts = Object.fromEntries(countedKinds.map((kind) => [kind, sum(rows, kind)])) as Record<Counted, number>
  return { division: rows[0]?.division ?? { id: '', name: { zh: '', en: '' } }, month: all, ...counts }
}

function sentenceOf(rows: readonly BurdenRow[], year: number): Text {
  const [fields, files, prefilled, twice] = (['fields', 'files', 'prefilled', 'twice'] as const).map((kind) =>
    sum(rows, kind),
  )
  return {
    zh: `${year}年开放填报${fields}个数、${files}份佐证，系统带出${prefilled}个；重复要数${twice}个。`,
    en: `${fields} figures and ${files} files are asked in ${year}; the system proposes ${prefilled}; ${twice} are asked more than once.`,
  }
}

function useColumns(): readonly Column<BurdenRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'month',
      title: { zh: '月份', en: 'Month' },
      onPhone: 'name',
      render: ({ month }) => (month === all ? <b>{text({ zh: '合计', en: 'Total' })}</b> : format.month(month)),
    },
    ...countedKinds.map(
      (kind): Column<BurdenRow> => ({
        key: kind,
        title: counted[kind],
        isNumber: true,
        width: '15%',
        onPhone: kind === 'fields' ? 'value' : 'line',
        render: ({ division, month, ...counts }) =>
          counts[kind] === 0 || month === all ? (
            counts[kind]
          ) : (
            <Link to={listTo({ divisionId: division.id, askedIn: month, counted: kind })}>{counts[kind]}</Link>
          ),
      }),
    ),
  ]
}
