import { shortPeriodText } from '#domain/calendar/periods.ts'
import { type Duty, readDuty } from '#domain/collection/duty.api.ts'
import { stages } from '#domain/collection/duty.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { CorrectionShown } from './CorrectionShown.tsx'
import { DutyTrail } from './DutyTrail.tsx'
import { figure } from './figures.ts'
import { StateTags, Why } from './StatesShown.tsx'

/** Why this cell looks as it does, and who vouched for it. */
export function CellPanel({ dutyId }: { dutyId: string }) {
  const duty = useRead(readDuty, { id: dutyId }, { keepsPrevious: true })
  return <Loaded of={duty}>{(one) => <Explained duty={one} />}</Loaded>
}

function Explained({ duty }: { duty: Duty }) {
  const text = useText()
  const { zh, en } = shortPeriodText(duty.period)
  const name = duty.indicator.name
  return (
    <div className="cell-panel" aria-live="polite">
      <Panel title={{ zh: `${name}，${zh}`, en: `${name}, ${en}` }}>
        <BigFigure duty={duty} />
        <p className="tags">
          <StageTag stage={duty.stage} label={stages[duty.stage]} />
          <StateTags duty={duty} />
        </p>
        <Why duty={duty} />
        <CorrectionShown duty={duty} />
        <DutyTrail duty={duty} />
        <p>
          <ActionLink to={`/duties/${duty.id}`} label={openLabel(duty)} />
        </p>
        <p className="sub">{text({ zh: '方向键移动，Enter打开。', en: 'Arrows move, Enter opens.' })}</p>
      </Panel>
    </div>
  )
}

const openLabel = ({ submissions }: Duty) =>
  submissions.length > 1
    ? { zh: `查看${submissions.length}个版本`, en: `See ${submissions.length} versions` }
    : { zh: '打开', en: 'Open' }

export function BigFigure({ duty }: { duty: Duty }) {
  if (duty.value === null) return null
  return (
    <p className="big-figure">
      {figure(duty.value, duty.indicator)}
      {duty.indicator.unit !== '%' && <span>{duty.indicator.unit}</span>}
    </p>
  )
}
