import { type ChangeEvent, useRef, useState } from 'react'
import { type StoredFile, uploadFile } from '#domain/kernel/file.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from './ActionButton.tsx'
import { type ApiError, asApiError, upload } from './api.ts'
import { useText } from './language.tsx'
import { ErrorState } from './states.tsx'

type Props = { readonly label: Text; readonly onFile: (file: StoredFile) => void }

/** A button that chooses and uploads one file. Unclassified matters only; the sentence says so. */
export function FileChoice({ label, onFile }: Props) {
  const text = useText()
  const input = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const take = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? []
    if (!file) return
    setIsBusy(true)
    setError(null)
    try {
      onFile(await upload(uploadFile, file))
    } catch (failure) {
      // refused for its kind or size, or the connection was lost: the sentence says which
      setError(asApiError(failure))
    }
    target.value = ''
    setIsBusy(false)
  }
  return (
    <>
      <p className="row-of-actions">
        <input ref={input} type="file" aria-label={text(label)} hidden onChange={(event) => void take(event)} />
        <ButtonFace kind="normal" loading={isBusy} onClick={() => input.current?.click()}>
          {text(label)}
        </ButtonFace>
        <span className="sub">{text({ zh: '不得上传涉密文件。', en: 'No classified files.' })}</span>
      </p>
      {error && <ErrorState error={error} />}
    </>
  )
}
