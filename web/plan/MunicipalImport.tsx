import { Form, Input } from 'antd'
import { useId, useState } from 'react'
import { uploadFile } from '#domain/kernel/file.api.ts'
import { type DryRun, dryRunMunicipalPlan, importMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type ApiError, asApiError, type Body, upload } from '#web/kernel/api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { MunicipalReport } from './MunicipalReport.tsx'

/** Choose the file, see what was read of each row, then import all or nothing. */
export function MunicipalImport({ year }: { year: number }) {
  const text = useText()
  const id = useId()
  const [fileId, setFileId] = useState<string>()
  const [error, setError] = useState<ApiError>()
  const [isSending, setIsSending] = useState(false)
  const send = async (file: File | undefined) => {
    if (!file) return
    setError(undefined)
    setFileId(undefined)
    setIsSending(true)
    try {
      setFileId((await upload(uploadFile, file)).id)
    } catch (refused) {
      // A file that is not taken: said below the field.
      setError(asApiError(refused))
    }
    setIsSending(false)
  }
  return (
    <div className="stack">
      <Panel title={{ zh: '文件', en: 'File' }}>
        <label htmlFor={id}>{text({ zh: '市级指标表（.xlsx）', en: "The city's table (.xlsx)" })}</label>
        <p>
          <input
            id={id}
            type="file"
            accept=".xlsx"
            onChange={(event) => void send(event.target.files?.[0] ?? undefined)}
          />
        </p>
        <p className="sub" aria-live="polite">
          {isSending
            ? text({ zh: '正在读取…', en: 'Reading…' })
            : text({
                zh: '先试读，不写入任何内容；版式须与市里印发的一致（两行表头、合并单元格）。',
                en: 'It is tried first and nothing is written; the layout must be that of the city (two header rows, merged cells).',
              })}
        </p>
        {error && <ErrorState error={error} />}
      </Panel>
      {fileId && <Tried year={year} fileId={fileId} />}
    </div>
  )
}

function Tried({ year, fileId }: { year: number; fileId: string }) {
  const tried = useRead(dryRunMunicipalPlan, { id: fileId, year }, { isOnce: true })
  return (
    <Loaded of={tried} rows={10}>
      {(run) => (
        <>
          <MunicipalReport run={run} />
          <Import year={year} run={run} />
        </>
      )}
    </Loaded>
  )
}

type Values = Pick<Body<typeof importMunicipalPlan>, 'issuedOn' | 'source'>

function Import({ year, run }: { year: number; run: DryRun }) {
  const text = useText()
  const toast = useToast()
  const { today } = useSession()
  const [form] = Form.useForm<Values>()
  const save = useAct(
    importMunicipalPlan,
    {},
    { onDone: ({ rows }) => toast({ zh: `已导入${rows.length}项指标`, en: `${rows.length} indicators imported` }) },
  )
  const { shape } = importMunicipalPlan.body
  const submit = async () => {
    const values = await soundValues(form)
    if (!values) return
    save.mutate({ fileId: run.file.id, year, ...values }, { onError: (error) => showFaults(form, error) })
  }
  const n = run.errors.length
  return (
    <Panel title={{ zh: '导入', en: 'Import' }}>
      {n > 0 ? (
        <p className="note error">
          {text({
            zh: `有${n}处错误，不能导入；没有导入任何一行。请改好文件后重新选择。`,
            en: `${n} errors: nothing can be imported, and nothing was. Put the file right and choose it again.`,
          })}
        </p>
      ) : (
        <Form form={form} layout="vertical" initialValues={{ issuedOn: today, source: run.title }}>
          <FormItem name="source" label={{ zh: '来源文件', en: 'Source' }} schema={shape.source}>
            <Input />
          </FormItem>
          <FormItem name="issuedOn" label={{ zh: '下达日期', en: 'Issued by the city on' }} schema={shape.issuedOn}>
            <DayInput max={today} />
          </FormItem>
          <ActionButton
            endpoint={importMunicipalPlan}
            label={{ zh: `导入${run.rows.length}项`, en: `Import ${run.rows.length} rows` }}
            kind="primary"
            loading={save.isPending}
            onClick={() => void submit()}
          />
        </Form>
      )}
      {save.error && <ErrorState error={save.error} />}
    </Panel>
  )
}
