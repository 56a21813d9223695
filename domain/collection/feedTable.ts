import type { Frequency } from '#domain/calendar/periods.ts'
import { periodText } from '#domain/calendar/periods.ts'
import { readPeriod } from '#domain/calendar/readPeriod.ts'
import { compare, type Decimal, round } from '#domain/kernel/decimal.ts'
import { plainDigits } from '#domain/kernel/readFigure.ts'
import type { Sheet, SheetRow } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type Stage, stages } from './duty.ts'
import { cutOff, rowIn, type TableDuty } from './entryTable.ts'
import type { TableCells as Cells } from './entryTableFind.ts'
import { type FeedColumn, type FeedMapping, feedColumnNames, mappedPlace, plainHeading } from './feedMapping.ts'

/** A duty of the feed's division. `now` is what this feed gave last, `heldBy` the other source that fills it. */
export type FeedDuty = Omit<TableDuty, 'further'> & {
  readonly frequency: Frequency
  readonly stage: Stage
  readonly isOpen: boolean
  readonly heldBy: Text | null
}

/** `passed`: the row is sound and gives nothing, as of another division, or of what was handed in already. */
export type FeedOutcome = 'taken' | 'unchanged' | 'passed' | 'refused'
export type FeedRow = {
  readonly row: number
  readonly outcome: FeedOutcome
  readonly message: Text | null
  readonly dutyId: string | null
  readonly value: Decimal | null
  readonly cells: readonly string[]
}
export type FeedTable =
  | {
      readonly ok: true
      readonly sheet: string
      readonly headings: readonly string[]
      readonly rows: readonly FeedRow[]
    }
  | { readonly ok: false; readonly message: Text }

/** Reads a table by its mapping against the duties of the division; every row is told what becomes of it. */
export function readFeedTable(sheets: readonly Sheet[], mapping: FeedMapping, duties: readonly FeedDuty[]): FeedTable {
  const place = mappedPlace(sheets, mapping)
  if (!place) return { ok: false, message: headingsGone(mapping) }
  const { sheet, at } = place
  const heads = sheet.rows[at]?.cells.filter(({ text }) => text.trim() !== '') ?? []
  const words = heads.map(({ text }) => plainHeading(text))
  const double = heads.find(
    ({ text }) => isRead(mapping, text) && words.filter((w) => w === plainHeading(text)).length > 1,
  )
  if (double) return { ok: false, message: twice(double.text.trim()) }
  const columns = new Map(
    heads.flatMap(({ column, text }) => {
      const field = fieldOf(mapping, text)
      return field ? [[column, field] as const] : []
    }),
  )
  const find = finderOf(mapping, duties)
  const seen = new Map<string, number>()
  const rows = sheet.rows.slice(at + 1).flatMap((row): FeedRow[] => {
    if (row.cells.every(({ text }) => text.trim() === '')) return []
    const cells = heads.map(({ column }) => textAt(row, column))
    const isCut = sheet.name === '' && row.cells.length < (sheet.rows[at]?.cells.length ?? 0)
    const judged = isCut ? refused(cutOff) : judge(cellsOf(row, columns), find, seen, row.number)
    return [{ row: row.number, cells, ...judged }]
  })
  return { ok: true, sheet: sheet.name, headings: heads.map(({ text }) => text.trim()), rows }
}

const fieldOf = (mapping: FeedMapping, words: string): FeedColumn | undefined =>
  feedColumnNames.find((field) => {
    const of = mapping[field]
    return of !== null && plainHeading(of) === plainHeading(words)
  })
const isRead = (mapping: FeedMapping, words: string): boolean => fieldOf(mapping, words) !== undefined

const headingsGone = ({ indicator, period, value, unit }: FeedMapping): Text => {
  const wanted = [indicator, period, value, unit].filter((one) => one !== null)
  return {
    zh: `表头变了：没有找到同时含有${wanted.map((one) => `“${one}”`).join('、')}的一行。请重新核对各列含义。`,
    en: `The headings changed: no row has ${wanted.map((one) => `“${one}”`).join(', ')}. Check what the columns are.`,
  }
}
const twice = (heading: string): Text => ({
  zh: `表头“${heading}”出现两次，不知道取哪一列。`,
  en: `The heading “${heading}” is there twice: which column is meant is not known.`,
})

const textAt = ({ cells }: SheetRow, column: string): string => cells.find((cell) => cell.column === column)?.text ?? ''

function cellsOf(row: SheetRow, columns: ReadonlyMap<string, FeedColumn>): Cells {
  const cells: Cells = {}
  for (const cell of row.cells) {
    const field = columns.get(cell.column)
    if (field) cells[field] = cell
  }
  return cells
}

type Judged = Pick<FeedRow, 'outcome' | 'message' | 'dutyId' | 'value'>
const refused = (message: Text): Judged => ({ outcome: 'refused', message, dutyId: null, value: null })
const passed = (message: Text, dutyId: string | null = null): Judged => ({
  ...{ outcome: 'passed', message, dutyId, value: null },
})

type Found = FeedDuty | { readonly passed: Text } | { readonly refused: Text }

function judge(cells: Cells, find: (cells: Cells) => Found, seen: Map<string, number>, row: number): Judged {
  const duty = find(cells)
  if ('passed' in duty) return passed(duty.passed)
  if ('refused' in duty) return refused(duty.refused)
  if (duty.heldBy) return passed(heldByOther(duty.heldBy), duty.id)
  if (!duty.isOpen) return passed(notOpen(duty.stage), duty.id)
  const read = rowIn({ cells, further: [] }, { ...duty, further: null }, seen, row)
  if (!('outcome' in read)) return refused(read.message)
  if (read.entry === null) return passed(read.message ?? notRead, duty.id)
  if (read.entry.kind === 'nil') return passed(nilIsSaid, duty.id)
  const value = round(read.entry.value ?? '0', duty.indicator.decimals)
  const isSame = duty.now?.value != null && compare(value, duty.now.value) === 0
  return { outcome: isSame ? 'unchanged' : 'taken', message: read.message, dutyId: duty.id, value }
}

const notRead: Text = { zh: '没有读入。', en: 'Not read.' }
const nilIsSaid: Text = {
  zh: '表中为“无”：是否零报告由填报人决定，不代填。',
  en: 'The table says none: whether it is a nil return is for the division to say.',
}
const heldByOther = (by: Text): Text => ({
  zh: `这项数据由“${by.zh}”带出，不改动。`,
  en: `These data are filled by “${by.en}”: not changed.`,
})
const notOpen = (stage: Stage): Text => ({
  zh: `这项数据现为“${stages[stage].zh}”，不改动。`,
  en: `These data are at “${stages[stage].en}”: not changed.`,
})

/** Which duty a row is about: by the name as it stands or as the mapping says it, and by the period. */
function finderOf(mapping: FeedMapping, duties: readonly FeedDuty[]): (cells: Cells) => Found {
  const keyOf = (name: string, unit: string) => `${plainDigits(name)} ${plainDigits(unit)}`
  const byBoth = Map.groupBy(duties, ({ indicator }) => keyOf(indicator.name, indicator.unit))
  const byName = Map.groupBy(duties, ({ indicator }) => plainDigits(indicator.name))
  const said = new Map(mapping.names.map(({ written, indicator }) => [plainDigits(written), indicator]))
  return ({ indicator, period }) => {
    const written = indicator?.text.trim() ?? ''
    if (mapping.fixed === null && written === '') return { refused: noName }
    const meant = mapping.fixed ?? said.get(plainDigits(written))
    const named = meant ? byBoth.get(keyOf(meant.name, meant.unit)) : byName.get(plainDigits(written))
    if (!named) return { passed: notOurs(meant?.name ?? written) }
    if (new Set(named.map((duty) => duty.indicator.unit)).size > 1) return { refused: severalUnits(written) }
    return ofPeriod(named, period?.text.trim() ?? '')
  }
}

function ofPeriod(named: readonly FeedDuty[], words: string): Found {
  const codes = named.map((duty) => readPeriod(words, duty.frequency))
  const found = named.filter((duty, at) => codes[at] === duty.period)
  const [duty, other] = found
  if (other) return { refused: severalItems }
  if (duty) return duty
  const code = codes.find((one) => one !== undefined)
  return code === undefined ? { refused: noPeriod(words) } : { passed: notAsked(code) }
}

const noName: Text = { zh: '没有写指标名称。', en: 'No indicator is named.' }
const notOurs = (name: string): Text => ({
  zh: `“${name}”不是本处报送的指标，跳过。`,
  en: `“${name}” is no indicator of this division: passed over.`,
})
const severalUnits = (name: string): Text => ({
  zh: `有几个指标都叫“${name}”而单位不同，请在各列含义中指定是哪一个。`,
  en: `Several indicators are called “${name}” with different units: say in the mapping which one is meant.`,
})
const severalItems: Text = {
  zh: '有几个事项在这一期都有这个指标，不能确定填入哪一项。',
  en: 'Several items have this indicator in this period: which one is meant is not known.',
}
const noPeriod = (words: string): Text => ({
  zh: words === '' ? '没有写报送期。' : `报送期“${words}”无法识别。`,
  en: words === '' ? 'No period is given.' : `The period “${words}” is not known.`,
})
const notAsked = (period: string): Text => ({
  zh: `${periodText(period).zh}没有这项数据要报，或者还没有开放填报，跳过。`,
  en: `Nothing is asked for ${periodText(period).en}, or its entry has not opened: passed over.`,
})

/** What a reading gives, and how many rows stop it. */
export const givenBy = (rows: readonly FeedRow[]) => ({
  taken: rows.filter(({ outcome }) => outcome === 'taken'),
  refused: rows.filter(({ outcome }) => outcome === 'refused'),
})
