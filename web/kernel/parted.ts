/** One field in which what the person wrote and what somebody else saved meanwhile part. */
export type Parted<Field extends string = string> = {
  readonly field: Field
  readonly mine: unknown
  readonly theirs: unknown
  /** Who changed it since the person began: both, or one of them. */
  readonly by: 'both' | 'me' | 'them'
}

export type Side = 'mine' | 'theirs'
export type Choices<Field extends string = string> = Readonly<Partial<Record<Field, Side>>>

/** Blanks at the ends are not kept by the server, and what is empty is nothing: neither makes a difference. */
function written(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) => {
    const plain = typeof part === 'string' ? part.trim() : part
    if (plain === null || plain === '') return undefined
    if (typeof plain !== 'object' || Array.isArray(plain)) return plain
    return Object.fromEntries(Object.entries(plain as object).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}
/** Whether two values of a field say the same. */
export const isSame = (a: unknown, b: unknown): boolean => a === b || written(a) === written(b)

const fieldsOf = <Values extends object>(values: Values) => Object.keys(values) as (keyof Values & string)[]

/** The fields in which two contents differ; those of the first are asked. */
export const differing = <Values extends object>(a: Values, b: Values): (keyof Values & string)[] =>
  a === b ? [] : fieldsOf(a).filter((field) => !isSame(a[field], b[field]))

/** Field by field, what each of the two changed since `base`, which both know. */
export function partedBetween<Values extends object>(
  base: Values,
  mine: Values,
  theirs: Values,
): Parted<keyof Values & string>[] {
  const [own, other] = [new Set(differing(base, mine)), new Set(differing(base, theirs))]
  return differing(theirs, mine).map((field) => ({
    field,
    mine: mine[field],
    theirs: theirs[field],
    by: own.has(field) && other.has(field) ? 'both' : own.has(field) ? 'me' : 'them',
  }))
}

/** What only one of the two changed is that one's; where both did, nothing is chosen beforehand. */
export const choicesBefore = <Field extends string>(parted: readonly Parted<Field>[]): Choices<Field> =>
  Object.fromEntries(
    parted.flatMap(({ field, by }) => (by === 'both' ? [] : [[field, by === 'me' ? 'mine' : 'theirs']])),
  ) as Choices<Field>

/** One side for every field. */
export const allOf = <Field extends string>(parted: readonly Parted<Field>[], side: Side): Choices<Field> =>
  Object.fromEntries(parted.map(({ field }) => [field, side])) as Choices<Field>

/** The content that the person confirms: what the other saved, with what was chosen of the own. */
export function chosenOf<Values extends object>(
  mine: Values,
  theirs: Values,
  choices: Choices<keyof Values & string>,
): Values {
  const own = fieldsOf(theirs).filter((field) => choices[field] === 'mine')
  return { ...theirs, ...Object.fromEntries(own.map((field) => [field, mine[field]])) }
}
