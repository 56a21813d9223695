import { periodText, shortPeriodText } from '#domain/calendar/periods.ts'
import { type Check, checkEntry, checkNames, type Entry, faultOf } from '#domain/collection/dutyCheck.ts'
import type { GridDuty } from '#domain/collection/entryGrid.api.ts'
import { notNilMark, readFigureCell, readNilCell } from '#domain/collection/entryGrid.ts'
import type { FormContent } from '#domain/collection/form.ts'
import type { FormFinding } from '#domain/collection/formChecks.ts'
import { findingsOf, formFaultOf } from '#domain/collection/formEntry.ts'
import { isDecimal } from '#domain/kernel/decimal.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { Language, Text } from '#domain/kernel/text.ts'
import type { Column, GridView, Mark, Marks } from '#web/kernel/grid/GridRowLine.tsx'
import type { Further } from '../FurtherFields.tsx'
import { figure } from '../figures.ts'
import type { Attached } from '../useEntry.ts'

/** What stands in the row of one duty. */
export type Content = {
  readonly kind: Entry['kind']
  /** Digits, or the words that are none, as they were typed. */
  readonly value: string
  readonly note: string
  readonly evidence: Attached | null
  /** What the collection plan asks beside the figure, with the files among it. */
  readonly further: Further
  /** How the figure was read where it was written in another way. */
  readonly readAs?: Text | undefined
  /** Words in the column of the nil return that are neither yes nor no. */
  readonly nilWords?: string | undefined
}
export type EntryRow = { readonly key: string; readonly duty: GridDuty; readonly content: Content }

const readOnly = { isRead: true } as const
export const entryColumns = [
  { field: 'period', name: { zh: '期', en: 'Period' }, cell: 'words', width: 70, ...readOnly },
  {
    field: 'indicator',
    name: { zh: '指标', en: 'Indicator' },
    cell: 'words',
    width: 140,
    isFixed: true,
    grows: 1,
    ...readOnly,
  },
  { field: 'value', name: { zh: '数值', en: 'Figure' }, cell: 'points', width: 96 },
  { field: 'nil', name: { zh: '零报告', en: 'Nil return' }, cell: 'yes', width: 70 },
  { field: 'note', name: { zh: '说明', en: 'Note' }, cell: 'words', width: 110, grows: 1 },
  { field: 'evidence', name: { zh: '佐证', en: 'Evidence' }, cell: 'points', width: 54, ...readOnly },
  { field: 'further', name: { zh: '其他字段', en: 'Further fields' }, cell: 'points', width: 76, ...readOnly },
  { field: 'unit', name: { zh: '单位', en: 'Unit' }, cell: 'words', width: 62, ...readOnly },
  { field: 'check', name: { zh: '核对', en: 'Check' }, cell: 'words', width: 76, ...readOnly },
  { field: 'last', name: { zh: '上期', en: 'Before' }, cell: 'points', width: 90, isMore: true, ...readOnly },
  {
    field: 'lastYear',
    name: { zh: '去年同期', en: 'A year ago' },
    cell: 'points',
    width: 90,
    isMore: true,
    ...readOnly,
  },
] as const satisfies readonly Column[]
export type EntryField = (typeof entryColumns)[number]['field']

/** The draft, the version that came back, or what the indicator's source gives. */
export function beginning({ draft, before, suggested, content, files }: GridDuty): Content {
  const from = draft ?? before
  const further = { content, files }
  if (!from) return { kind: 'value', value: suggested ?? '', note: '', evidence: null, further }
  return { kind: from.kind, value: from.value ?? '', note: from.note, evidence: from.evidence, further }
}

export const rowOf = (duty: GridDuty): EntryRow => ({ key: duty.id, duty, content: beginning(duty) })

/** The entry as it is checked, kept and handed in. */
export const entryOf = ({ kind, value, note, evidence, further }: Content): Entry & { content: FormContent } => ({
  ...{ kind, value: kind === 'nil' || value === '' ? null : value, note: note.trim() },
  evidenceFileId: evidence?.id ?? null,
  content: further.content,
})

const mostLetters = 30

/** The row after words were put into one of its cells; the same row where the cell is not written into. */
export function written(row: EntryRow, field: EntryField, words: string): EntryRow {
  const { content } = row
  if (field === 'note') return withContent(row, { ...content, note: words })
  if (field === 'nil') {
    const isNil = readNilCell(words)
    if (isNil === undefined) return withContent(row, { ...content, nilWords: words })
    if (isNil) return withContent(row, { ...content, kind: 'nil', value: '', readAs: undefined, nilWords: undefined })
    return withContent(row, { ...content, kind: 'value', nilWords: undefined })
  }
  if (field !== 'value') return row
  const read = readFigureCell(words, row.duty.indicator)
  if ('message' in read)
    return withContent(row, { ...content, kind: 'value', value: words.trim().slice(0, mostLetters), readAs: undefined })
  return withContent(row, { ...content, kind: read.kind, value: read.value, readAs: read.readAs })
}
const withContent = (row: EntryRow, content: Content): EntryRow => ({ ...row, content })

const nil = { zh: '零报告', en: 'Nil return' }

/** The words of a cell. */
export function textOf({ duty, content }: EntryRow, { field }: Column, language: Language): string {
  const shown = (one: GridDuty['last']) =>
    one === null ? '' : one.value === null ? nil[language] : figure(one.value, duty.indicator)
  const words: Record<EntryField, () => string> = {
    period: () => shortPeriodText(duty.period)[language],
    indicator: () => duty.indicator.name,
    value: () => (content.kind === 'nil' ? nil[language] : content.value),
    nil: () => content.nilWords ?? (content.kind === 'nil' ? yes[language] : ''),
    note: () => content.note,
    evidence: () => (content.evidence ? '1' : duty.evidenceNeeded ? '0' : ''),
    further: () => furtherText(duty, content),
    unit: () => duty.indicator.unit,
    last: () => shown(duty.last),
    lastYear: () => shown(duty.lastYear),
    check: () => '',
  }
  return words[field as EntryField]()
}
/** How many of the further fields are filled in; nothing where none is asked. */
function furtherText({ form }: GridDuty, { kind, further }: Content): string {
  const fields = form?.fields ?? []
  if (fields.length === 0 || kind === 'nil') return ''
  const filled = fields.filter(({ key }) => (further.content.values[key] ?? '').trim() !== '').length
  return `${filled}/${fields.length}`
}

/** All that the further fields, and the figure beside them, are found wanting in. */
export const findingsIn = ({ duty, content: { value, note, further } }: EntryRow): FormFinding[] =>
  duty.form ? findingsOf(duty.indicator, duty.form, { value, note, content: further.content }, duty.compared) : []

const yes = { zh: '是', en: 'Yes' }
const no = { zh: '否', en: 'No' }

type CheckSettings = Pick<Settings, 'collection.noteAbovePercent'>

/** What the row's entry is found to be, by the same check as the server's. */
export function checkOf({ duty, content }: EntryRow, settings: CheckSettings): RowCheck {
  if (content.nilWords !== undefined) return { result: 'fault', field: 'value', message: notNilMark }
  if (content.kind === 'value' && content.value !== '' && !isDecimal(content.value)) {
    const read = readFigureCell(content.value, duty.indicator)
    if ('message' in read) return { result: 'fault', field: 'value', message: read.message }
  }
  const form = { ...duty.indicator, evidenceNeeded: duty.evidenceNeeded }
  const entry = entryOf(content)
  const compared = { period: duty.period, last: duty.last?.value ?? null, suggested: duty.suggested }
  const check = checkEntry(entry, form, compared, settings)
  if (check.result !== 'pass' || content.kind === 'nil') return check
  const fault = formFaultOf(duty.indicator, duty.form, { ...entry, content: content.further.content }, duty.compared)
  if (!fault) return check
  const field = fault.field === 'value' || fault.field === 'note' ? fault.field : 'further'
  return { result: 'fault', field, message: fault.message }
}

/** A check whose fault may lie in the further fields. */
export type RowCheck =
  | Check
  | { readonly result: 'fault'; readonly field: 'value' | 'note' | 'further'; readonly message: Text }

/** Whether the row may be handed in as it stands. */
export const isReady = (check: RowCheck): boolean => (check.result === 'fault' ? false : faultOf(check) === undefined)

/** What is to be said of the cells of a row; `refused` is what the server said last. */
export function marksOf(row: EntryRow, check: RowCheck, refused: ReadonlyMap<string, Text> | undefined): Marks {
  const marks = new Map<string, Mark>()
  const { readAs, nilWords } = row.content
  if (readAs) marks.set('value', { level: 'hint', message: readAs })
  if (nilWords !== undefined) marks.set('nil', { level: 'refused', message: notNilMark })
  else if (check.result === 'fault')
    marks.set(check.field === 'evidenceFileId' ? 'evidence' : check.field, {
      level: check.field === 'value' ? 'refused' : 'blocking',
      message: check.message,
    })
  if (check.result === 'explain') {
    marks.set('value', { level: 'hint', message: check.found })
    marks.set('note', { level: 'blocking', message: check.message })
  }
  for (const [field, message] of refused ?? []) marks.set(field, { level: 'blocking', message })
  return marks
}

/** The duties as a grid shows them; `checkOf` is that of the page, which remembers what it found. */
export const viewOf = (check: (row: EntryRow) => RowCheck, isNarrow: boolean): GridView<EntryRow> => ({
  name: { zh: '应报数据', en: 'Data to report' },
  columns: entryColumns,
  lines: isNarrow ? 2 : 1,
  textOf: (row, column, language) =>
    column.field === 'check' ? checkNames[check(row).result][language] : textOf(row, column, language),
  optionsOf: (column, language) => (column.field === 'nil' ? [yes[language], no[language]] : []),
  toggled: ({ content }, column) => (column.field === 'nil' ? (content.kind === 'nil' ? no.zh : yes.zh) : undefined),
  begins: null,
})

/** What a row is called in a list. */
export const nameOf = ({ duty }: EntryRow): Text => {
  const { zh, en } = periodText(duty.period)
  return { zh: `${zh}“${duty.indicator.name}”`, en: `${duty.indicator.name}, ${en}` }
}
