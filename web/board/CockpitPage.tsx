import { lazy, Suspense, useEffect } from 'react'
import { Link, useSearchParams } from 'react-router'
import { type BoardChanges, type Cockpit, readBoardChanges, readCockpit } from '#domain/board/board.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { formatLongDay, useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded, Skeleton } from '#web/kernel/states.tsx'
import { PrintLink } from '#web/supervision/PrintLink.tsx'
import { AttentionPanel } from './AttentionPanel.tsx'
import { ChangesPanel } from './ChangesPanel.tsx'
import { CockpitFigures } from './CockpitFigures.tsx'
import { Decisions } from './Decisions.tsx'
import { ItemShapes } from './ItemShapes.tsx'
import { NextDays } from './NextDays.tsx'
import { PeriodTable } from './PeriodTable.tsx'
import { useVisit } from './useVisit.ts'
import './board.css'
import './cockpit.css'

const PeriodChart = lazy(async () => ({ default: (await import('./PeriodChart.tsx')).PeriodChart }))

/** What waits for me; is the office on course? One screen, also on a wall and on a phone. */
export const CockpitPage = forReaders(readCockpit, CockpitView)

/** A wall has nobody who presses: it reads again by itself. */
const everyMinute = () => 60_000 as const

function CockpitView() {
  const [query] = useSearchParams()
  const session = useSession()
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const isWall = query.get('wall') === 'yes'
  const cockpit = useRead(readCockpit, { year }, isWall ? { every: everyMinute } : {})
  const changes = useRead(readBoardChanges, { year }, { isFresh: true, ...(isWall ? { every: everyMinute } : {}) })
  const { stay } = useVisit(year, isWall ? undefined : changes.data?.asOf)
  useWall(isWall)
  return (
    <div className="cockpit">
      <Head cockpit={cockpit.data} isWall={isWall} />
      <Loaded of={cockpit} rows={10}>
        {(read) => <Parts cockpit={read} changes={changes.data} year={year} isWall={isWall} onOpen={stay} />}
      </Loaded>
    </div>
  )
}

/** On a wall there is the page alone, at a size that is read from across a room. */
function useWall(isWall: boolean): void {
  useEffect(() => {
    if (!isWall) return undefined
    document.documentElement.dataset.wall = 'yes'
    return () => {
      delete document.documentElement.dataset.wall
    }
  }, [isWall])
}

function Head({ cockpit, isWall }: { readonly cockpit: Cockpit | undefined; readonly isWall: boolean }) {
  const text = useText()
  const format = useFormat()
  const [, setQuery] = useSearchParams()
  const toggle = () => {
    setQuery(
      (now) => {
        if (isWall) now.delete('wall')
        else now.set('wall', 'yes')
        return now
      },
      { replace: true },
    )
    // a browser that does not fill the screen shows the page as large all the same
    if (isWall) void document.exitFullscreen?.().catch(() => undefined)
    else void document.documentElement.requestFullscreen?.().catch(() => undefined)
  }
  return (
    <PageHead
      title={{ zh: '驾驶舱', en: 'Cockpit' }}
      chips={
        cockpit && (
          <span className="sub">
            {text({ zh: `数据截至${format.instant(cockpit.asOf)}`, en: `As of ${format.instant(cockpit.asOf)}` })}
          </span>
        )
      }
      sentence={cockpit && text(sentenceOf(cockpit, isWall))}
      actions={
        <>
          <span className="wide-only">
            <ButtonFace kind="normal" onClick={toggle}>
              {text(isWall ? { zh: '退出大屏', en: 'Leave the wall' } : { zh: '大屏显示', en: 'On a wall' })}
            </ButtonFace>
          </span>
          {!isWall && <PrintLink />}
        </>
      }
    />
  )
}

/** "全办42个事项，3个滞后。有3件事等您办理，其中1件今天到期。" */
function sentenceOf({ total, todos, division }: Cockpit, isWall: boolean) {
  const items = total.red + total.yellow + total.green + total.blue
  const whose = division?.name ?? { zh: '全办', en: 'The office' }
  const waits = isWall
    ? { zh: '', en: '' }
    : todos.total === 0
      ? { zh: '没有等您办理的事。', en: 'Nothing waits for you.' }
      : {
          zh: `有${todos.total}件事等您办理${todos.today > 0 ? `，其中${todos.today}件今天到期或者已逾期` : ''}。`,
          en: `${todos.total} wait for you${todos.today > 0 ? `, ${todos.today} of them due today or overdue` : ''}.`,
        }
  return {
    zh: `${whose.zh}${items}个事项，${total.red}个滞后。${waits.zh}`,
    en: `${whose.en}: ${items} items, ${total.red} behind. ${waits.en}`,
  }
}

type PartsProps = {
  readonly cockpit: Cockpit
  readonly changes: BoardChanges | undefined
  readonly year: number
  readonly isWall: boolean
  readonly onOpen: () => void
}

/** A wall shows nothing that is one person's, neither to-dos nor what is new to somebody, and the rest without scrolling. */
function Parts({ cockpit, changes, year, isWall, onOpen }: PartsProps) {
  return (
    <>
      <CockpitFigures cockpit={cockpit} year={year} isWall={isWall} />
      <Columns
        sideWidth={400}
        main={
          <>
            {!isWall && <Decisions todos={cockpit.todos} />}
            <InTime cockpit={cockpit} year={year} />
            <AttentionPanel board={cockpit} />
          </>
        }
        side={
          <>
            <ItemShapes cockpit={cockpit} year={year} />
            {changes && !isWall && <ChangesPanel changes={changes} year={year} shown={4} onOpen={onOpen} />}
            {isWall ? <NextDays cockpit={cockpit} /> : <Satisfaction />}
          </>
        }
      />
      {!isWall && <NextDays cockpit={cockpit} />}
    </>
  )
}

function InTime({ cockpit: { periods, division }, year }: { readonly cockpit: Cockpit; readonly year: number }) {
  const text = useText()
  const more = <Link to={`/timeliness?by=period&year=${year}`}>{text({ zh: '及时率和完整率', en: 'Timeliness' })}</Link>
  return (
    <Panel
      title={{ zh: '数据按时报送', en: 'Data in time' }}
      note={text({ zh: '按期间，对外期限已过的应报数据', en: 'by period, of data whose external day is over' })}
      more={more}
    >
      {periods.length === 0 ? (
        <EmptyState why={{ zh: '还没有对外期限已过的数据。', en: 'No data are past their external due day yet.' }} />
      ) : (
        <>
          <Suspense fallback={<Skeleton rows={5} />}>
            <PeriodChart periods={periods} />
          </Suspense>
          <details className="chart-table">
            <summary>{text({ zh: '看数据表', en: 'See the table' })}</summary>
            <PeriodTable periods={periods} year={year} divisionId={division?.id} />
          </details>
        </>
      )}
    </Panel>
  )
}

function Satisfaction() {
  const { language } = useLanguage()
  const { today } = useSession()
  const day = formatLongDay(today, language)
  return (
    <Panel title={{ zh: '满意度', en: 'Satisfaction' }} flush>
      <EmptyState
        why={{ zh: `截至${day}，还没有开展满意度调查。`, en: `No survey has been held up to ${day}.` }}
        next={{
          zh: '调查结束后，得分、误差和样本数在这里列出。',
          en: 'Its score, error and sample stand here afterwards.',
        }}
      />
    </Panel>
  )
}
