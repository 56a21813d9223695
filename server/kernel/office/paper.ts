import {
  BorderStyle,
  Document,
  DocumentGridType,
  type FileChild,
  type ISectionOptions,
  Packer,
  Paragraph,
  SectionType,
  TabStopType,
} from 'docx'
import { documentDate, titleLines } from '#domain/kernel/letter.ts'
import type { PaperContent } from '#domain/kernel/paper.ts'
import {
  characterWidth,
  faces,
  linePitch,
  millimetres,
  mm,
  nothing,
  onPitch,
  sizes,
  typeAreaWidth,
  words,
} from './gbt9704.ts'
import { annexText, tablePages, unmarked, unnumbered } from './paperAnnex.ts'
import { front } from './paperFront.ts'
import { chartsOf } from './paperParts.ts'
import { numbered } from './tableDocument.ts'

/**
 * Writes a document (.docx) in the layout of GB/T 9704-2012 with a name in red over a red line, its annex, and the
 * last lines (版记) on an even page. It only sets what `PaperContent` says.
 */
export async function writePaper(content: PaperContent): Promise<Buffer> {
  const { annex, parts } = content
  const charts = await chartsOf(parts ?? [])
  const file = new Document({
    title: titleLines(content.title).join(''),
    creator: content.sender,
    lastModifiedBy: content.sender,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: plainRun, paragraph: { spacing: onPitch } } } },
    sections: [
      upright([...front(content, charts), ...(annex ? annexText(annex) : [])]),
      ...(annex?.tables ?? []).map(tablePages),
      lastPage(content),
    ],
  })
  return Packer.toBuffer(file)
}

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
const upright = (children: FileChild[]): ISectionOptions => ({
  properties: { grid: { type: DocumentGridType.DEFAULT, linePitch }, page: portrait },
  headers: unmarked,
  footers: numbered,
  children,
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
