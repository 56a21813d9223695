import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'

type ElsewhereProps = { readonly message: Text; readonly onReload: () => void; readonly onInsist: () => void }

/** Another window of the same person kept something else meanwhile: whoever types decides which of the two stays. */
export function Elsewhere({ message, onReload, onInsist }: ElsewhereProps) {
  const text = useText()
  return (
    <div className="note warning" role="alert">
      <p>{text(message)}</p>
      <span className="row-of-actions">
        <ButtonFace kind="normal" onClick={onReload}>
          {text({ zh: '载入最新内容', en: 'Load what is kept' })}
        </ButtonFace>
        <ButtonFace kind="normal" onClick={onInsist}>
          {text({ zh: '以本窗口的为准', en: 'Keep what is typed here' })}
        </ButtonFace>
      </span>
    </div>
  )
}
