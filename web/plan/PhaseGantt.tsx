import { Form } from 'antd'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { daysBetween, isDay, monthNames } from '#domain/calendar/workingDays.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { type Grip, movedPhase, roomOf } from '#domain/plan/phaseMove.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useSides } from './PartDivision.tsx'
import './gantt.css'
import './phaseGantt.css'

type Phase = ItemContent['phases'][number]
type Props = { readonly year: number; readonly onMoved: (phases: Phase[]) => void }

const percent = (part: number): string => `${part.toFixed(3)}%`

/**
 * The phases over the year, to be dragged: the bar, or one of its ends. By keyboard the arrows move a phase by a day,
 * with Shift its end. They stay in the item's period and never overlap
 * another of their division; the table below is the same in words.
 */
export function PhaseGantt({ year, onMoved }: Props) {
  const text = useText()
  const form = Form.useFormInstance()
  const { nameOf } = useSides()
  const [startsOn, endsOn]: (string | undefined)[] = [Form.useWatch('startsOn', form), Form.useWatch('endsOn', form)]
  const value: readonly Phase[] = Form.useWatch('phases', form) ?? []
  const kept = form.getFieldsValue(true) as Partial<ItemContent>
  const item = { startsOn: startsOn ?? kept.startsOn ?? '', endsOn: endsOn ?? kept.endsOn ?? '' }
  const move = (at: number, from: readonly Phase[], grip: Grip, days: number) => {
    const [own, moved] = [from[at], movedPhase(from, at, item, grip, days)]
    if (!own || !moved) return
    const phases = from.with(at, { ...own, ...moved })
    form.setFieldValue('phases', phases)
    onMoved(phases)
  }
  const first = `${year}-01-01`
  const days = daysBetween(first, `${year + 1}-01-01`)
  const placeOf = (day: string): number => (100 * daysBetween(first, day)) / days
  return (
    <div className="phase-gantt">
      <p className="sub">
        {text({
          zh: '拖动横条移动阶段，拖动两端改起止日；键盘：方向键移动一天，Shift加方向键改终止日。',
          en: 'Drag a bar to move a phase, its ends to change the days. Keys: arrows move by a day, Shift and arrows the end.',
        })}
      </p>
      <div className="gantt-track months" aria-hidden="true">
        {monthNames.map((name, n) => (
          <span key={name} style={{ left: percent(placeOf(`${year}-${String(n + 1).padStart(2, '0')}-01`)) }}>
            {text({ zh: `${n + 1}月`, en: name })}
          </span>
        ))}
      </div>
      {value.map((phase, at) =>
        isDay(phase?.startsOn ?? '') && isDay(phase?.endsOn ?? '') && phase.startsOn <= phase.endsOn ? (
          <Bar
            // biome-ignore lint/suspicious/noArrayIndexKey: phases are known by their place
            key={at}
            {...{ phase, at, days, placeOf, first }}
            division={phase.divisionId ? nameOf(phase.divisionId) : ''}
            room={roomOf(value, at, item) ?? phase}
            phases={value}
            onMove={move}
          />
        ) : null,
      )}
    </div>
  )
}

type BarProps = {
  readonly phase: Phase
  readonly phases: readonly Phase[]
  readonly at: number
  /** The co-responsible division whose phase it is. */
  readonly division: string
  readonly days: number
  readonly first: string
  readonly room: { readonly startsOn: string; readonly endsOn: string }
  readonly placeOf: (day: string) => number
  readonly onMove: (at: number, from: readonly Phase[], grip: Grip, days: number) => void
}

function Bar(props: BarProps) {
  const { phase, phases, at, division, days, first, room, placeOf, onMove } = props
  const text = useText()
  const format = useFormat()
  const [left, right] = [placeOf(phase.startsOn), placeOf(phase.endsOn) + 100 / days]
  const [from, to] = [format.day(phase.startsOn), format.day(phase.endsOn)]
  const name = division ? `${phase.title} · ${division}` : phase.title
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey } = event
    const by = ['ArrowRight', 'ArrowUp'].includes(key) ? 1 : ['ArrowLeft', 'ArrowDown'].includes(key) ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    onMove(at, phases, shiftKey ? 'end' : 'whole', by)
  }
  return (
    <div className="gantt-lane">
      <div
        role="slider"
        tabIndex={0}
        className="gantt-handle"
        style={{ left: percent(left), width: percent(right - left) }}
        aria-label={text({ zh: `第${at + 1}阶段 ${name}`, en: `Phase ${at + 1} ${name}` })}
        aria-valuemin={daysBetween(first, room.startsOn)}
        aria-valuemax={daysBetween(first, room.endsOn)}
        aria-valuenow={daysBetween(first, phase.startsOn)}
        aria-valuetext={text({ zh: `${from}至${to}`, en: `${from} to ${to}` })}
        onKeyDown={onKeyDown}
        {...useDrag(props)}
      >
        <i data-grip="start" />
        <span>
          {at + 1}　{name}
        </span>
        <i data-grip="end" />
      </div>
    </div>
  )
}

type Drag = { readonly x: number; readonly grip: Grip; readonly from: readonly Phase[]; readonly perDay: number }

/** A drag counts whole days from where it began, so that a way back leads back. */
function useDrag({ phases, at, days, onMove }: BarProps) {
  const drag = useRef<Drag>(undefined)
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      const grip = (event.target as HTMLElement).dataset.grip
      const lane = event.currentTarget.parentElement?.clientWidth ?? 1
      drag.current = {
        x: event.clientX,
        grip: grip === 'start' || grip === 'end' ? grip : 'whole',
        from: phases,
        perDay: lane / days,
      }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: ({ clientX }: PointerEvent) => {
      if (!drag.current) return
      const { x, grip, from, perDay } = drag.current
      onMove(at, from, grip, Math.round((clientX - x) / perDay))
    },
    onPointerUp: () => {
      drag.current = undefined
    },
    onPointerCancel: () => {
      drag.current = undefined
    },
  }
}
