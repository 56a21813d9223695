import type { ItemPage } from '#domain/plan/item.api.ts'
import { methods } from '#domain/plan/item.ts'
import type { ItemProgress, PhaseProgress } from '#domain/progress/progress.api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { ItemCriteria } from '#web/plan/ItemCriteria.tsx'
import { ItemPhases } from '#web/plan/ItemPhases.tsx'
import { ItemReports } from './ItemReports.tsx'
import { JudgementActs } from './JudgementActs.tsx'
import { JudgementWords } from './JudgementWords.tsx'
import { hasProgress, useProgress } from './useProgress.ts'
import { PhaseState } from './VerdictTag.tsx'
import './progress.css'

/** The course of an item: its phases over the year, criteria with judgements, reports and checks. */
export function ItemCourse({ facts }: { readonly facts: ItemPage }) {
  const progress = useProgress(facts)
  const { item } = facts
  if (!hasProgress(facts))
    return (
      <>
        <ItemPhases item={item} />
        <ItemCriteria item={item} />
      </>
    )
  return (
    <Loaded of={progress} rows={8}>
      {(of) => (
        <>
          <ItemPhases item={item} stands={new Map(of.phases.map((phase) => [phase.id, phase]))} />
          <Judged facts={facts} progress={of} />
          <ItemReports facts={facts} progress={of} />
        </>
      )}
    </Loaded>
  )
}

type Props = { readonly facts: ItemPage; readonly progress: ItemProgress }

/** The written criterion of each phase and what was judged by it: nothing by which the item is judged is hidden. */
function Judged({ facts, progress }: Props) {
  const text = useText()
  const { item } = facts
  const goalOf = (id: string) => item.phases.find((phase) => phase.id === id)?.goal
  const latest = (phase: PhaseProgress) =>
    progress.judgements.find(({ phaseId, state }) => phaseId === phase.id && state !== 'takenBack')
  const columns: Column<PhaseProgress>[] = [
    {
      key: 'phase',
      title: { zh: '阶段', en: 'Phase' },
      onPhone: 'name',
      width: '24%',
      render: ({ number, title, division }) => (
        <>
          {number}　{title}
          {division && division.id !== item.responsibleDivision?.id && (
            <span className="sub phase-of">{text(division.name)}</span>
          )}
        </>
      ),
    },
    { key: 'goal', title: { zh: '阶段目标', en: 'Goal' }, render: ({ id }) => goalOf(id) || '–' },
    {
      key: 'criterion',
      title: { zh: '书面标准', en: 'Written criterion' },
      render: ({ criterion }) => criterion || '–',
    },
    {
      key: 'judged',
      title: { zh: '认定', en: 'Judgement' },
      width: '26%',
      onPhone: 'bare',
      render: (phase) => (
        <div className="phase-judged">
          <PhaseState phase={phase} judgement={latest(phase)} />
          <JudgementActs {...{ facts, progress, phase }} />
        </div>
      ),
    },
  ]
  return (
    <Panel
      title={{ zh: '考核标准与认定', en: 'Criteria and judgements' }}
      note={item.method ? text(methods[item.method]) : undefined}
      flush
    >
      <DataTable
        name={{ zh: '各阶段考核标准与认定', en: 'Criteria and judgements of the phases' }}
        columns={columns}
        keyOf={({ id }) => id}
        rows={progress.phases}
        empty={<EmptyState why={{ zh: '没有分阶段，也没有阶段标准。', en: 'There are no phases and no criteria.' }} />}
      />
      {progress.judgements.length > 0 && <JudgementWords progress={progress} />}
    </Panel>
  )
}
