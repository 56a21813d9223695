import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import {
  type FeedColumn,
  feedColumnNames,
  feedColumns,
  type FeedMapping as Mapping,
} from '#domain/collection/feedMapping.ts'
import type { FeedTrial } from '#domain/collection/feedSource.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { useTakenFor } from '#web/kernel/takenFor.tsx'

type Fields = Readonly<Record<string, FeedColumn | null>>
type Named = FeedTrial['indicators'][number]
type Props = {
  readonly trial: FeedTrial
  readonly isReading: boolean
  readonly onRead: (mapping: Mapping) => void
  /** The button that keeps what was read last. */
  readonly keep: ReactNode
}

const keyOf = ({ name, unit }: Named): string => `${name}（${unit}）`

/** What each column was taken for, to be corrected; which indicator, where no column says it; what the names mean. */
export function FeedMapping({ trial, isReading, onRead, keep }: Props) {
  const text = useText()
  const { columns, mapping: read, indicators, unknownNames, isKept } = trial
  const [fields, setFields] = useState<Fields>(() => Object.fromEntries(columns.map((one) => [one.heading, one.field])))
  const [fixed, setFixed] = useState<Named | null>(read?.fixed ?? null)
  const [names, setNames] = useState(read?.names ?? [])
  const made = mappingOf(fields, fixed, names)
  return (
    <Panel
      title={{ zh: '各列含义', en: 'What the columns are' }}
      note={text(isKept ? { zh: '与保存的一致', en: 'as kept' } : { zh: '还没有保存', en: 'not kept yet' })}
      flush
    >
      <DataTable
        name={{ zh: '各列含义', en: 'What the columns are' }}
        columns={useColumns(fields, (heading, field) => setFields({ ...fields, [heading]: field }))}
        keyOf={({ heading }) => heading}
        rows={columns}
        empty={<EmptyState why={{ zh: '没有找到表头。', en: 'No headings were found.' }} />}
      />
      <div className="panel-body feed-names">
        {!Object.values(fields).includes('indicator') && (
          <Choice
            label={text({ zh: '全表是哪一个指标', en: 'The indicator of the whole table' })}
            indicators={indicators}
            value={fixed}
            onChoose={setFixed}
          />
        )}
        {unknownNames.map((written) => (
          <Choice
            key={written}
            label={text({ zh: `表中的“${written}”是`, en: `“${written}” in the table is` })}
            indicators={indicators}
            value={names.find((one) => one.written === written)?.indicator ?? null}
            onChoose={(indicator) => setNames(withName(names, written, indicator))}
          />
        ))}
        <p className="row-of-actions">
          <ButtonFace kind="normal" loading={isReading} onClick={() => made && onRead(made)}>
            {text({ zh: '按现在的含义重读', en: 'Read again like this' })}
          </ButtonFace>
          {keep}
          <span className="sub">
            {made
              ? text({
                  zh: '保存后，以后各期照此读取；列换了位置也认得。',
                  en: 'Once kept, later periods are read like this, wherever the columns stand.',
                })
              : text({
                  zh: '报送期、数值各须有一列；指标有一列，或者指定一个。',
                  en: 'Period and figure need a column each, and the indicator a column or a choice.',
                })}
          </span>
        </p>
      </div>
    </Panel>
  )
}

const withName = (names: Mapping['names'], written: string, indicator: Named | null): Mapping['names'] => [
  ...names.filter((one) => one.written !== written),
  ...(indicator ? [{ written, indicator }] : []),
]

/** The mapping as it is chosen, or undefined as long as it is not whole. */
function mappingOf(fields: Fields, fixed: Named | null, names: Mapping['names']): Mapping | undefined {
  const of = (field: FeedColumn) => Object.keys(fields).filter((heading) => fields[heading] === field)
  const [indicator, period, value, unit] = (['indicator', 'period', 'value', 'unit'] as const).map(of)
  const isSingle = [indicator, period, value, unit].every((found) => (found?.length ?? 0) < 2)
  const [named = null] = indicator ?? []
  if (!isSingle || !period?.[0] || !value?.[0] || (named === null && fixed === null)) return undefined
  return {
    indicator: named,
    fixed: named === null ? fixed : null,
    period: period[0],
    value: value[0],
    unit: unit?.[0] ?? null,
    names,
  }
}

type ChoiceProps = {
  readonly label: string
  readonly indicators: readonly Named[]
  readonly value: Named | null
  readonly onChoose: (indicator: Named | null) => void
}

function Choice({ label, indicators, value, onChoose }: ChoiceProps) {
  const text = useText()
  const options = [
    { value: '', label: text({ zh: '不是本处的指标，跳过', en: 'None of ours: passed over' }) },
    ...indicators.map((one, at) => ({ value: String(at), label: keyOf(one) })),
  ]
  return (
    <p>
      <span className="feed-label">{label}</span>
      <Select
        className="feed-choice"
        aria-label={label}
        showSearch
        optionFilterProp="label"
        value={value ? String(indicators.findIndex((one) => keyOf(one) === keyOf(value))) : ''}
        options={options}
        onChange={(at) => onChoose(at === '' ? null : (indicators[Number(at)] ?? null))}
      />
    </p>
  )
}

type ColumnRead = FeedTrial['columns'][number]

function useColumns(
  fields: Fields,
  onChoose: (heading: string, field: FeedColumn | null) => void,
): Column<ColumnRead>[] {
  const takenFor = useTakenFor<ColumnRead, FeedColumn>({
    choices: feedColumnNames.map((field) => ({ field, name: feedColumns[field] })),
    label: ({ heading }) => ({ zh: `“${heading}”的含义`, en: `What “${heading}” is` }),
    fieldOf: ({ heading }) => fields[heading],
    onChoose: ({ heading }, field) => onChoose(heading, field),
  })
  return [
    { key: 'heading', title: { zh: '表头', en: 'Heading' }, onPhone: 'name', render: ({ heading }) => heading },
    ...takenFor,
  ]
}
