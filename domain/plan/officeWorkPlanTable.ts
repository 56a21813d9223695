import type { Sheet } from '#domain/kernel/sheet.ts'
import type { Text } from '#domain/kernel/text.ts'
import { textIs } from '#domain/kernel/text.ts'
import { type Columns, readTable } from '#domain/organization/importTable.ts'
import type { NamedRef } from './item.api.ts'
import { TaskWords } from './officeWorkPlan.api.ts'
import type { TaskContent } from './officeWorkPlan.ts'
import { mostTasks, taskFaults } from './officeWorkPlan.ts'

/** What a table or pasted lines say, row by row, and what is wrong with which row; with a fault nothing is taken over. */
export type ReadTasks = {
  readonly tasks: readonly (TaskContent & { readonly row: number })[]
  readonly faults: readonly TaskRowFault[]
  /** Headings that mean nothing here, and rows that are the heading of a part: named, and not read. */
  readonly unknown: readonly string[]
  readonly left: readonly { readonly row: number; readonly words: string }[]
}
export type TaskRowFault = { readonly row: number; readonly column: string | null; readonly message: Text }

/** The columns of a table of tasks, by the headings that offices use. */
export const taskColumns = {
  number: { name: { zh: '序号', en: 'Number' }, also: ['编号', '号'] },
  text: {
    name: { zh: '任务', en: 'Task' },
    also: ['工作任务', '重点工作', '重点任务', '主要任务', '年度任务', '工作内容', '任务内容', '内容', '事项'],
    isRequired: true,
  },
  division: {
    name: { zh: '牵头处', en: 'Leading division' },
    also: ['责任处', '牵头处室', '责任处室', '牵头单位', '责任单位', '承办处', '承办单位', '处'],
  },
} as const satisfies Columns
type Key = keyof typeof taskColumns

type Row = { readonly row: number; readonly words: Partial<Record<Key, string>> }
type Names = { readonly divisions: readonly NamedRef[] }

/** Reads a table in a workbook or text file; its columns may stand in any order under any title rows. */
export function readTaskTable(sheets: readonly Sheet[], names: Names): ReadTasks {
  const table = readTable(sheets, taskColumns)
  const unknown = table.unknown.map(({ text }) => text)
  const faults = table.faults.map((fault) => inSheet(table.sheet, fault))
  if (faults.length > 0) return { tasks: [], faults, unknown, left: [] }
  const isTask = ({ words }: Row) => Boolean(words.text || words.division)
  const left = table.entries.filter((row) => !isTask(row)).map(({ row, words }) => ({ row, words: words.number ?? '' }))
  return { ...tasksIn(table.entries.filter(isTask), names, (key) => table.columnOf[key] ?? null), unknown, left }
}

/**
 * Reads pasted lines, one task each: cells of a spreadsheet with tabs between them, or words with the number before
 * (1. 1、 （一） 一、) and the division in brackets at the end (（秘书处牵头）).
 */
export function readTaskLines(pasted: string, names: Names): ReadTasks {
  const rows = pasted
    .split(/\r?\n/)
    .map((line, at): Row => ({ row: at + 1, words: line.includes('\t') ? cellsOf(line) : wordsOf(line.trim()) }))
    .filter(({ words }) => words.text)
  const rest = { unknown: [], left: [] }
  if (rows.length === 0) return { tasks: [], faults: [{ row: 1, column: null, message: nothing }], ...rest }
  return { ...tasksIn(rows, names, () => null), ...rest }
}

/** 序号 任务 牵头处; without a number the words come first. */
function cellsOf(line: string): Row['words'] {
  const cells = line.split('\t').map((cell) => cell.trim())
  const [first = '', second = '', third = ''] = cells
  const isNumbered = first === '' || /^[（(]?[\p{Nd}一二三四五六七八九十百.-]{1,10}[）)]?[.、．]?$/u.test(first)
  if (!isNumbered) return { text: first, division: second }
  return { number: first.replace(/[.、．]$/, ''), text: second, division: third }
}

const numbered =
  /^(?:([（(][\d一二三四五六七八九十百]{1,4}[）)])[、.．]?|(\d{1,4}(?:\.\d{1,3})+)(?:[、.．](?!\d)|(?=\s))|([\d一二三四五六七八九十百]{1,4})[、.．](?!\d))\s*/
const led = /[（(](?:(?:牵头处?|责任处|责任单位)[：:]\s*(.+?)|(.+?)(?:负责)?牵头|(.+?)负责)[）)][。；;.]?$/

function wordsOf(line: string): Row['words'] {
  const head = numbered.exec(line)
  const rest = head ? line.slice(head[0].length) : line
  const tail = led.exec(rest)
  const number = head?.[1] ?? head?.[2] ?? head?.[3]
  const division = tail?.[1] ?? tail?.[2] ?? tail?.[3]
  return {
    text: (tail ? rest.slice(0, tail.index) : rest).replace(/[。；;]$/, '').trim(),
    ...(number === undefined ? {} : { number }),
    ...(division === undefined ? {} : { division }),
  }
}

/** The tasks of the rows with their faults; a row without a number gets its place. */
function tasksIn(rows: readonly Row[], names: Names, columnOf: (key: Key) => string | null) {
  const faults: TaskRowFault[] = []
  const refuse = (row: number, key: Key | null, message: Text) =>
    faults.push({ row, column: key && columnOf(key), message: placed(row, message) })
  if (rows.length > mostTasks) refuse(rows[mostTasks]?.row ?? 1, null, tooMany(rows.length))
  const tasks = rows.slice(0, mostTasks).map(({ row, words }, at) => {
    const { data, error } = TaskWords.safeParse({ number: words.number || String(at + 1), text: words.text ?? '' })
    for (const { path } of error?.issues ?? []) refuse(row, path[0] as Key, sentences[path[0] as 'number' | 'text'])
    const division = words.division ? names.divisions.find(({ name }) => textIs(name, words.division ?? '')) : undefined
    if (words.division && !division) refuse(row, 'division', noDivision(words.division))
    return { row, number: data?.number ?? '', text: data?.text ?? '', divisionId: division?.id ?? null }
  })
  const sound = tasks.filter(({ text }) => text !== '')
  for (const { at, field } of taskFaults(sound)) {
    const { row } = sound[at] ?? { row: 1 }
    refuse(row, field === 'divisionId' ? 'division' : field, repeated[field])
  }
  return { tasks, faults: faults.toSorted((a, b) => a.row - b.row) }
}

/** A fault of one cell with its place: 工作表“任务”第3行B列：…。 */
function inSheet(sheet: string, { row, column, message }: TaskRowFault): TaskRowFault {
  if (column === null) return { row, column, message }
  const [zh, en] = sheet ? [`工作表“${sheet}”`, `Sheet “${sheet}”, row`] : ['', 'Row']
  const words = {
    zh: `${zh}第${row}行${column}列：${message.zh}`,
    en: `${en} ${row}, column ${column}: ${message.en}`,
  }
  return { row, column, message: words }
}
const placed = (row: number, { zh, en }: Text): Text => ({ zh: `第${row}行：${zh}`, en: `Row ${row}: ${en}` })
const nothing: Text = { zh: '没有任务：每行写一项。', en: 'There is no task: write one in each line.' }
const tooMany = (n: number): Text => ({
  zh: `共${n}项，一份工作计划至多${mostTasks}项。`,
  en: `${n} tasks; a work plan has ${mostTasks} at most.`,
})
const sentences = {
  number: { zh: '序号至多20个字。', en: 'A number has at most 20 letters.' },
  text: { zh: '任务须有2至500个字。', en: 'A task has 2 to 500 letters.' },
} as const
const repeated = {
  number: { zh: '序号与前面的任务重复。', en: 'Its number is that of an earlier task.' },
  text: { zh: '与前面的任务重复。', en: 'It says the same as an earlier task.' },
  divisionId: { zh: '', en: '' },
} as const
const noDivision = (name: string): Text => ({
  zh: `没有“${name}”这个处，或已不再有效。`,
  en: `There is no division “${name}”, or no longer.`,
})
