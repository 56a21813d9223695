import { useRef, useState } from 'react'
import { dryRunPassengers, importPassengers, listFeedRuns, type PassengersDryRun } from '#domain/collection/feed.api.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Stack } from '#web/kernel/Columns.tsx'
import { formatSize, useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { Reason } from '#web/kernel/Reason.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useUpload } from '#web/kernel/useUpload.ts'
import { ProposedTable } from './ProposedTable.tsx'
import './entry.css'

type Uploaded = { readonly id: string; readonly name: string; readonly size: number }

/** The daily passenger file: chosen, looked at, imported as a whole. Divisions then find their month filled in. */
export function ImportsPage() {
  const text = useText()
  const { year, today } = useSession()
  const shownYear = year?.year ?? Number(today.slice(0, 4))
  const [file, setFile] = useState<Uploaded>()
  return (
    <Stack>
      <PageHead
        title={{ zh: '每日客流导入', en: 'Import of daily passengers' }}
        crumbs={[{ label: { zh: '数据源', en: 'Feeds' }, to: '/feeds' }]}
        sentence={text({
          zh: `每日客流文件按月合计，带出${shownYear}年各口岸旅客人次；责任处核对后提交签字。`,
          en: `The daily file is summed by month and fills in passengers by port for ${shownYear}; divisions check and hand in.`,
        })}
      />
      <Chooser file={file} onChosen={setFile} onOther={() => setFile(undefined)} />
      {file && <Preview file={file} year={shownYear} onDone={() => setFile(undefined)} />}
      <Runs year={shownYear} />
    </Stack>
  )
}

type ChooserProps = {
  readonly file: Uploaded | undefined
  readonly onChosen: (file: Uploaded) => void
  readonly onOther: () => void
}

function Chooser({ file, onChosen, onOther }: ChooserProps) {
  const text = useText()
  const input = useRef<HTMLInputElement>(null)
  const { take, error, isBusy } = useUpload({ onFile: onChosen, onOther })
  return (
    <Panel title={{ zh: '文件', en: 'File' }} note="CSV">
      <p className="row-of-actions">
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          hidden
          aria-label={text({ zh: '每日客流文件', en: 'Daily passenger file' })}
          onChange={take}
        />
        <ButtonFace kind={file ? 'normal' : 'primary'} loading={isBusy} onClick={() => input.current?.click()}>
          {text({ zh: '选择每日客流文件…', en: 'Choose the daily passenger file…' })}
        </ButtonFace>
        {file && (
          <span>
            {file.name} <span className="sub">{formatSize(file.size)}</span>
          </span>
        )}
      </p>
      {error && <ErrorState error={error} />}
    </Panel>
  )
}

function Preview({ file, year, onDone }: { file: Uploaded; year: number; onDone: () => void }) {
  const found = useRead(dryRunPassengers, { fileId: file.id, year }, { isOnce: true })
  return <Loaded of={found}>{(dryRun) => <DryRun {...{ dryRun, file, year, onDone }} />}</Loaded>
}

type DryRunProps = { dryRun: PassengersDryRun; file: Uploaded; year: number; onDone: () => void }

function DryRun({ dryRun, file, year, onDone }: DryRunProps) {
  const text = useText()
  const toast = useToast()
  const { rows, problems, ignored } = dryRun
  const act = useAct(
    importPassengers,
    {},
    {
      onDone: () => {
        toast({ zh: '已导入', en: 'Imported' })
        onDone()
      },
    },
  )
  return (
    <Panel
      title={{ zh: '导入前核对', en: 'Before the import' }}
      note={text({
        zh: `${rows.length}个数，${problems.length}处问题`,
        en: `${rows.length} figures, ${problems.length} problems`,
      })}
      flush
    >
      <div className="panel-body import-facts">
        {problems.length > 0 && <Problems problems={problems} />}
        {ignored.length > 0 && (
          <p className="mid">
            {text({ zh: '不在深圳口岸，不导入：', en: 'Not on a Shenzhen port, left out: ' })}
            {ignored.join(text({ zh: '、', en: ', ' }))}
          </p>
        )}
        {problems.length === 0 && rows.length > 0 && (
          <p className="row-of-actions">
            <ActionButton
              id="act-import"
              endpoint={importPassengers}
              label={{ zh: `导入${rows.length}个数`, en: `Import ${rows.length} figures` }}
              kind="primary"
              loading={act.isPending}
              onClick={() => act.mutate({ fileId: file.id, year })}
            />
            <span className="sub">{text({ zh: '只带出，不代为提交。', en: 'Fills in; hands nothing in.' })}</span>
          </p>
        )}
        {act.error && <ErrorState error={act.error} />}
      </div>
      <ProposedTable rows={rows} />
    </Panel>
  )
}

function Problems({ problems }: Pick<PassengersDryRun, 'problems'>) {
  const text = useText()
  const shown = problems.slice(0, 50)
  return (
    <div className="note error" role="alert">
      <p>
        {text({
          zh: `有${problems.length}处须改正，没有导入任何一行。`,
          en: `${problems.length} places need correcting; nothing was imported.`,
        })}
      </p>
      <ul>
        {shown.map(({ line, message }) => (
          <li key={`${line} ${message.en}`}>{text(message)}</li>
        ))}
      </ul>
      {problems.length > shown.length && (
        <Reason>
          {text({ zh: `其余${problems.length - shown.length}处未列`, en: `${problems.length - shown.length} more` })}
        </Reason>
      )}
    </div>
  )
}

function Runs({ year }: { year: number }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const runs = useRead(listFeedRuns, { year })
  return (
    <Panel title={{ zh: '导入记录', en: 'Imports' }}>
      <Loaded of={runs} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState why={{ zh: '这一年还没有导入。', en: 'Nothing has been imported for this year.' }} />
          ) : (
            <ol className="log">
              {rows.map((run) => (
                <li key={run.id}>
                  {run.runBy}　{run.fileName}
                  <small>
                    {text({
                      zh: `${format.instant(run.runAt, today)}，${run.figures}个数，变动${run.changed}个`,
                      en: `${format.instant(run.runAt, today)}, ${run.figures} figures, ${run.changed} changed`,
                    })}
                  </small>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Panel>
  )
}
