import { sentenceOfIssue } from '#domain/kernel/fault.ts'
import type { Language, Text } from '#domain/kernel/text.ts'
import { foreignFaults } from '#domain/plan/divisionPlan.ts'
import { type Item, ItemContent } from '#domain/plan/item.api.ts'
import { type ContentFault, contentFaults, emptyContent } from '#domain/plan/item.ts'
import { type CellKind, readCell, writeCell } from '#domain/plan/planCells.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import { itemSheet } from '#domain/plan/planTable.ts'
import type { Column } from '#web/kernel/grid/GridRowLine.tsx'
import { isSame } from '#web/kernel/parted.ts'
import { contentShape, type ItemValues, valuesOf } from '../itemForm.ts'

export type Field = keyof ItemContent

/** What was typed or pasted and cannot be: it stays in its cell with the sentence, and is not saved. */
export type Typed = { readonly text: string; readonly message: Text }

/** One item in the grid: as it was saved, and as it stands on the screen. */
export type GridRow = {
  /** Stays the same when a new row becomes an item. */
  readonly key: string
  /** Null until the server has it. */
  readonly id: string | null
  readonly version: number
  readonly saved: ItemValues | null
  readonly content: ItemValues
  readonly typed: Readonly<Partial<Record<Field, Typed>>>
  readonly isGone: boolean
  readonly silences: Item['silences']
}

/** The plan as the grid writes into it; `divisionId` null is the office's. */
export type GridPlan = {
  readonly year: number
  readonly divisionId: string | null
  readonly dimensions: readonly string[]
}

export type GridColumn = Column & { readonly field: Field; readonly cell: CellKind }

type Looks = Pick<Column, 'width'> & Partial<Pick<Column, 'isFixed' | 'grows' | 'isMore' | 'isRead'>>
type Shown = readonly [field: Field, looks: Looks]
const phases = { name: { zh: '阶段', en: 'Phases' }, cell: 'points' } as const

/** What is in sight at once, and behind it what is written less often. */
const shown = (own: readonly Shown[]): readonly Shown[] => [
  ['title', { width: 130, isFixed: true, grows: 2 }],
  ['kind', { width: 76 }],
  ['dimension', { width: 76 }],
  ...own,
  ['weight', { width: 62 }],
  ['goal', { width: 140, grows: 3 }],
  ['phases', { width: 46, isRead: true }],
  ['code', { width: 112, isMore: true }],
  ['startsOn', { width: 100, isMore: true }],
  ['endsOn', { width: 100, isMore: true }],
  ['method', { width: 112, isMore: true }],
  ['binding', { width: 72, isMore: true }],
]
const [person, coordinating] = [
  ['mainResponsiblePersonId', { width: 78 }] as const,
  ['coordinatingDivisionId', { width: 84 }] as const,
]

const columnsOf = (fields: readonly Shown[]): readonly GridColumn[] =>
  fields.flatMap(([field, looks]): GridColumn[] => {
    if (field === 'phases') return [{ field, ...phases, ...looks }]
    const column = itemSheet.columns.find((one) => one.field === field)
    return column ? [{ field, name: column.name, cell: column.cell, ...looks }] : []
  })

const ofDivision = columnsOf(shown([person, coordinating]))
const ofOffice = columnsOf(shown([['responsibleDivisionId', { width: 84 }], person, coordinating]))

/** The short fields, in the order of the grid; who is responsible for a division's own plan is no question. */
export const gridColumns = ({ divisionId }: Pick<GridPlan, 'divisionId'>): readonly GridColumn[] =>
  divisionId === null ? ofOffice : ofDivision

export const rowOf = (item: Item): GridRow => {
  const content = valuesOf(item)
  return {
    ...{ key: item.id, id: item.id, version: item.version, silences: item.silences },
    ...{ saved: content, content, typed: {}, isGone: false },
  }
}

/** A row that is not there yet, with the code after the last one. */
export const newRow = (key: string, plan: GridPlan, rows: readonly GridRow[]): GridRow => ({
  ...{ key, id: null, version: 0, silences: [], saved: null, typed: {}, isGone: false },
  content: {
    ...emptyContent(plan.year),
    kind: plan.divisionId === null ? 'keyWork' : 'ownWork',
    responsibleDivisionId: plan.divisionId,
    code: nextCode(rows, plan.year),
  },
})

function nextCode(rows: readonly GridRow[], year: number): string {
  const codes = new Set(rows.map(({ content }) => content.code))
  const [, stem = `${year}-`, number = '00'] = /^(.*?)(\d+)$/.exec(rows.at(-1)?.content.code ?? '') ?? []
  for (let n = Number(number) + 1; ; n += 1) {
    const code = `${stem}${String(n).padStart(number.length, '0')}`
    if (!codes.has(code)) return code
  }
}

export const textOf = (
  { content, typed }: GridRow,
  { field, cell }: GridColumn,
  names: TableNames,
  language: Language,
): string => {
  if (field === 'phases') return String(content.phases.length || '')
  return typed[field]?.text ?? writeCell(cell, content[field], names, language)
}

export type CellState = { readonly value: unknown; readonly typed: Typed | undefined }
export const stateOf = ({ content, typed }: GridRow, field: Field): CellState => ({
  value: content[field],
  typed: typed[field],
})

const needed: Text = { zh: '须填写。', en: 'This is needed.' }
const usedCode: Text = { zh: '本方案已有这个编号。', en: 'This plan has the code already.' }

/** What a cell becomes when these words are put into it. */
export function entered(
  row: GridRow,
  { field, cell }: GridColumn,
  words: string,
  names: TableNames,
  rows: readonly GridRow[],
): CellState {
  const keep = (message: Text): CellState => ({ value: row.content[field], typed: { text: words, message } })
  const { value, note } = readCell(cell, { text: words, value: null }, names)
  if (note && note.outcome !== 'changed') return keep(note.message)
  const read = contentShape[field].safeParse(value)
  if (!read.success)
    return keep(words.trim() === '' ? needed : read.error.issues[0] ? sentenceOfIssue(read.error.issues[0]) : needed)
  const isTaken = (one: GridRow) => one.key !== row.key && !one.isGone && one.content.code === read.data
  if (field === 'code' && rows.some(isTaken)) return keep(usedCode)
  return { value: read.data, typed: undefined }
}

/** The row with one of its cells as given. */
export function withCell(row: GridRow, field: Field, { value, typed }: CellState): GridRow {
  const { [field]: _before, ...others } = row.typed
  return { ...row, content: { ...row.content, [field]: value }, typed: typed ? { ...others, [field]: typed } : others }
}

export const sameIn = (field: Field, a: ItemValues, b: ItemValues): boolean => isSame(a[field], b[field])
export const fields = Object.keys(contentShape) as Field[]
/** The fields in which two contents differ. */
export const differing = (a: ItemValues, b: ItemValues): Field[] =>
  a === b ? [] : fields.filter((field) => !sameIn(field, a, b))

/** Nobody wrote anything that the other did not: nothing has to be asked. */
export const isPlain = ({ saved }: GridRow, theirs: Item): boolean =>
  saved !== null && differing(valuesOf(theirs), saved).length === 0

/** Whether the server has something else than the screen. */
export const isDirty = ({ saved, content, isGone }: GridRow): boolean =>
  saved === null ? !isGone : isGone || differing(content, saved).length > 0

/** What keeps a row from being saved, by field: no draft may hold it. */
export function faultsOf({ content }: GridRow, plan: GridPlan): ContentFault[] {
  const read = ItemContent.safeParse(content)
  if (!read.success)
    return read.error.issues.map((issue) => ({ path: issue.path.join('.'), message: sentenceOfIssue(issue) }))
  return [
    ...contentFaults(read.data, plan.year, plan.dimensions),
    ...(plan.divisionId === null ? [] : foreignFaults(read.data, plan.divisionId)),
  ]
}
