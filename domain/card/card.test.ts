import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plusDays } from '#domain/calendar/workingDays.ts'
import {
  type CardShown,
  cardState,
  dutySentence,
  firstStepOn,
  isCard,
  type LadderStep,
  nextStepOn,
  notMet,
  settle,
  stepKey,
  stepName,
  stepReason,
  stepsDue,
  stepsOf,
  whoIsHit,
} from './card.ts'

// October 2025, monthly: warned before November opens the form. The third quarter: warned after.
const october = {
  opensOn: '2025-11-01',
  reminderOn: '2025-11-03',
  internalDueOn: '2025-11-05',
  earlyWarningOn: '2025-10-31',
  externalDueOn: '2025-11-07',
  redOn: '2025-11-11',
}
const quarter = {
  opensOn: '2026-10-01',
  reminderOn: '2026-10-14',
  internalDueOn: '2026-10-16',
  earlyWarningOn: '2026-10-13',
  externalDueOn: '2026-10-20',
  redOn: '2026-10-22',
}
const awaited = {
  ...october,
  reminderOn: null,
  internalDueOn: null,
  earlyWarningOn: null,
  externalDueOn: null,
  redOn: null,
}
const plain = { 'card.internalCards': false }
const strict = { 'card.internalCards': true }
const names = {
  earlyWarning: { zh: '预警', en: 'Early warning' },
  yellow: { zh: '黄牌', en: 'Yellow card' },
  red: { zh: '红牌', en: 'Red card' },
}
const short = (steps: readonly LadderStep[]) => steps.map(({ on, ladder, step }) => `${on} ${ladder} ${step}`)

describe('the ladders of a duty (city data rule, Art. 12)', () => {
  test('a warning before entry opens is a reminder; cards fall the day after the day that was missed', () => {
    expect(short(stepsOf(october, plain))).toEqual([
      '2025-10-31 external reminder',
      '2025-11-03 internal reminder',
      '2025-11-06 internal late',
      '2025-11-08 external yellow',
      '2025-11-12 external red',
    ])
  })

  test('a warning once entry is open counts', () => {
    expect(short(stepsOf(quarter, plain))).toEqual([
      '2026-10-13 external earlyWarning',
      '2026-10-14 internal reminder',
      '2026-10-17 internal late',
      '2026-10-21 external yellow',
      '2026-10-23 external red',
    ])
    const onTheDay = stepsOf({ ...quarter, earlyWarningOn: quarter.opensOn }, plain)
    expect(onTheDay[0]?.step).toBe('earlyWarning')
  })

  test('an internal day gives a card only where the pack says so', () => {
    expect(stepsOf(quarter, plain).filter((step) => step.ladder === 'internal' && isCard(step.step))).toEqual([])
    expect(short(stepsOf(quarter, strict))).toContain('2026-10-17 internal yellow')
  })

  test('every step names the due day it is about', () => {
    for (const { ladder, dueOn } of stepsOf(quarter, strict))
      expect(dueOn).toBe(ladder === 'external' ? '2026-10-20' : '2026-10-16')
  })

  test('an awaited day fires nothing', () => {
    expect(stepsOf(awaited, strict)).toEqual([])
    const yearly = { ...awaited, externalDueOn: '2027-01-31' }
    expect(short(stepsOf(yearly, strict))).toEqual(['2027-02-01 external yellow'])
  })

  test('补报 has no ladder', () => expect(stepsOf(october, strict, true)).toEqual([]))

  test.each([
    ['from the first step', october, false, '2025-10-31'],
    ['never where the days are awaited', awaited, false, null],
    ['never at a duty that started late', october, true, null],
  ])('the sweep looks %s', (_, days, lateStart, on) => expect(firstStepOn(days, lateStart)).toBe(on))
})

describe('what the sweep finds', () => {
  const steps = stepsOf(october, plain)
  const steppedBy = (today: string, met = notMet) => stepsDue(steps, today, met).map(({ step }) => step)

  test.each([
    ['2025-10-30', [], '2025-10-31'],
    ['2025-10-31', ['reminder'], '2025-11-03'],
    ['2025-11-05', ['reminder', 'reminder'], '2025-11-06'],
    ['2025-11-07', ['reminder', 'reminder', 'late'], '2025-11-08'],
    ['2025-11-08', ['reminder', 'reminder', 'late', 'yellow'], '2025-11-12'],
    ['2025-11-11', ['reminder', 'reminder', 'late', 'yellow'], '2025-11-12'],
    ['2025-11-12', ['reminder', 'reminder', 'late', 'yellow', 'red'], null],
    ['2026-06-01', ['reminder', 'reminder', 'late', 'yellow', 'red'], null],
  ])('on %s', (today, fired, next) => {
    expect(steppedBy(today)).toEqual(fired)
    expect(nextStepOn(steps, today)).toBe(next)
  })

  test.each([
    ['reported on the due day: no card', '2025-11-07', 0],
    ['reported the day after: yellow', '2025-11-08', 1],
    ['reported on the red day: yellow', '2025-11-11', 1],
    ['reported after the red day: both', '2025-11-12', 2],
  ])('%s, also when the sweep comes a month later', (_, external, cards) => {
    const found = stepsDue(steps, '2025-12-10', { external, internal: '2025-11-04' })
    expect(found.filter(({ step }) => isCard(step))).toHaveLength(cards)
    expect(found.map(({ step }) => step)).not.toContain('late')
  })

  test('a ladder that was met has no next step, the other one goes on', () => {
    expect(nextStepOn(steps, '2025-11-04', { external: null, internal: '2025-11-04' })).toBe('2025-11-08')
    expect(nextStepOn(steps, '2025-11-04', { external: '2025-11-04', internal: '2025-11-04' })).toBeNull()
  })

  test('a revised due day fires under its own key, the old cards keep theirs', () => {
    const keys = [1, 2].flatMap((revision) => stepsOf(october, strict).map((step) => stepKey('a', step, revision)))
    expect(new Set(keys).size).toBe(keys.length)
    expect(stepKey('a', { ladder: 'external', step: 'red' }, 2)).toBe('a/external/red/2')
  })
})

describe('whom a step hits', () => {
  const parties = { responsibleDivisionId: 'land', coordinatingDivisionId: 'clearance' }
  const yellow = { ladder: 'external', on: '2025-11-08' } as const
  const red = { ladder: 'external', on: '2025-11-12' } as const
  const internal = { ladder: 'internal', on: '2025-11-06' } as const
  test.each([
    ['not delivered', yellow, null, true, 'land'],
    ['delivered on the due day', yellow, '2025-11-07', true, 'clearance'],
    ['delivered too late for the yellow card', yellow, '2025-11-08', true, 'land'],
    ['delivered before the red one', red, '2025-11-11', true, 'clearance'],
    ['not delivered, but the pack looks at the coordinating division only', yellow, null, false, 'clearance'],
    ['the internal day', internal, null, true, 'land'],
    ['the internal day, whatever the pack says of external ones', internal, '2025-11-05', false, 'land'],
  ] as const)('%s', (_, step, deliveredOn, looks, division) => {
    expect(whoIsHit(step, { ...parties, deliveredOn }, { 'card.hitsWhoDelayed': looks })).toBe(division)
  })
})

describe('settling', () => {
  const card = { id: 'c', firedOn: '2025-11-08', settledOn: null }

  test('late data settle a card and leave everything else of it', () => {
    expect(cardState(card)).toBe('standing')
    expect(settle(card, '2025-11-10')).toEqual({ ...card, settledOn: '2025-11-10' })
    expect(cardState(settle(card, '2025-11-10'))).toBe('settled')
  })

  test('a settled card stays settled on its day', () => {
    expect(settle(settle(card, '2025-11-10'), '2025-11-20').settledOn).toBe('2025-11-10')
  })

  test('a card fired by a late sweep is settled no earlier than it fired', () => {
    expect(settle({ ...card, firedOn: '2025-12-10' }, '2025-11-10').settledOn).toBe('2025-12-10')
  })
})

describe('words', () => {
  const port = { zh: '皇岗口岸', en: 'Huanggang port' }
  const missing = { zh: '未报', en: 'Missing' }
  const standing: CardShown = { step: 'yellow', settledOn: null }
  const settled: CardShown = { step: 'red', settledOn: '2025-11-12' }
  test.each([
    [[standing], missing, '皇岗口岸，10月，未报，黄牌', 'Huanggang port, Oct, Missing, Yellow card'],
    [[settled], null, '皇岗口岸，10月，红牌，已解除', 'Huanggang port, Oct, Red card, Settled'],
    [[], null, '皇岗口岸，10月', 'Huanggang port, Oct'],
  ])('%j', (cards, state, zh, en) => expect(dutySentence(port, '2025-10', state, cards, names)).toEqual({ zh, en }))

  test('a step is named by the pack, a reminder and a late mark by us', () => {
    const steps = ['reminder', 'earlyWarning', 'yellow', 'red', 'late'] as const
    expect(steps.map((step) => stepName(step, names).zh)).toEqual(['提醒', '预警', '黄牌', '红牌', '内部逾期'])
    expect(stepName('red', { ...names, red: { zh: '警示单', en: 'Final notice' } }).en).toBe('Final notice')
  })

  test('each step says why it fired', () => {
    expect(stepsOf(quarter, plain).map((step) => stepReason(step).zh)).toEqual([
      '对外期限10月20日临近，尚未报送。',
      '内部期限10月16日，请按时办理。',
      '内部期限10月16日终了，未提供。',
      '对外期限10月20日终了，未报送。',
      '对外期限10月20日已过，至10月22日终了仍未报送。',
    ])
    expect(stepReason(stepsOf(october, plain)[4] as LadderStep).en).toBe(
      'External due day 7 Nov 2025 has passed: still not reported at the end of 11 Nov 2025.',
    )
  })
})

describe('for any days', () => {
  const day = fc.integer({ min: 0, max: 60 }).map((n) => plusDays('2025-10-20', n))
  const perhaps = fc.option(day)
  const days = fc.record({
    opensOn: day,
    reminderOn: perhaps,
    internalDueOn: perhaps,
    earlyWarningOn: perhaps,
    externalDueOn: perhaps,
    redOn: perhaps,
  })
  const settings = fc.boolean().map((on) => ({ 'card.internalCards': on }))
  const met = fc.record({ external: perhaps, internal: perhaps })

  test('steps come in order, each once per ladder', () => {
    fc.assert(
      fc.property(days, settings, (given, chosen) => {
        const steps = stepsOf(given, chosen)
        const fired = steps.map(({ on }) => on)
        expect(fired).toEqual(fired.toSorted())
        expect(new Set(steps.map((step) => stepKey('a', step, 1))).size).toBe(steps.length)
      }),
    )
  })

  test('internal cards do not move the first step', () => {
    fc.assert(
      fc.property(days, settings, (given, chosen) => {
        expect(firstStepOn(given, false)).toBe(stepsOf(given, chosen)[0]?.on ?? null)
      }),
    )
  })

  test('looking every day fires exactly what looking once at the end fires, and looks on no day for nothing', () => {
    fc.assert(
      fc.property(days, settings, met, (given, chosen, when) => {
        const steps = stepsOf(given, chosen)
        const found: LadderStep[] = []
        let look = nextStepOn(steps, '2025-01-01', when)
        while (look !== null) {
          const fresh = stepsDue(steps, look, when).filter((step) => !found.includes(step))
          expect(fresh.length).toBeGreaterThan(0)
          found.push(...fresh)
          look = nextStepOn(steps, look, when)
        }
        expect(found).toEqual(stepsDue(steps, '2026-12-31', when))
      }),
    )
  })

  test('who reports by the due day has no card, who does not has one', () => {
    fc.assert(
      fc.property(days, fc.option(day), (given, external) => {
        fc.pre(given.externalDueOn !== null)
        const due = given.externalDueOn ?? ''
        const late = external === null || external > due
        const found = stepsDue(stepsOf(given, plain), '2026-12-31', { external, internal: null })
        expect(found.some(({ step }) => step === 'yellow')).toBe(late)
      }),
    )
  })
})
