import { Select } from 'antd'
import { useId } from 'react'
import type { TemplateVersion } from '#domain/collection/unitTemplate.api.ts'
import {
  type CellFact,
  cellFactNames,
  cellFacts,
  hasParts,
  indicatorsNow,
  type MappedCell,
  proposedIndicator,
} from '#domain/collection/unitTemplate.cells.ts'
import { hindranceOf, type TemplateSheet } from '#domain/kernel/templateSheet.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'

type Props = {
  readonly sheet: TemplateSheet
  readonly cell: string
  readonly cells: readonly MappedCell[]
  readonly version: TemplateVersion
  readonly mayEdit: boolean
  readonly put: (mapped: MappedCell | null) => void
}

/** What goes into the chosen cell: first what, then of which indicator. The row proposes the indicator. */
export function MappingPanel({ sheet, cell, cells, version, mayEdit, put }: Props) {
  const text = useText()
  const id = useId()
  const mapped = cells.find((one) => one.sheet === sheet.name && one.cell === cell)
  const written = sheet.cells.find(({ at }) => at === cell)
  const isFormula = hindranceOf([sheet], { sheet: sheet.name, cell }) === 'formula'
  const choose = (fact: CellFact): void => {
    const indicatorId = cellFacts[fact].ofIndicator
      ? (mapped?.indicatorId ?? proposedIndicator(sheet, cell, cells, version.indicators))
      : null
    put({ sheet: sheet.name, cell, fact, indicatorId, part: null })
  }
  const group = (ofIndicator: boolean) =>
    cellFactNames
      .filter((fact) => cellFacts[fact].ofIndicator === ofIndicator)
      .map((value) => ({ value, label: text(cellFacts[value].name) }))
  return (
    <Panel title={{ zh: `单元格${cell}`, en: `Cell ${cell}` }} note={written?.isFormula ? null : written?.text}>
      {isFormula ? (
        <p className="mid">
          {text({
            zh: '这里是公式，打开文件时自动计算，不能填入。',
            en: 'A formula stands here: it is counted by the sheet.',
          })}
        </p>
      ) : (
        <div className="template-fields">
          <label htmlFor={`${id}-fact`}>{text({ zh: '填入', en: 'What goes here' })}</label>
          <Select<CellFact>
            id={`${id}-fact`}
            listHeight={480}
            disabled={!mayEdit}
            placeholder={text({ zh: '保持原样', en: 'Left as it is' })}
            {...(mapped ? { value: mapped.fact } : { value: null })}
            options={[
              { label: text({ zh: '指标', en: 'Of an indicator' }), options: group(true) },
              { label: text({ zh: '报送', en: 'Of the report' }), options: group(false) },
            ]}
            onChange={choose}
          />
          {mapped && cellFacts[mapped.fact].ofIndicator && (
            <>
              <label htmlFor={`${id}-indicator`}>{text({ zh: '指标', en: 'Indicator' })}</label>
              <Select<string>
                id={`${id}-indicator`}
                disabled={!mayEdit}
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={text({ zh: '选择指标', en: 'Choose an indicator' })}
                value={mapped.indicatorId}
                options={optionsOf(version, mapped)}
                onChange={(indicatorId) => put({ ...mapped, indicatorId, part: null })}
              />
            </>
          )}
          {mapped && hasParts(mapped.fact) && (
            <>
              <label htmlFor={`${id}-part`}>{text(cellFacts[mapped.fact].name)}</label>
              <Select<string>
                id={`${id}-part`}
                disabled={!mayEdit}
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={text({ zh: '选择填入哪一项', en: 'Choose which of them' })}
                notFoundContent={text(mapped.fact === 'aggregate' ? noAggregates : noFields)}
                value={mapped.part}
                options={partsOf(version, mapped)}
                onChange={(part) => put({ ...mapped, part })}
              />
            </>
          )}
        </div>
      )}
      {mapped && mayEdit && (
        <p className="row-of-actions">
          <ButtonFace kind="plain" onClick={() => put(null)}>
            {text({ zh: '清除，保持原样', en: 'Clear: leave it as it is' })}
          </ButtonFace>
        </p>
      )}
    </Panel>
  )
}

const noAggregates = { zh: '上一次报送没有汇总指标。', en: 'The last report has no figures put together.' }
const noFields = { zh: '该指标的采集方案没有更多字段。', en: 'Its collection plans ask for no further field.' }

/** The further fields of the chosen indicator, or the figures put together in the last report. */
const partsOf = ({ indicators, aggregates }: TemplateVersion, { fact, indicatorId }: MappedCell) =>
  fact === 'aggregate'
    ? aggregates.map((name) => ({ value: name, label: name }))
    : (indicators.find((one) => one.indicatorId === indicatorId)?.fields ?? []).map(({ key, name }) => ({
        value: key,
        label: name,
      }))

/** The indicators of now, and the chosen one where it is of an earlier plan. */
function optionsOf({ indicators }: TemplateVersion, { indicatorId }: MappedCell) {
  const now = indicatorsNow(indicators)
  const chosen = indicators.find((one) => one.indicatorId === indicatorId && !now.includes(one))
  return [...now, ...(chosen ? [chosen] : [])].map((one) => ({
    value: one.indicatorId,
    label: `${one.name}（${one.unit}）`,
  }))
}
