import { dayText } from '#domain/calendar/workingDays.ts'
import { type Actor, performanceOffice, seesEverything } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type DecisionFacts, decisionRules } from './review.ts'
import { withdrawalRules } from './withdrawal.ts'

/**
 * The office's plan of a year (Art. 11, 20–22): drafted by the performance office, decided by the leading group in the
 * version that was read, issued with a document number. From then on the divisions named in it are bound (Art. 9). A
 * revision of an issued plan goes the same way.
 */
export const planStates = {
  drafting: { zh: '编制中', en: 'Drafting' },
  consulting: { zh: '征求意见', en: 'In consultation' },
  underReview: { zh: '审定中', en: 'Under review' },
  decided: { zh: '已审定', en: 'Decided' },
  issued: { zh: '已印发', en: 'Issued' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const
export type PlanState = keyof typeof planStates

/** The plan of a year, or a revision of one that is issued. */
export type PlanKind = 'office' | 'revision'

/** How a plan is named in an address: that of a year by the year, a revision by its id. */
export const keyOfPlan = (plan: { readonly kind: PlanKind; readonly id: string; readonly year: number }): string =>
  plan.kind === 'revision' ? plan.id : String(plan.year)

/** Where the way of a plan or of a revision ends. */
export const endStates = ['issued', 'withdrawn'] as const satisfies readonly PlanState[]

/** The plan is not yet before the leading group: what the divisions say of it can still be heeded. */
export const statesBeforeReview: readonly PlanState[] = ['drafting', 'consulting']

/** With what its review says, once it is under review. */
export type PlanFacts = DecisionFacts & {
  readonly state: PlanState
  /** What the linter says must be put right; null while it has not been asked. */
  readonly blockingFaults: number | null
  /** The divisions have been consulted on it (Art. 22). */
  readonly isConsulted: boolean
  /** Comments of the divisions without a disposition. */
  readonly undisposed: number
  /** Items of accepted division plans that are neither taken over nor declined (Art. 21). */
  readonly undecidedItems: number
  /** Tasks of the office's work plan that are neither taken over nor covered nor declined (Art. 21). */
  readonly undecidedTasks: number
  /** The notice that issues it is signed off by an office leader. */
  readonly isNoticeSigned: boolean
  /** How many items and chapters a revision changes; null for the plan of a year. */
  readonly revised: number | null
}

const withoutFaults: Rule<PlanFacts> = {
  code: 'blocking_faults',
  message: ({ blockingFaults: n }) =>
    n === null
      ? { zh: '正在核对方案，请稍候。', en: 'The plan is being checked.' }
      : {
          zh: `核对还有${n}处须改。`,
          en: n === 1 ? '1 fault must be put right first.' : `${n} faults must be put right first.`,
        },
  holds: ({ blockingFaults }) => blockingFaults === 0,
}

const itemsDecided: Rule<PlanFacts> = {
  code: 'items_undecided',
  message: ({ undecidedItems: n }) => ({
    zh: `各处方案还有${n}个事项没有纳入，也没有说明不纳入的理由。`,
    en: `Items of the division plans that are neither taken over nor declined: ${n}.`,
  }),
  holds: ({ undecidedItems }) => undecidedItems === 0,
}

/** The regulation names the work plan beside the division plans: a draft that passes a task over does not rest on it. */
const tasksDecided: Rule<PlanFacts> = {
  code: 'tasks_undecided',
  message: ({ undecidedTasks: n }) => ({
    zh: `全办年度工作计划还有${n}项任务没有纳入或对应事项，也没有说明不纳入的理由。`,
    en: `Tasks of the office's work plan that are neither taken over nor covered nor declined: ${n}.`,
  }),
  holds: ({ undecidedTasks }) => undecidedTasks === 0,
}

const consulted: Rule<PlanFacts> = {
  code: 'not_consulted',
  message: () => ({ zh: '须先征求各处意见。', en: 'The divisions have to be consulted first.' }),
  holds: ({ isConsulted }) => isConsulted,
}

const commentsDisposed: Rule<PlanFacts> = {
  code: 'comments_undisposed',
  message: ({ undisposed: n }) => ({
    zh: `${n}条意见尚未处理。`,
    en: n === 1 ? '1 comment has no disposition.' : `${n} comments have no disposition.`,
  }),
  holds: ({ undisposed }) => undisposed === 0,
}

const noticeSigned: Rule<PlanFacts> = {
  code: 'notice_not_signed',
  message: () => ({
    zh: '印发通知须先经办领导签发。',
    en: 'The notice that issues it has to be signed off by an office leader first.',
  }),
  holds: ({ isNoticeSigned }) => isNoticeSigned,
}

const changesSomething: Rule<PlanFacts> = {
  code: 'nothing_revised',
  message: () => ({ zh: '调整稿与现行方案没有不同。', en: 'The revision changes nothing yet.' }),
  holds: ({ revised }) => revised !== 0,
}

/** Whoever drafts the plan. */
export const drafter = hasPost<unknown>(performanceOffice, {
  zh: '办年度绩效工作方案由办绩效办草拟。',
  en: "The office's plan is drafted by the performance office.",
})
export const planSubmitter = hasPost<unknown>(['performanceOffice.head'], {
  zh: '须由办绩效办负责人提请审定。',
  en: 'To be submitted by the head of the performance office.',
})
export const planIssuer = hasPost<unknown>(['performanceOffice.head'], {
  zh: '须由办绩效办负责人印发。',
  en: 'To be issued by the head of the performance office.',
})

export type PlanAction = 'edit' | 'consult' | 'revise' | 'submit' | 'decide' | 'return' | 'issue' | 'withdraw'

export const planTransitions: Record<PlanAction, Transition<PlanState, PlanFacts>> = {
  edit: {
    label: { zh: '编制', en: 'Draft' },
    from: ['drafting'],
    to: 'drafting',
    basis: 'plan.draft',
    requires: [drafter],
  },
  consult: {
    label: { zh: '征求意见', en: 'Consult the divisions' },
    from: ['drafting'],
    to: 'consulting',
    basis: 'plan.consult',
    requires: [drafter, itemsDecided, tasksDecided, changesSomething, withoutFaults],
  },
  revise: {
    label: { zh: '汇总意见后修改', en: 'Revise after the consultation' },
    from: ['consulting'],
    to: 'drafting',
    basis: 'plan.revise',
    requires: [drafter],
  },
  submit: {
    label: { zh: '提请审定', en: 'Submit for decision' },
    from: ['drafting'],
    to: 'underReview',
    basis: 'plan.submitForDecision',
    requires: [planSubmitter, consulted, commentsDisposed, changesSomething, withoutFaults],
  },
  decide: {
    label: { zh: '审定', en: 'Decide' },
    from: ['underReview'],
    to: 'decided',
    basis: 'plan.decide',
    requires: decisionRules,
  },
  return: {
    label: { zh: '退回', en: 'Return' },
    from: ['underReview'],
    to: 'drafting',
    basis: 'plan.return',
    requires: decisionRules,
  },
  issue: {
    label: { zh: '印发', en: 'Issue' },
    from: ['decided'],
    to: 'issued',
    basis: 'plan.issue',
    requires: [planIssuer, noticeSigned],
  },
  withdraw: {
    label: { zh: '撤回调整', en: 'Withdraw the revision' },
    from: ['drafting', 'consulting', 'underReview', 'decided'],
    to: 'withdrawn',
    basis: 'plan.withdrawRevision',
    requires: withdrawalRules,
  },
}

/**
 * A draft is the performance office's and the leaders' business; divisions see it while they are consulted, members of
 * the leading group from the day it is laid before the group (Art. 7, 22), everybody once it is issued.
 */
export const statesSeenBy = (actor: Pick<Actor, 'post'>): readonly PlanState[] => {
  if (seesEverything(actor)) return Object.keys(planStates) as PlanState[]
  return actor.post === 'leadingGroup.member'
    ? ['consulting', 'underReview', 'decided', 'issued']
    : ['consulting', 'issued']
}
export const seesPlan = (actor: Pick<Actor, 'post'>, state: PlanState): boolean => statesSeenBy(actor).includes(state)

type Parties = {
  readonly responsibleDivisionId: string | null
  readonly coordinatingDivisionId: string | null
  readonly coDivisionIds: readonly string[]
}

/** Who sees an item in full, with its data and its history: its divisions, and those who see everything. */
export const seesInFull = (actor: Pick<Actor, 'post' | 'divisionId'>, item: Parties): boolean =>
  seesEverything(actor) ||
  (actor.divisionId !== null &&
    [item.responsibleDivisionId, item.coordinatingDivisionId, ...item.coDivisionIds].includes(actor.divisionId))

/** The version as at a day: the last one that held by its end; undefined before the first. */
export const versionOn = <Version extends { readonly number: number; readonly day: string }>(
  versions: readonly Version[],
  day: string,
): Version | undefined => versions.filter((version) => version.day <= day).toSorted((a, b) => b.number - a.number)[0]

/** What is said of the plan as at a day to come: what will be in force then nobody knows. */
export const dayToCome = (day: string, today: string): Text | undefined =>
  day > today
    ? {
        zh: `${dayText(day).zh}还没有到，显示的是今天的现行方案。`,
        en: `${dayText(day).en} is still to come: shown is the plan in force today.`,
      }
    : undefined

/** What is said of the plan as at a day on which it did not hold yet; undefined where a version held. */
export function nothingHeld(
  versions: readonly { readonly number: number; readonly day: string }[],
  day: string,
): Text | undefined {
  const first = versions.toSorted((a, b) => a.number - b.number)[0]
  if (!first || versionOn(versions, day)) return undefined
  const [asked, since] = [dayText(day), dayText(first.day)]
  return {
    zh: `${asked.zh}还没有现行方案：第${first.number}版自${since.zh}起执行。`,
    en: `No plan was in force on ${asked.en}: version ${first.number} holds from ${since.en}.`,
  }
}
