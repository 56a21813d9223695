import { Radio } from 'antd'
import { useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { downloadTemplate, dryRunOrganization } from '#domain/organization/import.api.ts'
import { type ImportKind, importers, importKindNames, importKinds } from '#domain/organization/importing.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Stack } from '#web/kernel/Columns.tsx'
import { formatSize } from '#web/kernel/format.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useUpload } from '#web/kernel/useUpload.ts'
import { useOptions } from './choices.ts'
import { ImportedList } from './ImportedList.tsx'
import { ImportTried } from './ImportTried.tsx'
import { StartPasswords } from './StartPasswords.tsx'

type Uploaded = { readonly id: string; readonly name: string; readonly size: number }

/** A table chosen, looked at row by row, taken in as a whole; each post sees the kinds of record it keeps. */
export function ImportPage() {
  const text = useText()
  const context = useContextOfRules()
  const [search, setSearch] = useSearchParams()
  const [file, setFile] = useState<Uploaded>()
  const kinds = importKindNames.filter((kind) => !refusalOfRules([importers[kind]], 'system', undefined, context))
  const kind = kinds.find((name) => name === search.get('kind')) ?? kinds[0]
  if (!kind) return <EmptyState why={{ zh: '您的岗位没有可导入的内容。', en: 'Your post imports nothing.' }} />
  const choose = (chosen: ImportKind): void => {
    setFile(undefined)
    setSearch({ kind: chosen }, { replace: true })
  }
  return (
    <Stack>
      <PageHead
        title={{ zh: '从文件导入', en: 'Import from a file' }}
        sentence={text({
          zh: '先试读，逐行看清新增、变更和问题，再整体导入；有一处问题就一行也不导入。',
          en: 'A file is tried first: what is new, changed or wrong is shown row by row. With one problem no row is imported.',
        })}
      />
      <Chooser {...{ kind, kinds, file }} onKind={choose} onFile={setFile} onOther={() => setFile(undefined)} />
      {file && <Tried key={file.id} {...{ kind, file }} onDone={() => setFile(undefined)} />}
      {kind === 'person' && !file && <StartPasswords />}
      <ImportedList />
    </Stack>
  )
}

type ChooserProps = {
  readonly kind: ImportKind
  readonly kinds: readonly ImportKind[]
  readonly file: Uploaded | undefined
  readonly onKind: (kind: ImportKind) => void
  readonly onFile: (file: Uploaded) => void
  readonly onOther: () => void
}

function Chooser({ kind, kinds, file, onKind, onFile, onOther }: ChooserProps) {
  const text = useText()
  const input = useRef<HTMLInputElement>(null)
  const { take, error, isBusy } = useUpload({ onFile, onOther })
  const options = useOptions(importKinds, kinds)
  return (
    <Panel title={{ zh: '文件', en: 'File' }} note=".xlsx .csv">
      <Stack>
        <p className="filters">
          <Radio.Group
            aria-label={text({ zh: '导入什么', en: 'What to import' })}
            value={kind}
            onChange={({ target }) => onKind(target.value as ImportKind)}
            options={options}
          />
        </p>
        <p className="row-of-actions">
          <input
            ref={input}
            type="file"
            accept=".xlsx,.csv,.txt"
            hidden
            aria-label={text({ zh: '要导入的表', en: 'The table to import' })}
            onChange={take}
          />
          <ButtonFace kind={file ? 'normal' : 'primary'} loading={isBusy} onClick={() => input.current?.click()}>
            {text({
              zh: `选择${importKinds[kind].zh}表…`,
              en: `Choose a table of ${importKinds[kind].en.toLowerCase()}…`,
            })}
          </ButtonFace>
          {file && (
            <span>
              {file.name} <span className="sub">{formatSize(file.size)}</span>
            </span>
          )}
          <Templates kind={kind} />
        </p>
        {error && <ErrorState error={error} />}
      </Stack>
    </Panel>
  )
}

function Templates({ kind }: { kind: ImportKind }) {
  const text = useText()
  const { language } = useLanguage()
  return (
    <span className="sub nw">
      {text({ zh: '空表：', en: 'Empty table: ' })}
      {(['xlsx', 'csv'] as const).map((format) => (
        <a
          key={format}
          className="button plain"
          download
          href={addressOf(downloadTemplate, { kind, format, language })}
          aria-label={text({ zh: `下载空表.${format}`, en: `Download an empty table, .${format}` })}
        >
          .{format}
        </a>
      ))}
    </span>
  )
}

function Tried({ kind, file, onDone }: { kind: ImportKind; file: Uploaded; onDone: () => void }) {
  const tried = useRead(dryRunOrganization, { kind, id: file.id }, { isOnce: true })
  return (
    <Loaded of={tried} rows={10}>
      {(run) => <ImportTried run={run} onDone={onDone} onAgain={() => void tried.refetch()} />}
    </Loaded>
  )
}
