import type { ReactNode } from 'react'
import { type DivisionPlan, readDivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import { type LintFacts, type Plan, readPlan } from '#domain/plan/plan.api.ts'
import { readLintFacts } from '#domain/plan/planItems.api.ts'
import { useRead } from '#web/kernel/queries.ts'
import { Loaded } from '#web/kernel/states.tsx'

/** The plan into which items are written: the office's, a revision of it, or a division's own. */
export type WrittenPlan = Plan | (DivisionPlan & { readonly kind: 'division' })

/** With what is asked while somebody writes an item of it. */
export type DraftPlan = WrittenPlan & { readonly lintFacts: LintFacts }

type Props = {
  readonly of: Pick<ItemPage['plan'], 'kind' | 'id'> & { readonly year: number | string }
  readonly isPage?: boolean
  /** As `useRead` has it. */
  readonly isFresh?: boolean
  readonly children: (plan: WrittenPlan) => ReactNode
}

/** Reads the plan of an item: of its year, a revision of that, or the division's own. */
export function OfPlan(props: Props) {
  return props.of.kind === 'division' ? <OfDivision {...props} /> : <OfOffice {...props} />
}

function OfOffice({ of, isPage = false, isFresh = false, children }: Props) {
  const plan = useRead(readPlan, { of: of.kind === 'revision' ? of.id : String(of.year) }, { isFresh })
  return (
    <Loaded isPage={isPage} of={plan} rows={10}>
      {children}
    </Loaded>
  )
}

function OfDivision({ of, isPage = false, isFresh = false, children }: Props) {
  const plan = useRead(readDivisionPlan, { id: of.id }, { isFresh })
  return (
    <Loaded isPage={isPage} of={plan} rows={10}>
      {(loaded) => children({ ...loaded, kind: 'division' })}
    </Loaded>
  )
}

type WithFactsProps = {
  readonly plan: WrittenPlan
  readonly isPage?: boolean
  readonly children: (plan: DraftPlan) => ReactNode
}

/** The plan with what its items are checked by. */
export function WithFacts({ plan, isPage = false, children }: WithFactsProps) {
  const facts = useRead(readLintFacts, { id: plan.id })
  return (
    <Loaded isPage={isPage} of={facts} rows={10}>
      {(lintFacts) => children({ ...plan, lintFacts })}
    </Loaded>
  )
}

/** Reads the plan of an item, and what its items are checked by. */
export function OfDraft({ children, ...of }: Omit<Props, 'children'> & Pick<WithFactsProps, 'children'>) {
  return (
    <OfPlan {...of}>
      {(plan) => (
        <WithFacts plan={plan} isPage={of.isPage ?? false}>
          {children}
        </WithFacts>
      )}
    </OfPlan>
  )
}
