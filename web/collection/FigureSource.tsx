import { Link } from 'react-router'
import { lineRanges } from '#domain/collection/passengerLines.ts'
import type { FeedLine, Source, TableLine, Vouching } from '#domain/collection/vouching.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { figure } from './figures.ts'
import { Verdict } from './Vouched.tsx'

/** Where the figure comes from: the file and its very lines, or that a person typed it. */
export function FigureSource({ of }: { readonly of: Vouching }) {
  const text = useText()
  return (
    <Panel title={{ zh: '5. 来源', en: '5. Source' }}>
      {of.file ? (
        <FromFile file={of.file} of={of} />
      ) : of.feedLine ? (
        <FromFeed line={of.feedLine} of={of} />
      ) : of.tableLine ? (
        <FromTable line={of.tableLine} of={of} />
      ) : (
        <p className="mid">
          {text(
            of.source === 'passengers'
              ? {
                  zh: '由每日客流文件带出，导入记录没有找到。',
                  en: 'From the daily passenger file; its import was not found.',
                }
              : { zh: `由${of.enteredBy}手工填报。`, en: `Typed by ${of.enteredBy}.` },
          )}
        </p>
      )}
    </Panel>
  )
}

function FromFeed({ line: of, of: { indicator } }: { readonly line: FeedLine; readonly of: Vouching }) {
  const text = useText()
  const format = useFormat()
  const { feedId, feedName, fileName, runBy, runAt, sheet, line, cells, value, isSame, proof, mappingNumber } = of
  const who = runBy ?? text({ zh: '每日自动读取', en: 'the daily reading' })
  const place = sheet === '' || sheet === 'JSON' ? '' : `“${sheet}”`
  return (
    <>
      <p>
        {text({ zh: '数据源', en: 'Feed ' })}
        <Link to={`/feeds/${feedId}`}>{feedName}</Link>
        {text({
          zh: `，${fileName}${place}第${line}行；${who}${format.instant(runAt)}读入，按各列含义第${mappingNumber ?? 0}版。`,
          en: `, ${fileName} ${place}, row ${line}; read by ${who}, ${format.instant(runAt)}, columns of version ${mappingNumber ?? 0}.`,
        })}
      </p>
      <p>
        {text({
          zh: `读为${figure(value, indicator)}${indicator.unit}。`,
          en: `Read as ${figure(value, indicator)} ${indicator.unit}.`,
        })}
      </p>
      <Same isSame={isSame} />
      <Cells cells={cells} />
      <Verdict proof={proof} since="read" />
    </>
  )
}

/** The cells of the row, under their headings. */
function Cells({ cells }: Pick<FeedLine, 'cells'>) {
  if (cells.length === 0) return null
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {cells.map(({ heading }) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          {cells.map(({ heading, text: words }) => (
            <td key={heading}>{words}</td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}

/** The row of a table that whoever entered the figure imported. */
function FromTable({ line, of: { indicator, enteredBy } }: { readonly line: TableLine; readonly of: Vouching }) {
  const text = useText()
  const format = useFormat()
  const { fileName, takenAt, row, value, isSame, proof, cells } = line
  const read = value === null ? null : `${figure(value, indicator)}${indicator.unit}`
  return (
    <>
      <p>
        {text({
          zh: `表格${fileName}第${row}行，${enteredBy}${format.instant(takenAt)}导入。`,
          en: `Table ${fileName}, row ${row}; imported by ${enteredBy}, ${format.instant(takenAt)}.`,
        })}
      </p>
      <p>
        {text({
          zh: `读为${read ?? '零报告'}。`,
          en: `Read as ${read ?? 'a nil return'}.`,
        })}
      </p>
      <Same isSame={isSame} />
      <Cells cells={cells} />
      {proof ? (
        <Verdict proof={proof} since="read" />
      ) : (
        <p className="sub">
          {text({
            zh: '导入时上传的文件已过保存期，没有留存。',
            en: 'The upload was no longer kept when it was imported.',
          })}
        </p>
      )}
    </>
  )
}

function Same({ isSame }: { readonly isSame: boolean }) {
  const text = useText()
  return (
    <p className={`verdict ${isSame ? 'same' : 'differs'}`}>
      <Icon name={isSame ? 'tick' : 'warning'} />
      {text(
        isSame
          ? { zh: '与所报的数一致', en: 'What was handed in' }
          : { zh: '与所报的数不一致', en: 'Not what was handed in' },
      )}
    </p>
  )
}

function FromFile({ file, of: { indicator } }: { readonly file: Source; readonly of: Vouching }) {
  const text = useText()
  const format = useFormat()
  const { fileName, runBy, runAt, lines, passengers, value, isSame } = file
  return (
    <>
      <p>
        {text({
          zh: `每日客流文件${fileName}，${runBy}${format.instant(runAt)}导入。`,
          en: `Daily passenger file ${fileName}, imported by ${runBy}, ${format.instant(runAt)}.`,
        })}
      </p>
      <p>
        {text({
          zh: `共${lines.length}行，合计${format.number(passengers)}人，折合${figure(value, indicator)}${indicator.unit}。`,
          en: `${lines.length} lines, ${format.number(passengers)} passengers in all: ${figure(value, indicator)} ${indicator.unit}.`,
        })}
      </p>
      <Same isSame={isSame} />
      <p className="sub lines-of-file">
        {text({ zh: '行号：', en: 'Lines: ' })}
        {lineRanges(lines.map(({ line }) => line))}
      </p>
      <details className="source-lines">
        <summary>{text({ zh: '逐行查看', en: 'Line by line' })}</summary>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{text({ zh: '行', en: 'Line' })}</th>
              <th scope="col">{text({ zh: '日期', en: 'Day' })}</th>
              <th scope="col">{text({ zh: '管制站', en: 'Control point' })}</th>
              <th scope="col">{text({ zh: '方向', en: 'Direction' })}</th>
              <th scope="col" className="num">
                {text({ zh: '人数', en: 'Persons' })}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.line}>
                <td>{line.line}</td>
                <td>{format.tableDay(line.day)}</td>
                <td>{line.point}</td>
                <td>{line.direction}</td>
                <td className="num">{format.number(line.persons)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <Verdict proof={file.proof} since="read" />
    </>
  )
}
