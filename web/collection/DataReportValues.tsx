import { aggregated, aggregateRules } from '#domain/collection/aggregate.ts'
import type { DataReport } from '#domain/collection/dataReport.api.ts'
import { valueWords } from '#domain/collection/dataReport.content.ts'
import { figure } from '#domain/kernel/letter.ts'
import { useText } from '#web/kernel/language.tsx'

/** Every figure that is signed for or reviewed: those accepted, what goes out beside them, and those put together from them. */
export function ReportValues({ report }: { report: DataReport }) {
  const text = useText()
  const none = text({ zh: '没有可计算的数', en: 'nothing to reckon with' })
  return (
    <ul className="rows">
      {report.lines.map((line) => (
        <li key={line.dutyId}>
          <span>{line.name}</span>
          <span className="row-value">
            {line.before && (
              <>
                <del>{text(valueWords(line.before, line))}</del>{' '}
              </>
            )}
            {text(valueWords(line, line))}
          </span>
          {line.further.map(({ key, name, words, before }) => (
            <span key={key} className="row-line sub">
              {text({ zh: `${name}：`, en: `${name}: ` })}
              {before && <del>{before}</del>} {words || text({ zh: '空', en: 'nothing' })}
            </span>
          ))}
        </li>
      ))}
      {report.aggregates.map((aggregate) => {
        const value = aggregated(aggregate, report.lines)
        return (
          <li key={aggregate.name}>
            <span>{aggregate.name}</span>
            <span className="row-value">
              {value === null ? none : `${figure(value, aggregate.decimals)}${aggregate.unit}`}
            </span>
            <span className="row-line sub">{text(aggregateRules[aggregate.rule].name)}</span>
          </li>
        )
      })}
    </ul>
  )
}
