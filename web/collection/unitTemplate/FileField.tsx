import type { StoredFile } from '#domain/kernel/file.api.ts'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { Icon } from '#web/kernel/Icon.tsx'

type Props = {
  readonly file: Pick<StoredFile, 'name'> | undefined
  readonly onFile: (file: StoredFile) => void
  readonly onChange?: (fileId: string) => void
}

/** The unit's workbook as a field of a form: its id once it was uploaded. Works inside of `<FormItem>`. */
export function FileField({ file, onFile, onChange }: Props) {
  return (
    <>
      <FileChoice
        label={{ zh: '选择文件…', en: 'Choose a file…' }}
        onFile={(chosen) => {
          onFile(chosen)
          onChange?.(chosen.id)
        }}
      />
      {file && (
        <p className="sub">
          <Icon name="clip" /> {file.name}
        </p>
      )}
    </>
  )
}
