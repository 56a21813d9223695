import { handIn, judge, signedReport, signPeriod } from './acts.ts'
import { october } from './figures.ts'
import { staffOf } from './people.ts'
import { type Duty, type Event, figureOf, nextNumber, type Year } from './yearSets.ts'

/** October stands in every state on the demo's day. */
export function octoberOf({ client, sets }: Year): Event[] {
  const all = sets.filter(({ period }) => period === '2025-10')
  const duties = all.flatMap((set) => set.duties.filter((duty) => figureOf(duty) !== null))
  const isIn = (names: readonly string[]) => (duty: Duty) => names.includes(duty.indicator)
  const [unsigned, later, missing] = [isIn(october.unsigned), isIn(october.signedLater), isIn(october.missing)]
  const first = duties.filter((duty) => !unsigned(duty) && !later(duty) && !missing(duty))
  const give = (of: readonly Duty[]) => async () => {
    for (const duty of of) await handIn(client, duty.division, duty.id, figureOf(duty) ?? undefined)
  }
  const signAll = (of: readonly Duty[]) => async () => {
    for (const division of new Set(of.map(({ division: code }) => code))) await signPeriod(client, division, '2025-10')
  }
  const acceptAll = async () => {
    for (const set of all) {
      await judge(await client.as(staffOf[set.division].officer), '2025-10', {
        only: set.duties.map(({ indicator }) => indicator),
        returned: october.returned,
      })
    }
  }
  const review = all.find(({ duties: of }) => of.some(({ indicator }) => indicator === '主动公开信息条数'))
  return [
    { on: '2025-11-03', order: 2, run: give(first) },
    { on: october.signedOn, order: 3, run: signAll(first) },
    { on: october.acceptedOn, order: 4, run: acceptAll },
    { on: october.acceptedOn, order: 5, run: give(duties.filter(later)) },
    { on: october.acceptedOn, order: 6, run: signAll(duties.filter(later)) },
    { on: '2025-11-06', order: 7, run: give(duties.filter(unsigned)) },
    ...(review
      ? [{ on: '2025-11-06', order: 8, run: async () => void (await signedReport(client, review, nextNumber())) }]
      : []),
  ]
}
