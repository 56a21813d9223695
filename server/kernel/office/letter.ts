import { AlignmentType, Document, DocumentGridType, type FileChild, Packer, type Paragraph } from 'docx'
import { documentDate, type LetterContent, titleLines, widthOf } from '#domain/kernel/letter.ts'
import {
  blank,
  body,
  characterWidth,
  faces,
  line,
  linePitch,
  millimetres,
  mm,
  onPitch,
  paragraph,
  sizes,
  titleLine,
} from './gbt9704.ts'
import { annex } from './letterAnnex.ts'
import { letterFooters, letterHeaders } from './letterFrame.ts'
import { annexText, tablePages } from './paperAnnex.ts'

/** Writes a 函 (.docx) in the letter layout of GB/T 9704-2012. It only sets what `LetterContent` says. */
export async function writeLetter(content: LetterContent): Promise<Buffer> {
  const children: FileChild[] = [
    ...heading(content),
    line([body(`${content.to}：`)]),
    ...content.paragraphs.map((text, index) => paragraph(text, { keepNext: index === content.paragraphs.length - 1 })),
    ...attachments([...(content.annex ? [content.annex.title] : []), ...content.attachments]),
    ...signature(content.sender, dayOf(content.datedOn), content.contact === null),
    ...(content.contact ? [paragraph(`（${content.contact}）`)] : []),
    ...content.tables.flatMap((table, index) => annex(table, content.attachments.length > 1 ? index + 1 : null)),
    ...(content.annex ? annexText(content.annex) : []),
  ]
  const file = new Document({
    title: titleLines(content.title).join(''),
    creator: content.sender,
    lastModifiedBy: content.sender,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: plainRun, paragraph: { spacing: onPitch } } } },
    sections: [
      { properties: page, headers: letterHeaders(content.sender), footers: letterFooters(), children },
      ...(content.annex?.tables ?? []).map(tablePages),
    ],
  })
  return Packer.toBuffer(file)
}

const dayOf = (datedOn: string | null): string => (datedOn === null ? '（印发日期）' : documentDate(datedOn))

const plainRun = { font: faces.fangsong, size: sizes.three, language: { value: 'zh-CN', eastAsia: 'zh-CN' } }

/** The name begins 30 mm below the top edge, the last red line lies 20 mm above the bottom edge. */
const page = {
  titlePage: true,
  // Every paragraph has the exact pitch; a grid that snaps would give each line of a title two lines in some programs.
  grid: { type: DocumentGridType.DEFAULT, linePitch },
  page: {
    size: { width: mm(210), height: mm(297) },
    margin: {
      top: mm(millimetres.top),
      bottom: mm(millimetres.bottom),
      left: mm(millimetres.left),
      right: mm(millimetres.right),
      header: mm(30),
      footer: mm(20),
    },
  },
}

/** The number on the right under the red line; the title two lines below it; one line more before the addressee. */
const heading = ({ number, title }: LetterContent): Paragraph[] => [
  line([body(number)], { alignment: AlignmentType.RIGHT }),
  blank(),
  blank(),
  ...titleLines(title).map(titleLine),
  blank(),
]

/** 附件：… two characters in; what does not fit on a line goes on under the name. */
export function attachments(names: readonly string[]): Paragraph[] {
  const lines = names.map((name, index) => {
    const number = names.length > 1 ? `${index + 1}. ` : ''
    const label = index === 0 ? '附件：' : ''
    const [start, hanging] = [2 + 3 + widthOf(number), widthOf(label + number)]
    const indent = { left: start * characterWidth, hanging: hanging * characterWidth }
    return line([body(label + number + name)], { indent, keepNext: true })
  })
  return lines.length > 0 ? [blank({ keepNext: true }), ...lines] : []
}

const sealRoom = Math.round(linePitch * 1.25)

/**
 * With seal: the date four characters from the right, the name above it, centred on the date. A seal of 42 mm over both
 * then begins within one line of the text, as it should, and does not touch it.
 */
export function signature(sender: string, date: string, isLast: boolean): Paragraph[] {
  const [wide, narrow] = [widthOf(sender), widthOf(date)]
  const right = Math.max(0, 4 - Math.max(0, wide - narrow) / 2)
  const nameRight = wide <= narrow ? 4 + (narrow - wide) / 2 : right
  const dateRight = wide <= narrow ? 4 : Math.max(4, right + (wide - narrow) / 2)
  const at = (characters: number) => ({
    alignment: AlignmentType.RIGHT,
    indent: { right: Math.round(characters * characterWidth) },
  })
  return [
    blank({ keepNext: true, spacing: { ...onPitch, line: sealRoom } }),
    line([body(sender)], { ...at(nameRight), keepNext: true }),
    line([body(date)], { ...at(dateRight), keepNext: !isLast }),
  ]
}
