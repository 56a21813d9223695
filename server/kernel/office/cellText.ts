/** Beginnings that a spreadsheet program takes for a formula, in both widths, also behind blanks. */
const formula = /^[\s\u3000\uFEFF]*[=+\-@＝＋－＠|]|^[\t\r\n]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu
const longest = 32_767

/**
 * Words that stay words in every program that opens them: what would begin a formula gets an apostrophe, what XML
 * cannot hold is left out, what is longer than a cell ends with an ellipsis.
 */
export function neutral(text: string): string {
  const printable = text.replace(unprintable, '')
  const safe = formula.test(printable) ? `'${printable}` : printable
  return safe.length > longest ? `${safe.slice(0, longest - 2).replace(/[\ud800-\udbff]$/, '')}…` : safe
}

/** Names a workbook takes: 31 characters, none of []:*?/\, no apostrophe at the ends, each one once. */
export function sheetNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name, index) => {
    const clean = name
      .replace(unprintable, '')
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim()
    const short = [...(clean || `表${index + 1}`)].slice(0, 28).join('').slice(0, 28)
    const free = taken.has(short.toLowerCase()) ? `${short}（${index + 1}）`.slice(0, 31) : short
    taken.add(free.toLowerCase())
    return free
  })
}
