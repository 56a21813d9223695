import { Link, useSearchParams } from 'react-router'
import { type Counted, counted, countedBy, countedKinds } from '#domain/collection/dutyFilters.ts'
import { type BurdenRow, readBurden } from '#domain/collection/dutyViews.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
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
export const BurdenPage = forReaders(readBurden, BurdenView)

function BurdenView() {
  const text = useText()
  const { year: present, today } = useSession()
  const [search] = useSearchParams()
  const year = Number(search.get('year') ?? present?.year ?? today.slice(0, 4))
  const burden = useRead(readBurden, { year }, { keepsPrevious: true })
  const { actor } = useSession()
  const chosen = search.get('division') ?? actor.divisionId
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
            <Asked rows={rows} year={year} chosen={chosen} />
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

type AskedProps = { readonly rows: readonly BurdenRow[]; readonly year: number; readonly chosen: string | null }

/** Of several divisions the year of each, then the months of the one that is chosen; of one division its months. */
function Asked({ rows, year, chosen }: AskedProps) {
  const text = useText()
  const first = useFirst(year)
  const months = useMonth()
  const counts = useCounts()
  const divisions = [...Map.groupBy(rows, ({ division }) => division.id).values()]
  const own = divisions.length === 1 ? divisions[0] : divisions.find(([row]) => row?.division.id === chosen)
  const whole = totalOf(rows)
  const everywhere = { ...whole, division: { id: all, name: { zh: '全办', en: 'Office' } } }
  return (
    <>
      {divisions.length > 1 && (
        <Panel
          title={{ zh: '各处全年', en: 'The year by division' }}
          note={
            <span className="screen-only">
              {text({ zh: '点处名，看各月。', en: 'Choose a division for its months.' })}
            </span>
          }
          flush
        >
          <DataTable
            name={{ zh: '各处全年', en: 'The year by division' }}
            columns={[first, ...counts]}
            rows={[...divisions.map(totalOf), everywhere]}
            keyOf={({ division }) => division.id}
            classOf={({ division }) => (division.id === all ? 'total' : '')}
            empty={null}
          />
        </Panel>
      )}
      {own?.[0] && (
        <Panel title={own[0].division.name} flush>
          <DataTable
            name={own[0].division.name}
            columns={[months, ...counts]}
            rows={[...own, totalOf(own)]}
            keyOf={({ month }) => month}
            classOf={({ month }) => (month === all ? 'total' : '')}
            empty={null}
          />
        </Panel>
      )}
    </>
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

/** The division, which leads to its months. */
function useFirst(year: number): Column<BurdenRow> {
  const text = useText()
  return {
    key: 'division',
    title: { zh: '责任处', en: 'Division' },
    onPhone: 'name',
    render: ({ division: { id, name } }) =>
      id === all ? (
        text(name)
      ) : (
        <Link to={`?year=${year}&division=${id}`} replace>
          {text(name)}
        </Link>
      ),
  }
}

function useMonth(): Column<BurdenRow> {
  const text = useText()
  const format = useFormat()
  return {
    key: 'month',
    title: { zh: '月份', en: 'Month' },
    onPhone: 'name',
    render: ({ month }) => (month === all ? text({ zh: '合计', en: 'Total' }) : format.month(month)),
  }
}

function useCounts(): readonly Column<BurdenRow>[] {
  return countedKinds.map((kind) => ({
    key: kind,
    title: counted[kind],
    isNumber: true,
    width: '15%',
    onPhone: kind === 'fields' ? 'value' : 'line',
    render: ({ division, month, ...counts }) => {
      if (counts[kind] === 0) return <span className="sub">0</span>
      if (month === all) return counts[kind]
      return <Link to={listTo({ divisionId: division.id, askedIn: month, counted: kind })}>{counts[kind]}</Link>
    },
  }))
}
