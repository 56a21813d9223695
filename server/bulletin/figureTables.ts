import { total } from '#domain/bulletin/content.ts'
import type { Counted } from '#domain/bulletin/figure.ts'
import { rateOf } from '#domain/collection/timeliness.ts'

const noData = { due: 0, complete: 0, timed: 0, delivered: 0, reported: 0, late: 0, disputed: 0 }
const noLights = { green: 0, yellow: 0, red: 0, blue: 0, none: 0 }
const noCards = { earlyWarning: 0, yellow: 0, red: 0 }

/** What was counted of one division. */
export type DivisionCounts = {
  readonly name: string
  readonly data: Readonly<typeof noData>
  readonly lights: Readonly<typeof noLights>
  readonly cards: Readonly<typeof noCards>
}

type Of<Row> = readonly (Row & { readonly divisionId: string | null })[]

/** Every division with something to count, in the office's order. */
export function byDivision(
  divisions: readonly { readonly id: string; readonly nameZh: string }[],
  lights: Of<{ light: string; count: number }>,
  data: Of<DivisionCounts['data']>,
  cards: Of<{ step: string; fired: number }>,
): DivisionCounts[] {
  const [lightsOf, dataOf, cardsOf] = [
    Map.groupBy(lights, ({ divisionId }) => divisionId),
    new Map(data.map((row) => [row.divisionId, row])),
    Map.groupBy(cards, ({ divisionId }) => divisionId),
  ]
  return divisions
    .map(({ id, nameZh }) => ({
      name: nameZh,
      data: dataOf.get(id) ?? noData,
      lights: {
        ...noLights,
        ...Object.fromEntries((lightsOf.get(id) ?? []).map(({ light, count }) => [light, count])),
      },
      cards: { ...noCards, ...Object.fromEntries((cardsOf.get(id) ?? []).map(({ step, fired }) => [step, fired])) },
    }))
    .filter(({ data: { due }, lights: lit, cards: fired }) => due + sumOf(lit) + sumOf(fired) > 0)
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

type Line = readonly (string | null)[]
const words = (line: Line): string[] => line.map((cell) => cell ?? '—')

/** The tables by division; the last line is the whole office's. */
export function divisionTables(
  counts: readonly DivisionCounts[],
): Pick<Counted['tables'], 'progressTable' | 'timelinessTable' | 'cardTable'> {
  const add = <Key extends string>(rows: readonly Readonly<Record<Key, number>>[], zero: Record<Key, number>) => {
    const sums = { ...zero }
    for (const row of rows) for (const key of Object.keys(zero) as Key[]) sums[key] += row[key]
    return sums
  }
  const whole: DivisionCounts = {
    name: total,
    data: add(
      counts.map(({ data }) => data),
      noData,
    ),
    lights: add(
      counts.map(({ lights }) => lights),
      noLights,
    ),
    cards: add(
      counts.map(({ cards }) => cards),
      noCards,
    ),
  }
  const table = (has: (row: DivisionCounts) => boolean, line: (row: DivisionCounts) => Line) => {
    const rows = counts.filter(has)
    return rows.length === 0 ? [] : [...rows, whole].map((row) => words(line(row)))
  }
  return {
    progressTable: table(
      ({ lights }) => sumOf(lights) > 0,
      ({ name, lights }) => [
        ...[name, String(sumOf(lights)), String(lights.green), String(lights.yellow), String(lights.red)],
        String(lights.blue),
      ],
    ),
    timelinessTable: table(
      ({ data }) => data.due > 0,
      ({ name, data }) => [
        name,
        String(data.due),
        rateOf({ met: data.complete, counted: data.due }),
        rateOf({ met: data.delivered, counted: data.timed }),
        rateOf({ met: data.reported, counted: data.timed }),
      ],
    ),
    cardTable: table(
      ({ cards }) => sumOf(cards) > 0,
      ({ name, cards }) => [name, String(cards.earlyWarning), String(cards.yellow), String(cards.red)],
    ),
  }
}
