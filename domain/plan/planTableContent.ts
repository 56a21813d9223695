import { plusDays } from '#domain/calendar/workingDays.ts'
import { compare, multiply, sum } from '#domain/kernel/decimal.ts'
import { sentenceOfIssue } from '#domain/kernel/fault.ts'
import type { Text } from '#domain/kernel/text.ts'
import { foreignFaults, sameDayIn } from './divisionPlan.ts'
import { ItemContent } from './item.api.ts'
import { contentFaults, emptyContent } from './item.ts'
import type { CellNote } from './planCells.ts'
import type { PartName } from './planTable.ts'
import type { Place, ReadRow, Tell } from './planTableRows.ts'

export type RowOfItem = ReadRow & { readonly parts: Readonly<Record<PartName, ReadRow[]>> }
type Context = {
  readonly year: number
  readonly divisionId: string | null
  readonly dimensions: Readonly<Record<string, Text>>
  readonly usedCodes: readonly string[]
}

const changed = (zh: string, en: string): CellNote => ({ outcome: 'changed', message: { zh, en } })
const refusal = (message: Text): CellNote => ({ outcome: 'refused', message })

/** Content of every item with its parts; what no draft may hold is told at its cell, and the item left out. */
export function contentIn(
  rows: readonly RowOfItem[],
  context: Context,
  tell: Tell,
): { row: number; content: ItemContent }[] {
  const isInShares = addUpToOne(rows)
  const taken = new Set(context.usedCodes)
  const written = new Set(rows.map(({ values }) => String(values.get('code') ?? '')))
  return rows.flatMap((row) => {
    const at = (path: string): Place => placeOf(row, path)
    const say = (path: string, note: CellNote) => tell(at(path), enteredAt(row, path), note)
    const facts = own(row, context, say)
    if (isInShares && typeof facts.weight === 'string') facts.weight = asPercent(facts.weight, say)
    const values = { ...facts, ...partsOf(row, facts.responsibleDivisionId, context, tell) }
    const code = codeOf(values.code, context.year, new Set([...taken, ...written]), say)
    if (taken.has(code)) say('code', refusal(codeTaken(code, context.usedCodes.includes(code))))
    taken.add(code)
    const read = ItemContent.safeParse({ ...emptyContent(context.year), ...values, code })
    if (!read.success) {
      for (const issue of read.error.issues)
        if (!wasTold(row, issue.path)) say(issue.path.join('.'), refusal(sentenceOfIssue(issue)))
      return []
    }
    const faults = [
      ...contentFaults(read.data, context.year, Object.keys(context.dimensions)),
      ...(context.divisionId === null ? [] : foreignFaults(read.data, context.divisionId)),
    ]
    for (const { path, message } of faults) say(path, refusal(message))
    return faults.length > 0 || isRefused(row) ? [] : [{ row: row.place.row, content: read.data }]
  })
}

/** Weights written as shares, 0.35 for 35 %: several that add up to 1 at most. */
function addUpToOne(rows: readonly RowOfItem[]): boolean {
  const weights = rows.map(({ values }) => values.get('weight')).filter((weight) => typeof weight === 'string')
  return weights.length > 1 && compare(sum(weights), '1') <= 0 && compare(sum(weights), '0') > 0
}
function asPercent(weight: string, say: Say): string {
  const percent = multiply(weight, '100')
  say('weight', changed(`权重${weight}按${percent}读入。`, `the weight ${weight} was read as ${percent}.`))
  return percent
}

const isRefused = (row: RowOfItem): boolean =>
  row.isRefused || Object.values(row.parts).some((list) => list.some((part) => part.isRefused))

/** A cell that was refused has no value: that it is missing is not said once more. */
function wasTold(row: RowOfItem, path: readonly PropertyKey[]): boolean {
  const [part, index, field] = path
  const of = typeof index === 'number' ? row.parts[part as PartName]?.[index] : row
  return of?.isRefused === true && of.entered.has(String(typeof index === 'number' ? field : part))
}

/** phases.2.startsOn is the third row of the item's phases; what no cell says stands at the row. */
function placeOf(row: RowOfItem, path: string): Place {
  const [part = '', index, field = ''] = path.split('.')
  if (index === undefined) return row.places.get(part) ?? row.place
  const of = row.parts[part as PartName]?.[Number(index)]
  return of?.places.get(field) ?? of?.place ?? row.places.get(part) ?? row.place
}
function enteredAt(row: RowOfItem, path: string): string {
  const [part = '', index, field = ''] = path.split('.')
  return (
    (index === undefined ? row.entered.get(part) : row.parts[part as PartName]?.[Number(index)]?.entered.get(field)) ??
    ''
  )
}

type Say = (path: string, note: CellNote) => void

/** The item's own fields; what the table leaves open is what a new item of this draft begins with. */
function own(row: RowOfItem, context: Context, say: Say): Record<string, unknown> {
  const values: Record<string, unknown> = Object.fromEntries(row.values)
  for (const field of ['startsOn', 'endsOn'])
    if (typeof values[field] === 'string') values[field] = movedOn(values[field], field, context.year, say)
  if (context.divisionId === null) return values
  if (values.kind === undefined && !row.entered.has('kind')) values.kind = 'ownWork'
  if (!row.entered.has('responsibleDivisionId')) values.responsibleDivisionId = context.divisionId
  return values
}

/** A day of an earlier year becomes the same day of the plan's. */
function movedOn(day: string, field: string, year: number, say: Say): string {
  if (day.startsWith(`${year}-`)) return day
  const moved = sameDayIn(day, year)
  say(field, changed(`${day}移到本年度，为${moved}。`, `${day} was moved to this year: ${moved}.`))
  return moved
}

const emptyPart: Record<PartName, Readonly<Record<string, unknown>>> = {
  phases: { title: '', startsOn: '', endsOn: '', goal: '', criterion: '', weight: null, divisionId: null },
  measures: { what: '', personId: null, who: '', untilOn: null },
  coDivisions: { goal: '' },
  indicators: {
    ...{ unit: '', decimals: 0, frequency: 'month', collectingUnitId: null, delivery: 'citySystem' },
    ...{ evidenceNeeded: false, target: null, definition: '', feed: null, divisionId: null },
  },
}
const days = ['startsOn', 'endsOn', 'untilOn']

/** A part that names the responsible division itself, `lead`, is that division's: null. */
function partsOf(row: RowOfItem, lead: unknown, { year }: Context, tell: Tell): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row.parts).map(([key, list]) => [
      key,
      list.map((part, at) => {
        const say: Say = (field, note) =>
          tell(part.places.get(field) ?? part.place, part.entered.get(field) ?? '', note)
        const values: Record<string, unknown> = { ...emptyPart[key as PartName], ...Object.fromEntries(part.values) }
        for (const field of days) {
          const day = values[field]
          if (typeof day === 'string' && day !== '') values[field] = movedOn(day, field, year, say)
        }
        if (key === 'phases' && !part.places.has('itemCode')) beside(values, list[at - 1], at, { part, year, say })
        if ('divisionId' in emptyPart[key as PartName] && values.divisionId === lead) values.divisionId = null
        const { itemCode: _code, ...content } = values
        return content
      }),
    ]),
  )
}

type Beside = { readonly part: ReadRow; readonly year: number; readonly say: Say }

/** A phase that stands beside its item has often no name and only its end: it begins where the one before it ends. */
function beside(values: Record<string, unknown>, before: ReadRow | undefined, at: number, { part, year, say }: Beside) {
  if (!part.entered.has('title')) {
    values.title = `第${at + 1}阶段`
    say(
      'title',
      changed(`没有阶段名称，称为“第${at + 1}阶段”。`, `the phase has no name; it is called “第${at + 1}阶段”.`),
    )
  }
  if (part.entered.has('startsOn') || !part.entered.has('endsOn')) return
  const end = before?.values.get('endsOn')
  if (before && typeof end !== 'string') return
  const day = typeof end === 'string' ? plusDays(sameDayIn(end, year), 1) : `${year}-01-01`
  values.startsOn = day
  say('startsOn', changed(`没有起始日，按${day}读入。`, `there is no first day; read as ${day}.`))
}

/** A year in the code becomes the plan's; without a code the item is given one, and the report says so. */
function codeOf(value: unknown, year: number, known: ReadonlySet<string>, say: Say): string {
  const written = typeof value === 'string' ? value : ''
  const code = written.normalize('NFKC')
  if (code === '') {
    const numbers = Array.from({ length: known.size + 1 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`)
    const free = numbers.find((one) => !known.has(one)) ?? ''
    say('code', changed(`没有编号，编为${free}。`, `there is no code; it was given ${free}.`))
    return free
  }
  if (code !== written) say('code', changed(`“${written}”按“${code}”读入。`, `“${written}” was read as “${code}”.`))
  const moved = code.replace(/(?<!\d)20\d\d(?!\d)/g, String(year))
  if (moved !== code)
    say('code', changed(`“${code}”按本年度编为“${moved}”。`, `“${code}” became “${moved}” of this year.`))
  return moved
}

const codeTaken = (code: string, isInDraft: boolean): Text =>
  isInDraft
    ? { zh: `本方案已有编号“${code}”。`, en: `this plan has the code “${code}” already.` }
    : { zh: `编号“${code}”在表中重复。`, en: `the code “${code}” is in the table twice.` }
