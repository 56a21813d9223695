import { addWorkingDays, dayText, type Holidays } from '#domain/calendar/workingDays.ts'
import { type Actor, divisionPosts, isOneOf, performanceOffice, seesEverything } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/**
 * The call for the plans of a year (Art. 18): put forward by the performance office at the end of the year before, taken
 * by the secretariat into the call for year-end summaries and work plans, binding on every division from its issue.
 */
export const callStates = {
  drafted: { zh: '拟稿', en: 'Drafted' },
  issued: { zh: '已下发', en: 'Issued' },
  closed: { zh: '已结束', en: 'Closed' },
} as const satisfies Record<string, Text>
export type CallState = keyof typeof callStates

export type CallNotice = 'none' | 'underWay' | 'signedOff'

export type CallFacts = {
  readonly state: CallState
  readonly year: number
  readonly hasText: boolean
  /** The division that houses the performance office. */
  readonly secretariatId: string | null
  readonly isIncorporated: boolean
  /** A notice of its own: none, on its way, or signed off. */
  readonly notice: CallNotice
  /** Divisions whose plan is not accepted. */
  readonly openDivisions: number
  /** What the person gives as reason; empty where none is given. */
  readonly reason: string
}

const caller = hasPost<unknown>(performanceOffice, {
  zh: '编制要求由办绩效办提出。',
  en: 'The call for plans is put forward by the performance office.',
})
export const callIssuer = hasPost<unknown>(['performanceOffice.head'], {
  zh: '须由办绩效办负责人下发。',
  en: 'To be issued by the head of the performance office.',
})

const bySecretariat: Rule<CallFacts> = {
  code: 'not_secretariat',
  who: { zh: '秘书处处长、工作人员', en: 'Head or officer of the secretariat' },
  message: () => ({ zh: '须由秘书处登记。', en: 'To be recorded by the secretariat.' }),
  holds: ({ secretariatId }, { actor }) =>
    isOneOf(actor.post, divisionPosts) && actor.divisionId !== null && actor.divisionId === secretariatId,
}

const withText: Rule<CallFacts> = {
  code: 'text_missing',
  message: () => ({ zh: '还没有写编制要求的正文。', en: 'The text of the call is not written yet.' }),
  holds: ({ hasText }) => hasText,
}

/** What a notice was drafted from stays as it is. */
const withoutNotice: Rule<CallFacts> = {
  code: 'notice_drafted',
  message: () => ({
    zh: '已按编制要求拟了通知：请先作废文稿，再修改。',
    en: 'A notice was drafted from it: withdraw the draft before you change the call.',
  }),
  holds: ({ notice }) => notice === 'none',
}

/** A call with a notice of its own is issued by it. */
const noticeSigned: Rule<CallFacts> = {
  code: 'notice_not_signed',
  message: () => ({
    zh: '下发通知还没有签发：签发后下发，或者作废文稿。',
    en: 'Its notice is not signed off yet: have it signed, or withdraw the draft.',
  }),
  holds: ({ notice }) => notice !== 'underWay',
}

const yearNotOver: Rule<CallFacts> = {
  code: 'year_over',
  message: ({ year }) => ({ zh: `${year}年已经过去。`, en: `The year ${year} is over.` }),
  holds: ({ year }, { today }) => year >= Number(today.slice(0, 4)),
}

const correctionHasReason: Rule<CallFacts> = {
  code: 'reason_missing',
  message: () => ({
    zh: '已经登记过纳入情况：更正须写明理由。',
    en: 'It is recorded already where it was taken in: a correction needs a reason.',
  }),
  holds: ({ isIncorporated, reason }) => !isIncorporated || reason.length >= 2,
}

const allAcceptedOrReason: Rule<CallFacts> = {
  code: 'plans_open',
  message: ({ openDivisions: n }) => ({
    zh: `还有${n}个处的方案没有接收：结束须写明理由。`,
    en: `Plans not accepted yet: ${n}. To close the call all the same, give a reason.`,
  }),
  holds: ({ openDivisions, reason }) => openDivisions === 0 || reason.length >= 2,
}

export type CallAction = 'edit' | 'issue' | 'incorporate' | 'extend' | 'close'

export const callTransitions: Record<CallAction, Transition<CallState, CallFacts>> = {
  edit: {
    label: { zh: '拟稿', en: 'Draft' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'plan.call',
    requires: [caller, withoutNotice],
  },
  issue: {
    label: { zh: '下发', en: 'Issue' },
    from: ['drafted'],
    to: 'issued',
    basis: 'plan.call',
    requires: [callIssuer, withText, yearNotOver, noticeSigned],
  },
  incorporate: {
    label: { zh: '登记纳入情况', en: 'Record where it was taken in' },
    from: ['issued'],
    to: 'issued',
    basis: 'plan.incorporate',
    requires: [bySecretariat, correctionHasReason],
  },
  extend: {
    label: { zh: '延期', en: 'Extend' },
    from: ['issued'],
    to: 'issued',
    basis: 'plan.extend',
    requires: [caller],
  },
  close: {
    label: { zh: '结束', en: 'Close' },
    from: ['issued'],
    to: 'closed',
    basis: 'plan.closeCall',
    requires: [callIssuer, allAcceptedOrReason],
  },
}

/** One division's day: the one in force, the one asked for, and whether its plan has arrived already. */
export type ExtensionFacts = {
  readonly dueOn: string | null
  readonly newDueOn: string
  readonly isAccepted: boolean
}

const notAcceptedYet: Rule<ExtensionFacts> = {
  code: 'plan_accepted',
  message: () => ({ zh: '该处的方案已经接收，无须延期。', en: 'This plan is accepted: there is nothing to extend.' }),
  holds: ({ isAccepted }) => !isAccepted,
}

const laterThanBefore: Rule<ExtensionFacts> = {
  code: 'not_later',
  message: ({ dueOn }) => ({
    zh: `延期须晚于现在的期限${dueOn ? dayText(dueOn).zh : ''}。`,
    en: `The new day must lie after the present one${dueOn ? `, ${dayText(dueOn).en}` : ''}.`,
  }),
  holds: ({ dueOn, newDueOn }) => dueOn === null || newDueOn > dueOn,
}

const notInThePast: Rule<ExtensionFacts> = {
  code: 'past_day',
  message: () => ({ zh: '新的期限不能早于今天。', en: 'The new day cannot lie before today.' }),
  holds: ({ newDueOn }, { today }) => newDueOn >= today,
}

/** Conditions of an extension, besides those of the call. What was late before it stays late. */
export const extensionRules: readonly Rule<ExtensionFacts>[] = [notAcceptedYet, laterThanBefore, notInThePast]

/** Conditions of a first draft of the call of a year. */
export const newCallRules: readonly Rule<CallFacts>[] = [caller, yearNotOver]

/** A draft is the performance office's and the leaders' business; everybody sees the call once it is issued. */
export const callStatesSeenBy = (actor: Pick<Actor, 'post'>): readonly CallState[] =>
  seesEverything(actor) ? ['drafted', 'issued', 'closed'] : ['issued', 'closed']

/** The day by which plans are due: so many working days after the issue, null while the official list is awaited. */
export const callDueOn = (issuedOn: string, workingDays: number, holidays: Holidays): string | null =>
  addWorkingDays(issuedOn, workingDays, holidays)

/** The fields whose change the history shows. */
export const callFields = {
  title: { name: { zh: '名称', en: 'Title' } },
  text: { name: { zh: '正文', en: 'Text' } },
  workingDays: { name: { zh: '期限（工作日）', en: 'Working days' } },
  template: { name: { zh: '模板', en: 'Template' } },
  state: { name: { zh: '状态', en: 'State' } },
  issuedOn: { name: { zh: '下发日期', en: 'Issued on' } },
  dueOn: { name: { zh: '报送期限', en: 'Due day' } },
  documentNumber: { name: { zh: '文号', en: 'Document number' } },
  divisions: {
    name: { zh: '下发的处数', en: 'Divisions called' },
    show: (count: unknown) => (count ? String(count) : null),
  },
  incorporatedIn: { name: { zh: '纳入的文件', en: 'Taken into' } },
  incorporatedOn: { name: { zh: '纳入日期', en: 'Taken in on' } },
} as const

/** A call that nobody has written anything into yet. */
export const noCallFacts = (year: number): CallFacts => ({
  state: 'drafted',
  year,
  hasText: false,
  secretariatId: null,
  isIncorporated: false,
  notice: 'none',
  openDivisions: 0,
  reason: '',
})
