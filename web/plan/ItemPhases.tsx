import { Segmented } from 'antd'
import type { CSSProperties } from 'react'
import { useSearchParams } from 'react-router'
import { daysBetween, monthNames } from '#domain/calendar/workingDays.ts'
import { round } from '#domain/kernel/decimal.ts'
import type { Item } from '#domain/plan/item.api.ts'
import { byDivision, weightOf } from '#domain/plan/item.ts'
import { verdicts } from '#domain/progress/judgement.ts'
import type { PhaseProgress } from '#domain/progress/progress.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'

type Phase = Item['phases'][number]
/** What was reported and judged of each phase, by its id; none while the plan is a draft. */
type Stands = ReadonlyMap<string, PhaseProgress> | undefined

/** The phases over the year with today's line, and the same as a table. */
export function ItemPhases({ item, stands }: { item: Item; stands?: Stands }) {
  const text = useText()
  const [query, setQuery] = useSearchParams()
  const view = query.get('phases') === 'table' ? 'table' : 'gantt'
  const sums = useSums(item.phases)
  const choice = (
    <Segmented
      size="small"
      aria-label={text({ zh: '显示方式', en: 'Show as' })}
      value={view}
      onChange={(value) => setQuery(value === 'table' ? { phases: 'table' } : {}, { replace: true })}
      options={[
        { value: 'gantt', label: text({ zh: '横道图', en: 'Chart' }) },
        { value: 'table', label: text({ zh: '表格', en: 'Table' }) },
      ]}
    />
  )
  const n = item.phases.length
  return (
    <Panel
      title={{ zh: '阶段', en: 'Phases' }}
      note={text({
        zh: [`${n}个阶段`, ...sums].join('，'),
        en: [`${n}`, ...sums].join(', '),
      })}
      more={n > 0 ? choice : undefined}
      flush={view === 'table' && n > 0}
    >
      {n === 0 && <p className="mid">{text({ zh: '没有分阶段。', en: 'There are no phases.' })}</p>}
      {n > 0 &&
        (view === 'table' ? (
          <PhaseTable phases={item.phases} stands={stands} />
        ) : (
          <Gantt item={item} stands={stands} />
        ))}
    </Panel>
  )
}

/** What the weights make, of each division by itself. */
function useSums(phases: readonly Phase[]): string[] {
  const text = useText()
  if (phases.every(({ weight }) => weight === null)) return []
  return [...byDivision(phases, ({ division }) => division?.id ?? null).values()].map((side) => {
    const total = round(weightOf(side), 2)
    const of = side[0]?.division?.name
    return text({
      zh: `${of?.zh ?? ''}权重合计${total}`,
      en: `weights${of ? ` of ${of.en}` : ''} add up to ${total}`,
    })
  })
}

function PhaseTable({ phases, stands }: { phases: readonly Phase[]; stands: Stands }) {
  const text = useText()
  const format = useFormat()
  const state = usePhaseState(stands)
  return (
    <table className="plain-table stacked phase-table">
      <thead>
        <tr>
          <th scope="col">{text({ zh: '阶段', en: 'Phase' })}</th>
          <th scope="col">{text({ zh: '期间', en: 'Period' })}</th>
          <th scope="col">{text({ zh: '目标', en: 'Goal' })}</th>
          <th scope="col" className="num">
            {text({ zh: '权重', en: 'Weight' })}
          </th>
          <th scope="col">{text({ zh: '期间状态', en: 'When' })}</th>
        </tr>
      </thead>
      <tbody>
        {phases.map((phase, at) => (
          <tr key={phase.id}>
            <th scope="row">
              {at + 1}　{phase.title}
              {phase.division && <span className="sub phase-of">{text(phase.division.name)}</span>}
            </th>
            <td>
              {format.day(phase.startsOn)}–{format.day(phase.endsOn)}
            </td>
            <td>{phase.goal}</td>
            <td className="num">{phase.weight}</td>
            <td className="nw">{text(state(phase).words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type PhaseState = {
  readonly kind: 'future' | 'present' | 'past' | 'met' | 'partly' | 'notMet'
  readonly words: { readonly zh: string; readonly en: string }
  /** How much of the bar is filled; null: as much as has passed. */
  readonly filled: number | null
}

/** Whether a phase lies before, around or after today, and once it is reported or judged what was said of it. */
function usePhaseState(stands: Stands) {
  const { today } = useSession()
  return ({ id, startsOn, endsOn }: Phase): PhaseState => {
    const stand = stands?.get(id)
    if (stand?.verdict) return { kind: stand.verdict, words: verdicts[stand.verdict], filled: 100 }
    const filled = stand ? (stand.percent ?? 0) : null
    if (today < startsOn) return { kind: 'future', words: { zh: '未开始', en: 'Not begun' }, filled: 0 }
    if (stand?.isReached) return { kind: 'past', words: { zh: '已报告达到', en: 'Reported as reached' }, filled: 100 }
    const so = stand && stand.percent !== null ? { zh: `${stand.percent}%`, en: ` at ${stand.percent}%` } : none
    if (today > endsOn)
      return {
        kind: stand ? 'present' : 'past',
        words: { zh: `期间已过${so.zh}`, en: `Period over${so.en}` },
        filled: stand ? filled : 100,
      }
    const planned = so === none ? none : { zh: `，计划${stand?.planned}%`, en: `, planned ${stand?.planned}%` }
    return { kind: 'present', words: { zh: `进行中${so.zh}${planned.zh}`, en: `Running${so.en}${planned.en}` }, filled }
  }
}
const none = { zh: '', en: '' }

const percent = (part: number): string => `${part.toFixed(2)}%`

function Gantt({ item, stands }: { item: Item; stands: Stands }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const first = `${item.year}-01-01`
  const days = daysBetween(first, `${item.year + 1}-01-01`)
  const placeOf = (day: string): number => (100 * daysBetween(first, day)) / days
  const months = monthNames.map((name, at) => ({
    name: text({ zh: `${at + 1}月`, en: name }),
    left: placeOf(`${item.year}-${String(at + 1).padStart(2, '0')}-01`),
  }))
  const isThisYear = today.startsWith(String(item.year))
  return (
    <>
      <p className="hidden-words">
        {text({ zh: '下图内容与表格相同。', en: 'The chart shows the same as the table.' })}
      </p>
      <div className="gantt">
        <div className="gantt-row gantt-months" aria-hidden="true">
          <div />
          <div className="gantt-track">
            {months.map(({ name, left }) => (
              <span key={name} style={{ left: percent(left) }}>
                {name}
              </span>
            ))}
          </div>
        </div>
        <div className="gantt-body">
          <div className="gantt-lines" aria-hidden="true">
            <div>
              {months.slice(1).map(({ name, left }) => (
                <i key={name} style={{ left: percent(left) }} />
              ))}
              {isThisYear && (
                <u style={{ left: percent(placeOf(today)) }}>
                  <span>{text({ zh: `今天${format.day(today)}`, en: `Today, ${format.day(today)}` })}</span>
                </u>
              )}
            </div>
          </div>
          <ol>
            {item.phases.map((phase, at) => (
              <GanttRow key={phase.id} {...{ phase, placeOf, days, stands }} number={at + 1} />
            ))}
          </ol>
        </div>
      </div>
      <p className="gantt-legend wide-only" aria-hidden="true">
        {(stands ? reportedKeys : plannedKeys).map(([kind, name]) => (
          <span key={kind}>
            <i className={`gantt-key ${kind}`} />
            {text(name)}
          </span>
        ))}
      </p>
    </>
  )
}

const notBegun = ['future', { zh: '未开始', en: 'Not begun' }] as const
const todayKey = ['today', { zh: '今天', en: 'Today' }] as const
const plannedKeys = [
  ['past', { zh: '期间已过', en: 'Period over' }],
  ['present', { zh: '进行中', en: 'Running' }],
  notBegun,
  todayKey,
] as const
const reportedKeys = [
  ['past', { zh: '已完成部分', en: 'Done' }],
  ['partly', { zh: '部分达到', en: 'Partly met' }],
  ['present', { zh: '阶段期间', en: 'Period of the phase' }],
  notBegun,
  todayKey,
] as const

type RowProps = {
  readonly phase: Phase
  readonly number: number
  readonly placeOf: (day: string) => number
  readonly days: number
  readonly stands: Stands
}

function GanttRow({ phase, number, placeOf, days, stands }: RowProps) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const { kind, words, filled } = usePhaseState(stands)(phase)
  const [left, right] = [placeOf(phase.startsOn), placeOf(phase.endsOn) + 100 / days]
  const passed = filled ?? (100 * (placeOf(today) - left)) / (right - left)
  const beside: CSSProperties = right < 80 ? { left: percent(right + 0.8) } : { right: percent(100 - left + 0.8) }
  const weight = phase.weight && { zh: `，权重${phase.weight}`, en: `, weight ${phase.weight}` }
  const [from, to] = [format.day(phase.startsOn), format.day(phase.endsOn)]
  return (
    <li className="gantt-row">
      <div className="gantt-name">
        <b>
          {number}　{phase.title}
        </b>
        {phase.division && <small>{text(phase.division.name)}</small>}
        <small>
          {text({ zh: `${from}至${to}${weight ? weight.zh : ''}`, en: `${from} to ${to}${weight ? weight.en : ''}` })}
        </small>
      </div>
      <div className="gantt-bar">
        <span
          className={`gantt-span ${kind} ${stands ? 'reported' : ''}`}
          style={{ left: percent(left), width: percent(right - left) }}
        >
          <i style={{ width: percent(passed) }} />
        </span>
        <em style={beside}>{text(words)}</em>
      </div>
    </li>
  )
}
