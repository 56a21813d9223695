import { lastDayOf } from '#domain/calendar/periods.ts'
import { addWorkingDays, type Holidays, plusDays } from '#domain/calendar/workingDays.ts'
import { listItems } from '#domain/plan/item.api.ts'
import type { Verdict } from '#domain/progress/judgement.ts'
import {
  claimPhase,
  type ItemProgress,
  judgePhase,
  readItemProgress,
  reportProgress,
} from '#domain/progress/progress.api.ts'
import { completeMeasure, recordOwnCheck, setReportRhythm } from '#domain/progress/progressActs.api.ts'
import type { OfficeClient } from './client.ts'
import type { DemoItem } from './item.ts'
import { items } from './items.ts'
import { type DivisionCode, staffOf } from './people.ts'

type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }

/** What is said of a phase at the end of a month: a percent, or that it was reached; null: nothing was said. */
type Said = number | 'reached' | null
type Told = { readonly words?: string; readonly problem?: string; readonly need?: string }

/** Where an item did not go its even way, by month; and how its phases were judged. Invented. */
const course: Readonly<Record<string, Readonly<Record<string, Said>>>> = {
  'KA-2025-02': { '3 2025-08': 32, '3 2025-09': 55, '3 2025-10': 68, '5 2025-10': 75 },
  'KA-2025-03': { '3 2025-07': 12, '3 2025-08': 24, '3 2025-09': 38, '3 2025-10': 50 },
  'KA-2025-05': { '4 2025-10': null },
  'KA-2025-09': { '4 2025-10': null },
  'KA-2025-10': { '3 2025-09': 80, '3 2025-10': 90, '4 2025-10': 30 },
  'KA-2025-12': { '4 2025-10': 20 },
}
const judgements: Readonly<Record<string, { readonly verdict: Verdict; readonly reason: string }>> = {
  'KA-2025-02 2': { verdict: 'partly', reason: '完成延米83%，未到90%，按书面标准为部分达到' },
  'KA-2025-09 2': { verdict: 'partly', reason: '二季度航线6月30日签约、7月8日首航，按部分达到认定' },
}
/** Claimed on the eve of the demo's day: the performance office has it to judge. */
const stillToJudge = 'KA-2025-09 3'

const told: Readonly<Record<string, Told>> = {
  'KA-2025-02 3 2025-09': { words: '地面层结构完成八成。', problem: '9月台风停工6天，钢筋供应推迟。' },
  'KA-2025-02 3 2025-10': {
    words: '地面层结构完成，地上一层支模完成六成。',
    problem: '9月台风停工6天，钢筋供应推迟。',
    need: '请秘书处协调夜间运输许可，11月12日前。',
  },
  'KA-2025-03 3 2025-10': { words: '外立面完成一半，查验大厅吊顶未开工。', problem: '幕墙材料到货晚了四周。' },
  'KA-2025-10 3 2025-10': { words: '三季度应公开60条，已公开54条。', problem: '两项内容等法制审核。' },
}

type Phase = { readonly number: number; readonly startsOn: string; readonly endsOn: string; readonly by: DivisionCode }
const phasesOf = ({ phases, responsible }: DemoItem): Phase[] =>
  phases.map(([, startsOn, endsOn, , , , of], at) => ({ number: at + 1, startsOn, endsOn, by: of ?? responsible }))

/** An even way, but for what is told otherwise: done by days until the phase's end is reached. */
function saidOf({ code }: DemoItem, { number, startsOn, endsOn }: Phase, month: string): Said {
  const other = course[code]?.[`${number} ${month}`]
  if (other !== undefined) return other
  const last = lastDayOf(month)
  const [from, to] = [Date.parse(startsOn), Date.parse(endsOn)]
  if (last >= endsOn) return endsOn.slice(0, 7) === month ? 'reached' : null
  return Math.min(99, Math.round((100 * (Date.parse(last) - from)) / (to - from)) + (number % 2 === 0 ? 2 : -2))
}

const months = Array.from({ length: 10 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}`)

/** Ten months of progress: reported on the last working day of each, claimed the next day, judged five later. */
export function progressEvents(client: OfficeClient, holidays: Holidays): readonly Event[] {
  const office = desk(client)
  const working = (day: string, n: number) => addWorkingDays(day, n, holidays) ?? day
  const ofPhase = (item: DemoItem, phase: Phase): Event[] =>
    months.flatMap((month) => {
      const said = saidOf(item, phase, month)
      if (phase.startsOn > lastDayOf(month) || said === null) return []
      const on = working(plusDays(lastDayOf(month), 1), -1)
      const report = { on, order: 8, run: () => office.report(item, phase, said, month) }
      if (said !== 'reached') return [report]
      const key = `${item.code} ${phase.number}`
      const claimedOn = key === stillToJudge ? '2025-11-05' : working(on, 1)
      const claim = { on: claimedOn, order: 8, run: () => office.claim(item, phase) }
      const judge = { on: working(on, 5), order: 9, run: () => office.judge(item, phase) }
      return key === stillToJudge ? [report, claim] : [report, claim, judge]
    })
  return [
    ...items.flatMap((item) => phasesOf(item).flatMap((phase) => ofPhase(item, phase))),
    { on: '2025-10-15', order: 8, run: () => office.check() },
    { on: '2025-10-20', order: 8, run: () => office.measureDone() },
    { on: '2025-11-05', order: 8, run: () => office.rhythm() },
  ]
}

/** The acts, each by the person whose it is. */
function desk(client: OfficeClient) {
  let ids: ReadonlyMap<string, string> | undefined
  const idOf = async (code: string): Promise<string> => {
    if (!ids) {
      const staff = await client.as('linzhixia')
      const { rows } = await staff.do(listItems, { query: { year: 2025, limit: 200 } })
      ids = new Map(rows.map((row) => [row.code, row.id]))
    }
    return ids.get(code) ?? ''
  }
  const read = async (code: string): Promise<ItemProgress> => {
    const staff = await client.as('linzhixia')
    return staff.do(readItemProgress, { params: { id: await idOf(code) } })
  }
  const idOfPhase = ({ phases }: ItemProgress, { number }: Phase): string =>
    phases.find((phase) => phase.number === number)?.id ?? ''
  return {
    async report({ code }: DemoItem, phase: Phase, said: number | 'reached', month: string): Promise<void> {
      const officer = await client.as(staffOf[phase.by].officer)
      const of = await read(code)
      const isReached = said === 'reached'
      const words = isReached ? '本阶段任务完成。' : `本月按计划推进，完成${said}%。`
      const body = {
        ...{ version: of.version, phaseId: idOfPhase(of, phase), reached: isReached, words },
        ...(isReached ? {} : { percent: said }),
        ...told[`${code} ${phase.number} ${month}`],
      }
      await officer.do(reportProgress, { params: { id: of.itemId }, body })
    },
    async claim({ code }: DemoItem, phase: Phase): Promise<void> {
      const head = await client.as(staffOf[phase.by].head)
      const of = await read(code)
      const body = { version: of.version, phaseId: idOfPhase(of, phase) }
      await head.do(claimPhase, { params: { id: of.itemId }, body })
    },
    async judge({ code }: DemoItem, phase: Phase): Promise<void> {
      const judge = await client.as(phase.by === 'MS' ? staffOf.MS.deputy : 'linzhixia')
      const of = await read(code)
      const waits = of.judgements.find(({ phaseId, state }) => phaseId === idOfPhase(of, phase) && state === 'claimed')
      const verdict = judgements[`${code} ${phase.number}`] ?? { verdict: 'met', reason: '符合书面标准' }
      if (waits) await judge.do(judgePhase, { params: { id: waits.id }, body: { version: waits.version, ...verdict } })
    },
    async check(): Promise<void> {
      const officer = await client.as(staffOf.GJ.officer)
      const of = await read('KA-2025-03')
      const found = { finding: '现场抽查：幕墙材料堆放占用旅客通道一侧。', measure: '清出通道，改夜间进料。' }
      const body = { version: of.version, checkedOn: '2025-10-15', ...found, untilOn: '2025-10-20' }
      await officer.do(recordOwnCheck, { params: { id: of.itemId }, body })
    },
    async measureDone(): Promise<void> {
      const officer = await client.as(staffOf.GJ.officer)
      const { checks } = await read('KA-2025-03')
      const body = { words: '通道已清出，10月17日起夜间进料。' }
      await officer.do(completeMeasure, { params: { id: checks[0]?.id ?? '' }, body })
    },
    async rhythm(): Promise<void> {
      const staff = await client.as('linzhixia')
      const { itemId } = await read('KA-2025-09')
      const body = { version: 0, rhythm: 'quarter', reason: '航线培育按季度考核，月度无新进展可报。' } as const
      await staff.do(setReportRhythm, { params: { id: itemId }, body })
    },
  }
}
