/** A sentence or name a person reads, in both languages. A missing language does not compile. */
export type Text = { readonly zh: string; readonly en: string }
export type Language = keyof Text

/** The words in the reader's language. */
export const inLanguage = (text: Text, language: Language): string => text[language]

/** A text whose two languages are the same: a number, a code, a name that has no translation. */
export const same = (words: string): Text => ({ zh: words, en: words })

const bare = (words: string): string => words.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

/** Whether words are this text in either language, whatever their blanks and widths. */
export const textIs = ({ zh, en }: Text, words: string): boolean => [bare(zh), bare(en)].includes(bare(words))

/** Joins texts language by language with a separator of each language. */
export const joinTexts = (texts: readonly Text[], zh = '、', en = ', '): Text => ({
  zh: texts.map((text) => text.zh).join(zh),
  en: texts.map((text) => text.en).join(en),
})

/** Both languages in one string, as history keeps a word; whoever reads it sees their own. */
export const inBoth = ({ zh, en }: Text): string => `${zh} / ${en}`

/** The same of words that hold names somebody entered, which may be Chinese in either language. */
export const inBothEntered = ({ zh, en }: Text): string => `${zh} ∥ ${en}`

const withEntered = /^(?<zh>.+) ∥ (?<en>.+)$/u
const bothLanguages = /^(?<zh>.*\p{Script=Han}.*) \/ (?<en>[^\p{Script=Han}]+)$/u

/** The words that `inBoth` or `inBothEntered` joined, or undefined where a string is not of that kind. */
export function fromBoth(words: string): Text | undefined {
  const { zh, en } = (withEntered.exec(words) ?? bothLanguages.exec(words))?.groups ?? {}
  return zh !== undefined && en !== undefined ? { zh, en } : undefined
}
