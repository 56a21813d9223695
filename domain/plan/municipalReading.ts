import { formulaFault } from '#domain/kernel/cellFault.ts'
import type { Decimal } from '#domain/kernel/decimal.ts'
import type { Sheet, SheetCell, SheetRow } from '#domain/kernel/sheet.ts'
import type { HeaderPlace } from './columnMapping.ts'
import {
  clean,
  cleanLines,
  frequencyIn,
  levelIn,
  nameIn,
  namesIn,
  numberIn,
  type Problem,
  type Scale,
  scaleOf,
  tooLong,
  unreadable,
  weightIn,
} from './municipalCells.ts'
import { type MunicipalField, weightFields } from './municipalField.ts'
import { type ColumnTaken, cellIn, textIn } from './municipalHeader.ts'
import { checkMerges, type Layout, layoutOf, rowKind, sectionIn } from './municipalLayout.ts'
import { classes, type MunicipalRow, type OfficeClass } from './municipalRow.ts'
import { comparedTotals, type Total } from './municipalTotals.ts'

export type Note = (row: number, column: string | null, problem: Problem, isAdapted?: boolean) => void
export type Notes = { readonly error: Note; readonly warn: Note }
type Table = {
  readonly place: HeaderPlace
  readonly columns: readonly ColumnTaken[]
  readonly officeClass: OfficeClass
}
type Level = MunicipalRow['level1']
type LevelField = 'level1' | 'level2'

type Reading = Notes & {
  readonly layout: Layout
  readonly officeClass: OfficeClass
  readonly scales: ReadonlyMap<MunicipalField, Scale>
  /** Columns of weights in points: said once of the column, not of each row. */
  readonly inPoints: ReadonlySet<MunicipalField>
  /** In which row a number stands already. */
  readonly numbers: Map<number, number>
  readonly rows: MunicipalRow[]
  /** The last levels that were read, and what they weigh as far as it was said. */
  readonly last: Partial<Record<LevelField, Level>>
  readonly weightOf: Map<string, Decimal>
  /** A page has begun: an empty level is that of the page before until another one is named. */
  readonly carries: Set<LevelField>
  /** Rows of sums, each with how many indicators stand above it. */
  readonly totals: Total[]
  /** A row could not be taken: what is left of the table adds up to something else. */
  hasFailed: boolean
  /** The last heading across the whole table, where the first level has no column of its own. */
  section: string
}

/** More rows than any city's table has: a sheet of something else. */
export const mostRows = 2000
/** How long a text may be. */
const limits: Partial<Record<MunicipalField, number>> = {
  ...{ level1: 100, level2: 100, name: 300, collectingUnits: 500, standard: 8000, sourceDocument: 1000, note: 2000 },
}

/** Every row below the headings: an indicator, a remark, a page's heading come again, or an error at its place. */
export function readRows(sheet: Sheet, { place, columns, officeClass }: Table, notes: Notes): MunicipalRow[] {
  const layout = layoutOf(columns)
  const below = sheet.rows.filter(({ number }) => number >= place.row + place.rows)
  const reading: Reading = {
    ...{ ...notes, ...scalesIn(below, layout, notes.warn, place.row), layout, officeClass, section: '' },
    ...{ totals: [], hasFailed: false },
    ...{ numbers: new Map(), rows: [], last: {}, weightOf: new Map(), carries: new Set() },
  }
  if (below.length > mostRows) {
    const zh = `表头以下超过${mostRows}行，请只保留指标表。`
    notes.error(place.row, null, { zh, en: `more than ${mostRows} rows below the heading: keep the table alone.` })
    return []
  }
  for (const row of below) readRow(row, reading)
  checkTotals(reading)
  if (!layout.has('number') && reading.rows.length > 0) {
    const zh = '表中没有“序号”一列，按行的先后编号。'
    notes.warn(place.row, null, { zh, en: 'the table has no numbers: rows are numbered in their order.' }, true)
  }
  return reading.rows
}

/** Every row of sums is left out, and compared with the rows above it where all of them were read. */
function checkTotals({ totals, rows, layout, scales, officeClass, hasFailed, warn }: Reading): void {
  const kinds = classes.flatMap((kind) => {
    const field = kind === officeClass && !layout.has(weightFields[kind]) ? 'weight' : weightFields[kind]
    const column = layout.get(field)
    return column ? [{ kind, column, scale: scales.get(field) }] : []
  })
  for (const [at, { row, above }] of totals.entries()) {
    const compared = hasFailed ? [] : comparedTotals(row, rows.slice(0, above), totals[at - 1]?.above ?? 0, kinds)
    const differing = compared.filter(({ problem }) => problem !== null)
    for (const { column, problem } of differing) if (problem) warn(row.number, column, problem)
    if (differing.length === 0) warn(row.number, layout.first ?? null, compared.length > 0 ? agreed : unread)
  }
}
const unread = { zh: '该行是合计，没有读入。', en: 'this row is a total and was not read.' }
const agreed = {
  zh: '该行是合计，与各行之和相符，没有读入。',
  en: 'this row is a total that agrees with the rows above; it was not read.',
}

/** How each column of weights is written; what is said of a whole column is said once. */
function scalesIn(rows: readonly SheetRow[], layout: Layout, warn: Note, headerRow: number) {
  // a sum is far above what it sums up: how the column is written is seen in the rows alone
  const summed = rows.filter((row) => rowKind(row, layout) !== 'total')
  const [scales, inPoints] = [new Map<MunicipalField, Scale>(), new Set<MunicipalField>()]
  for (const field of [...Object.values(weightFields), 'weight', 'level1Weight', 'level2Weight'] as const) {
    const column = layout.get(field)
    if (!column) continue
    const cells = summed.map((row) => cellIn(row, column))
    const scale = scaleOf(cells)
    scales.set(field, scale)
    if (scale !== 'points' || cells.filter((cell) => cell && !/[%％]/.test(cell.text)).length < 4) continue
    inPoints.add(field)
    const zh = '该列权重没有百分号，按百分点读入。'
    warn(
      headerRow,
      column,
      { zh, en: 'the weights of this column have no percent sign; they are read as points.' },
      true,
    )
  }
  return { scales, inPoints }
}

const skipped = {
  heading: { zh: '该行是重复的表头，没有读入。', en: 'this row is the heading come again and was not read.' },
  remark: { zh: '该行是说明，没有读入。', en: 'this row is a remark and was not read.' },
  section: { zh: '该行作为一级指标读入。', en: 'this row is read as a first level.' },
} as const satisfies Record<string, Problem>

function readRow(row: SheetRow, reading: Reading): void {
  const { layout, warn } = reading
  const kind = rowKind(row, layout)
  if (kind === 'empty') return
  if (kind === 'heading') for (const field of ['level1', 'level2'] as const) reading.carries.add(field)
  if (kind === 'section') reading.section = sectionIn(row, layout)
  if (kind === 'total') {
    reading.totals.push({ row, above: reading.rows.length })
    return
  }
  if (kind !== 'indicator') {
    warn(row.number, kind === 'heading' ? null : (layout.first ?? null), skipped[kind])
    return
  }
  if (row.hidden) {
    warn(row.number, null, { zh: '该行被隐藏，已一并读入。', en: 'this row is hidden; it was read.' }, true)
  }
  const failed = checkMerges(row, layout, reading.error)
  const read = failed ? undefined : indicatorIn(row, reading)
  if (!read) {
    reading.hasFailed = true
    return
  }
  reading.rows.push(read)
  reading.numbers.set(read.number, read.row)
}

/** The cells of one row. A fault is noted at its column, and `failed` then says that the row cannot be taken. */
function cellsOf(row: SheetRow, { layout, error, warn }: Reading) {
  const cells = {
    failed: false,
    cell: (field: MunicipalField): SheetCell | undefined => cellIn(row, layout.get(field) ?? ''),
    text: (field: MunicipalField): string => textIn(row, layout.get(field) ?? ''),
    /** The value, or undefined with its fault noted. Formulas and texts too long are refused whatever the field. */
    take: <Value>(field: MunicipalField, read: () => Value | Problem): Value | undefined => {
      const column = layout.get(field) ?? null
      const text = cells.text(field)
      const value = formulaFault(cells.cell(field)) ?? tooLong(text, limits[field] ?? 8000) ?? read()
      if (isProblem(value)) {
        cells.failed = true
        error(row.number, column, value)
        return undefined
      }
      const odd = unreadable(text)
      if (odd) warn(row.number, column, odd)
      return value
    },
  }
  return cells
}
type Cells = ReturnType<typeof cellsOf>

function indicatorIn(row: SheetRow, reading: Reading): MunicipalRow | undefined {
  const { layout, numbers, rows } = reading
  const cells = cellsOf(row, reading)
  const has = (field: MunicipalField) => layout.has(field)
  const level1 = levelOf('level1', row, cells, reading)
  const level2 = has('level2') ? levelOf('level2', row, cells, reading) : { name: '', weight: null }
  const number = has('number')
    ? cells.take('number', () => numberIn(cells.cell('number'), numbers))
    : (rows.at(-1)?.number ?? 0) + 1
  const name = cells.take('name', () => nameIn(cells.text('name')))
  const units = has('collectingUnits')
    ? cells.take('collectingUnits', () => namesIn(cells.text('collectingUnits')))
    : ([] as string[])
  const frequency = has('frequency') ? cells.take('frequency', () => frequencyIn(cells.text('frequency'))) : null
  const weights = weightsOf(row, cells, reading)
  const standard = cells.take('standard', () => cleanLines(cells.text('standard')))
  const sourceDocument = cells.take('sourceDocument', () => clean(cells.text('sourceDocument')))
  const note = cells.take('note', () => clean(cells.text('note')))
  if (cells.failed || !level1 || !level2 || !number || !name || !units || frequency === undefined) return undefined
  return {
    ...{ row: row.number, level1, level2: level2.name, level2Weight: level2.weight, number, name },
    ...{ collectingUnits: units, frequency, weights },
    ...{ standard: standard ?? '', sourceDocument: sourceDocument ?? '', note: note ?? '' },
  }
}

/** A level's name and weight: its own cell's, its section's, or after a heading come again that of the page before. */
function levelOf(field: LevelField, row: SheetRow, cells: Cells, reading: Reading): Level | undefined {
  const { layout, last, carries, warn, section, weightOf } = reading
  const own = layout.has(field) ? cells.text(field) : section
  const before = last[field]
  if (clean(own) === '' && carries.has(field) && before) {
    const zh = `为空，接上页“${before.name}”。`
    warn(row.number, layout.get(field) ?? null, { zh, en: `empty: “${before.name}” goes on.` }, true)
    return before
  }
  carries.delete(field)
  const read = cells.take(field, () => levelIn(own))
  const weight = cells.take(`${field}Weight`, () => weightIn(cells.cell(`${field}Weight`), scaleIn(reading, field)))
  if (!read) return undefined
  const key = field === 'level1' ? read.name : `${last.level1?.name ?? ''}\n${read.name}`
  const said = weight?.points ?? read.weight ?? weightOf.get(key) ?? null
  if (said !== null && !weightOf.has(key)) weightOf.set(key, said)
  last[field] = { name: read.name, weight: said }
  return last[field]
}
const scaleIn = ({ scales }: Reading, field: LevelField) => scales.get(`${field}Weight`)

function weightsOf(
  row: SheetRow,
  cells: Cells,
  { layout, officeClass, scales, inPoints, warn }: Reading,
): MunicipalRow['weights'] {
  const weightOf = (kind: OfficeClass): Decimal | null => {
    const own = weightFields[kind]
    const field = kind === officeClass && !layout.has(own) ? 'weight' : own
    const weight = cells.take(field, () => weightIn(cells.cell(field), scales.get(field)))
    if (weight?.remark && !inPoints.has(field)) warn(row.number, layout.get(field) ?? null, weight.remark, true)
    return weight?.points ?? null
  }
  const found = Object.fromEntries(classes.map((kind) => [kind, weightOf(kind)]))
  return found as Record<OfficeClass, Decimal | null>
}

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'zh' in value
