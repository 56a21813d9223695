import { useState } from 'react'
import { useNavigate } from 'react-router'
import { periodText } from '#domain/calendar/periods.ts'
import {
  downloadEntryErrors,
  downloadEntryTable,
  type EntryTableRun,
  importEntryTable,
  mostRowsShown,
  tryEntryTable,
} from '#domain/collection/entryTable.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

/** A table of figures: choose the file, see what becomes of each row, then take all of it in as drafts, or nothing. */
export function EntryTablePage() {
  const text = useText()
  const [file, setFile] = useState<{ readonly id: string; readonly name: string }>()
  return (
    <>
      <PageHead
        title={{ zh: '导入填报表', en: 'Import a table of figures' }}
        crumbs={[
          { label: { zh: '指标数据', en: 'Indicator data' }, to: '/duties' },
          { label: { zh: '批量填报', en: 'Fill in many' }, to: '/duties/entry' },
        ]}
      />
      <div className="stack">
        <Panel title={{ zh: '文件', en: 'File' }}>
          <p>{text(about)}</p>
          <p>
            <a href={addressOf(downloadEntryTable, {})} download>
              {text({ zh: '下载填报表（.xlsx）', en: 'Download the table (.xlsx)' })}
            </a>
          </p>
          <FileChoice label={{ zh: '选择文件…', en: 'Choose a file…' }} onFile={setFile} />
          {file && <p className="sub">{file.name}</p>}
        </Panel>
        {file && <Tried key={file.id} fileId={file.id} />}
      </div>
    </>
  )
}

const about = {
  zh: '可以用下载的填报表，也可以用自己的表（.xlsx、.csv）：有“指标”“报送期”“数值”三列即可，同名指标另加“事项编号”。先逐行试读；没有问题才能导入，导入后是只有本人看得到的草稿，在批量填报中核对、提交签字。',
  en: "Use the table downloaded here, or one of your own (.xlsx, .csv) whose columns of indicator, period and figure, and of the item's number where names repeat, are headed as in that one. It is tried row by row first. Without a fault it is imported as drafts that only you see; check and submit them in the grid.",
}

function Tried({ fileId }: { readonly fileId: string }) {
  const tried = useRead(tryEntryTable, { fileId }, { isOnce: true })
  return (
    <Loaded of={tried} rows={8}>
      {(run) => (
        <>
          <Rows run={run} />
          <Take run={run} />
        </>
      )}
    </Loaded>
  )
}

function Rows({ run }: { readonly run: EntryTableRun }) {
  const text = useText()
  const { accepted, unchanged, refused } = run
  const note = {
    zh: `${run.file.name}：采用${accepted}行，不变${unchanged}行，拒绝${refused}行`,
    en: `${run.file.name}: accepted ${accepted}, unchanged ${unchanged}, refused ${refused}`,
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

type Row = EntryTableRun['rows'][number]

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
      onPhone: 'value',
      render: ({ kind, value }) => (kind === 'nil' ? text({ zh: '零报告', en: 'nil return' }) : value),
    },
    {
      key: 'message',
      title: { zh: '说明', en: 'Remark' },
      onPhone: 'value',
      render: ({ message }) => message && text(message),
    },
  ]
}

function Take({ run }: { readonly run: EntryTableRun }) {
  const text = useText()
  const toast = useToast()
  const navigate = useNavigate()
  const { accepted, refused } = run
  const act = useAct(
    importEntryTable,
    {},
    {
      onDone: () => {
        toast({ zh: `已导入${accepted}项草稿`, en: `Imported as drafts: ${accepted}` })
        void navigate('/duties/entry')
      },
    },
  )
  return (
    <Panel title={{ zh: '导入', en: 'Import' }}>
      {refused > 0 ? (
        <>
          <p className="note error">
            {text({
              zh: `有${refused}行不能导入，改正后重新选择文件；没有写入任何内容。`,
              en: `Rows that cannot be imported: ${refused}. Put them right and choose the file again; nothing is written.`,
            })}
          </p>
          <a className="button normal" href={addressOf(downloadEntryErrors, { fileId: run.file.id })} download>
            {text({ zh: '下载错误行（.xlsx）', en: 'Download the refused rows (.xlsx)' })}
          </a>
        </>
      ) : accepted === 0 ? (
        <p>{text({ zh: '没有要导入的改动。', en: 'Nothing changes by it.' })}</p>
      ) : (
        <ActionButton
          endpoint={importEntryTable}
          label={{ zh: `导入${accepted}项`, en: `Import ${accepted}` }}
          kind="primary"
          loading={act.isPending}
          onClick={() => act.mutate({ fileId: run.file.id, seen: run.seen })}
        />
      )}
      {act.error && <ErrorState error={act.error} />}
    </Panel>
  )
}
