/** References of one formula to cells of its own sheet; what another sheet is asked for is not followed. */
const reference = /(?<![!\w.'])\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![\w(])/g
/** Above this a sheet is a calculation and no table; the formulas count as they were stored. */
const mostFormulas = 5000

type Place = { readonly column: number; readonly row: number }
type Range = readonly [from: Place, to: Place]

/** The cells whose formula comes back to themselves, by address: 'I6'. */
export function circularCells(formulas: ReadonlyMap<string, string>): Set<string> {
  if (formulas.size > mostFormulas) return new Set()
  const byColumn = Map.groupBy(formulas.keys(), (address) => placeOf(address).column)
  const next = new Map([...formulas].map(([address, formula]) => [address, askedFor(formula, byColumn)]))
  return new Set([...formulas.keys()].filter((address) => comesBack(address, next)))
}

const placeOf = (address: string): Place => {
  const [, letters = 'A', row = '1'] = /^([A-Z]+)(\d+)$/.exec(address) ?? []
  return { column: columnNumber(letters), row: Number(row) }
}
const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

/** The cells with a formula among those that a formula names. */
function askedFor(formula: string, byColumn: ReadonlyMap<number, readonly string[]>): string[] {
  const words = formula.replace(/"[^"]*"/g, '')
  const ranges = [...words.matchAll(reference)].map(([, left = '', top = '', right, bottom]): Range => {
    const from = { column: columnNumber(left), row: Number(top) }
    return [from, right && bottom ? { column: columnNumber(right), row: Number(bottom) } : from]
  })
  return ranges.flatMap(([from, to]) =>
    [...byColumn]
      .filter(([column]) => column >= from.column && column <= to.column)
      .flatMap(([, addresses]) =>
        addresses.filter((one) => placeOf(one).row >= from.row && placeOf(one).row <= to.row),
      ),
  )
}

function comesBack(address: string, next: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>()
  const open = [...(next.get(address) ?? [])]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one === address) return true
    if (seen.has(one)) continue
    seen.add(one)
    open.push(...(next.get(one) ?? []))
  }
  return false
}
