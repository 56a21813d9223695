import type { LetterContent } from '#domain/kernel/letter.ts'
import type { PaperAnnex, PaperContent, PaperPart } from '#domain/kernel/paper.ts'
import { type DocumentKind, type DocumentWords, documentKinds } from './documentKind.ts'

type Given = {
  readonly kind: DocumentKind
  readonly words: DocumentWords
  readonly sender: string
  /** Who signed it off; null before. */
  readonly signerName: string | null
  readonly number: string | null
  readonly datedOn: string | null
  /** Names of what goes along as a file of its own. */
  readonly attachments: readonly string[]
  /** What is bound in behind it. */
  readonly annex: PaperAnnex | null
  /** Words with tables and charts between them, in place of the plain text. */
  readonly parts?: readonly PaperPart[] | null
}

/** A document as it is printed: in the letter layout, or in one of those with the name over the red line. */
export type DocumentPaper =
  | { readonly layout: 'letter'; readonly content: LetterContent }
  | { readonly layout: 'paper'; readonly content: PaperContent }

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

/** 出席：沈怀远、叶知秋: the label before the colon, and the names behind it. */
export const attendanceOf = (attendance: string): { readonly label: string; readonly names: string }[] =>
  lines(attendance).map((line) => {
    const [, label = '出席', names = line] = /^([^：:]{2,6})[：:](.*)$/.exec(line) ?? []
    return { label: label.trim(), names: names.trim() }
  })

/** The name in red over the line. */
export const markOf = (kind: DocumentKind, sender: string): string => {
  const { layout } = documentKinds[kind]
  if (layout === 'letter') return sender
  return layout === 'minutes' ? `${sender}会议纪要` : `${sender}文件`
}

/** The document's content in the layout of its kind. */
export function paperOf({
  kind,
  words,
  sender,
  signerName,
  number,
  datedOn,
  attachments,
  annex,
  parts = null,
}: Given): DocumentPaper {
  const { layout, hasAddressee, hasAttendance } = documentKinds[kind]
  const common = { sender, title: words.title, paragraphs: lines(words.text), datedOn, annex }
  if (layout === 'letter') {
    const letter = { number: number ?? '（文号待编）', to: words.addressee, contact: null, tables: [] }
    return { layout: 'letter', content: { ...common, ...letter, attachments } }
  }
  return {
    layout: 'paper',
    content: {
      ...{ ...common, parts, number, attachments, mark: markOf(kind, sender), printedBy: sender },
      to: hasAddressee ? words.addressee : null,
      signer: layout === 'upward' ? (signerName ?? '（待签发）') : null,
      attendance: hasAttendance ? attendanceOf(words.attendance) : [],
      isSealed: layout !== 'minutes',
    },
  }
}
