import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'

/** Prints the page as it is listed. */
export function PrintLink() {
  const text = useText()
  return (
    <span className="wide-only">
      <ButtonFace kind="normal" onClick={() => print()}>
        <Icon name="print" />
        {text({ zh: '打印', en: 'Print' })}
      </ButtonFace>
    </span>
  )
}
