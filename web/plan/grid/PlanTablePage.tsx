import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { downloadPlanTable, dryRunPlanTable, importPlanTable, type PlanTableRun } from '#domain/plan/planTable.api.ts'
import { mappingAsRead, type PlanTableMapping, planMappingText } from '#domain/plan/planTableMapping.ts'
import { planTableRefusal } from '#domain/plan/planTableRead.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf as addressOfEndpoint } from '#web/kernel/api.ts'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { addressOf, crumbOf, isWrittenBy } from '../planNames.ts'
import { OfPlan, type WrittenPlan } from '../writtenPlan.tsx'
import { TableMapping } from './TableMapping.tsx'
import { TableReport } from './TableReport.tsx'
import '../plan.css'

/** A table of items into the office's draft. */
export function OfficeTablePage() {
  const { year = '' } = useParams()
  return (
    <OfPlan isPage of={{ kind: 'office', id: '', year }}>
      {(plan) => <TableView plan={plan} />}
    </OfPlan>
  )
}

/** A table of items into a division's draft. */
export function DivisionTablePage() {
  const { id = '' } = useParams()
  return (
    <OfPlan isPage of={{ kind: 'division', id, year: '' }}>
      {(plan) => <TableView plan={plan} />}
    </OfPlan>
  )
}

/** Choose the file, see what was made of each cell, then import all or nothing. */
function TableView({ plan }: { plan: WrittenPlan }) {
  const text = useText()
  const { actor } = useSession()
  const [file, setFile] = useState<{ readonly id: string; readonly name: string }>()
  const isWriter = isWrittenBy(actor, plan)
  return (
    <div className="plan-page">
      <PageHead title={{ zh: '导入事项表', en: 'Import a table of items' }} crumbs={[crumbOf(plan)]} />
      <div className="stack">
        <Panel title={{ zh: '文件', en: 'File' }}>
          <p>
            {text({
              zh: '往年的Excel表或本系统导出的表都可以：认表头，不认列的次序。先试读，列出每列当作什么、可以改，并逐格说明采用了什么、改动了什么、没有带入什么；不写入任何内容。',
              en: 'A table of an earlier year or one exported here: headings are known, their order does not matter. It is tried first, shows what each column is taken for, to be corrected, and says cell by cell what is taken, changed or left out; nothing is written.',
            })}
          </p>
          <p>
            <a href={addressOfEndpoint(downloadPlanTable, { id: plan.id, empty: 'yes' })} download>
              {text({ zh: '下载空表（.xlsx）', en: 'Download the empty table (.xlsx)' })}
            </a>
          </p>
          {isWriter ? (
            <FileChoice
              label={{ zh: '选择Excel表…', en: 'Choose the table…' }}
              onFile={setFile}
              onOther={() => setFile(undefined)}
            />
          ) : (
            <p className="mid">
              {text({
                zh: '只有编制中的方案、由编制人导入。',
                en: 'Only whoever drafts the plan imports, while it is drafted.',
              })}
            </p>
          )}
          {file && <p className="sub">{file.name}</p>}
        </Panel>
        {file && isWriter && <Tried key={file.id} plan={plan} fileId={file.id} />}
      </div>
    </div>
  )
}

function Tried({ plan, fileId }: { plan: WrittenPlan; fileId: string }) {
  const [mapping, setMapping] = useState<PlanTableMapping>()
  const address = { id: plan.id, fileId, ...(mapping ? { mapping: planMappingText(mapping) } : {}) }
  const tried = useRead(dryRunPlanTable, address, { isOnce: true, keepsPrevious: true })
  return (
    <Loaded of={tried} rows={10}>
      {(run) => (
        <>
          <TableMapping run={run} isReading={tried.isFetching} onRead={setMapping} />
          <TableReport run={run} />
          <Import plan={plan} run={run} />
        </>
      )}
    </Loaded>
  )
}

function Import({ plan, run }: { plan: WrittenPlan; run: PlanTableRun }) {
  const text = useText()
  const toast = useToast()
  const navigate = useNavigate()
  const n = run.items.length
  const leaves = run.cells.filter(({ outcome }) => outcome === 'left').length
  const refusal = planTableRefusal(run.cells)
  const onDone = () => {
    toast({ zh: `已导入${n}个事项`, en: n === 1 ? '1 item imported' : `${n} items imported` })
    void navigate(`${addressOf(plan)}/grid`)
  }
  const save = useAct(importPlanTable, { id: plan.id }, { onDone })
  const label = {
    zh: `导入${n}个事项${leaves > 0 ? `（${leaves}处不带入）` : ''}`,
    en: `Import ${n === 1 ? '1 item' : `${n} items`}${leaves > 0 ? ` (left out: ${leaves})` : ''}`,
  }
  return (
    <Panel title={{ zh: '导入', en: 'Import' }}>
      {refusal ? (
        <p className="note error">{text(refusal)}</p>
      ) : (
        <ActionButton
          endpoint={importPlanTable}
          label={label}
          kind="primary"
          loading={save.isPending}
          onClick={() => save.mutate({ fileId: run.file.id, leaves, mapping: mappingAsRead(run.sheets) })}
        />
      )}
      {save.error && <ErrorState error={save.error} />}
    </Panel>
  )
}
