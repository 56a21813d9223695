import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from './ActionButton.tsx'
import { inOfficeTime } from './format.ts'
import { useText } from './language.tsx'
import { useSession } from './session.tsx'

type Props = { readonly name: Text; readonly urgedAt: string | null; readonly onClick: () => void }

/** Urges one division, named for whoever hears the page; gone for the rest of a day on which it was urged. */
export function UrgeButton({ name, urgedAt, onClick }: Props) {
  const text = useText()
  const { today } = useSession()
  if (urgedAt !== null && inOfficeTime(urgedAt).day >= today) return null
  return (
    <ButtonFace kind="normal" onClick={onClick}>
      {text({ zh: '催办', en: 'Urge' })}
      <span className="hidden-words">{text(name)}</span>
    </ButtonFace>
  )
}

/** How often somebody was urged. */
export function Urges({ urges }: { urges: number }) {
  const text = useText()
  return urges > 0 ? text({ zh: `${urges}次`, en: String(urges) }) : '–'
}
