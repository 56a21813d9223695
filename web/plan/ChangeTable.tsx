import type { Change } from '#domain/kernel/history.ts'
import type { Text } from '#domain/kernel/text.ts'
import { removedAsWhole } from '#domain/plan/wholeParts.ts'
import { useText } from '#web/kernel/language.tsx'
import { DiffWords } from './DiffWords.tsx'

const columns = {
  old: { zh: '现在', en: 'Before' },
  new: { zh: '变更后', en: 'After' },
} as const satisfies Record<string, Text>
type Side = keyof typeof columns

/** What one change makes of an item: both texts side by side; of a new item, only what it says. */
export function ChangeTable({ changes }: { readonly changes: readonly Change[] }) {
  const text = useText()
  const rows = removedAsWhole(changes)
  const sides: readonly Side[] = rows.some(({ old }) => old !== null) ? ['old', 'new'] : ['new']
  const nothing = (value: string | null) => value === null && text({ zh: '（空）', en: '(empty)' })
  return (
    <table className="plain-table stacked diff">
      <thead>
        <tr>
          <th scope="col">{text({ zh: '字段', en: 'Field' })}</th>
          {sides.map((side) => (
            <th key={side} scope="col">
              {text(sides.length === 1 ? { zh: '内容', en: 'What it says' } : columns[side])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((change) => (
          <tr key={change.field}>
            <th scope="row">{text(change.name)}</th>
            {sides.map((side) => (
              <td
                key={side}
                data-before={sides.length === 1 ? '' : `${text(columns[side])}${text({ zh: ' ', en: ': ' })}`}
              >
                {sides.length === 1 ? change.new : <DiffWords before={change.old} after={change.new} side={side} />}
                <span className="sub">{nothing(change[side])}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
