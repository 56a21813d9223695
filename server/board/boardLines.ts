import type { BoardLine, BoardNumbers } from '#domain/board/board.api.ts'
import type { BoardGrouping } from '#domain/board/board.ts'
import { type CardTally, cardTally } from '#server/card/card.public.ts'
import { type DutyTally, dutyTally } from '#server/collection/collection.public.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { type LightCount, lightCounts } from '#server/progress/progress.public.ts'
import { divisionsOf } from './board.store.ts'

type Mutable = { -readonly [Name in keyof BoardNumbers]: BoardNumbers[Name] }

const none = (): Mutable => ({
  ...{ red: 0, yellow: 0, green: 0, blue: 0, redCards: 0, yellowCards: 0, warnings: 0 },
  ...{ missing: 0, met: 0, counted: 0 },
})
const cardNumbers = { red: 'redCards', yellow: 'yellowCards', earlyWarning: 'warnings' } as const

type Tallies = {
  readonly lights: readonly LightCount[]
  readonly cards: readonly CardTally[]
  readonly duties: readonly DutyTally[]
}

/** The numbers of each line, by its key. */
function numbersOf({ lights, cards, duties }: Tallies, by: BoardGrouping): Map<string, Mutable> {
  const lines = new Map<string, Mutable>()
  const lineOf = (key: string) => {
    const line = lines.get(key) ?? none()
    lines.set(key, line)
    return line
  }
  for (const { divisionId, dimension, light, count } of lights) {
    const key = by === 'division' ? divisionId : dimension
    if (key !== null) lineOf(key)[light] += count
  }
  for (const { key, step, count } of cards) lineOf(key)[cardNumbers[step]] += count
  for (const { key, missing, met, counted } of duties) Object.assign(lineOf(key), { missing, met, counted })
  return lines
}

function sumOf(lines: Iterable<BoardNumbers>): BoardNumbers {
  const total = none()
  for (const line of lines)
    for (const [name, value] of Object.entries(line) as [keyof BoardNumbers, number][]) total[name] += value
  return total
}

/**
 * The lines and their sum in four statements, whatever the number of items and duties. `scope` is the one division that
 * the board is about, or null for the whole office.
 */
export async function linesOf(
  { tx, actor, today, pack }: Reading,
  scope: string | null,
  asked: { readonly year: number; readonly by: BoardGrouping },
): Promise<{ lines: BoardLine[]; total: BoardNumbers }> {
  const { year, by } = asked
  const lights = (await lightCounts(tx, actor, year)).filter(
    ({ divisionId }) => divisionId !== null && (scope === null || divisionId === scope),
  )
  const cards = await cardTally(tx, scope, asked)
  const duties = await dutyTally(tx, scope, asked, today)
  const numbers = numbersOf({ lights, cards, duties }, by)
  const named =
    by === 'dimension'
      ? Object.entries(pack.dimensions).map(([id, name]) => ({ id, name }))
      : (await divisionsOf(tx, today, [...numbers.keys()])).filter(({ id }) => scope === null || id === scope)
  const others = [...numbers.keys()].filter((key) => !named.some(({ id }) => id === key))
  const lines = [...named, ...others.map((id) => ({ id, name: { zh: id, en: id } }))]
  return {
    lines: lines.map(({ id, name }) => ({ key: id, name, numbers: numbers.get(id) ?? none() })),
    total: sumOf(numbers.values()),
  }
}
