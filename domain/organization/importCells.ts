import { day } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'
import { by, type Columns, type Entry, type Fault, type Reading } from './importTable.ts'

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '')

/** A day as offices write it: 2025-11-06, 2025/11/6, 2025.11.6, 2025年11月6日, 20251106, also in full-width digits. */
export function dayIn(text: string): Reading<string> {
  const words = text
    .normalize('NFKC')
    .trim()
    .replace(/[T\s]+00:00(:00)?(\.0+)?Z?$/, '')
  if (words === '') return { problem: missing }
  const [, year, month, date] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(words) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(words) ??
    []
  if (!year || !month || !date) return by(day)(words)
  return by(day)(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
}

/** No day at all, or one. */
export const optionalDayIn = (text: string): Reading<string | null> => (text === '' ? { value: null } : dayIn(text))

export function wholeNumberIn(text: string): Reading<number> {
  const words = plain(text)
  return /^\d{1,9}$/.test(words) ? { value: Number(words) } : { problem: notWhole }
}

/** One of several by its words in either language, or by its code. */
export const oneOf =
  <Key extends string>(names: Readonly<Record<Key, Text>>) =>
  (text: string): Reading<Key> => {
    const words = plain(text).toLowerCase()
    const keys = Object.keys(names) as Key[]
    const found = keys.find((key) =>
      [key, names[key].zh, names[key].en].some((one) => plain(one).toLowerCase() === words),
    )
    return found
      ? { value: found }
      : {
          problem:
            text === ''
              ? missing
              : notAmong(
                  keys.map((key) => names[key]),
                  text,
                ),
        }
  }

const yesWords = ['是', 'yes', 'true', '1', '√', '✓', '有']
const noWords = ['否', 'no', 'false', '0', '无', '']

export function yesOrNo(text: string): Reading<boolean> {
  const words = plain(text).toLowerCase()
  if (yesWords.includes(words)) return { value: true }
  return noWords.includes(words) ? { value: false } : { problem: notYesOrNo }
}

/** Names or codes separated as lists are in Chinese or English. */
export const listIn = (text: string): string[] =>
  text
    .split(/[、，,；;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

type Found = { readonly id: string; readonly code: string; readonly nameZh: string; readonly nameEn: string }

/** A division by its code, else by its name in either language where only one has it. */
export function divisionIn<Division extends Found>(divisions: readonly Division[]) {
  return (text: string): Reading<Division> => {
    const coded = divisions.find(({ code }) => code === text)
    if (coded) return { value: coded }
    const named = divisions.filter(
      ({ nameZh, nameEn }) => nameZh === text || nameEn.toLowerCase() === text.toLowerCase(),
    )
    const [first] = named
    if (!first) return { problem: { zh: `没有“${shown(text)}”这个处。`, en: `There is no division “${shown(text)}”.` } }
    return named.length === 1 ? { value: first } : { problem: severalNamed(text, named.length) }
  }
}

/** Long words are named by their beginning. */
export const shown = (text: string): string => ([...text].length > 40 ? `${[...text].slice(0, 40).join('')}…` : text)

const severalNamed = (text: string, count: number): Text => ({
  zh: `有${count}个处叫“${shown(text)}”，请写编号。`,
  en: `${count} divisions are called “${shown(text)}”: give the code.`,
})
const missing: Text = { zh: '须填写。', en: 'Has to be given.' }
const notWhole: Text = { zh: '应为整数。', en: 'Must be a whole number.' }
const notYesOrNo: Text = { zh: '应为“是”或“否”。', en: 'Must be “yes” or “no”.' }
const notAmong = (names: readonly Text[], text: string): Text => ({
  zh: `“${shown(text)}”无法识别，应为：${names.map(({ zh }) => zh).join('、')}。`,
  en: `“${shown(text)}” is not known; must be one of: ${names.map(({ en }) => en).join(', ')}.`,
})

/** Reads the cells of one row and keeps what is wrong with them. */
export type RowReader<Key extends string> = {
  readonly faults: Fault[]
  readonly words: (key: Key) => string
  /** Whether the file has the column at all: without it an existing record keeps what it has. */
  readonly has: (key: Key) => boolean
  /** The cell read, or undefined with a fault at its place. */
  readonly read: <Value>(key: Key, how: (text: string) => Reading<Value>) => Value | undefined
  /** The same where the record is new or the column is there; otherwise what the record has. */
  readonly readOr: <Value>(
    key: Key,
    kept: Value | undefined,
    how: (text: string) => Reading<Value>,
  ) => Value | undefined
  readonly refuse: (key: Key | null, message: Text) => void
}

export function rowReader<Key extends string>(
  entry: Entry<Key>,
  columnOf: Partial<Record<Key, string>>,
  columns: Columns<Key>,
): RowReader<Key> {
  const faults: Fault[] = []
  const has = (key: Key): boolean => columnOf[key] !== undefined
  const words = (key: Key): string => entry.words[key] ?? ''
  const refuse = (key: Key | null, message: Text): void => {
    faults.push({ column: (key && columnOf[key]) ?? null, message })
  }
  const read: RowReader<Key>['read'] = (key, how) => {
    const reading = how(words(key))
    if ('value' in reading) return reading.value
    refuse(key, has(key) ? reading.problem : columnNeeded(columns[key].name))
    return undefined
  }
  const readOr: RowReader<Key>['readOr'] = (key, kept, how) => (kept !== undefined && !has(key) ? kept : read(key, how))
  return { faults, words, has, read, readOr, refuse }
}

const columnNeeded = ({ zh, en }: Text): Text => ({
  zh: `新增须有“${zh}”一列。`,
  en: `A new one needs the column “${en}”.`,
})

/** Words where blank means what the record has, or what a new one begins with. */
export const blankOr =
  <Value>(otherwise: Value, how: (text: string) => Reading<Value>) =>
  (text: string): Reading<Value> =>
    text === '' ? { value: otherwise } : how(text)

/** The sentence for a row that says again what another row of the file says. */
export const sameAsRow = (row: number): Text => ({
  zh: `与第${row}行重复。`,
  en: `The same as in row ${row}.`,
})
