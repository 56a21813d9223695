import { periodText } from '#domain/calendar/periods.ts'
import { type EntryImport, mostRowsShown } from '#domain/collection/entryTable.api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

/** What becomes of each row, refused ones first. */
export function EntryImportRows({ run }: { readonly run: EntryImport }) {
  const text = useText()
  const { accepted, unchanged, refused } = run
  const note = {
    zh: `${run.fileName}：采用${accepted}行，不变${unchanged}行，拒绝${refused}行`,
    en: `${run.fileName}: accepted ${accepted}, unchanged ${unchanged}, refused ${refused}`,
  }
  const more = accepted + unchanged + refused - mostRowsShown
  return (
    <Panel title={{ zh: '试读结果', en: 'What was read' }} note={text(note)} flush>
      <DataTable
        name={{ zh: '试读结果', en: 'What was read' }}
        columns={useColumns()}
        keyOf={({ row }) => String(row)}
        rows={run.rows}
        empty={<EmptyState why={{ zh: '表头以下没有内容。', en: 'Nothing stands below the headings.' }} />}
      />
      {more > 0 && <p className="panel-body sub">{text({ zh: `另有${more}行。`, en: `And ${more} more rows.` })}</p>}
    </Panel>
  )
}

type Row = EntryImport['rows'][number]

const outcomes = {
  accepted: { light: 'green', label: { zh: '采用', en: 'Accepted' } },
  unchanged: { light: 'blue', label: { zh: '不变', en: 'Unchanged' } },
  refused: { light: 'red', label: { zh: '拒绝', en: 'Refused' } },
} as const

function useColumns(): Column<Row>[] {
  const text = useText()
  return [
    {
      key: 'row',
      title: { zh: '行', en: 'Row' },
      onPhone: 'name',
      render: ({ row }) => text({ zh: `第${row}行`, en: `Row ${row}` }),
    },
    {
      key: 'outcome',
      title: { zh: '结果', en: 'Result' },
      onPhone: 'value',
      render: ({ outcome }) => <LightTag {...outcomes[outcome]} />,
    },
    {
      key: 'indicator',
      title: { zh: '指标', en: 'Indicator' },
      onPhone: 'value',
      render: ({ indicator }) => indicator,
    },
    {
      key: 'period',
      title: { zh: '报送期', en: 'Period' },
      onPhone: 'value',
      render: ({ period }) => period && text(periodText(period)),
    },
    {
      key: 'value',
      title: { zh: '数值', en: 'Figure' },
      isNumber: true,
      onPhone: 'value',
      render: ({ kind, value }) => (kind === 'nil' ? text({ zh: '零报告', en: 'nil return' }) : value),
    },
    {
      key: 'message',
      title: { zh: '说明', en: 'Remark' },
      onPhone: 'value',
      render: ({ message, column }) =>
        message && text(column === null ? message : { zh: `${column}：${message.zh}`, en: `${column}: ${message.en}` }),
    },
  ]
}
