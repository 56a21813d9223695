import { compare, type Decimal, isZero, subtract, sum } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import { classColumns, classes, type MunicipalRow, type OfficeClass, officeClasses } from './municipalRow.ts'

type Warning = { row: number; column: string | null; problem: Text }

/** Rows without a weight, and weights that do not add up: of a class within a level, and of the levels to 100. */
export function weightWarnings(rows: readonly MunicipalRow[]): Warning[] {
  const levels = [...Map.groupBy(rows, (row) => row.level1.name).values()]
  return [...rows.flatMap(missingIn), ...levels.flatMap(levelWarnings), ...totalWarnings(levels)]
}

function missingIn({ row, name, weights }: MunicipalRow): Warning[] {
  const missing = classes.filter((kind) => weights[kind] === null)
  if (missing.length === 0) return []
  const all = missing.length === classes.length
  const zh = missing.map((kind) => officeClasses[kind].zh).join('、')
  const en = missing.map((kind) => officeClasses[kind].en).join(', ')
  const problem = {
    zh: `“${name}”没有${all ? '' : `“${zh}”的`}权重。`,
    en: `“${name}” has no weight${all ? '' : ` for ${en}`}.`,
  }
  return [{ row, column: missing[0] ? classColumns[missing[0]] : null, problem }]
}

function levelWarnings(rows: readonly MunicipalRow[]): Warning[] {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return []
  const { name, weight } = first.level1
  if (weight === null) {
    const problem = { zh: `“${name}”没有写明权重。`, en: `“${name}” does not state its weight.` }
    return [{ row: first.row, column: 'A', problem }]
  }
  return [...otherWeights(rows, weight), ...classes.flatMap((kind) => classWarning(rows, kind, weight))]
}

const otherWeights = (rows: readonly MunicipalRow[], weight: Decimal): Warning[] =>
  rows
    .filter(({ level1 }) => level1.weight === null || compare(level1.weight, weight) !== 0)
    .slice(0, 1)
    .map(({ row, level1 }) => ({
      row,
      column: 'A',
      problem: {
        zh: `“${level1.name}”前面写的是${weight}%，这里不同。`,
        en: `“${level1.name}” was ${weight}% above and differs here.`,
      },
    }))

function classWarning(rows: readonly MunicipalRow[], kind: OfficeClass, weight: Decimal): Warning[] {
  const total = sum(rows.map(({ weights }) => weights[kind] ?? '0'))
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last || compare(total, weight) === 0) return []
  const { zh, en } = difference(subtract(weight, total))
  const name = first.level1.name
  const problem = {
    zh: `第${first.row}—${last.row}行“${name}”（${weight}%）：“${officeClasses[kind].zh}”合计${total}%，${zh}。`,
    en: `rows ${first.row}–${last.row}, “${name}” (${weight}%): ${officeClasses[kind].en} add up to ${total}%, ${en}.`,
  }
  return [{ row: first.row, column: classColumns[kind], problem }]
}

function totalWarnings(levels: readonly (readonly MunicipalRow[])[]): Warning[] {
  const total = sum(levels.map(([first]) => first?.level1.weight ?? '0'))
  const missing = subtract('100', total)
  if (isZero(missing) || isZero(total)) return []
  const { zh, en } = difference(missing)
  const problem = { zh: `一级指标权重合计${total}%，${zh}。`, en: `first-level weights add up to ${total}%, ${en}.` }
  return [{ row: levels[0]?.[0]?.row ?? 1, column: 'A', problem }]
}

function difference(missing: Decimal): Text {
  const points = missing.replace('-', '')
  if (missing.startsWith('-')) return { zh: `多${points}个百分点`, en: `${points} points too many` }
  return { zh: `少${points}个百分点`, en: `${points} points short` }
}
