/** A table on pages lying down. `share` is a column's part of the width; a line break in a cell begins a paragraph. */
export type PaperTable = {
  /** Much text in each row: smaller letters. */
  readonly isDense?: boolean
  /** Short enough to stand on one page: its rows stay together. */
  readonly isTogether?: boolean
  readonly columns: readonly {
    readonly name: string
    readonly share: number
    readonly isCentred?: boolean | undefined
  }[]
  readonly rows: readonly (readonly string[])[]
}

/** An annex bound in behind a document: its text, then its tables, each on pages of its own. */
export type PaperAnnex = {
  readonly title: string
  readonly chapters: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[]
  readonly tables: readonly (PaperTable & { readonly title: string })[]
}

/** A chart as data: bars of each series for each category, side by side or upon one another. */
export type PaperChart = {
  readonly kind: 'chart'
  readonly title: string
  readonly isStacked: boolean
  readonly unit: string
  readonly categories: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[]
}

/** A piece of a text that has tables and charts between its paragraphs. */
export type PaperPart =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | (Pick<PaperTable, 'columns' | 'rows'> & { readonly kind: 'table'; readonly title: string })
  | PaperChart

/**
 * A document in the layout of GB/T 9704-2012 with a name in red over the red line: words only, Chinese whatever the
 * reader's language. `number` and `datedOn` are null before it is issued.
 */
export type PaperContent = {
  readonly sender: string
  /** The name in red: the office's with 文件 behind it, or that of minutes. */
  readonly mark: string
  readonly number: string | null
  /** 签发人 of a document that goes upward; null where it does not. */
  readonly signer: string | null
  readonly title: string
  /** 主送; null where nobody is addressed. */
  readonly to: string | null
  readonly paragraphs: readonly string[]
  /** In place of the paragraphs, where tables and charts stand between them; null where none do. */
  readonly parts?: readonly PaperPart[] | null
  /** Names of what goes along as a file of its own, behind the annex's. */
  readonly attachments: readonly string[]
  /** Who was at the meeting. */
  readonly attendance: readonly { readonly label: string; readonly names: string }[]
  /** Signed with name, day and seal below the text; minutes say both above the red line and bear no seal. */
  readonly isSealed: boolean
  /** 'YYYY-MM-DD' */
  readonly datedOn: string | null
  readonly annex: PaperAnnex | null
  /** Who prints it, in the last lines (版记). */
  readonly printedBy: string
}
