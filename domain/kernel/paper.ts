/** A table on pages lying down. `share` is a column's part of the width; a line break in a cell begins a paragraph. */
export type PaperTable = {
  /** Much text in each row: smaller letters. */
  readonly isDense?: boolean
  readonly columns: readonly { readonly name: string; readonly share: number; readonly isCentred?: boolean }[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * A document in the layout of GB/T 9704-2012 with the office's name above the red line: words only, Chinese whatever the
 * reader's language. `number` and `datedOn` are null before it is issued.
 */
export type PaperContent = {
  readonly sender: string
  readonly number: string | null
  readonly title: string
  readonly to: string
  readonly paragraphs: readonly string[]
  /** 'YYYY-MM-DD' */
  readonly datedOn: string | null
  /** The one annex: its text, then its table. */
  readonly annex: {
    readonly title: string
    readonly chapters: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[]
    readonly table: PaperTable & { readonly title: string }
  } | null
  /** Who prints it, in the last lines (版记). */
  readonly printedBy: string
}
