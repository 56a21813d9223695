import { changesOf } from '#domain/kernel/history.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { judgementFields, judgementStates, judgementTransitions } from '#domain/progress/judgement.ts'
import { lightOf, lookAgainOn } from '#domain/progress/light.ts'
import { workingDaysOf } from '#domain/progress/rhythm.ts'
import { standOfItem } from '#domain/progress/stand.ts'
import type { App } from '#server/kernel/app.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { recordMany } from '#server/kernel/history.ts'
import type { Sweep } from '#server/kernel/sweep.ts'
import {
  beginLights,
  type LockedLight,
  type Looked,
  lockAwaiting,
  lockDueLights,
  lockLightsOf,
  lockSettled,
  setReviewUntil,
  settle,
  writeLights,
} from './light.store.ts'
import { type PhaseOfItem, phasesOf } from './stand.store.ts'

/** Few enough to stay small in memory, enough that a statement costs little per item. */
const atOnce = 2_000

/**
 * Looks again at each item whose day has come and keeps every change of its light (Art. 14), lets judgements become final
 * whose days for a review are over. What another process holds is left to it, or to the next round.
 */
export const sweepLights: Sweep = async (tx, clock, app) => {
  const { settingsRevision } = await tx.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()
  const settings = await app.settingsOf(app.background.db, settingsRevision, clock.today)
  const look = lookerOf({ tx, clock, app, settings, settingsRevision })
  await settleJudgements(tx, clock, app, settings)
  await beginLights(tx, clock.today)
  let last: LockedLight | undefined
  do {
    const lights = await lockDueLights(tx, clock.today, last, atOnce)
    last = lights.length === atOnce ? lights.at(-1) : undefined
    await look(lights)
  } while (last)
}

/** What a look needs of the request or the sweep in which it is done. */
export type Looking = {
  readonly tx: Tx
  readonly clock: Clock
  readonly app: Pick<App, 'holidays'>
  readonly settings: Settings
  readonly settingsRevision: number
}

/** The lights of items follow at once, in the transaction of what was reported, judged or changed of them. */
export async function followLights(looking: Looking, itemIds: readonly string[]): Promise<void> {
  await beginLights(looking.tx, looking.clock.today)
  await lookerOf(looking)(await lockLightsOf(looking.tx, itemIds))
}

const lookerOf = ({ tx, clock, app, settings, settingsRevision }: Looking) => {
  const days = workingDaysOf(app.holidays)
  const lookAt = (before: LockedLight, phases: readonly PhaseOfItem[]): Looked => {
    const { itemId, year, isWithdrawn, light, rule, since, changes } = before
    if (isWithdrawn) return gone(before)
    const stand = standOfItem(phases, clock.today, settings, days)
    const lit = lightOf(stand, settings)
    const hasChanged = lit.light !== light || lit.rule !== rule
    return {
      ...{ itemId, year, before: light, lit, hasChanged, percent: stand.percent, planned: stand.planned },
      since: lit.light === light ? since : clock.today,
      number: hasChanged ? changes + 1 : changes,
      stepOn: lookAgainOn(stand, clock.today),
    }
  }
  return async (lights: readonly LockedLight[]): Promise<void> => {
    if (lights.length === 0) return
    // what a year ends with stays
    const [closed, open] = [lights.filter((one) => one.isClosed), lights.filter((one) => !one.isClosed)]
    if (closed.length > 0) await stop(tx, closed)
    const phases = await phasesOf(
      tx,
      open.map(({ itemId }) => itemId),
    )
    await writeLights(
      tx,
      clock,
      settingsRevision,
      open.map((light) => lookAt(light, phases.get(light.itemId) ?? [])),
    )
  }
}

/** An item that was taken out of its plan owes nothing and shows no light. */
const gone = ({ itemId, year, light, changes }: LockedLight): Looked => ({
  ...{ itemId, year, before: light, lit: null, since: null, percent: null, planned: null, stepOn: null },
  hasChanged: light !== null,
  number: light === null ? changes : changes + 1,
})

const stop = (tx: Tx, lights: readonly LockedLight[]) =>
  tx
    .updateTable('itemLight')
    .set({ stepOn: null })
    .where(
      'itemId',
      'in',
      lights.map(({ itemId }) => itemId),
    )
    .execute()

async function settleJudgements(tx: Tx, clock: Clock, app: App, settings: Settings): Promise<void> {
  const { after } = workingDaysOf(app.holidays)
  for (const { id, judgedOn } of await lockAwaiting(tx)) {
    const until = after(judgedOn, settings['progress.reviewWorkingDays'])
    if (until !== null) await setReviewUntil(tx, id, until)
  }
  const rows = await lockSettled(tx, clock.today)
  if (rows.length === 0) return
  await settle(
    tx,
    rows.map(({ id }) => id),
  )
  const { basis } = judgementTransitions.settle
  const [before, after_] = [{ state: judgementStates.judged.zh }, { state: judgementStates.final.zh }]
  const changes = changesOf(judgementFields, before, after_)
  await recordMany(
    tx,
    null,
    clock,
    rows.map(({ itemId }) => ({ action: 'progress.settle', subject: { kind: 'item', id: itemId }, basis, changes })),
  )
}
