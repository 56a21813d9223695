/** The years of the demo office that screens and preparations speak of. */
export const year = 2025
export const next = 2026

/** Somebody of each kind of the demo office. */
export const people = {
  officer: 'zhouyining',
  head: 'chenjiahe',
  secretariat: 'chengruoxi',
  coordinatingHead: 'songzhili',
  otherCoordinatingHead: 'luojingxing',
  importer: 'fangjiming',
  performanceOffice: 'linzhixia',
  performanceHead: 'hejingming',
  leader: 'shenhuaiyuan',
  deputy: 'gumingchuan',
  system: 'wangshouyi',
  security: 'lishenzhi',
  audit: 'zhaomingjian',
} as const

/** The first of them; an empty list names what the demo office lacks. */
export const first = <Row>(rows: readonly Row[], what: string): Row => {
  const [row] = rows
  if (row === undefined) throw new Error(`the demo office has no ${what}`)
  return row
}
