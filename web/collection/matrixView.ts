import { frequencyOf, lastDayOf, shortPeriodText } from '#domain/calendar/periods.ts'
import type { MatrixCell, MatrixRow } from '#domain/collection/duty.api.ts'
import { stages } from '#domain/collection/duty.ts'
import { type DataState, dataStateNames, dataStates } from '#domain/collection/dutyStates.ts'
import type { RulePack } from '#domain/kernel/settings.ts'
import { joinTexts, same, type Text } from '#domain/kernel/text.ts'
import { figure } from './figures.ts'

/** The column of a cell: the month in which its period ends. */
export const monthOf = ({ period }: Pick<MatrixCell, 'period'>): number => Number(lastDayOf(period).slice(5, 7))
export const months = Array.from({ length: 12 }, (_, index) => index + 1)

/** What the three switches above the table let through. */
export const onlyKinds = {
  late: { zh: '只看未报、迟报', en: 'Missing or late only' },
  corrected: { zh: '只看更正', en: 'Corrected only' },
  card: { zh: '只看有牌', en: 'With a card only' },
} as const satisfies Record<string, Text>
export type Only = keyof typeof onlyKinds

const has = (states: readonly DataState[], ...some: DataState[]): boolean =>
  some.some((state) => states.includes(state))

export function isOnly(only: Only, cell: MatrixCell, today: string): boolean {
  if (only === 'card') return cell.card !== null && cell.card.settledOn === null
  const states = dataStates(cell, today)
  return only === 'late' ? has(states, 'missing', 'late') : has(states, 'corrected')
}

/** How rows are put together: by collecting unit, or by responsible division. */
export const views = {
  unit: { zh: '按采集责任单位', en: 'By collecting unit' },
  division: { zh: '按责任处', en: 'By division' },
} as const satisfies Record<string, Text>
export type View = keyof typeof views

export type Group = {
  readonly key: string
  readonly name: Text
  readonly note: Text
  readonly rows: readonly MatrixRow[]
}

const noUnit: Text = { zh: '不报市级单位', en: 'Not reported to a city unit' }
const unique = (texts: readonly Text[]): Text[] =>
  texts.filter((one, at) => texts.findIndex(({ zh }) => zh === one.zh) === at)

/** Rows with equal heads, in the order in which they come. */
export function groupsOf(rows: readonly MatrixRow[], view: View): Group[] {
  const keyOf = (row: MatrixRow) => (view === 'unit' ? (row.collectingUnit?.id ?? '') : row.responsibleDivision.id)
  const keys = [...new Set(rows.map(keyOf))]
  return keys.map((key) => {
    const own = rows.filter((row) => keyOf(row) === key)
    const [first] = own
    const name =
      view === 'unit' ? (first?.collectingUnit?.name ?? noUnit) : (first?.responsibleDivision.name ?? same(''))
    return { key, name, note: noteOf(own), rows: own }
  })
}

function noteOf(rows: readonly MatrixRow[]): Text {
  const { zh, en } = joinTexts(unique(rows.map(({ coordinatingDivision }) => coordinatingDivision)))
  return { zh: `协调处：${zh}`, en: `Coordinated by ${en}` }
}

/** The external due days of monthly data by month; what is not monthly explains itself in its own cell. */
export function dueDaysOf(rows: readonly MatrixRow[]): ReadonlyMap<number, string> {
  const monthly = rows.flatMap(({ cells }) => cells).filter(({ period }) => frequencyOf(period) === 'month')
  const days = new Map<number, string>()
  for (const cell of monthly) if (cell.externalDueOn !== null) days.set(monthOf(cell), cell.externalDueOn)
  return days
}

/** What a screen reader says of a cell: "皇岗口岸旅客人次，10月，未报，黄牌". */
export function cellName(row: MatrixRow, cell: MatrixCell, today: string, cards: RulePack['cards']): Text {
  const states = dataStates(cell, today).map((state) => dataStateNames[state])
  const value = cell.value === null ? [] : [same(figure(cell.value, row.indicator))]
  const card = cell.card === null ? [] : [cardText(cell.card, cards)]
  const words = [
    same(row.indicator.name),
    shortPeriodText(cell.period),
    ...value,
    stages[cell.stage],
    ...states,
    ...card,
  ]
  return joinTexts(words, '，', ', ')
}

const cardText = (card: NonNullable<MatrixCell['card']>, names: RulePack['cards']): Text => {
  const { zh, en } = names[card.step]
  return card.settledOn === null ? { zh, en } : { zh: `${zh}，已解除`, en: `${en}, settled` }
}
