import { useSearchParams } from 'react-router'
import { shortPeriodText, yearOf } from '#domain/calendar/periods.ts'
import { type DivisionCell, type DivisionRow, readDivisionMatrix } from '#domain/collection/dutyViews.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { useDisplay } from '#web/kernel/display.tsx'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { DivisionMatrixList } from './DivisionMatrixList.tsx'
import { DivisionMatrixTable } from './DivisionMatrixTable.tsx'
import { DutyViews } from './DutyViews.tsx'
import { listTo } from './dutyAddress.ts'
import { MatrixLegend, StateSentences } from './MatrixLegend.tsx'
import { TallyLinks } from './TallyShown.tsx'
import { PrintButton, YearSelect } from './viewParts.tsx'
import './entry.css'
import './matrix.css'
import './dutyViews.css'

/** A year at a glance, division by division: how much lies where in every period. */
export const DivisionMatrixPage = forReaders(readDivisionMatrix, DivisionMatrixView)

function DivisionMatrixView() {
  const text = useText()
  const { year: present, today } = useSession()
  const { isNarrow } = useDisplay()
  const [search, setSearch] = useSearchParams()
  const year = Number(search.get('year') ?? present?.year ?? yearOf(today.slice(0, 7)))
  const matrix = useRead(readDivisionMatrix, { year }, { keepsPrevious: true })
  const select = (cell: string) =>
    setSearch(
      (before) => {
        before.set('cell', cell)
        return before
      },
      { replace: true, preventScrollReset: true },
    )
  const selected = search.get('cell') ?? undefined
  return (
    <Loaded isPage of={matrix} rows={12}>
      {({ rows }) => (
        <>
          <PageHead
            title={{ zh: '各处数据', en: 'Data by division' }}
            sentence={text(sentenceOf(rows, year))}
            actions={
              <>
                <YearSelect year={year} />
                <PrintButton />
              </>
            }
          />
          <DutyViews here="divisions" year={year} />
          {rows.length === 0 ? (
            <EmptyState {...nothing} />
          ) : (
            <>
              <MatrixLegend />
              <div className="matrix-page">
                {isNarrow ? (
                  <>
                    <DivisionMatrixList {...{ rows, year }} />
                    <StateSentences />
                  </>
                ) : (
                  <DivisionMatrixTable {...{ rows, year, selected, select }} />
                )}
                {!isNarrow && <Explained rows={rows} year={year} selected={selected} />}
              </div>
            </>
          )}
        </>
      )}
    </Loaded>
  )
}

const nothing: { why: Text; next: Text } = {
  why: { zh: '这一年没有应报的数据。', en: 'Nothing is owed in this year.' },
  next: { zh: '年度方案印发后，应报数据列在这里。', en: 'Once the plan is issued, what is owed appears here.' },
}

function sentenceOf(rows: readonly DivisionRow[], year: number): Text {
  const cells = rows.flatMap((row) => row.cells)
  const sum = (of: (cell: DivisionCell) => number | undefined) => cells.reduce((all, cell) => all + (of(cell) ?? 0), 0)
  const [total, missing, late] = [
    sum((cell) => cell.total),
    sum(({ states }) => states.missing),
    sum(({ states }) => states.late),
  ]
  return {
    zh: `${year}年度${rows.length}个处应报${total}项次，其中未报${missing}，迟报${late}。`,
    en: `${rows.length} divisions owe ${total} figures for ${year}: ${missing} missing, ${late} came late.`,
  }
}

type ExplainedProps = {
  readonly rows: readonly DivisionRow[]
  readonly year: number
  readonly selected: string | undefined
}

/** The chosen cell state by state, each with its sentence and its list. */
function Explained({ rows, year, selected }: ExplainedProps) {
  const text = useText()
  const row = rows.find(({ division }) => selected?.startsWith(division.id))
  const cell = row?.cells.find(({ period }) => `${row.division.id}/${period}` === selected)
  if (!row || !cell) return null
  const listed = { year, divisionId: row.division.id, period: cell.period }
  const [name, period] = [row.division.name, shortPeriodText(cell.period)]
  return (
    <div className="cell-panel" aria-live="polite">
      <Panel title={{ zh: `${name.zh}，${period.zh}`, en: `${name.en}, ${period.en}` }}>
        <p className="big-figure">
          {cell.total}
          <span>{text({ zh: '项', en: 'figures' })}</span>
        </p>
        <TallyLinks tally={cell} listed={listed} />
        <p>
          <ActionLink to={listTo(listed)} label={{ zh: '打开清单', en: 'Open the list' }} />
        </p>
        <p className="sub">{text({ zh: '方向键移动，Enter打开。', en: 'Arrows move, Enter opens.' })}</p>
      </Panel>
    </div>
  )
}
