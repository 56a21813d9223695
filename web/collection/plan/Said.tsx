import { createContext, type ReactNode, useContext } from 'react'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import type { Said } from './draftValues.ts'

const SaidContext = createContext<Said>({ faults: [], known: [] })

export function SaidProvider({ said, children }: { said: Said; children: ReactNode }) {
  return <SaidContext value={said}>{children}</SaidContext>
}

/** Beside a field of the form: what is wrong with it, and that the system has its figure already. */
export function SaidOf({ field }: { field: string }) {
  const text = useText()
  const { faults, known } = useContext(SaidContext)
  const of = (said: Said['faults']) => said.filter((one) => one.field === field)
  return (
    <div className="plan-said" aria-live="polite">
      {of(faults).map(({ message }) => (
        <p key={message.en} className="fault">
          <Icon name="warning" />
          {text(message)}
        </p>
      ))}
      {of(known).map(({ message }) => (
        <p key={message.en} className="note warning">
          {text(message)}
        </p>
      ))}
    </div>
  )
}
