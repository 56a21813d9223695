import type { Item } from '#domain/plan/item.api.ts'
import { methods } from '#domain/plan/item.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

type Phase = Item['phases'][number]

/** The written criterion of each phase (Art. 20): nothing by which the item is judged is hidden. */
export function ItemCriteria({ item }: { item: Item }) {
  const text = useText()
  const columns: Column<Phase>[] = [
    {
      key: 'phase',
      title: { zh: '阶段', en: 'Phase' },
      onPhone: 'name',
      width: '26%',
      render: (phase) => (
        <>
          {item.phases.indexOf(phase) + 1}　{phase.title}
          {phase.division && <span className="sub phase-of">{text(phase.division.name)}</span>}
        </>
      ),
    },
    { key: 'goal', title: { zh: '阶段目标', en: 'Goal' }, render: ({ goal }) => goal || '–' },
    {
      key: 'criterion',
      title: { zh: '书面标准', en: 'Written criterion' },
      render: ({ criterion }) => criterion || '–',
    },
  ]
  return (
    <Panel title={{ zh: '考核标准', en: 'Criteria' }} note={item.method ? text(methods[item.method]) : undefined} flush>
      <DataTable
        name={{ zh: '各阶段考核标准', en: 'Criteria of the phases' }}
        columns={columns}
        keyOf={({ id }) => id}
        rows={item.phases}
        empty={<EmptyState why={{ zh: '没有分阶段，也没有阶段标准。', en: 'There are no phases and no criteria.' }} />}
      />
    </Panel>
  )
}
