import { Segmented } from 'antd'
import { useSearchParams } from 'react-router'
import { type Board, type BoardChanges, readBoard, readBoardChanges } from '#domain/board/board.api.ts'
import { boardGroupingNames, boardGroupings } from '#domain/board/board.ts'
import { plusDays } from '#domain/calendar/workingDays.ts'
import type { Text } from '#domain/kernel/text.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { YearFilter } from '#web/kernel/Filters.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { PrintLink } from '#web/supervision/PrintLink.tsx'
import { AttentionPanel } from './AttentionPanel.tsx'
import { BoardStrip } from './BoardStrip.tsx'
import { BoardTable } from './BoardTable.tsx'
import { ChangesPanel } from './ChangesPanel.tsx'
import { DaysPanel, DaysTable } from './DaysPanel.tsx'
import { SavedViews } from './SavedViews.tsx'
import { useVisit } from './useVisit.ts'
import './board.css'

/** What got worse since I last looked, and what can I do? */
export const BoardPage = forReaders(readBoard, BoardView)

const views = { ...boardGroupings, due: { zh: '按期限', en: 'By due day' } } as const satisfies Record<string, Text>
type View = keyof typeof views

function BoardView() {
  const [query] = useSearchParams()
  const session = useSession()
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const view: View = (Object.keys(views) as View[]).find((name) => name === query.get('by')) ?? 'division'
  const by = boardGroupingNames.find((name) => name === view) ?? 'division'
  const board = useRead(readBoard, { year, by }, { keepsPrevious: true })
  const changes = useRead(readBoardChanges, { year }, { isFresh: true })
  const { stay } = useVisit(year, changes.data?.asOf)
  return (
    <div className="board-page">
      <Head year={year} view={view} board={board.data} changes={changes.data} />
      <Loaded of={board} rows={10}>
        {(read) => (
          <>
            <BoardStrip board={read} changes={changes.data} year={year} />
            <Columns
              sideWidth={336}
              main={
                <>
                  <Lines board={read} view={view} year={year} />
                  <AttentionPanel board={read} />
                </>
              }
              side={
                <>
                  {changes.data && <ChangesPanel changes={changes.data} year={year} shown={6} onOpen={stay} />}
                  <DaysPanel board={read} />
                </>
              }
            />
          </>
        )}
      </Loaded>
    </div>
  )
}

type HeadProps = {
  readonly year: number
  readonly view: View
  readonly board: Board | undefined
  readonly changes: BoardChanges | undefined
}

function Head({ year, view, board, changes }: HeadProps) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const [, setQuery] = useSearchParams()
  const choose = (by: View) =>
    setQuery(
      (now) => {
        now.set('by', by)
        return now
      },
      { replace: true },
    )
  return (
    <PageHead
      title={{ zh: `${year}年度督查台`, en: `Supervision board of ${year}` }}
      sentence={board && text(sentenceOf(board, changes, today, format.instant))}
      actions={
        <>
          <Segmented<View>
            aria-label={text({ zh: '分组', en: 'Grouping' })}
            value={view}
            onChange={choose}
            options={(Object.keys(views) as View[]).map((value) => ({ value, label: text(views[value]) }))}
          />
          <YearFilter year={year} />
          <SavedViews path="/board" />
          <PrintLink />
        </>
      }
    />
  )
}

/** "3个事项滞后，1张红牌未解除；七日内有11项数据到期。自您上次查看（11月5日17:40）以来有6处变化。" */
function sentenceOf(
  board: Board,
  changes: BoardChanges | undefined,
  today: string,
  instant: (at: string) => string,
): Text {
  const { total, days } = board
  const owed = days.filter(({ on }) => on <= plusDays(today, 7)).reduce((sum, day) => sum + day.owed, 0)
  const count = changes?.counts.reduce((sum, one) => sum + one.count, 0) ?? 0
  const since = changes?.since
    ? {
        zh: `自您上次查看（${instant(changes.since)}）以来有${count}处变化。`,
        en: ` ${count} changes since you last looked (${instant(changes.since)}).`,
      }
    : { zh: '', en: '' }
  return {
    zh: `${total.red}个事项滞后，${total.redCards}张红牌未解除；七日内还有${owed}项数据要报送。${since.zh}`,
    en: `Items behind: ${total.red}; red cards standing: ${total.redCards}; data still owed within seven days: ${owed}.${since.en}`,
  }
}

type LinesProps = { readonly board: Board; readonly view: View; readonly year: number }

function Lines({ board, view, year }: LinesProps) {
  const text = useText()
  if (view === 'due')
    return (
      <Panel title={{ zh: '按期限', en: 'By due day' }} note={text(ofDays)} flush>
        {board.days.length === 0 ? (
          <EmptyState why={{ zh: '一个月内没有到期的数据。', en: 'No data are due within a month.' }} />
        ) : (
          <DaysTable days={board.days} divisionId={board.division?.id} />
        )}
      </Panel>
    )
  return (
    <Panel
      title={view === 'dimension' ? { zh: '各维度情况', en: 'Dimensions' } : { zh: '各处情况', en: 'Divisions' }}
      note={text(view === 'dimension' ? ofDimensions : ofDivisions)}
      flush
    >
      <BoardTable board={board} by={view} year={year} />
    </Panel>
  )
}
const ofDivisions = {
  zh: '按机构序列排列，不排名；点数字看清单',
  en: 'in the order of the organization, no ranking; a number opens its list',
}
const ofDimensions = { zh: '点数字看清单', en: 'a number opens its list' }
const ofDays = { zh: '今后一个月内对外报送的数据', en: 'data to be reported outside within a month' }
