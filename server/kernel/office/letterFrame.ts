import { AlignmentType, BorderStyle, Footer, Header, LineRuleType, PageNumber, Paragraph, TextRun } from 'docx'
import { widthOf } from '#domain/kernel/letter.ts'
import { characterWidth, millimetres, mm, nothing, red, words } from './gbt9704.ts'

/** Both lines are 170 mm long and centred on the page, wider than the type area. */
const acrossPage = { left: mm(20 - millimetres.left), right: mm(20 - millimetres.right) }
const exactly = (points: number) => ({ line: points * 20, lineRule: LineRuleType.EXACT, before: 0, after: 0 })

/** 30 points where the name fits on the line at that size, else as large as fits. */
const nameSize = (sender: string): number => Math.min(30, Math.floor(mm(165) / 20 / widthOf(sender)))

/** First page: the office's name in red, and 4 mm below it a red double line, the upper one thick. */
export function letterHeaders(sender: string): { first: Header; default: Header; even: Header } {
  const size = nameSize(sender)
  const name = new Paragraph({
    alignment: AlignmentType.CENTER,
    indent: acrossPage,
    spacing: exactly(size),
    border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, color: red, space: 11 } },
    children: [words(sender, 'song', size * 2, { color: red })],
  })
  // 7/8 of a 3号 character lies between the line and the document number, whose own line is higher than it is.
  const distance = new Paragraph({ spacing: exactly(8), children: [] })
  return {
    first: new Header({ children: [name, distance] }),
    default: new Header({ children: [nothing()] }),
    even: new Header({ children: [nothing()] }),
  }
}

/** First page: a red double line 20 mm above the edge, the lower one thick, and no page number. */
export const letterFooters = (): { first: Footer; default: Footer; even: Footer } => ({
  first: new Footer({
    children: [
      new Paragraph({
        indent: acrossPage,
        spacing: exactly(2),
        border: { bottom: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, color: red, space: 0 } },
        children: [],
      }),
    ],
  }),
  default: pageNumber(AlignmentType.RIGHT),
  even: pageNumber(AlignmentType.LEFT),
})

/** 4号 digits between dashes, 7 mm below the type area; one character in, right on odd pages and left on even ones. */
export function pageNumber(alignment: typeof AlignmentType.RIGHT | typeof AlignmentType.LEFT): Footer {
  const font = { ascii: '宋体', eastAsia: '宋体', hAnsi: '宋体', cs: '宋体' }
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { left: characterWidth, right: characterWidth },
        spacing: { ...exactly(14), after: mm(5.5) },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font, size: 28 })],
      }),
    ],
  })
}
