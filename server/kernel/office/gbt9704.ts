import {
  AlignmentType,
  convertMillimetersToTwip,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  type PageBreak,
  Paragraph,
  Tab,
  TextRun,
} from 'docx'

/** The faces of GB/T 9704-2012 by their real names. A machine without them shows its own 宋 or 黑. */
export const faces = {
  song: '方正小标宋简体',
  fangsong: '仿宋_GB2312',
  hei: '黑体',
  kai: '楷体_GB2312',
} as const
export type Face = keyof typeof faces

/** 2号, 3号 and 4号 in half-points, as the file wants them. */
export const sizes = { two: 44, three: 32, four: 28 } as const

/** Margins in millimetres leave a type area of 156 × 225 on A4. */
export const millimetres = { top: 37, bottom: 35, left: 28, right: 26 } as const
export const mm = (length: number): number => convertMillimetersToTwip(length)

/** 22 lines on 225 mm: 28.95 points, in twentieths. 29 points would run over by 0.07 mm. */
export const linePitch = 579
/** 28 characters on 156 mm: a 3号 character gives a quarter point away. A character grid does the same in some programs only. */
export const tightening = -5
export const characterWidth = 315
export const typeAreaWidth = mm(210 - millimetres.left - millimetres.right)
export const red = 'FF0000'

/** Characters that XML cannot hold would make the file unreadable. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu

/** Words in one face, named for every script, punctuation and digits too. A tab becomes the file's own tab element. */
export function words(text: string, face: Face, size: number, options: IRunOptions = {}): TextRun {
  const name = faces[face]
  const font = { ascii: name, eastAsia: name, hAnsi: name, cs: name, hint: 'eastAsia' }
  const parts = text.replace(/\r?\n/g, ' ').replace(unprintable, '').split('\t')
  const children = parts.flatMap((part, index) => (index === 0 ? [part] : [new Tab(), part]))
  return new TextRun({ ...options, children, font, size, sizeComplexScript: size })
}

/** One of the 22 lines of a page. */
export const onPitch = { line: linePitch, lineRule: LineRuleType.EXACT, before: 0, after: 0 }

/** A paragraph of such lines. */
export const line = (children: readonly (TextRun | PageBreak)[], options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({
    spacing: onPitch,
    ...options,
    children: [...children],
  })

export const body = (text: string): TextRun => words(text, 'fangsong', sizes.three, { characterSpacing: tightening })

/** Body text, two characters in. */
export const paragraph = (text: string, options: IParagraphOptions = {}): Paragraph =>
  line([body(text)], {
    alignment: AlignmentType.BOTH,
    indent: { firstLine: 2 * characterWidth, firstLineChars: 200 },
    ...options,
  })

export const titleLine = (text: string): Paragraph =>
  line([words(text, 'song', sizes.two)], { alignment: AlignmentType.CENTER, keepNext: true })

/** Takes hardly any room: for a header that must not push the text down. */
export const nothing = (): Paragraph =>
  new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT, before: 0, after: 0 }, children: [] })

export const blank = (options: IParagraphOptions = {}): Paragraph => line([body('')], options)
