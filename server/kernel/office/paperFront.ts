import { AlignmentType, BorderStyle, type FileChild, Paragraph, TabStopType } from 'docx'
import { documentDate, titleLines, widthOf } from '#domain/kernel/letter.ts'
import type { PaperContent } from '#domain/kernel/paper.ts'
import {
  blank,
  body,
  characterWidth,
  line,
  mm,
  onPitch,
  paragraph,
  red,
  sizes,
  titleLine,
  typeAreaWidth,
  words,
} from './gbt9704.ts'
import { attachments, signature } from './letter.ts'
import { type Charts, paperParts } from './paperParts.ts'

/** From the name in red to the names of those present: all that stands before an annex. */
export function front(content: PaperContent, charts: Charts): FileChild[] {
  const { sender, title, to, paragraphs, parts, annex, datedOn, isSealed, attendance } = content
  const last = paragraphs.length - 1
  return [
    mark(content.mark),
    blank(),
    ...aboveLine(content),
    blank(),
    blank(),
    ...titleLines(title).map(titleLine),
    blank(),
    ...(to === null ? [] : [line([body(`${to}：`)])]),
    ...(parts ? paperParts(parts, charts) : paragraphs.map((text, at) => paragraph(text, { keepNext: at === last }))),
    ...attachments([...(annex ? [annex.title] : []), ...content.attachments]),
    ...(isSealed ? signature(sender, dayOf(datedOn), true) : []),
    ...(attendance.length > 0 ? [blank({ keepNext: true }), ...attendance.map(present)] : []),
  ]
}

const dayOf = (datedOn: string | null): string => (datedOn === null ? '（印发日期）' : documentDate(datedOn))

/** 35 mm from the type area's top edge to the name (7.2.4). */
function mark(name: string): Paragraph {
  const size = Math.min(62, Math.floor(typeAreaWidth / 10 / widthOf(name)))
  return new Paragraph({
    spacing: { before: mm(25), after: 0, line: size * 14 },
    alignment: AlignmentType.CENTER,
    children: [words(name, 'song', size, { color: red })],
  })
}

const redLine = { bottom: { style: BorderStyle.SINGLE, size: 18, color: red, space: 11 } }
const spacing = { ...onPitch, after: 0 }
const right = [{ type: TabStopType.RIGHT, position: typeAreaWidth - characterWidth }]

/**
 * Two lines below the name, 4 mm above the red line (7.2.5 to 7.2.7): the number in the middle; where the document goes
 * upward at the left with 签发人 at the right; in minutes the number over name and day.
 */
function aboveLine({ number, signer, isSealed, sender, datedOn }: PaperContent): Paragraph[] {
  const given = number ?? '（文号待编）'
  const centred = { alignment: AlignmentType.CENTER, spacing }
  if (signer !== null) {
    const children = [body(`　${given}\t签发人：`), words(signer, 'kai', sizes.three)]
    return [new Paragraph({ spacing, border: redLine, tabStops: right, children })]
  }
  if (isSealed) return [new Paragraph({ ...centred, border: redLine, children: [body(given)] })]
  const named = [body(`　${sender}\t${dayOf(datedOn)}`)]
  return [
    new Paragraph({ ...centred, children: [body(given)] }),
    new Paragraph({ spacing, border: redLine, tabStops: right, children: named }),
  ]
}

/** 出席 in 黑体, two characters in, the names hanging behind the colon. */
function present({ label, names }: PaperContent['attendance'][number]): Paragraph {
  const wide = widthOf(label) + 1
  const indent = { left: (2 + wide) * characterWidth, hanging: wide * characterWidth }
  return line([words(`${label}：`, 'hei', sizes.three), body(names)], { indent })
}
