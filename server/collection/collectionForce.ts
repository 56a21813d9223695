import { dueDays } from '#domain/calendar/dueDays.ts'
import { lastDayOf } from '#domain/calendar/periods.ts'
import { dueFields } from '#domain/collection/dueException.ts'
import { recountedDays } from '#domain/collection/dueRevision.ts'
import type { Stage } from '#domain/collection/duty.ts'
import { changesOf } from '#domain/kernel/history.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import { inBoth, type Text } from '#domain/kernel/text.ts'
import type { Entry } from '#server/kernel/history.ts'
import type { Acting, Reading } from '#server/kernel/routes.ts'
import * as store from './collectionForce.store.ts'
import type { InForce } from './collectionRules.store.ts'
import { reviseDays } from './dueRevision.store.ts'
import { daysFor } from './duty.generate.ts'

const followable: readonly Stage[] = ['upcoming', 'open', 'returned']

type Present = Awaited<ReturnType<typeof store.dutiesOf>>[number]

const isFollowing = ({ stage, signedBy, isCorrected, firstSignedOn }: Present): boolean =>
  followable.includes(stage) && signedBy === null && !isCorrected && firstSignedOn === null

/**
 * What a version in force makes of the duties of its indicator: those of periods that end from its day on and that nobody
 * signed or handed in follow, with days of its own. A day that is over stands, and none is moved into the past.
 */
export async function effectOf(context: Reading, version: InForce, isLocked = false) {
  const { tx, today, app } = context
  const reached = (await store.dutiesOf(tx, version.indicatorId, isLocked)).filter(
    ({ period }) => lastDayOf(period) >= version.effectiveOn,
  )
  const settingsOf = new Map<string, Settings>()
  const { settingsRevision } = await tx.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()
  for (const on of new Set(reached.map(({ setOn }) => setOn)))
    settingsOf.set(on, await app.settingsOf(tx, settingsRevision, on))
  const following = reached.filter(isFollowing)
  return {
    untouched: reached.length - following.length,
    followed: following.map((duty) => ({
      duty,
      days: daysOf(duty, version, {
        today,
        holidays: app.holidays,
        settings: settingsOf.get(duty.setOn) ?? context.settings,
      }),
    })),
  }
}

type Given = { readonly today: string; readonly holidays: Reading['app']['holidays']; readonly settings: Settings }

/** The new days of a duty, or null where its days stay. */
function daysOf(duty: Present, { rule }: InForce, given: Given) {
  if (duty.lateStart) return null
  if (duty.externalDueOn !== null) {
    const days = recountedDays(duty, { ...given, rule })
    const { opensOn } = dueDays(duty.period, given.settings, given.holidays, { rule })
    return days && { ...days, opensOn: duty.stage === 'upcoming' ? opensOn : duty.opensOn }
  }
  const {
    lateStart: _late,
    setOn: _set,
    stepOn: _step,
    ...days
  } = daysFor(duty.period, given.settings, given.holidays, {
    ...{ setOn: duty.setOn, knownOn: given.today, rule },
  })
  return { ...days, isRevision: true }
}
type Followed = Awaited<ReturnType<typeof effectOf>>['followed'][number]

/** Puts the duties that follow under the version, each with its history. */
export async function followVersion(context: Acting, version: InForce, unitName: (id: string | null) => Text | null) {
  const { tx } = context
  const { followed } = await effectOf(context, version, true)
  const ids = followed.map(({ duty }) => duty.id)
  if (ids.length === 0) return
  await store.put(tx, ids, version)
  const dated = followed.flatMap(({ duty, days }) => (days ? [{ duty, days }] : []))
  await reviseDays(
    tx,
    dated.map(({ duty: { id, extendedInternalOn, extendedExternalOn }, days: { opensOn, ...days } }) => ({
      ...{ id, opensOn, days, extendedInternalOn, extendedExternalOn },
    })),
  )
  await context.recordMany(followed.map((one) => entryOf(one, version, unitName)))
}

const fields = {
  ...dueFields,
  collectingUnit: { name: { zh: '数据采集责任单位', en: 'Collecting unit' } },
  version: { name: { zh: '收集报送工作计划', en: 'Collection plan' } },
} as const

function entryOf({ duty, days }: Followed, version: InForce, unitName: (id: string | null) => Text | null): Entry {
  const shown = (unitId: string | null) => {
    const name = unitName(unitId)
    return name && inBoth(name)
  }
  const before = { ...duty, collectingUnit: shown(duty.collectingUnitId), version: null }
  const number = inBoth({ zh: `第${version.number}版`, en: `version ${version.number}` })
  const after = { ...duty, ...days, collectingUnit: shown(version.collectingUnitId), version: number }
  return {
    ...{ action: 'duty.collect', subject: { kind: 'duty', id: duty.id }, basis: 'duty.collect' },
    changes: changesOf(fields, before, after),
  }
}
