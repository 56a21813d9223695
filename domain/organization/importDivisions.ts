import { changesOf } from '#domain/kernel/history.ts'
import { type Context, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { createDivision } from './division.api.ts'
import { divisionFields, divisionRules } from './division.ts'
import { blankOr, dayIn, type RowReader, rowReader, sameAsRow, shown, wholeNumberIn, yesOrNo } from './importCells.ts'
import { type Proposed, stateOf } from './importRow.ts'
import { by, type Columns, type Reading, type Table } from './importTable.ts'

export const divisionColumns = {
  code: { ...divisionFields.code, also: ['处编号', '代码'], isRequired: true },
  nameZh: { ...divisionFields.nameZh, also: ['处', '处名称', '中文名称'], isRequired: true },
  nameEn: divisionFields.nameEn,
  sort: { ...divisionFields.sort, also: ['次序', '排序'] },
  housesPerformanceOffice: { ...divisionFields.housesPerformanceOffice, also: ['办绩效办'] },
  fromOn: divisionFields.fromOn,
  toOn: { name: { zh: '撤销日', en: 'Until' }, isShown: true },
} as const satisfies Columns
type Key = keyof typeof divisionColumns

export type DivisionContent = {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly sort: number
  readonly housesPerformanceOffice: boolean
  readonly fromOn: string
}
export type KnownDivision = DivisionContent & {
  readonly id: string
  readonly version: number
  readonly toOn: string | null
}
type Known = {
  readonly divisions: readonly KnownDivision[]
  /** Posts of the performance office that have not ended in the division that houses it. */
  readonly officePosts: number
}
export type DivisionProposal = Proposed & { readonly id: string | null; readonly content: DivisionContent | null }

const { shape } = createDivision.body

/** What each row would do to the divisions: known by their code. */
export function proposeDivisions(table: Table<Key>, known: Known, context: Context): DivisionProposal[] {
  const byCode = new Map(known.divisions.map((division) => [division.code, division]))
  const rowOf = new Map<string, number>()
  const read = table.entries.map((entry) => {
    const reader = rowReader(entry, table.columnOf, divisionColumns)
    const code = reader.read('code', codeIn)
    const before = code === undefined ? undefined : byCode.get(code)
    const content = contentOf(reader, code, before, known.divisions)
    const earlier = rowOf.get(code ?? '')
    if (code !== undefined && earlier !== undefined) reader.refuse('code', sameAsRow(earlier))
    else if (code !== undefined) rowOf.set(code, entry.row)
    return { entry, reader, before, content }
  })
  const house = known.divisions.find((division) => division.housesPerformanceOffice && division.toOn === null)
  const claims = read.filter(({ content, before }) => content?.housesPerformanceOffice && before?.id !== house?.id)
  for (const { reader } of claims.slice(1)) reader.refuse('housesPerformanceOffice', twoHouses)
  for (const { reader, before, content } of read) {
    const housedBefore = house !== undefined && before?.id === house.id
    // The division that gives the performance office up may do so where another row takes it over.
    if (!content || (housedBefore && claims.length > 0)) continue
    const facts = {
      houses: content.housesPerformanceOffice,
      housedBefore,
      officePosts: known.officePosts,
      presentHouse: house?.nameZh ?? null,
    }
    const refusal = refusalOfRules(divisionRules, 'organization.performanceOffice', facts, context)
    if (refusal) reader.refuse('housesPerformanceOffice', refusal.message)
  }
  const givesUp = claims.length > 0 ? house?.id : undefined
  return read.map(({ entry, reader, before, content }) => {
    const written = content && before?.id === givesUp ? { ...content, housesPerformanceOffice: false } : content
    const changes = written ? changesOf(divisionFields, before ?? {}, written) : []
    return {
      row: entry.row,
      name: shown(reader.words('nameZh') || reader.words('code')),
      state: stateOf(reader.faults.length > 0, before !== undefined, changes.length > 0),
      version: before?.version ?? null,
      changes,
      faults: reader.faults,
      id: before?.id ?? null,
      content: written ?? null,
    }
  })
}

function contentOf(
  { read, readOr, faults }: RowReader<Key>,
  code: string | undefined,
  before: KnownDivision | undefined,
  divisions: readonly KnownDivision[],
): DivisionContent | undefined {
  const last = Math.max(0, ...divisions.map(({ sort }) => sort))
  const nameZh = read('nameZh', by(shape.name.shape.zh))
  const nameEn = readOr('nameEn', before?.nameEn, by(shape.name.shape.en))
  const sort = readOr('sort', before?.sort ?? Math.min(last + 1, 9999), blankOr(before?.sort ?? last + 1, sortIn))
  const houses = before?.housesPerformanceOffice ?? false
  const housesPerformanceOffice = readOr('housesPerformanceOffice', houses, blankOr(houses, yesOrNo))
  const fromOn = readOr('fromOn', before?.fromOn, dayIn)
  if (faults.length > 0 || code === undefined || nameZh === undefined || nameEn === undefined) return undefined
  if (sort === undefined || housesPerformanceOffice === undefined || fromOn === undefined) return undefined
  return { code, nameZh, nameEn, sort, housesPerformanceOffice, fromOn }
}

function codeIn(text: string): Reading<string> {
  const reading = by(shape.code)(text)
  return 'problem' in reading && text !== '' ? { problem: notACode } : reading
}

function sortIn(text: string): Reading<number> {
  const reading = wholeNumberIn(text)
  return 'value' in reading ? by(shape.sort)(reading.value) : reading
}

const notACode: Text = {
  zh: '编号至多20个字符，只用文字、数字、点和短横。',
  en: 'A code has at most 20 characters: letters, digits, dots and hyphens.',
}
const twoHouses: Text = {
  zh: '办绩效办只能设在一个处，文件中另有一行也写“是”。',
  en: 'One division houses the performance office: another row of the file says “yes” too.',
}
