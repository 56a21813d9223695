import { Select } from 'antd'
import { useId, useState } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { type MunicipalField, municipalFieldNames, municipalFields } from '#domain/plan/municipalField.ts'
import { origins } from '#domain/plan/municipalHeader.ts'
import type { DryRun } from '#domain/plan/municipalImport.api.ts'
import type { MunicipalMapping as Mapping } from '#domain/plan/municipalMapping.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

type ColumnRead = DryRun['columns'][number]
type Fields = Readonly<Record<string, MunicipalField | null>>
type Props = {
  readonly run: DryRun
  readonly isReading: boolean
  readonly onRead: (mapping: Mapping) => void
}

/** What each column was taken for, to be corrected; which sheet is read, and where its headings stand. */
export function MunicipalMapping({ run, isReading, onRead }: Props) {
  const text = useText()
  const [fields, setFields] = useState<Fields>(() =>
    Object.fromEntries(run.columns.map(({ column, field }) => [column, field])),
  )
  const { place } = run
  const unknown = run.columns.filter(({ heading, field }) => heading !== '' && field === null).length
  const read = () => {
    if (!place) return
    const known = Object.entries(fields).flatMap(([column, field]) => (field ? [{ column, field }] : []))
    onRead({ sheet: place.sheet, headerRow: place.row, headerRows: place.rows, columns: known })
  }
  const note = {
    zh: `${run.isRemembered ? '这种表头以前导入过，沿用当时的含义；' : ''}${unknown === 0 ? '每一列都有含义' : `${unknown}列没有读入`}`,
    en: `${run.isRemembered ? 'headings known from an earlier import; ' : ''}${unknown === 0 ? 'every column is taken for something' : `columns not read: ${unknown}`}`,
  }
  return (
    <Panel title={{ zh: '各列含义', en: 'What the columns are' }} note={text(note)} flush>
      <Place run={run} onRead={onRead} />
      <DataTable
        name={{ zh: '各列含义', en: 'What the columns are' }}
        columns={useColumns(fields, (column, field) => setFields({ ...fields, [column]: field }))}
        keyOf={({ column }) => column}
        rows={run.columns.filter(({ heading, field, samples }) => heading !== '' || field || samples.length > 0)}
        empty={
          <EmptyState
            why={{
              zh: '没有认出表头。请在上面选定表头从第几行开始。',
              en: 'No heading was recognised. Choose above in which row the headings begin.',
            }}
          />
        }
      />
      {place && (
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
function Place({ run, onRead }: Pick<Props, 'run' | 'onRead'>) {
  const text = useText()
  const sheet = run.place?.sheet ?? run.errors[0]?.sheet ?? 1
  const { row = 0, rows = 0 } = run.place ?? {}
  const rowOptions = run.topRows.map((one) => ({
    value: one.row,
    label: text({ zh: `第${one.row}行：${one.text}`, en: `Row ${one.row}: ${one.text}` }),
  }))
  return (
    <div className="panel-body mapping-place">
      <Choice
        label={{ zh: '工作表', en: 'Sheet' }}
        value={sheet}
        options={run.sheets.map(({ number, name, isHidden }) => ({
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

const notRead: Text = { zh: '不读入', en: 'Not read' }

function useColumns(
  fields: Fields,
  onChoose: (column: string, field: MunicipalField | null) => void,
): Column<ColumnRead>[] {
  const text = useText()
  const options = [
    { value: '', label: text(notRead) },
    ...municipalFieldNames.map((name) => ({ value: name as string, label: text(municipalFields[name]) })),
  ]
  const chosen = (value: string) => municipalFieldNames.find((name) => name === value) ?? null
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
      render: ({ column }) => (
        <Select
          className="mapping-field"
          aria-label={text({ zh: `${column}列的含义`, en: `What column ${column} is` })}
          value={fields[column] ?? ''}
          options={options}
          onChange={(value) => onChoose(column, chosen(value))}
        />
      ),
    },
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
