import { frequencies } from '#domain/calendar/periods.ts'
import type { Change } from '#domain/kernel/history.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { type MunicipalField, municipalFields } from './municipalField.ts'
import type { MunicipalRow } from './municipalRow.ts'

/** A row of the city's table as the office has it. */
export type Present = {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly level1: string
  readonly level2: string
  readonly isWithdrawn: boolean
  readonly itemCode: string | null
  /** Every field as history shows it. */
  readonly values: Readonly<Record<string, string | null>>
}

export const differenceKinds = {
  unchanged: { zh: '不变', en: 'Unchanged' },
  changed: { zh: '改动', en: 'Changed' },
  added: { zh: '新增', en: 'Added' },
  restored: { zh: '恢复', en: 'Restored' },
  withdrawn: { zh: '撤销', en: 'Withdrawn' },
} as const
export type DifferenceKind = keyof typeof differenceKinds

/** One row of the comparison; `row` is null where the new table has none, `id` where the old one has none. */
export type Difference = {
  readonly kind: DifferenceKind
  readonly row: MunicipalRow | null
  readonly id: string | null
  readonly number: number
  readonly name: string
  readonly changes: readonly Change[]
  readonly itemCode: string | null
}

type Compared = Exclude<MunicipalField, 'weight'>
const fields = Object.fromEntries(
  Object.entries(municipalFields)
    .filter(([key]) => key !== 'weight')
    .map(([key, name]) => [key, { name }]),
) as Record<Compared, { name: Change['name'] }>

/** A row of a table as it is compared and as history shows it. */
export const valuesOf = (row: Omit<MunicipalRow, 'row'>): Record<Compared, string | null> => ({
  level1: row.level1.name,
  level1Weight: row.level1.weight,
  level2: row.level2 || null,
  level2Weight: row.level2Weight,
  number: String(row.number),
  name: row.name,
  collectingUnits: row.collectingUnits.join('、') || null,
  frequency: row.frequency && inBoth(frequencies[row.frequency]),
  weightCommission: row.weights.commission,
  weightBureau: row.weights.bureau,
  weightOffice: row.weights.office,
  standard: row.standard || null,
  sourceDocument: row.sourceDocument || null,
  note: row.note || null,
})

const same = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}]/gu, '')

/** How alike two names are: shared pairs of neighbouring characters, 1 for the same name. */
export function likeness(a: string, b: string): number {
  const [one, other] = [pairsOf(same(a)), pairsOf(same(b))]
  if (one.length === 0 || other.length === 0) return same(a) === same(b) ? 1 : 0
  const rest = [...other]
  const shared = one.filter((pair) => {
    const at = rest.indexOf(pair)
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  })
  return (2 * shared.length) / (one.length + other.length)
}
const pairsOf = (text: string): string[] => {
  const characters = [...text]
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

/**
 * What a later table of the city changes, row by row in its order, what it no longer has at the end. A row is the same
 * by its name, whatever its number; renamed, by its number and levels and a name that is still alike.
 */
export function differenceOf(present: readonly Present[], rows: readonly MunicipalRow[]): Difference[] {
  const left = new Map(present.map((one) => [one.id, one]))
  const take = (fits: (one: Present) => boolean): Present | undefined => {
    const found = [...left.values()].filter(fits).toSorted((a, b) => Number(a.isWithdrawn) - Number(b.isWithdrawn))[0]
    if (found) left.delete(found.id)
    return found
  }
  const matches = new Map<MunicipalRow, Present>()
  const passes: ((row: MunicipalRow) => (one: Present) => boolean)[] = [
    (row) => (one) => same(one.name) === same(row.name) && one.level1 === row.level1.name && one.level2 === row.level2,
    (row) => (one) => same(one.name) === same(row.name),
    (row) => (one) =>
      !one.isWithdrawn &&
      one.number === row.number &&
      one.level2 === row.level2 &&
      likeness(one.name, row.name) >= renamedFrom,
  ]
  for (const fits of passes) {
    for (const row of rows.filter((one) => !matches.has(one))) {
      const found = take(fits(row))
      if (found) matches.set(row, found)
    }
  }
  const gone = [...left.values()].filter(({ isWithdrawn }) => !isWithdrawn)
  return [
    ...rows.map((row) => comparedWith(matches.get(row), row)),
    ...gone.map(({ id, number, name, itemCode }) => ({
      ...{ kind: 'withdrawn' as const, row: null, id, number, name, itemCode },
      changes: [{ field: 'withdrawn', name: withdrawnName, old: null, new: inBoth(withdrawnName) }],
    })),
  ]
}

/** Names less alike than this are of two different indicators. */
const renamedFrom = 0.5
const withdrawnName = { zh: '市里已撤销', en: 'Withdrawn by the city' }

function comparedWith(before: Present | undefined, row: MunicipalRow): Difference {
  const changes = changesOf(fields, before?.values ?? {}, valuesOf(row))
  const kind = !before ? 'added' : before.isWithdrawn ? 'restored' : changes.length > 0 ? 'changed' : 'unchanged'
  const { number, name } = row
  return { kind, row, id: before?.id ?? null, number, name, changes, itemCode: before?.itemCode ?? null }
}

/** How many rows of each kind. */
export const countsOf = (rows: readonly Pick<Difference, 'kind'>[]): Record<DifferenceKind, number> =>
  Object.fromEntries(
    Object.keys(differenceKinds).map((kind) => [kind, rows.filter((row) => row.kind === kind).length]),
  ) as Record<DifferenceKind, number>
