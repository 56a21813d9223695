import { type ChangeEvent, useState } from 'react'
import { type StoredFile, uploadFile } from '#domain/kernel/file.api.ts'
import { type ApiError, asApiError, upload } from './api.ts'

type Chosen = {
  readonly onFile: (file: StoredFile) => void
  /** Another file was chosen: what was read of the one before is of no more use, whether this one is taken or not. */
  readonly onOther?: (() => void) | undefined
}

/** Takes the file chosen in an input and stores it; what refuses it is the error. */
export function useUpload({ onFile, onOther }: Chosen) {
  const [error, setError] = useState<ApiError | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const take = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? []
    if (!file) return
    setIsBusy(true)
    setError(null)
    onOther?.()
    try {
      onFile(await upload(uploadFile, file))
    } catch (failure) {
      // refused for its kind or size, or the connection was lost: the sentence says which
      setError(asApiError(failure))
    }
    target.value = ''
    setIsBusy(false)
  }
  return { take: (event: ChangeEvent<HTMLInputElement>) => void take(event), error, isBusy }
}
