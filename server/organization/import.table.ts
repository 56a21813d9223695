import { inLanguage, type Language, type Text } from '#domain/kernel/text.ts'
import { type ImportKind, importColumns, importKinds, problemColumn } from '#domain/organization/importing.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeCsv } from '#server/kernel/office/writeCsv.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'
import type { Proposal } from './import.propose.ts'

export type Form = { readonly format: 'xlsx' | 'csv'; readonly language: Language }
type Cells = readonly (readonly string[])[]

/** A table as a file in the reader's language: words only, so that every program shows what was written. */
async function fileOf(name: string, title: string | undefined, headings: readonly string[], rows: Cells, form: Form) {
  if (form.format === 'csv') {
    const above = title === undefined ? [] : [[title]]
    return { name: `${name}.csv`, type: fileTypes.csv.mediaType, content: writeCsv([...above, headings, ...rows]) }
  }
  const width = (at: number) => Math.min(40, Math.max(12, ...rows.slice(0, 200).map((row) => widthOf(row[at] ?? ''))))
  const columns = headings.map((heading, at) => ({ heading, width: Math.max(width(at), widthOf(heading) + 2) }))
  const content = await writeWorkbook([{ name, columns, rows, ...(title === undefined ? {} : { title }) }])
  return { name: `${name}.xlsx`, type: fileTypes.xlsx.mediaType, content }
}

const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '\u00ff' ? 2 : 1), 2)

/** The words of each record by key; a key that is left out of `keys` has no column. */
export type Exported = { readonly keys: readonly string[]; readonly rows: readonly Readonly<Record<string, string>>[] }

export async function exportFile(kind: ImportKind, today: string, exported: Exported, form: Form): Promise<Download> {
  const { language } = form
  const headings = exported.keys.map((key) => inLanguage(importColumns[kind][key]?.name ?? empty, language))
  const rows = exported.rows.map((row) => exported.keys.map((key) => row[key] ?? ''))
  return fileOf(`${inLanguage(importKinds[kind], language)}_${today}`, undefined, headings, rows, form)
}

export async function templateFile(kind: ImportKind, remark: Text, form: Form): Promise<Download> {
  const { language } = form
  const columns = Object.values(importColumns[kind]).filter(({ isShown }) => !isShown)
  const mark = (isRequired = false) => (isRequired ? inLanguage(mustFill, language) : '')
  const headings = columns.map(({ name, isRequired }) => `${inLanguage(name, language)}${mark(isRequired)}`)
  const template = inLanguage({ zh: '导入空表', en: 'import table' }, language)
  const name = `${inLanguage(importKinds[kind], language)}_${template}`
  return fileOf(name, inLanguage(remark, language), headings, [], form)
}

/** The rows of the file as they came, with what is wrong with each. */
export async function problemFile(kind: ImportKind, { table, rows }: Proposal, form: Form): Promise<Download> {
  const { language } = form
  const problem = inLanguage(problemColumn, language)
  const headings = table.headings.filter(({ text }) => text !== problemColumn.zh && text !== problemColumn.en)
  const nameOf = new Map(headings.map(({ column, text }) => [column, text]))
  const sentences = rows.map(({ faults }) =>
    faults
      .map(
        ({ column, message }) =>
          `${nameOf.get(column ?? '') ?? ''}${column ? '：' : ''}${inLanguage(message, language)}`,
      )
      .join('\n'),
  )
  const cells = table.entries.map(({ cells: own }, at) => [
    ...headings.map(({ column }) => own[column] ?? ''),
    sentences[at] ?? '',
  ])
  const name = `${inLanguage(importKinds[kind], language)}_${problem}`
  return fileOf(name, undefined, [...headings.map(({ text }) => text), problem], cells, form)
}

const mustFill: Text = { zh: '（必填）', en: ' (required)' }
const empty: Text = { zh: '', en: '' }
