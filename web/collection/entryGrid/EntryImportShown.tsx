import { useEffect, useRef } from 'react'
import { Link, useNavigate } from 'react-router'
import {
  type EntryImportState,
  entryImportStates,
  entryImportTransitions,
  isRunning,
} from '#domain/collection/entryImport.ts'
import {
  cancelEntryImport,
  downloadEntryErrors,
  type EntryImport,
  readEntryImport,
  takeEntryImport,
} from '#domain/collection/entryTable.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { ProgressBar } from '#web/kernel/ProgressBar.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { EntryImportRows } from './EntryImportRows.tsx'

/** As often as the page asks how far it is: small tables are read between two questions. */
const pollMilliseconds = 200

/** One import: how far it is while the server is at it, then what became of its rows and what to do. */
export function EntryImportShown({ id }: { readonly id: string }) {
  const found = useRead(readEntryImport, { id }, { every: ({ state }) => isRunning(state) && pollMilliseconds })
  useGoOnWhenTaken(found.data)
  return (
    <Loaded of={found} rows={8}>
      {(run) => (
        <>
          {isRunning(run.state) && <Running run={run} />}
          {['read', 'taking', 'taken'].includes(run.state) && <EntryImportRows run={run} />}
          {!isRunning(run.state) && <Ended run={run} />}
        </>
      )}
    </Loaded>
  )
}

/** Whoever saw it being imported goes on to the drafts once they are there. */
function useGoOnWhenTaken(run: EntryImport | undefined): void {
  const toast = useToast()
  const navigate = useNavigate()
  const before = useRef<EntryImportState | undefined>(undefined)
  const { state, accepted } = run ?? {}
  useEffect(() => {
    if (before.current !== undefined && before.current !== 'taken' && state === 'taken') {
      toast({ zh: `已导入${accepted}项草稿`, en: `Imported as drafts: ${accepted}` })
      void navigate('/duties/entry')
    }
    before.current = state
  }, [state, accepted, toast, navigate])
}

const waits = {
  zh: '前面还有文件在处理，轮到后自动开始',
  en: 'Another file is being dealt with; this one begins by itself',
}

function Running({ run }: { readonly run: EntryImport }) {
  const text = useText()
  const { state, rowsDone, rowsTotal, fileName } = run
  const percent = rowsTotal ? Math.min(100, Math.floor((100 * rowsDone) / rowsTotal)) : 0
  const of = rowsTotal === null ? '' : ` / ${rowsTotal.toLocaleString('en')}`
  return (
    <Panel title={{ zh: '进度', en: 'Progress' }} note={fileName}>
      <p role="status">{text(state === 'waiting' ? waits : entryImportStates[state])}</p>
      <p className="sub">
        {text({ zh: `${rowsDone.toLocaleString('en')}${of}行`, en: `${rowsDone.toLocaleString('en')}${of} rows` })}
      </p>
      <ProgressBar done={percent} label={entryImportStates[state]} />
      <Cancel run={run} />
    </Panel>
  )
}

function Cancel({ run }: { readonly run: EntryImport }) {
  const act = useAct(cancelEntryImport, { id: run.id })
  return (
    <>
      <p className="row-of-actions">
        <ActionButton
          transition={entryImportTransitions.cancel}
          facts={run}
          states={entryImportStates}
          loading={act.isPending}
          onClick={() => act.mutate({})}
        />
      </p>
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}

function Ended({ run }: { readonly run: EntryImport }) {
  const text = useText()
  const { state, failure, accepted } = run
  return (
    <Panel title={{ zh: '导入', en: 'Import' }} note={run.fileName}>
      {state === 'read' && <Take run={run} />}
      {failure && (
        <p className="note error" role="alert">
          {text(failure)}
        </p>
      )}
      {state === 'cancelled' && (
        <p role="status">{text({ zh: '已取消，没有写入任何内容。', en: 'Cancelled; nothing is written.' })}</p>
      )}
      {state === 'taken' && (
        <p>
          {text({ zh: `已导入${accepted}项草稿：`, en: `Imported as drafts: ${accepted}. ` })}
          <Link to="/duties/entry">{text({ zh: '批量填报', en: 'Fill in many' })}</Link>
        </p>
      )}
    </Panel>
  )
}

function Take({ run }: { readonly run: EntryImport }) {
  const text = useText()
  const act = useAct(takeEntryImport, { id: run.id })
  return (
    <>
      <ActionButton
        transition={entryImportTransitions.take}
        facts={run}
        states={entryImportStates}
        label={{ zh: `导入${run.accepted}项`, en: `Import ${run.accepted}` }}
        kind="primary"
        loading={act.isPending}
        onClick={() => act.mutate({})}
      />
      {run.refused > 0 && (
        <p>
          <a className="button normal" href={addressOf(downloadEntryErrors, { id: run.id })} download>
            {text({ zh: '下载错误行（.xlsx）', en: 'Download the refused rows (.xlsx)' })}
          </a>
        </p>
      )}
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}
