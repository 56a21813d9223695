import { Checkbox } from 'antd'
import { useSearchParams } from 'react-router'
import { downloadProblems, importOrganization, type OrganizationDryRun } from '#domain/organization/import.api.ts'
import { countsOf, rowStates } from '#domain/organization/importRow.ts'
import { readable } from '#domain/organization/records.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Stack } from '#web/kernel/Columns.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { ChangeLine } from '#web/kernel/HistoryPanel.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Row = OrganizationDryRun['rows'][number]
type Props = { readonly run: OrganizationDryRun; readonly onDone: () => void; readonly onAgain: () => void }

/** As many rows as a screen is read at once; the rest is in the file. */
const mostShown = 200

/** What the file would do: one sentence, the rows, and the one button where nothing stands against it. */
export function ImportTried({ run, onDone, onAgain }: Props) {
  const text = useText()
  const [search, setSearch] = useSearchParams()
  const columns = useColumns(run)
  const counts = countsOf(run.rows)
  const onlyProblems = search.get('only') === 'problems'
  const rows = onlyProblems ? run.rows.filter(({ state }) => state === 'refused') : run.rows
  const show = (only: boolean): void =>
    setSearch({ kind: run.kind, ...(only ? { only: 'problems' } : {}) }, { replace: true })
  return (
    <Panel title={{ zh: '试读结果', en: 'What the file would do' }} note={run.sheet} flush>
      <div className="panel-body">
        <Stack>
          <p aria-live="polite">
            {text({
              zh: `共${run.rows.length}行：新增${counts.new}，变更${counts.changed}，无变化${counts.unchanged}，有问题${counts.refused}。`,
              en: `${run.rows.length} rows: ${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.refused} with a problem.`,
            })}
          </p>
          <TableFaults run={run} />
          <Decision {...{ run, onDone, onAgain }} />
          {run.rows.length > 0 && (
            <Checkbox checked={onlyProblems} onChange={({ target }) => show(target.checked)}>
              {text({ zh: '只看有问题的', en: 'Only problems' })}
            </Checkbox>
          )}
        </Stack>
      </div>
      <DataTable
        name={{ zh: '文件各行', en: 'Rows of the file' }}
        rows={rows.slice(0, mostShown)}
        keyOf={({ row }) => String(row)}
        columns={columns}
        empty={
          <EmptyState
            why={
              onlyProblems
                ? { zh: '没有有问题的行。', en: 'No row has a problem.' }
                : { zh: '没有读到任何一行。', en: 'No row was read.' }
            }
          />
        }
      />
      {rows.length > mostShown && (
        <p className="panel-body sub">
          {text({ zh: `其余${rows.length - mostShown}行未列。`, en: `${rows.length - mostShown} more rows.` })}
        </p>
      )}
    </Panel>
  )
}

function TableFaults({ run }: { run: OrganizationDryRun }) {
  const text = useText()
  return (
    <>
      {run.faults.length > 0 && (
        <div className="note error" role="alert">
          <ul>
            {run.faults.map(({ row, column, message }) => (
              <li key={`${row} ${column} ${message.en}`}>
                {text({
                  zh: `第${row}行${column ? `${column}列` : ''}：`,
                  en: `Row ${row}${column ? `, column ${column}` : ''}: `,
                })}
                {text(message)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {run.unknown.length > 0 && (
        <p className="note warning">
          {text({ zh: '这些列不认识，没有读入：', en: 'These columns are not known and were not read: ' })}
          {run.unknown
            .map(({ column, text: heading }) => text({ zh: `${column}列“${heading}”`, en: `${column} “${heading}”` }))
            .join(text({ zh: '、', en: ', ' }))}
        </p>
      )}
    </>
  )
}

function Decision({ run, onDone, onAgain }: Props) {
  const text = useText()
  const toast = useToast()
  const { language } = useLanguage()
  const act = useAct(
    importOrganization,
    { kind: run.kind },
    {
      onDone: ({ added, changed }) => {
        toast({ zh: `已导入：新增${added}，变更${changed}`, en: `Imported: ${added} new, ${changed} changed` })
        onDone()
      },
    },
  )
  const counts = countsOf(run.rows)
  const writes = counts.new + counts.changed
  if (run.faults.length > 0) return null
  if (counts.refused > 0)
    return (
      <p className="note error">
        {text({
          zh: `有${counts.refused}行有问题，一行也不导入。请改好后重新选择文件：`,
          en: `${counts.refused} rows have a problem: nothing is imported. Correct them and choose the file again: `,
        })}
        {(['xlsx', 'csv'] as const).map((format) => (
          <a
            key={format}
            className="button plain"
            download
            href={addressOf(downloadProblems, { kind: run.kind, id: run.file.id, format, language })}
          >
            {text({ zh: `带“问题”一列的文件.${format}`, en: `the file with its problems, .${format}` })}
          </a>
        ))}
      </p>
    )
  if (writes === 0)
    return <p className="note">{text({ zh: '与系统完全一致，不用导入。', en: 'The system has all of it already.' })}</p>
  return (
    <>
      <p className="row-of-actions">
        <ActionButton
          id="act-import"
          endpoint={importOrganization}
          label={{ zh: `导入${writes}行`, en: `Import ${writes} rows` }}
          kind="primary"
          loading={act.isPending}
          onClick={() =>
            act.mutate({ fileId: run.file.id, seen: run.rows.map(({ row, version }) => ({ row, version })) })
          }
        />
      </p>
      {act.error && <ErrorState error={act.error} onRetry={onAgain} />}
    </>
  )
}

function useColumns(run: OrganizationDryRun): Column<Row>[] {
  const text = useText()
  return [
    {
      key: 'row',
      title: { zh: '行', en: 'Row' },
      isNumber: true,
      width: 70,
      onPhone: 'value',
      render: ({ row }) => row,
    },
    { key: 'name', title: { zh: '名称', en: 'Name' }, width: '24%', onPhone: 'name', render: ({ name }) => name },
    {
      key: 'state',
      title: { zh: '结果', en: 'Result' },
      width: 110,
      onPhone: 'bare',
      render: ({ state }) =>
        state === 'refused' ? <span className="fault">{text(rowStates[state])}</span> : text(rowStates[state]),
    },
    {
      key: 'what',
      title: { zh: '内容', en: 'What' },
      onPhone: 'bare',
      render: (row) => <What row={row} run={run} />,
    },
  ]
}

function What({ row, run }: { row: Row; run: OrganizationDryRun }) {
  const text = useText()
  const { language } = useLanguage()
  if (row.faults.length > 0)
    return row.faults.map(({ column, message }) => {
      const heading = run.headings.find((one) => one.column === column)?.text
      return (
        <div key={`${column} ${message.en}`}>
          {column && text({ zh: `${column}列“${heading}”：`, en: `Column ${column} “${heading}”: ` })}
          {text(message)}
        </div>
      )
    })
  const { changes } = readable({ action: `${run.kind}.change`, changes: row.changes }, language)
  return changes.map((change) => <ChangeLine key={change.field} change={change} />)
}
