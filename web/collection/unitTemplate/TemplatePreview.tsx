import { Select } from 'antd'
import { useId, useState } from 'react'
import { periodText } from '#domain/calendar/periods.ts'
import {
  downloadTemplateFile,
  previewTemplate,
  type TemplateVersion,
  type UnitTemplate,
} from '#domain/collection/unitTemplate.api.ts'
import { addressOf } from '#web/kernel/api.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'

type Props = { readonly template: UnitTemplate; readonly version: TemplateVersion; readonly isDirty: boolean }

/** The saved version filled with what is accepted of a period now, and the file as it came. */
export function TemplatePreview({ template: { id }, version, isDirty }: Props) {
  const text = useText()
  const selectId = useId()
  const [period, setPeriod] = useState(version.periods[0])
  const { number, periods, file, faultless } = { ...version, faultless: version.cells.length > 0 }
  return (
    <Panel title={{ zh: '试填', en: 'Look at it filled' }}>
      {period && faultless ? (
        <div className="template-fields">
          <label htmlFor={selectId}>{text({ zh: '报告期', en: 'Period' })}</label>
          <Select<string>
            id={selectId}
            value={period}
            options={periods.map((value) => ({ value, label: text(periodText(value)) }))}
            onChange={setPeriod}
          />
          <a href={addressOf(previewTemplate, { id, number, period })} download>
            {text({ zh: '下载填好的表格', en: 'Download the filled form' })}
          </a>
          <span className="sub">
            {isDirty
              ? text({ zh: '按已保存的内容试填。', en: 'Filled as it was saved.' })
              : text({ zh: '按现已接收的数据试填，不留存。', en: 'With what is accepted now; nothing is kept.' })}
          </span>
        </div>
      ) : (
        <p className="mid">
          {text({ zh: '指定单元格并保存后可以试填。', en: 'Map cells and save: then it can be filled.' })}
        </p>
      )}
      <p>
        <a href={addressOf(downloadTemplateFile, { id, number })} download>
          {text({ zh: `下载原件：${file.name}`, en: `As it came: ${file.name}` })}
        </a>
      </p>
    </Panel>
  )
}
