import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { figure, type LetterTable, titleLines, widthOf } from '#domain/kernel/letter.ts'
import { blank, type Face, line, sizes, titleLine, typeAreaWidth, words } from './gbt9704.ts'

type Row = LetterTable['rows'][number]

/** An annex on its own page: 附件 in 3号黑体 at the left, its title centred on the third line, then the table. */
export const annex = (table: LetterTable, number: number | null): FileChild[] => [
  line([words(`附件${number ?? ''}`, 'hei', sizes.three)], { pageBreakBefore: true }),
  blank(),
  ...titleLines(table.title).map(titleLine),
  blank(),
  dataTable(table),
]

const rule = { style: BorderStyle.SINGLE, size: 6, color: '000000' }
const borders = { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule }

function dataTable(table: LetterTable): Table {
  const layout = layoutOf(table)
  const { widths } = layout
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.columns.map(({ name }, index) => cell(name, layout, index, 'hei', AlignmentType.CENTER)),
  })
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: typeAreaWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders,
    rows: [header, ...table.rows.map((row) => dataRow(table, row, layout))],
  })
}

const dataRow = (table: LetterTable, row: Row, layout: Layout): TableRow =>
  new TableRow({
    cantSplit: true,
    children: table.columns.map(({ isNumber }, index) =>
      cell(
        shown(row, index, isNumber),
        layout,
        index,
        row.isTotal ? 'hei' : 'fangsong',
        isNumber ? AlignmentType.RIGHT : AlignmentType.LEFT,
      ),
    ),
  })

const shown = ({ cells, decimals }: Row, index: number, isNumber: boolean): string => {
  const content = cells[index] ?? null
  return isNumber ? figure(content, decimals) : (content ?? '')
}

type Side = (typeof AlignmentType)['LEFT' | 'RIGHT' | 'CENTER']

const cell = (text: string, { widths, size }: Layout, index: number, face: Face, alignment: Side): TableCell =>
  new TableCell({
    width: { size: widths[index] ?? 0, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: 80, right: 80, top: 40, bottom: 40 },
    children: [
      new Paragraph({
        alignment,
        spacing: { line: 420, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
        children: [words(text, face, size)],
      }),
    ],
  })

type Layout = { readonly size: number; readonly widths: readonly number[] }

/** 4号, 小四 or 五号: the largest in which every column holds its longest content on one line. */
const tableSizes = [sizes.four, 24, 21] as const

/** Widths in proportion to the longest content, between 3 and 14 characters, filling the type area. */
function layoutOf({ columns, rows }: LetterTable): Layout {
  const wanted = columns.map(({ name, isNumber }, index) => {
    const texts = [name, ...rows.map((row) => shown(row, index, isNumber))]
    return Math.min(14, Math.max(3, ...texts.map(widthOf))) + 1
  })
  const total = wanted.reduce((sum, width) => sum + width, 0)
  const size = tableSizes.find((halfPoints) => total * halfPoints * 10 <= typeAreaWidth) ?? 21
  return { size, widths: wanted.map((width) => Math.floor((width / total) * typeAreaWidth)) }
}
