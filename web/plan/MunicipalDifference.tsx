import { countsOf, type DifferenceKind, differenceKinds } from '#domain/plan/municipalDifference.ts'
import type { DryRun } from '#domain/plan/municipalImport.api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

type Line = DryRun['differences'][number]
const lights = {
  unchanged: 'green',
  changed: 'yellow',
  added: 'blue',
  restored: 'blue',
  withdrawn: 'red',
} as const satisfies Record<DifferenceKind, string>

/** What the file would change in the indicators that are there, field by field; unchanged rows are only counted. */
export function MunicipalDifference({ run }: { run: DryRun }) {
  const text = useText()
  const counts = countsOf(run.differences)
  const kinds = (Object.keys(differenceKinds) as DifferenceKind[]).filter((kind) => counts[kind] > 0)
  const note = {
    zh: kinds.map((kind) => `${differenceKinds[kind].zh}${counts[kind]}行`).join('，'),
    en: kinds.map((kind) => `${differenceKinds[kind].en.toLowerCase()}: ${counts[kind]}`).join(', '),
  }
  return (
    <Panel title={{ zh: '与现有指标比较', en: 'Compared with what is there' }} note={text(note)} flush>
      <DataTable
        name={{ zh: '与现有指标比较', en: 'Compared with what is there' }}
        columns={useColumns()}
        keyOf={({ id, row }) => `${id} ${row}`}
        rows={run.differences.filter(({ kind }) => kind !== 'unchanged')}
        empty={
          <EmptyState why={{ zh: '与现有的市级指标没有不同。', en: 'The table says what the office has already.' }} />
        }
      />
    </Panel>
  )
}

function useColumns(): Column<Line>[] {
  const text = useText()
  const format = useFormat()
  const shown = (value: string | null) => (value === null ? '–' : format.kept(value))
  return [
    {
      key: 'name',
      title: { zh: '指标', en: 'Indicator' },
      onPhone: 'name',
      render: ({ number, name, itemCode }) => (
        <span className="two-lines">
          <span>
            {number}　{name}
          </span>
          {itemCode && <span className="sub">{text({ zh: `已有事项${itemCode}`, en: `Item ${itemCode}` })}</span>}
        </span>
      ),
    },
    {
      key: 'kind',
      title: { zh: '变化', en: 'Change' },
      onPhone: 'value',
      render: ({ kind }) => <LightTag light={lights[kind]} label={differenceKinds[kind]} />,
    },
    {
      key: 'changes',
      title: { zh: '逐项', en: 'Field by field' },
      onPhone: 'bare',
      render: ({ kind, changes }) =>
        kind === 'withdrawn' ? (
          <span className="sub">
            {text({
              zh: '新表没有这一项；标为“市里已撤销”，不删除。',
              en: 'Not in the new table: marked as withdrawn by the city, not deleted.',
            })}
          </span>
        ) : (
          <ul className="difference">
            {changes
              .filter(({ new: now }) => kind !== 'added' || now !== null)
              .map(({ field, name, old, new: now }) => (
                <li key={field}>
                  <span className="sub">{text(name)}</span> {kind !== 'added' && <del>{shown(old)}</del>}{' '}
                  <ins>{shown(now)}</ins>
                </li>
              ))}
          </ul>
        ),
    },
  ]
}
