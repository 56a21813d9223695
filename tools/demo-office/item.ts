import type { Frequency } from '#domain/calendar/periods.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { emptyContent, type ItemKind, type Method } from '#domain/plan/item.ts'
import type { BodyCode, DivisionCode, UserName } from './people.ts'

export type DemoIndicator = {
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly frequency: Frequency
  readonly unitOf: BodyCode
  readonly definition?: string
  readonly feed?: string
  readonly target?: string
  /** The division that shares the item and owes these data; none is the lead. */
  readonly of?: DivisionCode
}
type DemoPhase = readonly [
  title: string,
  startsOn: string,
  endsOn: string,
  goal: string,
  criterion: string,
  weight: string,
  of?: DivisionCode,
]
export type DemoItem = {
  readonly code: string
  readonly title: string
  readonly kind: ItemKind
  readonly dimension: string
  readonly responsible: DivisionCode
  readonly coordinating: DivisionCode
  readonly main: UserName
  readonly participants: readonly UserName[]
  readonly weight: string
  readonly goal: string
  readonly method: Method
  readonly reporting?: string
  readonly isWhitePaper?: boolean
  /** What, by whom, until when. */
  readonly measures?: readonly (readonly [what: string, by: UserName, untilOn: string])[]
  /** Divisions that share the responsibility, each with its goal. */
  readonly shared?: readonly (readonly [division: DivisionCode, goal: string])[]
  /** The row of the city's table that the item carries. */
  readonly municipalNumber?: number
  readonly phases: readonly DemoPhase[]
  readonly indicators: readonly DemoIndicator[]
}

/** Monthly passengers of one port, as the daily file gives them. */
export const passengers = (port: string, controlPoint: string): DemoIndicator => ({
  name: `${port}口岸旅客人次`,
  unit: '万人次',
  decimals: 1,
  frequency: 'month',
  unitOf: 'statistics',
  definition: '入境、出境旅客合计，由每日客流文件按月累计，除以10,000，四舍五入到1位小数。',
  feed: `passengers:${controlPoint}`,
})
/** Four phases of equal weight, one for each quarter, with its goal. */
export const quarters = (goals: readonly [string, string, string, string]): DemoPhase[] =>
  (
    [
      ['一季度', '01-01', '03-31'],
      ['二季度', '04-01', '06-30'],
      ['三季度', '07-01', '09-30'],
      ['四季度', '10-01', '12-31'],
    ] as const
  ).map(([title, start, end], at) => [
    title,
    `2025-${start}`,
    `2025-${end}`,
    goals[at] ?? '',
    `${goals[at]}为达到`,
    '25',
  ])

type Names = {
  readonly division: (code: DivisionCode) => string
  readonly person: (userName: UserName) => string
  readonly body: (code: BodyCode) => string
  readonly municipal: (number: number) => string
}

/** The item as it is written into the plan, with the ids of this office. */
export const contentOf = (item: DemoItem, names: Names): ItemContent => ({
  ...emptyContent(2025),
  code: item.code,
  title: item.title,
  kind: item.kind,
  dimension: item.dimension,
  goal: item.goal,
  binding: item.kind === 'municipalIndicator',
  weight: item.weight,
  method: item.method,
  reporting: item.reporting ?? '',
  isWhitePaper: item.isWhitePaper ?? false,
  measures: (item.measures ?? []).map(([what, by, untilOn]) => ({
    what,
    untilOn,
    who: '',
    personId: names.person(by),
  })),
  coDivisions: (item.shared ?? []).map(([division, goal]) => ({ divisionId: names.division(division), goal })),
  responsibleDivisionId: names.division(item.responsible),
  coordinatingDivisionId: names.division(item.coordinating),
  mainResponsiblePersonId: names.person(item.main),
  participantIds: item.participants.map(names.person),
  responsiblePersonIds: [names.person(item.main)],
  municipalIndicatorId: item.municipalNumber ? names.municipal(item.municipalNumber) : null,
  phases: item.phases.map(([title, startsOn, endsOn, goal, criterion, weight, of]) => ({
    title,
    startsOn,
    endsOn,
    goal,
    criterion,
    weight,
    divisionId: of ? names.division(of) : null,
  })),
  indicators: item.indicators.map(({ unitOf, of, definition = '', feed = null, target = null, ...indicator }) => ({
    ...indicator,
    definition,
    feed,
    target,
    delivery: 'citySystem' as const,
    evidenceNeeded: false,
    collectingUnitId: names.body(unitOf),
    divisionId: of ? names.division(of) : null,
  })),
})
