import { type MatterKind, passedOnAction } from '#domain/kernel/divisionMatter.ts'
import type { Tx } from './db.ts'
import type { Entry } from './history.ts'

/** Something open that is addressed to a division; `also` are the divisions that have one of the same themselves. */
export type Matter = {
  readonly kind: MatterKind
  readonly id: string
  readonly title: string
  readonly divisionId: string
  readonly also: readonly string[]
}

type Named = { readonly id: string; readonly name: string }
export type Passing = {
  readonly from: Named
  readonly to: Named
  readonly maker: { readonly personId: string; readonly at: string }
}

/** What one module has open for divisions, and how it goes to a successor. */
export type MatterSource = {
  readonly open: (tx: Tx, divisionIds: readonly string[]) => Promise<Matter[]>
  readonly pass: (tx: Tx, passing: Passing) => Promise<Entry[]>
}

/** The history of each thing that has gone to the successor. */
export const passedEntry = (kind: string, id: string, { from, to }: Passing): Entry => ({
  action: passedOnAction(kind),
  subject: { kind, id },
  basis: 'organization.reorganisation',
  changes: [{ field: 'division', name: { zh: '办理的处', en: 'Division' }, old: from.name, new: to.name }],
})
