import { neutral } from './cellText.ts'

/** A table as text in UTF-8 with its mark, as spreadsheet programs open it: nothing in it is taken for a formula. */
export const writeCsv = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`\uFEFF${rows.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`)

function quoted(text: string): string {
  const words = neutral(text)
  return /[",\r\n;\t]|^\s|\s$/.test(words) ? `"${words.replaceAll('"', '""')}"` : words
}
