import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  type FileChild,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  Paragraph,
  SectionType,
  TabStopType,
} from 'docx'
import { documentDate, titleLines, widthOf } from '#domain/kernel/letter.ts'
import type { PaperContent } from '#domain/kernel/paper.ts'
import {
  blank,
  body,
  characterWidth,
  faces,
  line,
  linePitch,
  millimetres,
  mm,
  nothing,
  onPitch,
  paragraph,
  red,
  sizes,
  titleLine,
  typeAreaWidth,
  words,
} from './gbt9704.ts'
import { attachments, signature } from './letter.ts'
import { pageNumber } from './letterFrame.ts'
import { lyingDown, tableOf } from './tableDocument.ts'

/**
 * Writes a document (.docx) in the layout of GB/T 9704-2012 with the office's name in red over a red line, its annex, and
 * the last lines (版记) on an even page. It only sets what `PaperContent` says.
 */
export async function writePaper(content: PaperContent): Promise<Buffer> {
  const { annex } = content
  const file = new Document({
    title: titleLines(content.title).join(''),
    creator: content.sender,
    lastModifiedBy: content.sender,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: plainRun, paragraph: { spacing: onPitch } } } },
    sections: [
      upright([...front(content), ...(annex ? annexText(annex) : [])]),
      ...(annex ? [tablePages(annex.table)] : []),
      lastPage(content),
    ],
  })
  return Packer.toBuffer(file)
}

type Annex = NonNullable<PaperContent['annex']>

const plainRun = { font: faces.fangsong, size: sizes.three, language: { value: 'zh-CN', eastAsia: 'zh-CN' } }
const portrait = {
  size: { width: mm(210), height: mm(297) },
  margin: {
    top: mm(millimetres.top),
    bottom: mm(millimetres.bottom),
    left: mm(millimetres.left),
    right: mm(millimetres.right),
    footer: mm(20),
  },
}
const numbered = { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) }
/** The page of the last lines bears no number (7.5). */
const unnumbered = { default: new Footer({ children: [nothing()] }), even: new Footer({ children: [nothing()] }) }
const unmarked = { default: new Header({ children: [nothing()] }), even: new Header({ children: [nothing()] }) }

const upright = (children: FileChild[]): ISectionOptions => ({
  properties: { grid: { type: DocumentGridType.DEFAULT, linePitch }, page: portrait },
  headers: unmarked,
  footers: numbered,
  children,
})

/** 35 mm from the type area's top edge to the name; two lines to the number, 4 mm to the red line (7.2.4, 7.2.5). */
function front(content: PaperContent): FileChild[] {
  const { sender, number, title, to, paragraphs, annex, datedOn } = content
  const name = `${sender}文件`
  const size = Math.min(62, Math.floor(typeAreaWidth / 10 / widthOf(name)))
  return [
    new Paragraph({
      spacing: { before: mm(25), after: 0, line: size * 14 },
      alignment: AlignmentType.CENTER,
      children: [words(name, 'song', size, { color: red })],
    }),
    blank(),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { ...onPitch, after: 0 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: red, space: 11 } },
      children: [body(number ?? '（文号待编）')],
    }),
    blank(),
    blank(),
    ...titleLines(title).map(titleLine),
    blank(),
    line([body(`${to}：`)]),
    ...paragraphs.map((text, at) => paragraph(text, { keepNext: at === paragraphs.length - 1 })),
    ...attachments(annex ? [annex.title] : []),
    ...signature(sender, datedOn === null ? '（印发日期）' : documentDate(datedOn), true),
  ]
}

/** 附件 at the left of the first line, its title centred on the third (7.3.7). */
const annexText = ({ title, chapters }: Annex): FileChild[] => [
  line([words('附件', 'hei', sizes.three)], { pageBreakBefore: true }),
  blank(),
  ...titleLines(title).map(titleLine),
  blank(),
  ...chapters.flatMap(({ heading, paragraphs }) => [
    line([words(heading, 'hei', sizes.three)], { indent: { firstLine: 2 * characterWidth }, keepNext: true }),
    ...paragraphs.map((text) => paragraph(text)),
  ]),
]

const tablePages = ({ title, ...table }: Annex['table']): ISectionOptions => ({
  properties: { type: SectionType.NEXT_PAGE, page: { ...lyingDown, margin: { ...lyingDown.margin, footer: mm(15) } } },
  headers: unmarked,
  footers: numbered,
  children: [...titleLines(title).map(titleLine), blank(), tableOf(table)],
})

const thick = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 1 }

/** The last lines stand at the foot of an even page, between two lines as wide as the type area (7.4). */
function lastPage({ printedBy, datedOn }: PaperContent): ISectionOptions {
  const date = datedOn === null ? '' : `${documentDate(datedOn)}印发`
  const printing = new Paragraph({
    spacing: onPitch,
    border: { top: thick, bottom: thick },
    indent: { left: 0, right: 0 },
    tabStops: [{ type: TabStopType.RIGHT, position: typeAreaWidth - characterWidth }],
    frame: {
      type: 'absolute',
      position: { x: mm(millimetres.left), y: mm(297 - millimetres.bottom) - linePitch - 60 },
      width: typeAreaWidth,
      height: linePitch + 40,
      anchor: { horizontal: 'page', vertical: 'page' },
    },
    children: [words(`　${printedBy}\t${date}`, 'fangsong', sizes.four)],
  })
  return {
    properties: { type: SectionType.EVEN_PAGE, page: portrait },
    headers: unmarked,
    footers: unnumbered,
    children: [printing, nothing()],
  }
}
