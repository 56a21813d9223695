import type { Light } from '#domain/kernel/light.ts'
import { DeadlineChip } from '../DeadlineChip.tsx'
import { Panel } from '../Panel.tsx'
import { ProgressBar } from '../ProgressBar.tsx'
import type { CardKind, DataState, Stage } from '../StatusTags.tsx'
import { CardTag, DataGlyph, DataStateTag, dataStates, LightTag, lights, StageTag, stages } from '../StatusTags.tsx'

const keys = <Key extends string>(table: Record<Key, unknown>): Key[] => Object.keys(table) as Key[]
const cards: readonly CardKind[] = ['earlyWarning', 'yellow', 'red']

export function StatusExamples() {
  return (
    <Panel
      title={{ zh: '状态', en: 'States' }}
      note="环节、数据状态、四灯、牌、期限"
      more={<a href="#more">全部11项</a>}
    >
      <div className="stack">
        <p className="row-of-actions">
          {keys(stages).map((stage: Stage) => (
            <StageTag key={stage} stage={stage} />
          ))}
        </p>
        <p className="row-of-actions">
          {keys(dataStates).map((state: DataState) => (
            <DataStateTag key={state} state={state} />
          ))}
          {keys(dataStates).map((state: DataState) => (
            <DataGlyph key={state} state={state} />
          ))}
          <span className="value-zero">0.0</span>
        </p>
        <p className="row-of-actions">
          {keys(lights).map((light: Light) => (
            <LightTag key={light} light={light} />
          ))}
        </p>
        <p className="row-of-actions">
          {cards.map((card) => (
            <CardTag key={card} card={card} />
          ))}
          <CardTag card="yellow" isSettled />
        </p>
        <p className="row-of-actions">
          <DeadlineChip dueOn="2025-11-05" workingDaysLeft={-1} />
          <DeadlineChip dueOn="2025-11-06" workingDaysLeft={0} />
          <DeadlineChip
            dueOn="2025-11-07"
            workingDaysLeft={1}
            counting={{ zh: '11月8日、9日休息', en: '8 and 9 Nov are rest days' }}
          />
          <DeadlineChip dueOn="2025-11-28" workingDaysLeft={16} />
          <DeadlineChip dueOn={null} workingDaysLeft={null} />
          <DeadlineChip dueOn="2025-11-10" workingDaysLeft={16} what={{ zh: '进度报告', en: 'Progress report ' }} />
        </p>
        <div style={{ maxWidth: 220 }}>
          <ProgressBar done={48} planned={60} />
        </div>
      </div>
    </Panel>
  )
}
