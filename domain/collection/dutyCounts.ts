import { lastDayOf, shortPeriodText } from '#domain/calendar/periods.ts'
import { dayText } from '#domain/calendar/workingDays.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { MatrixCell, MatrixRow } from './duty.api.ts'
import { type Stage, stages } from './duty.ts'
import { type DataState, dataStateNames, dataStates } from './dutyStates.ts'

/** Every cell of the rows that is owed for one period. */
export const cellsOf = (rows: readonly Pick<MatrixRow, 'cells'>[], period: string): MatrixCell[] =>
  rows.flatMap(({ cells }) => cells.filter((cell) => cell.period === period && cell.stage !== 'withdrawn'))

/** The last monthly period whose entry has opened, else the last of any; undefined while none has. */
export function periodInHand(rows: readonly Pick<MatrixRow, 'cells'>[], today: string): string | undefined {
  const opened = [
    ...new Set(
      rows.flatMap(({ cells }) => cells.filter(({ opensOn }) => opensOn <= today).map(({ period }) => period)),
    ),
  ]
  const months = opened.filter((period) => /^\d{4}-\d\d$/.test(period))
  const [last] = (months.length > 0 ? months : opened).toSorted((a, b) => lastDayOf(b).localeCompare(lastDayOf(a)))
  return last
}

const isIn = (states: readonly DataState[], state: DataState): boolean => states.includes(state)

/** "10月应报9项：已接收5，已签字1，已退回1，待填报1，未报1。对外期限11月7日，剩1个工作日。" */
export function countsSentence(
  rows: readonly Pick<MatrixRow, 'cells'>[],
  period: string,
  today: string,
  workingDaysLeft: Readonly<Record<string, number | null>>,
): Text {
  const cells = cellsOf(rows, period)
  const name = shortPeriodText(period)
  if (cells.length === 0) return { zh: `${name.zh}没有应报的数据。`, en: `Nothing is owed for ${name.en}.` }
  const missing = cells.filter((cell) => isIn(dataStates(cell, today), 'missing'))
  const rest = cells.filter((cell) => !missing.includes(cell))
  const order: readonly Stage[] = [
    'acknowledged',
    'reported',
    'accepted',
    'submitted',
    'returned',
    'offered',
    'open',
    'upcoming',
  ]
  const counted = order.flatMap((stage) => {
    const count = rest.filter((cell) => cell.stage === stage).length
    return count > 0 ? [tally(stages[stage], count)] : []
  })
  if (missing.length > 0) counted.push(tally(dataStateNames.missing, missing.length))
  const { zh, en } = joinTexts(counted, '，', ', ')
  const due = dueSentence(cells, today, workingDaysLeft)
  return {
    zh: `${name.zh}应报${cells.length}项：${zh}。${due.zh}`,
    en: `${cells.length} due for ${name.en}: ${en}. ${due.en}`,
  }
}

const tally = ({ zh, en }: Text, count: number): Text => ({ zh: `${zh}${count}`, en: `${count} ${en.toLowerCase()}` })

/** The next external due day among the cells, and how long that still is. */
function dueSentence(cells: readonly MatrixCell[], today: string, left: Readonly<Record<string, number | null>>): Text {
  const [dueOn] = cells
    .flatMap(({ externalDueOn }) => (externalDueOn !== null && externalDueOn >= today ? [externalDueOn] : []))
    .toSorted()
  if (dueOn === undefined) return { zh: '', en: '' }
  const { zh, en } = dayText(dueOn)
  const days = left[dueOn]
  if (dueOn === today) return { zh: `对外期限${zh}，今天。`, en: `External due day: today.` }
  if (days === null || days === undefined) return { zh: `对外期限${zh}。`, en: `External due day: ${en}.` }
  return {
    zh: `对外期限${zh}，剩${days}个工作日。`,
    en: `External due day: ${en}, ${days} working ${days === 1 ? 'day' : 'days'} left.`,
  }
}
