import { useState } from 'react'
import type { AttachedFile } from '#domain/opinion/opinion.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { formatSize } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'

/** Several files of a form: the ids of what was uploaded. Works inside of `<FormItem>`. */
export function FilesInput({ onChange }: { readonly onChange?: (ids: string[]) => void }) {
  const text = useText()
  const [files, setFiles] = useState<readonly { id: string; name: string }[]>([])
  const take = (next: readonly { id: string; name: string }[]): void => {
    setFiles(next)
    onChange?.(next.map(({ id }) => id))
  }
  return (
    <>
      <FileChoice label={{ zh: '添加附件…', en: 'Add a file…' }} onFile={(file) => take([...files, file])} />
      {files.map((file) => (
        <p className="row-of-actions" key={file.id}>
          <Icon name="clip" /> {file.name}
          <ButtonFace kind="plain" onClick={() => take(files.filter(({ id }) => id !== file.id))}>
            {text({ zh: '去掉', en: 'Remove' })}
          </ButtonFace>
        </p>
      ))}
    </>
  )
}

/** The files of a record as links. */
export function FileLinks({
  files,
  to,
}: {
  readonly files: readonly AttachedFile[]
  readonly to: (fileId: string) => string
}) {
  return (
    <>
      {files.map(({ id, name, size }) => (
        <a key={id} href={to(id)} style={{ display: 'block' }}>
          <Icon name="clip" /> {name} <span className="sub">{formatSize(size)}</span>
        </a>
      ))}
    </>
  )
}
