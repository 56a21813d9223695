import { z } from 'zod'
import {
  type BlockKind,
  blockKinds,
  blocks,
  type Counted,
  type FigureKey,
  figureKeys,
  figures,
  type SourceKey,
  type TableKey,
  tableKeys,
  tables,
} from './figure.ts'

/** What is printed of a bulletin, piece by piece: words, tables, and charts that are drawn from their series. */
export const BulletinPart = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: z.string() }),
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({
    kind: z.literal('table'),
    title: z.string(),
    columns: z.array(z.strictObject({ name: z.string(), share: z.number(), isCentred: z.boolean().optional() })),
    rows: z.array(z.array(z.string())),
  }),
  z.strictObject({
    kind: z.literal('chart'),
    title: z.string(),
    isStacked: z.boolean(),
    unit: z.string(),
    categories: z.array(z.string()),
    series: z.array(z.strictObject({ name: z.string(), values: z.array(z.number().nullable()) })),
  }),
])
export type BulletinPart = z.infer<typeof BulletinPart>
export type BulletinChart = Extract<BulletinPart, { kind: 'chart' }>

export type BlockWords = Readonly<Record<BlockKind, string>>

const mark = /\{([^{}\n]*)\}/g
const byName = new Map<string, FigureKey>(figureKeys.map((key) => [figures[key].name.zh, key]))

/** The mark of a figure as it stands in the words: {红牌}. */
export const markOf = (key: FigureKey): string => `{${figures[key].name.zh}}`

/** Marks that name no figure. */
export const unknownMarks = (words: string): string[] =>
  [...words.matchAll(mark)].filter(([, name = '']) => !byName.has(name)).map(([whole]) => whole)

/** A figure as it is printed, with its unit; honest where there is nothing to count it from. */
export function printedFigure(key: FigureKey, value: string | null): string {
  if (value === null) return '（无可计数据）'
  return `${value}${figures[key].unit.zh}`
}

/** Words in pieces: plain ones, and figures with the value that stands for their mark. */
export type Piece = { readonly text: string; readonly figure: FigureKey | null }
export function piecesOf(words: string, values: Counted['figures']): Piece[] {
  const pieces: Piece[] = []
  let last = 0
  for (const found of words.matchAll(mark)) {
    const key = byName.get(found[1] ?? '')
    if (!key) continue
    if (found.index > last) pieces.push({ text: words.slice(last, found.index), figure: null })
    pieces.push({ text: printedFigure(key, values[key]), figure: key })
    last = found.index + found[0].length
  }
  if (last < words.length) pieces.push({ text: words.slice(last), figure: null })
  return pieces
}

/** Figures and tables that are printed with these words: of a block without words nothing is. */
export function usedKeys(words: BlockWords): SourceKey[] {
  const all = Object.values(words).join('\n')
  return [
    ...figureKeys.filter((key) => all.includes(markOf(key))),
    ...tableKeys.filter((key) => words[tables[key].block].trim() !== ''),
  ]
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九']

/** What is printed: blocks with words in their order, numbered, each with its tables and chart. */
export function partsOf(words: BlockWords, counted: Counted): BulletinPart[] {
  return blockKinds
    .filter((kind) => words[kind].trim() !== '')
    .flatMap((kind, at): BulletinPart[] => [
      { kind: 'heading', text: `${numerals[at]}、${blocks[kind].name.zh}` },
      ...linesOf(piecesOf(words[kind], counted.figures)),
      ...tableKeys.filter((key) => tables[key].block === kind).flatMap((key) => tableParts(key, counted.tables[key])),
    ])
}

const linesOf = (pieces: readonly Piece[]): BulletinPart[] =>
  pieces
    .map(({ text }) => text)
    .join('')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((text) => ({ kind: 'text', text }))

function tableParts(key: TableKey, rows: Counted['tables'][TableKey]): BulletinPart[] {
  if (rows.length === 0) return []
  const { name, columns } = tables[key]
  const table: BulletinPart = {
    ...{ kind: 'table', title: name.zh },
    columns: columns.map((column) => ({ ...column })),
    rows: rows.map((row) => [...row]),
  }
  const chart = chartOf(key, rows)
  return chart ? [chart, table] : [table]
}

/** More divisions than this make no picture that can be read; the table says it. */
export const mostInChart = 40

/** Which columns of a table are drawn; divisions in the office's order. */
const drawn: Partial<Record<TableKey, { readonly from: number; readonly isStacked: boolean; readonly unit: string }>> =
  {
    progressTable: { from: 2, isStacked: true, unit: '项' },
    timelinessTable: { from: 4, isStacked: false, unit: '%' },
  }

function chartOf(key: TableKey, rows: readonly (readonly string[])[]): BulletinChart | null {
  const way = drawn[key]
  const lines = rows.filter(([name]) => name !== total)
  if (!way || lines.length === 0 || lines.length > mostInChart) return null
  const { name, columns } = tables[key]
  const series = columns.slice(way.from).map((column, at) => ({
    name: column.name.replace('%', ''),
    values: lines.map((line) => {
      const cell = line[way.from + at] ?? '—'
      return cell === '—' ? null : Number(cell)
    }),
  }))
  if (series.every(({ values }) => values.every((value) => !value))) return null // nothing to be seen
  return {
    ...{ kind: 'chart', title: name.zh, isStacked: way.isStacked, unit: way.unit },
    ...{ categories: lines.map(([division = '']) => division), series },
  }
}

/** The last line of a table by division. */
export const total = '合计'

/** The text of the document: what is signed beside tables and charts. */
export const textOf = (parts: readonly BulletinPart[]): string =>
  parts.flatMap((part) => (part.kind === 'heading' || part.kind === 'text' ? [part.text] : [])).join('\n')
