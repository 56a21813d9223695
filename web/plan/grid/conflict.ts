import type { Item } from '#domain/plan/item.api.ts'
import { type ItemValues, valuesOf } from '../itemForm.ts'
import { differing, type Field, type GridRow } from './gridRow.ts'

/** One field in which what the person wrote and what somebody else saved meanwhile part. */
export type Parted = {
  readonly field: Field
  readonly mine: unknown
  readonly theirs: unknown
  /** Who changed it since the person began: both, or one of them. */
  readonly by: 'both' | 'me' | 'them'
}

/** Field by field, what each of the two changed since the last save that both know. */
export function partedFields({ saved, content }: GridRow, theirs: Item): Parted[] {
  const now = valuesOf(theirs)
  const base = saved ?? content
  const [mine, other] = [new Set(differing(content, base)), new Set(differing(now, base))]
  return differing(content, now).map((field) => ({
    field,
    mine: content[field],
    theirs: now[field],
    by: mine.has(field) && other.has(field) ? 'both' : mine.has(field) ? 'me' : 'them',
  }))
}

/** Nobody wrote anything that the other did not: nothing has to be asked. */
export const isPlain = (row: GridRow, theirs: Item): boolean =>
  row.saved !== null && differing(valuesOf(theirs), row.saved).length === 0

export type Choices = Readonly<Partial<Record<Field, 'mine' | 'theirs'>>>

/** Where both changed a field nothing is chosen beforehand. */
export const choicesBefore = (parted: readonly Parted[]): Choices =>
  Object.fromEntries(
    parted.flatMap(({ field, by }) => (by === 'both' ? [] : [[field, by === 'me' ? 'mine' : 'theirs']])),
  )

/** The content that the person confirms. */
export function chosen({ content }: GridRow, theirs: Item, choices: Choices): ItemValues {
  const now = valuesOf(theirs)
  const own = (Object.keys(choices) as Field[]).filter((field) => choices[field] === 'mine')
  return { ...now, ...Object.fromEntries(own.map((field) => [field, content[field]])) }
}
