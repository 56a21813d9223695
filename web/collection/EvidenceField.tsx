import { useId, useRef } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { formatSize } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useUpload } from '#web/kernel/useUpload.ts'
import type { Attached } from './useEntry.ts'

type Props = {
  /** What the file is called; evidence where nothing is said. */
  readonly label?: Text
  readonly evidence: Attached | null
  readonly isNeeded: boolean
  /** How strictly it is asked for, where that is something else than needed or not. */
  readonly asked?: Text | undefined
  readonly onAttach: (file: Attached | null) => void
}

/** One file as evidence of a figure. Unclassified matters only; the sentence says so. */
export function EvidenceField({ label = { zh: '佐证', en: 'Evidence' }, evidence, isNeeded, asked, onAttach }: Props) {
  const text = useText()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { take, error, isBusy } = useUpload({ onFile: onAttach })
  return (
    <div>
      <label htmlFor={id}>
        {text(label)}
        {asked && <span className="sub">{text(asked)}</span>}
        {isNeeded && <span className="sub">{text({ zh: '（必须）', en: ' (needed)' })}</span>}
      </label>
      <p className="row-of-actions">
        <input ref={input} id={id} type="file" hidden onChange={take} />
        <ButtonFace kind="normal" loading={isBusy} onClick={() => input.current?.click()}>
          {text(evidence ? { zh: '换一个文件…', en: 'Choose another…' } : { zh: '选择文件…', en: 'Choose a file…' })}
        </ButtonFace>
        {evidence && (
          <>
            <span>
              <Icon name="clip" /> {evidence.name} <span className="sub">{formatSize(evidence.size)}</span>
            </span>
            <ButtonFace kind="plain" onClick={() => onAttach(null)}>
              {text({ zh: '去掉', en: 'Remove' })}
            </ButtonFace>
          </>
        )}
      </p>
      <p className="hint">{text({ zh: '不得上传涉密文件。', en: 'No classified files.' })}</p>
      {error && <ErrorState error={error} />}
    </div>
  )
}
