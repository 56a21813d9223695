import { dayIn } from '#domain/calendar/readPeriod.ts'
import { formulaFault } from '#domain/kernel/cellFault.ts'
import { plainDigits } from '#domain/kernel/readFigure.ts'
import type { SheetCell } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import { exactly, readFigureCell } from './entryGrid.ts'
import type { FormContent, FormField } from './form.ts'

/** What the heading of a further field begins with: 其他字段：已通航航线数. */
const mark = '其他字段：'
export const furtherHeading = (name: string): string => `${mark}${name}`

/** The field that a heading names; undefined where it is no further field's. */
export function furtherNamed(heading: string): string | undefined {
  const plain = plainDigits(heading)
  const begins = plainDigits(mark)
  return plain.startsWith(begins) ? plain.slice(begins.length) : undefined
}

/** The further fields of a duty that a table can fill: all but files, which are chosen one by one. */
export const tableFields = (fields: readonly FormField[]): FormField[] => fields.filter(({ kind }) => kind !== 'file')

/** What stands in the cell of a row whose duty does not ask for the field. */
export const notAsked = '／'
const isBlank = (words: string) => ['', '/', '-', '--'].includes(plainDigits(words))

/** A value as it is shown in the table: a choice by its name. */
export const shownInTable = (field: FormField, value: string | null | undefined): string =>
  (field.kind === 'choice' ? field.choices.find(({ key }) => key === value)?.name : undefined) ?? value ?? ''

export type FurtherCell = { readonly heading: string; readonly name: string; readonly cell: SheetCell }
type Given = { readonly fields: readonly FormField[]; readonly content: FormContent }
type Fault = { readonly heading: string; readonly message: Text }

/** The further fields after a row of the table: what its cells say, and where they are blank what the draft has. */
export function furtherIn(cells: readonly FurtherCell[], given: Given | null): FormContent | null | Fault {
  const values: Record<string, string | null> = { ...given?.content.values }
  for (const { heading, name, cell } of cells) {
    const words = cell.text.trim()
    const field = given?.fields.find((one) => plainDigits(one.name) === name)
    if (words === '' || (isBlank(words) && field?.kind !== 'text')) continue
    const read = field ? valueIn(field, cell) : { message: otherField(name) }
    if ('message' in read) return { heading, message: read.message }
    if (field) values[field.key] = read.value
  }
  return given && { values, reasons: given.content.reasons }
}

type Read = { readonly value: string } | { readonly message: Text }

function valueIn(field: FormField, cell: SheetCell): Read {
  const broken = formulaFault(cell)
  if (broken) return { message: named(field, broken) }
  const words = cell.text.trim()
  if (field.kind === 'number') {
    const figure = readFigureCell(exactly(cell), field)
    if ('message' in figure) return { message: named(field, figure.message) }
    return figure.kind === 'nil' ? { message: named(field, noFigure(words)) } : { value: figure.value }
  }
  if (field.kind === 'choice') {
    const choice = field.choices.find(({ name }) => plainDigits(name) === plainDigits(words))
    return choice ? { value: choice.key } : { message: named(field, noChoice(words, field.choices)) }
  }
  if (field.kind === 'date') {
    const day = dayIn(words.normalize('NFKC').replace(/\s/g, ''))
    return day === undefined ? { message: named(field, noDay(words)) } : { value: day }
  }
  if (field.kind === 'file') return { message: named(field, noFile) }
  return words.length > mostWords ? { message: named(field, tooLong(words.length)) } : { value: words }
}

const mostWords = 2000
const named = ({ name }: FormField, { zh, en }: Text): Text => ({ zh: `“${name}”：${zh}`, en: `“${name}”: ${en}` })
const otherField = (name: string): Text => ({
  zh: `这项数据不要求填“${name}”。`,
  en: `“${name}” is not asked for with this figure.`,
})
const noFigure = (words: string): Text => ({ zh: `“${words}”不是数值。`, en: `“${words}” is no figure.` })
const noDay = (words: string): Text => ({
  zh: `“${words}”不是日期，应写2025-11-06。`,
  en: `“${words}” is not a day: write it as 2025-11-06.`,
})
const noFile: Text = {
  zh: '文件不能由表填入，请在填报页选择。',
  en: 'A file cannot come from a table: choose it on the page.',
}
const tooLong = (length: number): Text => ({
  zh: `有${length}个字，最多${mostWords}个字。`,
  en: `${length} characters; at most ${mostWords} are taken.`,
})
const noChoice = (words: string, choices: readonly { readonly name: string }[]): Text => {
  const names = choices.map(({ name }) => name)
  return {
    zh: `没有“${words}”这一选项，应为：${names.join('、')}。`,
    en: `There is no choice “${words}”; it is one of: ${names.join(', ')}.`,
  }
}
