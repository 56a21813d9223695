import type { PlanTableRun } from '#domain/plan/planTable.api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

type Cell = PlanTableRun['cells'][number]

const outcomes = {
  changed: { light: 'blue', label: { zh: '改写', en: 'Changed' } },
  left: { light: 'yellow', label: { zh: '不带入', en: 'Left out' } },
  refused: { light: 'red', label: { zh: '拒绝', en: 'Refused' } },
} as const

/** What the trial made of the file: every cell that is not taken as it stands. */
export function TableReport({ run }: { run: PlanTableRun }) {
  const text = useText()
  const count = (wanted: Cell['outcome']) => run.cells.filter(({ outcome }) => outcome === wanted).length
  const note = {
    zh: `${run.file.name}：照收${run.taken}格，改写${count('changed')}处，不带入${count('left')}处，拒绝${count('refused')}处`,
    en: `${run.file.name}: taken ${run.taken}, changed ${count('changed')}, left out ${count('left')}, refused ${count('refused')}`,
  }
  return (
    <Panel title={{ zh: '试读结果', en: 'What was read' }} note={text(note)} flush>
      <DataTable
        name={{ zh: '试读结果', en: 'What was read' }}
        columns={useColumns()}
        keyOf={({ sheet, row, column, outcome, message }) => `${sheet} ${row} ${column} ${outcome} ${message.zh}`}
        rows={run.cells}
        empty={<EmptyState why={{ zh: '每一格都照原样收入。', en: 'Every cell is taken as it stands.' }} />}
      />
    </Panel>
  )
}

function useColumns(): Column<Cell>[] {
  const text = useText()
  return [
    {
      key: 'place',
      title: { zh: '位置', en: 'Place' },
      onPhone: 'name',
      render: ({ sheetName, row, column }) => (
        <span className="nw">
          {sheetName} {column ?? ''}
          {row}
        </span>
      ),
    },
    { key: 'entered', title: { zh: '表中原文', en: 'In the file' }, render: ({ entered }) => entered || '–' },
    {
      key: 'outcome',
      title: { zh: '结果', en: 'Result' },
      onPhone: 'bare',
      render: ({ outcome }) => <LightTag {...outcomes[outcome]} />,
    },
    { key: 'why', title: { zh: '说明', en: 'Why' }, onPhone: 'bare', render: ({ message }) => text(message) },
  ]
}
