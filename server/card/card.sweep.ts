import { plusDays } from '#domain/calendar/workingDays.ts'
import {
  isCard,
  type LadderStep,
  type Met,
  nextStepOn,
  settle,
  stepsDue,
  stepsOf,
  whoIsHit,
} from '#domain/card/card.ts'
import { answerStateAtFiring } from '#domain/card/cardAnswer.ts'
import type { Stage } from '#domain/collection/duty.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { App } from '#server/kernel/app.ts'
import { recordMany } from '#server/kernel/history.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import { firedEntry } from './card.history.ts'
import { advance, type DueDuty, divisionNames, insertCards, lockDueDuties, type NewCard } from './cardSweep.store.ts'
import { tellOfCards } from './cardTold.store.ts'

/** Few enough to stay small in memory, enough that a statement costs little per duty. */
const atOnce = 5_000

/**
 * Fires the cards whose day has come, each under the settings of its own day however late the sweep is, and notes when
 * to look again (city data rule, Art. 12). Duties another process holds are left to it, or to the next round.
 */
export const sweepCards: Sweep = async (tx, clock, app) => {
  const { settingsRevision } = await tx.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()
  const names = await divisionNames(tx)
  let last: DueDuty | undefined
  do {
    const duties = await lockDueDuties(tx, clock.today, last, atOnce)
    last = duties.length === atOnce ? duties.at(-1) : undefined
    const settingsOf = await settingsOfDays(app, settingsRevision, clock.today, duties)
    const looks = duties.map((duty) => lookAt(duty, clock.today, settingsOf))
    const versions = { packVersion: app.pack.version, settingsRevision }
    const fired = await insertCards(
      tx,
      looks.flatMap(({ cards }) => cards.map((card) => ({ ...card, ...versions }))),
    )
    await recordMany(tx, null, clock, fired.map(firedEntry(app.pack.cards, names)))
    const fresh = fired.map(({ id }) => id)
    await tellOfCards(tx, clock, app.pack.cards, fresh)
    await advance(tx, looks)
  } while (last)
}

type SettingsOf = (day: string) => Settings
type Fired = Omit<NewCard, 'packVersion' | 'settingsRevision'>

/** What one duty's ladders give by today, and the day of their next step. */
function lookAt(duty: DueDuty, today: string, settingsOf: SettingsOf) {
  const met: Met = { external: duty.reportedOn, internal: duty.firstSignedOn }
  const steps = stepsOf(duty, settingsOf(internalStepOn(duty) ?? today), duty.lateStart)
  const cards = stepsDue(steps, today, met).map((step) => cardOf(duty, step, met, settingsOf(step.on)))
  return { id: duty.id, stepOn: nextStepOn(steps, today, met), cards: cards.filter((card) => card !== undefined) }
}

/** The day whose settings say whether a missed internal day gives a card. */
const internalStepOn = ({ internalDueOn }: DueDuty) => internalDueOn && plusDays(internalDueOn, 1)

/** A step met in the meantime, though too late for it, gives a card that is settled already. */
function cardOf(duty: DueDuty, step: LadderStep, met: Met, settings: Settings): Fired | undefined {
  if (!isCard(step.step)) return undefined
  const divisionId = whoIsHit(step, { ...duty, deliveredOn: deliveredOn(duty) }, settings)
  const parties = [duty.responsibleDivisionId, duty.coordinatingDivisionId]
  const metOn = met[step.ladder]
  const { settledOn } = metOn === null ? { settledOn: null } : settle({ firedOn: step.on, settledOn: null }, metOn)
  return {
    dutyId: duty.id,
    year: duty.year,
    ladder: step.ladder,
    step: step.step,
    dueRevision: duty.dueRevision,
    firedOn: step.on,
    dueOn: step.dueOn,
    divisionId,
    otherDivisionId: parties.find((party) => party !== divisionId) ?? null,
    settledOn,
    answerState: answerStateAtFiring(step.step),
  }
}

const delivered: readonly Stage[] = ['submitted', 'accepted', 'reported', 'acknowledged']

/** The signature in force: none after a return, nor while a correction waits to be signed. */
const deliveredOn = ({ stage, signedOn }: DueDuty): string | null =>
  delivered.some((one) => one === stage) ? signedOn : null

/** The settings of every day that may be asked about these duties, by day. */
async function settingsOfDays(app: App, revision: number, today: string, duties: readonly DueDuty[]) {
  const days = new Set([today])
  for (const duty of duties) {
    const possible = stepsOf(duty, { 'card.internalCards': true })
    for (const { on } of possible) if (on <= today) days.add(on)
    const internal = internalStepOn(duty)
    if (internal) days.add(internal)
  }
  const byDay = new Map<string, Settings>()
  for (const day of days) byDay.set(day, await app.settingsOf(app.background.db, revision, day))
  return (day: string): Settings => {
    const settings = byDay.get(day)
    if (!settings) throw new Error(`no settings were read for ${day}`)
    return settings
  }
}
