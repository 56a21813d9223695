import type { Light } from '#domain/kernel/light.ts'
import { lightNames } from '#domain/kernel/light.ts'
import type { Text } from '#domain/kernel/text.ts'

/** What the lines of the board are. */
export const boardGroupings = {
  division: { zh: '按处', en: 'By division' },
  dimension: { zh: '按维度', en: 'By dimension' },
} as const satisfies Record<string, Text>
export type BoardGrouping = keyof typeof boardGroupings
export const boardGroupingNames = Object.keys(boardGroupings) as [BoardGrouping, ...BoardGrouping[]]

export const cardSteps = ['red', 'yellow', 'earlyWarning'] as const
export type BoardCard = (typeof cardSteps)[number]

/** Every number of a line, in the order of its columns. */
export const lineNumbers = [...lightNames, 'redCards', 'yellowCards', 'warnings', 'missing', 'met', 'counted'] as const
export type LineNumber = (typeof lineNumbers)[number]

const stepOf = { redCards: 'red', yellowCards: 'yellow', warnings: 'earlyWarning' } as const satisfies Partial<
  Record<LineNumber, BoardCard>
>

/** Which part of the board a number is of; the division is the one that is responsible, or that was hit. */
export type BoardPart = {
  readonly year: number
  readonly divisionId?: string | undefined
  readonly dimension?: string | undefined
}

const addressOf = (path: string, query: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return `${path}?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`
}

const isLight = (name: LineNumber): name is Light => (lightNames as readonly string[]).includes(name)

/** The list from which a number of a line was counted: exactly its rows. */
export function listOfNumber(number: LineNumber, { year, divisionId, dimension }: BoardPart): string {
  if (isLight(number)) return addressOf('/items', { year, responsibleId: divisionId, dimension, light: number })
  if (number === 'missing') return addressOf('/duties/list', { year, divisionId, dimension, dataState: 'missing' })
  if (number === 'met' || number === 'counted')
    return addressOf('/timeliness/duties', { measure: 'reported', outcome: number, year, divisionId, dimension })
  return addressOf('/cards', { year, step: stepOf[number], divisionId, dimension, state: 'standing' })
}

/** The data due on a day: all of them, or those still owed. */
export const listOfDay = (on: string, owed: boolean, divisionId: string | undefined): string =>
  addressOf('/duties/list', { dueOn: on, due: 'external', divisionId, owed: owed ? 'yes' : undefined })

/** What is open beside the lines: tickets, orders, opinions. */
export const openMatters = {
  tickets: { zh: '督办在办', en: 'Open tickets' },
  overdueTickets: { zh: '督办逾期', en: 'Overdue tickets' },
  opinions: { zh: '意见未答复', en: 'Opinions without answer' },
  overdueOpinions: { zh: '意见逾期未答复', en: 'Opinions past their day' },
  orders: { zh: '整改未销号', en: 'Orders not closed' },
  overdueOrders: { zh: '整改逾期', en: 'Orders overdue' },
} as const satisfies Record<string, Text>
export type OpenMatter = keyof typeof openMatters
export const openMatterNames = Object.keys(openMatters) as [OpenMatter, ...OpenMatter[]]

/** The list of what is open, as this post sees it; opinions are those to the own division where the board is its own. */
export const listOfMatter = (matter: OpenMatter, { year, divisionId }: BoardPart): string =>
  ({
    tickets: addressOf('/tickets', { year, standing: 'open' }),
    overdueTickets: addressOf('/tickets', { year, standing: 'overdue' }),
    opinions: addressOf('/opinions', { year, standing: 'open', divisionId }),
    overdueOpinions: addressOf('/opinions', { year, overdue: 'yes', divisionId }),
    orders: addressOf('/rectifications', { year, standing: 'open' }),
    overdueOrders: addressOf('/rectifications', { year, standing: 'overdue' }),
  })[matter]

/** What became overdue since a day: data whose first due day has passed since. */
export const listOfOverdue = (year: number, since: string, divisionId: string | undefined): string =>
  addressOf('/duties/list', { year, divisionId, dataState: 'missing', missedFrom: since })

export const changeKinds = {
  light: { zh: '灯号', en: 'Lights' },
  card: { zh: '预警和牌', en: 'Warnings and cards' },
  overdue: { zh: '逾期', en: 'Overdue' },
  report: { zh: '进展报告', en: 'Progress reports' },
  ticket: { zh: '督办件', en: 'Tickets' },
  order: { zh: '整改', en: 'Orders' },
} as const satisfies Record<string, Text>
export type ChangeKind = keyof typeof changeKinds
export const changeKindNames = Object.keys(changeKinds) as [ChangeKind, ...ChangeKind[]]

/** The most changes of one kind that are named; their count is told beside them. */
export const namedChanges = 50

/** The pages whose filters may be kept under a name. */
export const viewPaths = ['/board', '/items', '/cards', '/tickets', '/opinions', '/duties/list', '/timeliness'] as const
export type ViewPath = (typeof viewPaths)[number]
/** The most views that one person keeps of a page. */
export const mostViews = 20
