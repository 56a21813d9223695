import { Link } from 'react-router'
import type { DataReport } from '#domain/collection/dataReport.api.ts'
import { placeWords, valueShown } from '#domain/collection/unitTemplate.fill.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'

/** What goes into which cell of the unit's own form, and which cells stay as the form has them. */
export function UnitTablePaper({ unitTable }: { unitTable: NonNullable<DataReport['unitTable']> }) {
  const text = useText()
  const { templateId, templateName, number, filled, gaps } = unitTable
  return (
    <Panel
      title={{ zh: `${templateName}（第${number}版）`, en: `${templateName} (version ${number})` }}
      note={text({ zh: '只填下列单元格，其余不变', en: 'These cells are filled, all else stays' })}
      more={
        <Link to={`/unit-templates/${templateId}?version=${number}`}>{text({ zh: '查看模板', en: 'The form' })}</Link>
      }
      flush
    >
      <ul className="rows">
        {gaps.map(({ sheet, cell, reason, ...what }) => (
          <li key={`${sheet}!${cell}`}>
            <span>
              {cell}　{text(placeWords(what))}
            </span>
            <span className="row-value sub">{text({ zh: '未填', en: 'left' })}</span>
            <span className="row-line sub">{text(reason)}</span>
          </li>
        ))}
        {filled.map(({ sheet, cell, value, ...what }) => (
          <li key={`${sheet}!${cell}`}>
            <span>
              {cell}　{text(placeWords(what))}
            </span>
            <span className="row-value" lang="zh-CN">
              {valueShown(value)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
