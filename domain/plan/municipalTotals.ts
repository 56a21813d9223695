import { compare, type Decimal, divide, isDecimal, isZero, subtract, sum } from '#domain/kernel/decimal.ts'
import type { SheetRow } from '#domain/kernel/sheet.ts'
import { clean, type Problem, type Scale } from './municipalCells.ts'
import { textIn } from './municipalHeader.ts'
import { type MunicipalRow, type OfficeClass, officeClasses } from './municipalRow.ts'
import { difference } from './municipalWeights.ts'

/** A row of sums in the city's table, with how many indicators stand above it. */
export type Total = { readonly row: SheetRow; readonly above: number }

type Weighed = { readonly kind: OfficeClass; readonly column: string; readonly scale: Scale | undefined }
type Compared = { readonly column: string; readonly problem: Problem | null }

/**
 * What a row of sums says of each class, beside the rows above it: all of them, or those since the last row of sums.
 * A column in which it says nothing is left out.
 */
export function comparedTotals(
  row: SheetRow,
  above: readonly MunicipalRow[],
  since: number,
  columns: readonly Weighed[],
): Compared[] {
  return columns.flatMap(({ kind, column, scale }): Compared[] => {
    const written = clean(textIn(row, column))
    if (written === '') return []
    const said = statedIn(written, scale)
    const sums = [above, above.slice(since)].map((rows) => sum(rows.map(({ weights }) => weights[kind] ?? '0')))
    if (said?.some((points) => sums.some((total) => compare(points, total) === 0))) return [{ column, problem: null }]
    return [{ column, problem: said ? differs(kind, written, said, sums) : notCompared(written) }]
  })
}

/** As points: without a percent sign a number may be written as points or as a part of one. */
function statedIn(written: string, scale: Scale | undefined): Decimal[] | undefined {
  const plain = written.normalize('NFKC').replace(/\s/g, '')
  const number = plain.replace(/%$/, '')
  if (!isDecimal(number)) return undefined
  if (plain.endsWith('%') || scale === 'points') return [number]
  const asPart = divide(number, '0.01', 8)
  return compare(number, '2') < 0 ? [asPart, number] : [number, asPart]
}

function differs(
  kind: OfficeClass,
  written: string,
  [said = '0']: readonly Decimal[],
  sums: readonly Decimal[],
): Problem {
  // the nearer of the two is what was meant
  const [total = '0'] = sums.toSorted((a, b) => compare(away(said, a), away(said, b)))
  const missing = subtract(total, said)
  const { zh, en } = difference(missing)
  return {
    zh: `合计行“${officeClasses[kind].zh}”写的是${written}，各行之和为${total}%，合计${zh}；该行没有读入。`,
    en: `the total for ${officeClasses[kind].en} says ${written}, the rows come to ${total}%: the total is ${en}; the row was not read.`,
  }
}
const away = (one: Decimal, other: Decimal): Decimal => {
  const between = subtract(one, other)
  return isZero(between) ? '0' : between.replace('-', '')
}

const notCompared = (written: string): Problem => ({
  zh: `合计行写的是“${written}”，不是数字，没有核对，也没有读入。`,
  en: `the total says “${written}”, which is no number: it was neither compared nor read.`,
})
