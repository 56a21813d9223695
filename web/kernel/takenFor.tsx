import { Select } from 'antd'
import type { Text } from '#domain/kernel/text.ts'
import type { Column } from './DataTable.tsx'
import { useText } from './language.tsx'
import './takenFor.css'

type Read = { readonly samples: readonly string[] }
type Props<Row extends Read, Field extends string> = {
  readonly choices: readonly { readonly field: Field; readonly name: Text }[]
  readonly label: (row: Row) => Text
  readonly fieldOf: (row: Row) => Field | null | undefined
  readonly onChoose: (row: Row, field: Field | null) => void
}

/** What a column of a table holds, and the choice of what it is taken for: the last columns of every mapping. */
export function useTakenFor<Row extends Read, Field extends string>({
  choices,
  label,
  fieldOf,
  onChoose,
}: Props<Row, Field>): Column<Row>[] {
  const text = useText()
  const options = [
    { value: '', label: text({ zh: '不读入', en: 'Not read' }) },
    ...choices.map(({ field, name }) => ({ value: field as string, label: text(name) })),
  ]
  return [
    {
      key: 'samples',
      title: { zh: '内容举例', en: 'For example' },
      render: ({ samples }) => <span className="sub">{samples.join(text({ zh: '；', en: '; ' })) || '–'}</span>,
    },
    {
      key: 'field',
      title: { zh: '含义', en: 'Taken for' },
      onPhone: 'bare',
      width: 220,
      render: (row) => (
        <Select
          className="taken-for"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={text(label(row))}
          value={fieldOf(row) ?? ''}
          options={options}
          onChange={(value) => onChoose(row, choices.find(({ field }) => field === value)?.field ?? null)}
        />
      ),
    },
  ]
}
