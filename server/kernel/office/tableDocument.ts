import {
  AlignmentType,
  BorderStyle,
  Document,
  LineRuleType,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { titleLines, widthOf } from '#domain/kernel/letter.ts'
import type { PaperTable } from '#domain/kernel/paper.ts'
import { blank, type Face, faces, line, millimetres, mm, sizes, titleLine, words } from './gbt9704.ts'
import { pageNumber } from './letterFrame.ts'

/** A table that is a document by itself. */
export type TableDocument = PaperTable & {
  readonly title: string
  /** A line below the title: of which day, how many. */
  readonly remark: string
  readonly sender: string
}

/** A4 lying down: the longer side is 297 mm. */
const width = mm(297 - millimetres.top - millimetres.bottom)
const rule = { style: BorderStyle.SINGLE, size: 6, color: '000000' }
const borders = { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule }

export const lyingDown = {
  size: { width: mm(210), height: mm(297), orientation: PageOrientation.LANDSCAPE },
  margin: {
    top: mm(millimetres.left),
    bottom: mm(millimetres.right),
    left: mm(millimetres.top),
    right: mm(millimetres.bottom),
    footer: mm(11),
  },
}

/** Page numbers go on through the annex (7.5). */
export const numbered = { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) }

/** Writes the table on pages lying down, its heading row on every page, in the faces of GB/T 9704-2012. */
export async function writeTableDocument(content: TableDocument): Promise<Buffer> {
  const file = new Document({
    title: content.title,
    creator: content.sender,
    lastModifiedBy: content.sender,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: faces.fangsong, size: sizes.four } } } },
    sections: [
      {
        properties: { page: lyingDown },
        footers: numbered,
        children: [
          ...titleLines(content.title).map(titleLine),
          line([words(content.remark, 'fangsong', sizes.four)], { alignment: AlignmentType.CENTER }),
          blank(),
          tableOf(content),
        ],
      },
    ],
  })
  return Packer.toBuffer(file)
}

/** The table over the whole width of a page lying down, or over `across`; its heading row comes again on every page. */
export function tableOf({ columns, rows, isDense = false, isTogether = false }: PaperTable, across = width): Table {
  const total = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.floor((share / total) * across))
  const look = looks[isDense ? 'dense' : 'usual']
  const row = (cells: readonly string[], face: Face, isHeader = false, keepNext = isTogether) =>
    new TableRow({
      tableHeader: isHeader,
      cantSplit: heightOf(cells, widths, look) < pageHeight,
      children: columns.map(({ isCentred }, at) =>
        cell(cells[at] ?? '', {
          ...{ face, keepNext, width: widths[at] ?? 0, isCentred: isHeader || isCentred === true },
          ...look,
        }),
      ),
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: across, type: WidthType.DXA },
    columnWidths: widths,
    borders,
    rows: [
      row(
        columns.map(({ name }) => name),
        'hei',
        true,
      ),
      ...rows.map((cells, at) => row(cells, 'fangsong', false, isTogether && at < rows.length - 1)),
    ],
  })
}

/** 小四 on 20 points, or 五号 on 16: half points of a letter, twentieths of a point of a line. */
const looks = { usual: { letter: 24, line: 400 }, dense: { letter: 21, line: 320 } } as const
type Size = (typeof looks)[keyof typeof looks]

const sideMargin = 80
/** What a row may take of a page lying down below the heading row, with two lines kept in hand. */
const pageHeight = mm(210 - millimetres.left - millimetres.right) - 5 * looks.usual.line

/** About how high a row comes out: its longest cell. A row higher than a page goes on over the next one. */
const heightOf = (cells: readonly string[], widths: readonly number[], { letter, line: height }: Size): number =>
  height *
  Math.max(
    ...cells.map((text, at) => {
      const room = ((widths[at] ?? 0) - 2 * sideMargin) / (letter * 10)
      return text.split('\n').reduce((lines, part) => lines + Math.max(1, Math.ceil(widthOf(part) / room)), 0)
    }),
  )

type Look = Size & {
  readonly face: Face
  readonly width: number
  readonly isCentred: boolean
  /** On the page of what follows. */
  readonly keepNext: boolean
}

const cell = (text: string, { face, width: size, isCentred, keepNext, ...look }: Look): TableCell =>
  new TableCell({
    width: { size, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: sideMargin, right: sideMargin, top: 40, bottom: 40 },
    children: text.split('\n').map(
      (line) =>
        new Paragraph({
          ...(keepNext ? { keepNext } : {}),
          alignment: isCentred ? AlignmentType.CENTER : AlignmentType.LEFT,
          spacing: { line: look.line, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
          children: [words(line, face, look.letter)],
        }),
    ),
  })
