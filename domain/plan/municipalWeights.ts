import { compare, type Decimal, isZero, subtract, sum } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import { weightFields } from './municipalField.ts'
import { classes, type MunicipalRow, type OfficeClass, officeClasses } from './municipalRow.ts'
import type { ColumnOf } from './municipalTable.ts'

type Warning = { row: number; column: string | null; problem: Text }

/** The columns of weights by class, as far as the table has them. */
type Weighed = { readonly kinds: readonly OfficeClass[]; readonly columnOf: (kind: OfficeClass) => string | null } & {
  readonly levelColumn: (level: 'level1' | 'level2') => string | null
}

/**
 * Rows without a weight, and weights that do not add up: of a class within a second and a first level, of the second
 * levels within their first, and of the first levels to 100.
 */
export function weightWarnings(rows: readonly MunicipalRow[], of: ColumnOf, officeClass: OfficeClass): Warning[] {
  const single = of('weight')
  const columnOf = (kind: OfficeClass) => of(weightFields[kind]) ?? (kind === officeClass ? single : null)
  const kinds = classes.filter((kind) => columnOf(kind) !== null)
  const levelColumn = (level: 'level1' | 'level2') => of(`${level}Weight`) ?? of(level)
  const weighed = { kinds, columnOf, levelColumn }
  const levels = [...Map.groupBy(rows, (row) => row.level1.name).values()]
  const isLevelled = levelColumn('level1') !== null || rows.some(({ level1 }) => level1.weight !== null)
  return [
    ...rows.flatMap((row) => missingIn(row, weighed)),
    ...(isLevelled ? levels.flatMap((level) => [...levelWarnings(level, weighed), ...within(level, weighed)]) : []),
    ...totalWarnings(levels, weighed),
  ]
}

function missingIn({ row, name, weights }: MunicipalRow, { kinds, columnOf }: Weighed): Warning[] {
  const missing = kinds.filter((kind) => weights[kind] === null)
  const [first] = missing
  if (!first) return []
  const all = missing.length === kinds.length
  const zh = missing.map((kind) => officeClasses[kind].zh).join('、')
  const en = missing.map((kind) => officeClasses[kind].en).join(', ')
  const problem = {
    zh: `“${name}”没有${all ? '' : `“${zh}”的`}权重。`,
    en: `“${name}” has no weight${all ? '' : ` for ${en}`}.`,
  }
  return [{ row, column: columnOf(first), problem }]
}

function levelWarnings(rows: readonly MunicipalRow[], weighed: Weighed): Warning[] {
  const [first] = rows
  if (!first) return []
  const { name, weight } = first.level1
  const column = weighed.levelColumn('level1')
  if (weight === null) {
    const problem = { zh: `“${name}”没有写明权重。`, en: `“${name}” does not state its weight.` }
    return [{ row: first.row, column, problem }]
  }
  return [...otherWeights(rows, weight, column), ...classWarnings(rows, { name, weight }, weighed)]
}

/** The second levels of a first one, as far as they say what they weigh. */
function within(rows: readonly MunicipalRow[], weighed: Weighed): Warning[] {
  const seconds = [...Map.groupBy(rows, ({ level2 }) => level2).values()]
  const said = seconds.flatMap((ofOne) => {
    const [first] = ofOne
    return first && first.level2Weight !== null ? [{ rows: ofOne, name: first.level2, weight: first.level2Weight }] : []
  })
  const sums = said.flatMap((one) => classWarnings(one.rows, one, weighed))
  const [first] = rows
  if (!first?.level1.weight || said.length < seconds.length) return sums
  const total = sum(said.map(({ weight }) => weight))
  if (compare(total, first.level1.weight) === 0) return sums
  const { zh, en } = difference(subtract(first.level1.weight, total))
  const problem = {
    zh: `“${first.level1.name}”（${first.level1.weight}%）的二级指标权重合计${total}%，${zh}。`,
    en: `the second levels of “${first.level1.name}” (${first.level1.weight}%) add up to ${total}%, ${en}.`,
  }
  return [...sums, { row: first.row, column: weighed.levelColumn('level2'), problem }]
}

const otherWeights = (rows: readonly MunicipalRow[], weight: Decimal, column: string | null): Warning[] =>
  rows
    .filter(({ level1 }) => level1.weight === null || compare(level1.weight, weight) !== 0)
    .slice(0, 1)
    .map(({ row, level1 }) => ({
      row,
      column,
      problem: {
        zh: `“${level1.name}”前面写的是${weight}%，这里不同。`,
        en: `“${level1.name}” was ${weight}% above and differs here.`,
      },
    }))

type Weighty = { readonly name: string; readonly weight: Decimal }

const classWarnings = (rows: readonly MunicipalRow[], level: Weighty, { kinds, columnOf }: Weighed): Warning[] =>
  kinds.flatMap((kind) => classWarning(rows, kind, level, columnOf(kind)))

function classWarning(
  rows: readonly MunicipalRow[],
  kind: OfficeClass,
  { name, weight }: Weighty,
  column: string | null,
): Warning[] {
  const total = sum(rows.map(({ weights }) => weights[kind] ?? '0'))
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last || compare(total, weight) === 0) return []
  const { zh, en } = difference(subtract(weight, total))
  const problem = {
    zh: `第${first.row}—${last.row}行“${name}”（${weight}%）：“${officeClasses[kind].zh}”合计${total}%，${zh}。`,
    en: `rows ${first.row}–${last.row}, “${name}” (${weight}%): ${officeClasses[kind].en} add up to ${total}%, ${en}.`,
  }
  return [{ row: first.row, column, problem }]
}

function totalWarnings(levels: readonly (readonly MunicipalRow[])[], { levelColumn }: Weighed): Warning[] {
  const total = sum(levels.map(([first]) => first?.level1.weight ?? '0'))
  const missing = subtract('100', total)
  if (isZero(missing) || isZero(total)) return []
  const { zh, en } = difference(missing)
  const problem = { zh: `一级指标权重合计${total}%，${zh}。`, en: `first-level weights add up to ${total}%, ${en}.` }
  return [{ row: levels[0]?.[0]?.row ?? 1, column: levelColumn('level1'), problem }]
}

/** How far a sum is from what it should be. */
export function difference(missing: Decimal): Text {
  const points = missing.replace('-', '')
  if (missing.startsWith('-')) return { zh: `多${points}个百分点`, en: `${points} points too many` }
  return { zh: `少${points}个百分点`, en: `${points} points short` }
}

type Weighing = {
  readonly level1: string
  readonly level1Weight: Decimal | null
  readonly weights: Readonly<Record<OfficeClass, Decimal | null>>
}
export type LevelSum = {
  readonly level1: string
  readonly weight: Decimal | null
  readonly total: Decimal
  /** Too few or too many points; null where they add up or the level does not say what it weighs. */
  readonly difference: Text | null
}

/** What the weights of one class come to within each first level, beside what the level weighs. */
export function levelSums(rows: readonly Weighing[], kind: OfficeClass): LevelSum[] {
  return [...Map.groupBy(rows, ({ level1 }) => level1)].map(([level1, ofLevel]) => {
    const weight = ofLevel.find(({ level1Weight }) => level1Weight !== null)?.level1Weight ?? null
    const total = sum(ofLevel.map(({ weights }) => weights[kind] ?? '0'))
    const missing = weight === null ? '0' : subtract(weight, total)
    return { level1, weight, total, difference: isZero(missing) ? null : difference(missing) }
  })
}
