import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Icon } from './Icon.tsx'

type Props = { readonly label: ReactNode; readonly name: string; readonly children: (close: () => void) => ReactNode }

/** A button of the top bar that opens a small panel; Escape and a press elsewhere close it. */
export function BarMenu({ label, name, children }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const panelId = useId()
  const place = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setIsOpen(false)
    opener.current?.focus()
  }
  useEffect(() => {
    if (!isOpen) return
    const leave = (event: Event): void => {
      if (!place.current?.contains(event.target as Node)) setIsOpen(false)
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
    }
  }, [isOpen])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard from whichever control inside has the focus.
    <div className="bar-menu" ref={place} onKeyDown={(event) => event.key === 'Escape' && isOpen && close()}>
      <button
        type="button"
        ref={opener}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        {label}
      </button>
      {isOpen && (
        <section className="bar-panel" id={panelId} aria-label={name}>
          {children(close)}
        </section>
      )}
    </div>
  )
}

type ChoiceProps = { readonly isChosen: boolean; readonly onClick: () => void; readonly children: ReactNode }

/** One of several settings: the chosen one has a tick. */
export function Choice({ isChosen, onClick, children }: ChoiceProps) {
  return (
    <button type="button" className="choice" aria-pressed={isChosen} onClick={onClick}>
      <Icon name="tick" />
      {children}
    </button>
  )
}
