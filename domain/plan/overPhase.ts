import { dayText } from '#domain/calendar/workingDays.ts'
import { compare } from '#domain/kernel/decimal.ts'
import type { Change } from '#domain/kernel/history.ts'
import type { Item } from './item.api.ts'
import type { OverPhase } from './linter.api.ts'
import { type Found, when } from './lintRules.ts'
import type { LintFacts } from './plan.api.ts'

/**
 * What a phase demanded is settled once it is over: a revision that rewrites it says why, phase by phase. Phases of the
 * plan in force that are over are known to the linter by the item of the revision that stands for theirs.
 */
export const overPhaseRule = 'L43'

const fieldOf = (number: number): string => `phases.${number - 1}.title`

/** The place of the phase that a finding or its answer is about. */
export const numberOfPhase = (field: string): number => Number(field.split('.')[1]) + 1

type Phase = Pick<
  Item['phases'][number],
  'title' | 'startsOn' | 'endsOn' | 'goal' | 'criterion' | 'weight' | 'division'
>

const sameWeight = (a: string | null, b: string | null): boolean =>
  a && b ? compare(a, b) === 0 : (a || null) === (b || null)

const isKept = (over: OverPhase, { weight, division, ...phase }: Phase): boolean =>
  (['title', 'startsOn', 'endsOn', 'goal', 'criterion'] as const).every((key) => phase[key] === over[key]) &&
  sameWeight(weight, over.weight) &&
  (division?.id ?? null) === over.divisionId

/** Phases that are over and do not stand in the item as they were. */
export const rewrittenPhases = (phases: readonly Phase[], over: readonly OverPhase[]): OverPhase[] =>
  over.filter((one) => !phases.some((phase) => isKept(one, phase)))

/** The finding for each of them. */
export const overPhaseCheck = ({ id, phases }: Item, { overPhases }: LintFacts): Found[] =>
  rewrittenPhases(phases, overPhases[id] ?? []).flatMap(({ number, title, endsOn }) =>
    when(
      true,
      overPhaseRule,
      fieldOf(number),
      `第${number}阶段“${title}”已于${dayText(endsOn).zh}结束，改写须说明理由。`,
      `Phase ${number}, “${title}”, was over on ${dayText(endsOn).en}: rewriting it needs a reason.`,
    ),
  )

/** Whether a change of an item is one of the phase at this place. */
export const isOfPhase = ({ field }: Pick<Change, 'field'>, number: number): boolean =>
  field.startsWith(`phases.${number - 1}.`)
