import { useRef } from 'react'
import type { StoredFile } from '#domain/kernel/file.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from './ActionButton.tsx'
import { useText } from './language.tsx'
import { ErrorState } from './states.tsx'
import { useUpload } from './useUpload.ts'

type Props = {
  readonly label: Text
  readonly onFile: (file: StoredFile) => void
  /** As `useUpload` has it. */
  readonly onOther?: () => void
}

/** A button that chooses and uploads one file. Unclassified matters only; the sentence says so. */
export function FileChoice({ label, onFile, onOther }: Props) {
  const text = useText()
  const input = useRef<HTMLInputElement>(null)
  const { take, error, isBusy } = useUpload({ onFile, onOther })
  return (
    <>
      <p className="row-of-actions">
        <input ref={input} type="file" aria-label={text(label)} hidden onChange={take} />
        <ButtonFace kind="normal" loading={isBusy} onClick={() => input.current?.click()}>
          {text(label)}
        </ButtonFace>
        <span className="sub">{text({ zh: '不得上传涉密文件。', en: 'No classified files.' })}</span>
      </p>
      {error && <ErrorState error={error} />}
    </>
  )
}
