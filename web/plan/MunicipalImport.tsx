import { useId, useState } from 'react'
import { uploadFile } from '#domain/kernel/file.api.ts'
import { type DryRun, dryRunMunicipalPlan } from '#domain/plan/municipalImport.api.ts'
import { type MunicipalMapping as Mapping, mappingText } from '#domain/plan/municipalMapping.ts'
import type { MunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { type ApiError, asApiError, upload } from '#web/kernel/api.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { MunicipalDifference } from './MunicipalDifference.tsx'
import { MunicipalMapping } from './MunicipalMapping.tsx'
import { MunicipalReport } from './MunicipalReport.tsx'
import { FirstImport, Revision } from './MunicipalTakeIn.tsx'

type Props = {
  readonly year: number
  /** What is there already: the file is compared with it. */
  readonly city?: MunicipalPlan
}

/** Choose the file, see what its columns were taken for and what was read of each row, then import all or nothing. */
export function MunicipalImport({ year, city }: Props) {
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
                zh: '先试读，不写入任何内容。按市里印发的原样上传即可：标题行、合并单元格、续表和列的先后都不用改。不得上传涉密文件。',
                en: 'It is tried first and nothing is written. Upload the table as the city issued it: titles, merged cells, continued pages and the order of columns stay as they are. No classified files.',
              })}
        </p>
        {error && <ErrorState error={error} />}
      </Panel>
      {fileId && <Tried key={fileId} year={year} fileId={fileId} city={city} />}
    </div>
  )
}

/** As long as the columns were taken for the same, what the person chooses is kept. */
const keyOf = ({ place, columns }: DryRun): string =>
  [place?.sheet, place?.row, place?.rows, ...columns.map(({ field }) => field ?? '')].join('.')

type TriedProps = { readonly year: number; readonly fileId: string; readonly city: MunicipalPlan | undefined }

function Tried({ year, fileId, city }: TriedProps) {
  const [mapping, setMapping] = useState<Mapping>()
  const address = { id: fileId, year, ...(mapping ? { mapping: mappingText(mapping) } : {}) }
  const tried = useRead(dryRunMunicipalPlan, address, { isOnce: true, keepsPrevious: true })
  return (
    <Loaded of={tried} rows={10}>
      {(run) => (
        <>
          <MunicipalMapping key={keyOf(run)} run={run} isReading={tried.isFetching} onRead={setMapping} />
          {city && run.errors.length === 0 && <MunicipalDifference run={run} />}
          <MunicipalReport run={run} />
          {city ? (
            <Revision key={fileId} city={city} run={run} mapping={mapping} />
          ) : (
            <FirstImport key={fileId} year={year} run={run} mapping={mapping} />
          )}
        </>
      )}
    </Loaded>
  )
}
