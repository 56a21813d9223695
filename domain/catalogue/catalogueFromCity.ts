import type { Frequency } from '#domain/calendar/periods.ts'
import { type Level, pathOf } from './catalogue.ts'

/** A row of the city's table as far as the catalogue takes it over. */
export type CityRow = {
  readonly id: string
  readonly number: number
  readonly level1: string
  readonly level2: string
  readonly name: string
  readonly frequency: Frequency | null
  readonly standard: string
  readonly sourceDocument: string
  readonly collectingUnitId: string | null
}
/** What the catalogue of the year holds, and from earlier years the identities that go on. */
export type Known = {
  readonly indicatorId: string
  readonly level: Level
  readonly name: string
  readonly parentId: string | null
  readonly number: string
  readonly path: string
  readonly municipalIndicatorId: string | null
  readonly isOfYear: boolean
}
/** An entry to be made. `key` names it within the proposal; `indicatorId` is the identity of an earlier year. */
export type Proposed = {
  readonly key: string
  readonly parentKey: string | null
  readonly indicatorId: string | null
  readonly level: Level
  readonly number: string
  readonly name: string
  readonly path: string
  readonly row: CityRow | null
}

const bare = (name: string): string => name.normalize('NFKC').replace(/[\s\p{P}]+/gu, '')

type Place = {
  readonly key: string
  readonly path: string
  readonly number: string
  readonly indicatorId: string | null
}

/**
 * The entries that the city's table adds to the catalogue of its year: its headings and its indicators, in its order.
 * What the year has already stays as it is; what an earlier year called the same goes on as the same indicator.
 */
export function proposedFromCity(rows: readonly CityRow[], known: readonly Known[]): Proposed[] {
  const taken = new Set(known.flatMap(({ municipalIndicatorId }) => municipalIndicatorId ?? []))
  const ofYear = known.filter(({ isOfYear }) => isOfYear)
  const used = new Set(ofYear.map(({ indicatorId }) => indicatorId))
  const made = new Map<string, Proposed>()
  const find = (level: Level, name: string, under: string | null) =>
    ofYear.find(
      (one) =>
        one.level === level &&
        bare(one.name) === bare(name) &&
        one.parentId === under &&
        one.municipalIndicatorId === null,
    )
  const add = (level: Level, name: string, parent: Place | null, wanted: string | null, row: CityRow | null): Place => {
    const key = `${parent?.key ?? ''}/${bare(name)}${row ? `#${row.id}` : ''}`
    const there = find(level, name, parent?.indicatorId ?? null)
    if (there) return { key: there.indicatorId, ...there }
    const before = made.get(key)
    if (before) return before
    const earlier = known.find(
      (one) => !(one.isOfYear || used.has(one.indicatorId)) && one.level === level && bare(one.name) === bare(name),
    )
    if (earlier) used.add(earlier.indicatorId)
    const number = freeNumber(numbersUnder(parent, ofYear, made), wanted, parent ? `${parent.number}.` : '')
    const path = pathOf(parent?.path ?? null, number)
    const entry = { key, level, number, name, path, row, parentKey: parent?.key ?? null }
    made.set(key, { ...entry, indicatorId: earlier?.indicatorId ?? null })
    // what is made under an identity of an earlier year is not yet of this one: it has no children here
    return { key, path, number, indicatorId: null }
  }
  for (const row of rows) {
    if (taken.has(row.id)) continue
    const first = add(1, row.level1, null, null, null)
    const second = add(2, row.level2 === '' ? row.level1 : row.level2, first, null, null)
    add(3, row.name, second, String(row.number), row)
  }
  return [...made.values()]
}

function numbersUnder(
  parent: Place | null,
  ofYear: readonly Known[],
  made: ReadonlyMap<string, Proposed>,
): ReadonlySet<string> {
  const there = parent && parent.indicatorId === null ? [] : ofYear
  return new Set([
    ...there.filter(({ parentId }) => parentId === (parent?.indicatorId ?? null)).map(({ number }) => number),
    ...[...made.values()].filter(({ parentKey }) => parentKey === (parent?.key ?? null)).map(({ number }) => number),
  ])
}

/** The number that was wanted, or the next one after that of the heading; nobody under the same heading has it. */
function freeNumber(taken: ReadonlySet<string>, wanted: string | null, heading: string): string {
  if (wanted !== null && !taken.has(wanted)) return wanted
  for (let n = wanted === null ? 1 : 2; ; n += 1) {
    const number = wanted === null ? `${heading}${n}` : `${wanted}-${n}`
    if (!taken.has(number)) return number
  }
}
