/**
 * A block as spreadsheet programs put it on the clipboard: tabs between cells, line ends between rows; a cell with a
 * tab, a line end or a quotation mark stands in quotation marks, which are doubled inside.
 */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  const end = () => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  const words = text.replace(/\r\n?/g, '\n')
  for (let at = 0; at < words.length; at += 1) {
    const letter = words[at]
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (words[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (letter === '"' && cell === '' && isClosed(words, at)) isQuoted = true
    else if (letter === '\t') end()
    else if (letter === '\n') {
      end()
      rows.push([])
    } else cell += letter
  }
  end()
  const last = rows.at(-1)
  if (rows.length > 1 && last?.length === 1 && last[0] === '') rows.pop()
  return rows
}

/** Whether a quotation mark at the beginning of a cell has its other one before the next cell begins. */
const isClosed = (words: string, at: number): boolean => /^"(?:[^"]|"")*"(?=[\t\n]|$)/.test(words.slice(at))

/** The block as it is copied: what `parseBlock` reads. */
export const blockOf = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((cells) => cells.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n')
