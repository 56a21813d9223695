import type { ReactNode } from 'react'
import { periodText, shortPeriodText } from '#domain/calendar/periods.ts'
import { dayText } from '#domain/calendar/workingDays.ts'
import type { Duty } from '#domain/collection/duty.api.ts'
import { stages } from '#domain/collection/duty.ts'
import { isOwed } from '#domain/collection/dutyStates.ts'
import type { Text } from '#domain/kernel/text.ts'
import { Columns, Stack } from '#web/kernel/Columns.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { ProblemPanel } from '#web/problem/ProblemPanel.tsx'
import { Supervised } from '#web/supervision/Supervised.tsx'
import { DutySide } from './DutySide.tsx'
import { DutyVersions } from './DutyVersions.tsx'
import { StateTags } from './StatesShown.tsx'
import './entry.css'

type Props = {
  readonly duty: Duty
  readonly actions: ReactNode
  readonly reasons?: ReactNode
  readonly children: ReactNode
}

/** Title, state and due day; what is to be done; versions; at the side what the figure is and what happened to it. */
export function DutyLayout({ duty, actions, reasons, children }: Props) {
  const text = useText()
  const period = shortPeriodText(duty.period)
  return (
    <>
      <PageHead
        title={{ zh: `${duty.indicator.name}，${period.zh}`, en: `${duty.indicator.name}, ${period.en}` }}
        crumbs={crumbsOf(duty)}
        chips={
          <>
            <StageTag stage={duty.stage} label={stages[duty.stage]} />
            {isOwed(duty) && (
              <DeadlineChip dueOn={duty.internalDueOn} workingDaysLeft={duty.due.internalWorkingDaysLeft} />
            )}
            <StateTags duty={duty} />
          </>
        }
        sentence={text(sentenceOf(duty))}
        actions={actions}
        {...(reasons === undefined ? {} : { reasons })}
      />
      <Columns
        main={
          <Stack>
            {children}
            <DutyVersions duty={duty} />
            <Supervised subject="duty" subjectId={duty.id} />
            <ProblemPanel
              subject="duty"
              subjectId={duty.id}
              name={`${duty.indicator.name} ${text(period)}`}
              chain={[duty.responsibleDivisionId, duty.coordinatingDivisionId]}
            />
          </Stack>
        }
        side={<DutySide duty={duty} />}
      />
    </>
  )
}

const crumbsOf = ({ year, period, item }: Duty) => [
  { label: { zh: '指标数据', en: 'Indicator data' }, to: `/duties?year=${year}` },
  { label: periodText(period), to: `/duties?year=${year}&period=${period}` },
  { label: { zh: item.title, en: item.title }, to: `/items/${item.id}?tab=data` },
]

function sentenceOf({ responsibleDivision, coordinatingDivision, internalDueOn, externalDueOn }: Duty): Text {
  const due = (name: Text, on: string | null): Text => {
    const { zh, en } = on === null ? { zh: '待定', en: 'awaited' } : dayText(on)
    return { zh: `${name.zh}：${zh}`, en: `${name.en}: ${en}` }
  }
  const internal = due({ zh: '内部期限', en: 'Internal due day' }, internalDueOn)
  const external = due({ zh: '对外期限', en: 'external due day' }, externalDueOn)
  return {
    zh: `责任处：${responsibleDivision.zh}　协调处：${coordinatingDivision.zh}　${internal.zh}　${external.zh}`,
    en: `Owed by ${responsibleDivision.en}, coordinated by ${coordinatingDivision.en}. ${internal.en}, ${external.en}.`,
  }
}
