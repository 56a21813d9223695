import { Select } from 'antd'
import { useId, useState } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { type ColumnRead, origins, type SheetMapping } from '#domain/plan/columnMapping.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { useTakenFor } from '#web/kernel/takenFor.tsx'
import './mapping.css'

type Fields<Field extends string> = Readonly<Record<string, Field | null>>
type Choices<Field extends string> = readonly { readonly field: Field; readonly name: Text }[]
type Known<Field extends string> = { column: string; field: Field }[]
/** A sheet as it was read. `row` is 0 where no heading was recognised. */
type Props<Field extends string> = {
  readonly title: Text
  readonly place: { readonly sheet: number; readonly row: number; readonly rows: number }
  readonly columns: readonly ColumnRead<Field>[]
  /** What a column can be. */
  readonly fields: Choices<Field>
  /** A table with these very headings was imported before. */
  readonly isRemembered: boolean
  readonly isReading: boolean
  readonly onRead: (mapping: SheetMapping<Field>) => void
} & Partial<Places>
/** Among which sheets and rows the headings are looked for; left out where the sheet is settled. */
type Places = {
  readonly sheets: readonly { readonly number: number; readonly name: string; readonly isHidden: boolean }[]
  readonly topRows: readonly { readonly row: number; readonly text: string }[]
}

/** What each column of a sheet was taken for, to be corrected; which sheet is read, and where its headings stand. */
export function ColumnMapping<Field extends string>(props: Props<Field>) {
  const { title, place, columns, fields: choices, isRemembered, isReading, onRead, sheets, topRows } = props
  const text = useText()
  const [fields, setFields] = useState<Fields<Field>>(() =>
    Object.fromEntries(columns.map(({ column, field }) => [column, field])),
  )
  const unknown = columns.filter(({ heading, field }) => heading !== '' && field === null).length
  const read = () => {
    const known = Object.entries(fields).flatMap(([column, field]) => (field ? [{ column, field }] : []))
    onRead({ sheet: place.sheet, headerRow: place.row, headerRows: place.rows, columns: known as Known<Field> })
  }
  const note = {
    zh: `${isRemembered ? '这种表头以前导入过，沿用当时的含义；' : ''}${unknown === 0 ? '每一列都有含义' : `${unknown}列没有读入`}`,
    en: `${isRemembered ? 'headings known from an earlier import; ' : ''}${unknown === 0 ? 'every column is taken for something' : `columns not read: ${unknown}`}`,
  }
  return (
    <Panel title={title} note={place.row > 0 ? text(note) : undefined} flush>
      {sheets && topRows && <Place place={place} sheets={sheets} topRows={topRows} onRead={onRead} />}
      <DataTable
        name={title}
        columns={useColumns(choices, fields, (column, field) => setFields({ ...fields, [column]: field }))}
        keyOf={({ column }) => column}
        rows={columns.filter(({ heading, field, samples }) => heading !== '' || field || samples.length > 0)}
        empty={
          <EmptyState
            why={{
              zh: '没有认出表头。请在上面选定表头从第几行开始。',
              en: 'No heading was recognised. Choose above in which row the headings begin.',
            }}
          />
        }
      />
      {place.row > 0 && (
        <div className="panel-body row-of-actions">
          <ButtonFace kind="normal" loading={isReading} onClick={read}>
            {text({ zh: '按现在的含义重读', en: 'Read again like this' })}
          </ButtonFace>
          <span className="sub">
            {text({
              zh: '导入后记住这种表头各列的含义，下次同样的表不必再指定。',
              en: 'Once imported, what the columns are is remembered for tables with these headings.',
            })}
          </span>
        </div>
      )}
    </Panel>
  )
}

/** The sheet and the rows of the headings: choosing another one reads it anew. */
function Place<Field extends string>({
  place,
  sheets,
  topRows,
  onRead,
}: Places & Pick<Props<Field>, 'place' | 'onRead'>) {
  const text = useText()
  const { sheet, row, rows } = place
  const rowOptions = topRows.map((one) => ({
    value: one.row,
    label: text({ zh: `第${one.row}行：${one.text}`, en: `Row ${one.row}: ${one.text}` }),
  }))
  return (
    <div className="panel-body mapping-place">
      <Choice
        label={{ zh: '工作表', en: 'Sheet' }}
        value={sheet}
        options={sheets.map(({ number, name, isHidden }) => ({
          value: number,
          label: `${number} ${name}${isHidden ? text({ zh: '（隐藏）', en: ' (hidden)' }) : ''}`,
        }))}
        onChange={(other) => onRead({ sheet: other, headerRow: 0, headerRows: 0 })}
      />
      <Choice
        label={{ zh: '表头起始行', en: 'First row of the headings' }}
        value={row || null}
        options={rowOptions}
        onChange={(first) => onRead({ sheet, headerRow: first, headerRows: rows || 1 })}
      />
      <Choice
        label={{ zh: '表头行数', en: 'Rows of headings' }}
        value={rows || null}
        options={[1, 2, 3, 4, 5].map((count) => ({ value: count, label: String(count) }))}
        onChange={(count) => row > 0 && onRead({ sheet, headerRow: row, headerRows: count })}
      />
    </div>
  )
}

type ChoiceProps = {
  readonly label: Text
  readonly value: number | null
  readonly options: { value: number; label: string }[]
  readonly onChange: (value: number) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const text = useText()
  const id = useId()
  return (
    <span>
      <label htmlFor={id}>{text(label)}</label>
      <Select id={id} value={value} options={options} onChange={onChange} popupMatchSelectWidth={false} />
    </span>
  )
}

function useColumns<Field extends string>(
  choices: Choices<Field>,
  fields: Fields<Field>,
  onChoose: (column: string, field: Field | null) => void,
): Column<ColumnRead<Field>>[] {
  const text = useText()
  const takenFor = useTakenFor<ColumnRead<Field>, Field>({
    choices,
    label: ({ column }) => ({ zh: `${column}列的含义`, en: `What column ${column} is` }),
    fieldOf: ({ column }) => fields[column],
    onChoose: ({ column }, field) => onChoose(column, field),
  })
  return [
    { key: 'column', title: { zh: '列', en: 'Column' }, onPhone: 'value', render: ({ column }) => column, width: 64 },
    {
      key: 'heading',
      title: { zh: '表头', en: 'Heading' },
      onPhone: 'name',
      render: ({ heading, isHidden }) => (
        <>
          {heading || '–'} {isHidden && <span className="sub">{text({ zh: '隐藏列', en: 'hidden' })}</span>}
        </>
      ),
    },
    ...takenFor,
    {
      key: 'origin',
      title: { zh: '怎样得来', en: 'How' },
      render: ({ column, field, origin }) => (
        <span className={origin === 'none' && !fields[column] ? 'cell-missing' : 'sub'}>
          {text((fields[column] ?? null) === field ? origins[origin] : origins.given)}
        </span>
      ),
    },
  ]
}
