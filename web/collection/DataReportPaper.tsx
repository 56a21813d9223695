import { Segmented } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { aggregateRules } from '#domain/collection/aggregate.ts'
import type { DataReport } from '#domain/collection/dataReport.api.ts'
import { valueWords } from '#domain/collection/dataReport.content.ts'
import type { Letter, Table } from '#domain/collection/dataReport.document.ts'
import { putTogether } from '#domain/collection/dataReport.sums.ts'
import { documentDate, figure, titleLines } from '#domain/kernel/letter.ts'
import { formatDigest } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { SignedBy } from './SignedBy.tsx'
import { UnitTablePaper } from './UnitTablePaper.tsx'

const tabs = ['letter', 'table', 'unitTable', 'manifest'] as const

/** The very content of the three files: the letter with its annex, the table, and where each figure comes from. */
export function ReportPapers({ report }: { report: DataReport }) {
  const text = useText()
  const [search, setSearch] = useSearchParams()
  const isPresent = {
    letter: report.letter !== null,
    table: true,
    unitTable: report.unitTable !== null,
    manifest: true,
  }
  const present = tabs.filter((tab) => isPresent[tab])
  const tab = present.find((name) => name === search.get('tab')) ?? present[0] ?? 'table'
  const names = {
    letter: text({ zh: '函', en: 'Letter' }),
    table: text({ zh: '数据表 .xlsx', en: 'Table .xlsx' }),
    unitTable: text({ zh: '单位表格 .xlsx', en: "The unit's form .xlsx" }),
    manifest: text({ zh: '清单', en: 'Manifest' }),
  }
  return (
    <div className="report-papers">
      <Segmented
        aria-label={text({ zh: '报送文件', en: 'Files of the report' })}
        value={tab}
        options={present.map((value) => ({ value, label: names[value] }))}
        onChange={(chosen) =>
          setSearch(
            (before) => {
              before.set('tab', chosen)
              return before
            },
            { replace: true },
          )
        }
      />
      {tab === 'letter' && report.letter && <LetterPaper letter={report.letter} />}
      {(tab === 'letter' || tab === 'table') && <TablePaper table={report.table} />}
      {tab === 'unitTable' && report.unitTable && <UnitTablePaper unitTable={report.unitTable} />}
      {tab === 'manifest' && <Manifest report={report} />}
    </div>
  )
}

/** A 函 as GB/T 9704 lays it out; the documents are Chinese in either language of the screen. */
function LetterPaper({ letter }: { letter: Letter }) {
  const text = useText()
  return (
    <article className="paper letter" lang="zh-CN" aria-label={text({ zh: '函的预览', en: 'Preview of the letter' })}>
      <div className="letter-sender">{letter.sender}</div>
      <div className="double-line" />
      <p className="letter-number">{letter.number}</p>
      <h2>
        {titleLines(letter.title).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </h2>
      <p className="letter-flush">{letter.to}：</p>
      {letter.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p className="letter-annexes">附件：{letter.attachments.join('、')}</p>
      <p className="letter-signature">
        <span>{letter.sender}</span>
        <span>{documentDate(letter.datedOn)}</span>
      </p>
      {letter.contact && <p className="letter-contact">（{letter.contact}）</p>}
      <div className="double-line below" />
    </article>
  )
}

function TablePaper({ table }: { table: Table }) {
  const text = useText()
  return (
    <article className="paper sheet" lang="zh-CN" aria-label={text({ zh: '数据表预览', en: 'Preview of the table' })}>
      <h3>{table.title}</h3>
      <table>
        <thead>
          <tr>
            {table.columns.map(({ name, isNumber }) => (
              <th key={name} scope="col" className={isNumber ? 'num' : isShort(name) ? 'nw' : ''}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.cells.join('/')} className={row.isTotal ? 'total' : ''}>
              {table.columns.map(({ name, isNumber }, column) => (
                <td key={name} className={isNumber ? 'num' : isShort(row.cells[column]) ? 'nw' : ''}>
                  <Cell {...{ row, column, isNumber }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}

/** A unit or a number of the row is not broken into single characters. */
const isShort = (words: string | null | undefined): boolean => (words ?? '').length <= 4

type CellProps = { row: Table['rows'][number]; column: number; isNumber: boolean }

function Cell({ row, column, isNumber }: CellProps) {
  const cell = row.cells[column] ?? null
  if (!isNumber) return cell
  const shown = figure(cell, row.decimals)
  return row.isChanged ? <b className="changed-figure">{shown}</b> : shown
}

/** Which submission stands behind each figure, and who vouched for it. */
function Manifest({ report }: { report: DataReport }) {
  const text = useText()
  return (
    <Panel
      title={{ zh: '清单', en: 'Manifest' }}
      note={text({ zh: '每个数的签字版本和摘要', en: 'Signed version and digest of each figure' })}
      flush
    >
      <ul className="rows">
        {report.lines.map((line) => (
          <li key={line.dutyId}>
            <span>
              <Link to={`/figures/${line.submissionId}`}>{line.name}</Link>
            </span>
            <span className="row-value">{text(valueWords(line, line))}</span>
            <span className="row-line sub">
              <SignedBy line={line} />
              {'　'}
              <span className="digest">{formatDigest(line.submissionDigest)}</span>
            </span>
            {line.further.map(({ key, name, words }) => (
              <span key={key} className="row-line sub">
                {text({ zh: `${name}：`, en: `${name}: ` })}
                <Link to={`/figures/${line.submissionId}`}>{words || text({ zh: '空', en: 'nothing' })}</Link>
              </span>
            ))}
          </li>
        ))}
        {putTogether(report).map((sum, at) => (
          <li key={`${sum.name}${sum.unit}`}>
            <span>
              <Link to={`/reports/${report.id}/figures/${at}`}>{sum.name}</Link>
            </span>
            <span className="row-value">
              {sum.value === null ? '—' : `${figure(sum.value, sum.decimals)}${sum.unit}`}
            </span>
            <span className="row-line sub">
              {text({
                zh: `${aggregateRules[sum.rule].name.zh}，取自${sum.of.length + sum.by.length}个数`,
                en: `${aggregateRules[sum.rule].name.en}, from ${sum.of.length + sum.by.length} figures`,
              })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
