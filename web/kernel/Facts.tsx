import type { ReactNode } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from './language.tsx'

export type Fact = { readonly name: Text; readonly value: ReactNode }

const isKnown = ({ value }: Fact): boolean => value !== null && value !== undefined && value !== false && value !== ''

/** What is known of a record: name and value. A fact without a value is left out, not shown empty. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const text = useText()
  return (
    <dl className="facts">
      {facts.filter(isKnown).map((fact) => (
        <div key={fact.name.en} style={{ display: 'contents' }}>
          <dt>{text(fact.name)}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
