import { isOwn, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { PlanState } from '#domain/plan/plan.ts'
import type { CallState } from '#domain/plan/planCall.ts'
import type { ReviewMode, ReviewState } from '#domain/plan/review.ts'
import { type DocumentSubject, issuedWith } from './documentKind.ts'
import type { DocumentState } from './documentState.ts'

export { type DocumentState, documentStates } from './documentState.ts'

export type DocumentFacts = {
  readonly state: DocumentState
  /** Whoever wrote the words last. */
  readonly draftedBy: string | null
  readonly checkedBy: string | null
  /** Divisions whose co-signature is asked for and does not cover the words as they are. */
  readonly unsettled: readonly Text[]
  /** The version of the plan that goes along is still the one that stands. */
  readonly isPlanCurrent: boolean
}

const drafter = hasPost<unknown>(performanceOffice, {
  zh: '公文由办绩效办拟稿。',
  en: 'Documents are drafted by the performance office.',
})
const checker = hasPost<unknown>(performanceOffice, {
  zh: '公文由办绩效办核稿。',
  en: 'Documents are checked by the performance office.',
})
const signer = hasPost<unknown>(officeLeaders, {
  zh: '公文须由办领导签发。',
  en: 'Documents are signed off by an office leader.',
})
const issuer = hasPost<unknown>(['performanceOffice.head'], {
  zh: '须由办绩效办负责人印发。',
  en: 'To be issued by the head of the performance office.',
})

const notOwnDraft: Rule<DocumentFacts> = {
  code: 'own_draft',
  message: () => ({ zh: '拟稿人不得核自己的稿。', en: 'Whoever drafted it may not check it.' }),
  holds: ({ draftedBy }, { actor }) => !isOwn(actor, draftedBy),
}

const notOwnWork: Rule<DocumentFacts> = {
  code: 'own_draft',
  message: () => ({ zh: '拟稿人、核稿人不得签发。', en: 'Whoever drafted or checked it may not sign it off.' }),
  holds: ({ draftedBy, checkedBy }, { actor }) => !isOwn(actor, draftedBy, checkedBy),
}

/** A co-signature (会签) that is open, was refused, or was given to other words. */
const coSigned: Rule<DocumentFacts> = {
  code: 'cosignature_open',
  message: ({ unsettled }) => {
    const { zh, en } = joinTexts(unsettled)
    return {
      zh: `会签未完：${zh}。请待其答复、修改后再送会签，或者写明理由撤回会签。`,
      en: `Co-signature is not complete: ${en}. Await the answer, ask again, or withdraw the request with a reason.`,
    }
  },
  holds: ({ unsettled }) => unsettled.length === 0,
}

const planStands: Rule<DocumentFacts> = {
  code: 'plan_amended',
  message: () => ({
    zh: '方案已有新的版本：请修改文稿，换附现行版本后再办。',
    en: 'The plan has a newer version: change the draft so that the one that stands goes along.',
  }),
  holds: ({ isPlanCurrent }) => isPlanCurrent,
}

type DocumentAction = 'edit' | 'cosign' | 'check' | 'return' | 'sign' | 'takeBack' | 'issue' | 'withdraw'

export const documentTransitions: Record<DocumentAction, Transition<DocumentState, DocumentFacts>> = {
  edit: {
    label: { zh: '修改文稿', en: 'Change the draft' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'document.draft',
    requires: [drafter],
  },
  cosign: {
    label: { zh: '送会签', en: 'Ask for co-signature' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'document.cosign',
    requires: [drafter],
  },
  check: {
    label: { zh: '核稿', en: 'Check' },
    from: ['drafted'],
    to: 'checked',
    basis: 'document.check',
    requires: [checker, notOwnDraft, coSigned, planStands],
  },
  return: {
    label: { zh: '退回修改', en: 'Return' },
    from: ['checked'],
    to: 'drafted',
    basis: 'document.return',
    requires: [signer],
  },
  sign: {
    label: { zh: '签发', en: 'Sign off' },
    from: ['checked'],
    to: 'signedOff',
    basis: 'document.sign',
    requires: [signer, notOwnWork, coSigned, planStands],
  },
  takeBack: {
    label: { zh: '撤回修改', en: 'Take back' },
    from: ['checked', 'signedOff'],
    to: 'drafted',
    basis: 'document.takeBack',
    requires: [drafter],
  },
  issue: {
    label: { zh: '印发', en: 'Issue' },
    from: ['signedOff'],
    to: 'issued',
    basis: 'document.issue',
    requires: [issuer, planStands],
  },
  withdraw: {
    label: { zh: '作废', en: 'Withdraw' },
    from: ['drafted'],
    to: 'withdrawn',
    basis: 'document.withdraw',
    requires: [drafter],
  },
}

type Begun = { readonly isBegun: boolean }
const notBegun: Rule<Begun> = {
  code: 'document_exists',
  message: () => ({ zh: '公文已经拟稿。', en: 'The document is drafted already.' }),
  holds: ({ isBegun }) => !isBegun,
}

/** Conditions of drafting the notice that issues a plan. */
export const beginRules: readonly Rule<Begun & { readonly planState: PlanState }>[] = [
  {
    code: 'plan_not_decided',
    message: () => ({ zh: '方案审定后才能拟印发通知。', en: 'The notice is drafted once the plan is decided.' }),
    holds: ({ planState }) => planState === 'decided',
  },
  notBegun,
]

type Proposed = { readonly isProvisional: boolean; readonly hasCityTable: boolean }
/** A provisional notice says that the city's plan is not there yet. */
export const provisionalRules: readonly Rule<Proposed>[] = [
  {
    code: 'city_plan_here',
    message: () => ({
      zh: '本年度市级指标已经导入，不再作为预安排印发。',
      en: "The city's indicators of the year are here: the plan is not issued as provisional any more.",
    }),
    holds: ({ isProvisional, hasCityTable }) => !isProvisional || !hasCityTable,
  },
]

/** Conditions of drafting the report or letter with which the plan goes to the city: one at a time. */
export const sendingRules: readonly Rule<Begun & { readonly planState: PlanState; readonly isRevision: boolean }>[] = [
  {
    code: 'not_the_plan',
    message: () => ({
      zh: '报送的是调整后的方案，请在该年度方案中拟报送公文。',
      en: 'What goes to the city is the plan as it was revised: draft it there.',
    }),
    holds: ({ isRevision }) => !isRevision,
  },
  {
    code: 'plan_not_issued',
    message: () => ({ zh: '方案印发后才能拟报送公文。', en: 'It is drafted once the plan is issued.' }),
    holds: ({ planState }) => planState === 'issued',
  },
  notBegun,
]

/** Conditions of drafting a notice of the call's own, which is issued with it. */
export const callNoticeRules: readonly Rule<Begun & { readonly callState: CallState; readonly hasText: boolean }>[] = [
  {
    code: 'call_issued',
    message: () => ({ zh: '编制要求已经下发。', en: 'The call is issued already.' }),
    holds: ({ callState }) => callState === 'drafted',
  },
  {
    code: 'text_missing',
    message: () => ({ zh: '还没有写编制要求的正文。', en: 'The text of the call is not written yet.' }),
    holds: ({ hasText }) => hasText,
  },
  notBegun,
]

/** Conditions of drafting minutes: of a review that was a meeting and is over. A circulation has its sheet. */
export const minutesDraftRules: readonly Rule<Begun & { readonly mode: ReviewMode; readonly state: ReviewState }>[] = [
  {
    code: 'not_a_meeting',
    message: () => ({ zh: '传签审定不拟会议纪要。', en: 'A review by circulation has no minutes of a meeting.' }),
    holds: ({ mode }) => mode === 'meeting',
  },
  {
    code: 'review_open',
    message: () => ({ zh: '审定结束后才能拟会议纪要。', en: 'Minutes are drafted once the review is over.' }),
    holds: ({ state }) => state !== 'open',
  },
  notBegun,
]

/** Conditions of issuing a document by itself. */
export const issueRules: readonly Rule<{ readonly subject: DocumentSubject }>[] = [
  {
    code: 'issued_with_another',
    message: ({ subject }) => issuedWith[subject] ?? { zh: '', en: '' },
    holds: ({ subject }) => issuedWith[subject] === undefined,
  },
]

type NumberFacts = { readonly hasOwnSequence: boolean; readonly isGiven: boolean }
/** The number comes from the office's register, or from its own sequence where one is set: never from both. */
export const numberingRules: readonly Rule<NumberFacts>[] = [
  {
    code: 'number_missing',
    message: () => ({ zh: '请按发文登记填写文号。', en: 'Give the number of the register of documents.' }),
    holds: ({ hasOwnSequence, isGiven }) => hasOwnSequence || isGiven,
  },
  {
    code: 'number_by_sequence',
    message: () => ({
      zh: '文号由系统按本单位序列编排，不必填写。',
      en: "The number is given by the office's own sequence.",
    }),
    holds: ({ hasOwnSequence, isGiven }) => !hasOwnSequence || !isGiven,
  },
]

type NoticeWords = { readonly isProvisional: boolean; readonly text: string }
/** The notice of a plan says what the plan is issued as: its readers see nothing else. */
export const noticeWordsRules: readonly Rule<NoticeWords>[] = [
  {
    code: 'notice_not_provisional',
    message: () => ({
      zh: '通知没有写明“预安排”，不能作为预安排印发。请撤回修改通知，或者不选预安排。',
      en: 'The notice does not say “预安排”: take it back and say so, or do not issue the plan as provisional.',
    }),
    holds: ({ isProvisional, text }) => !isProvisional || text.includes('预安排'),
  },
  {
    code: 'notice_is_provisional',
    message: () => ({
      zh: '通知写明是“预安排”，请选预安排后印发；不是预安排的，请撤回修改通知。',
      en: 'The notice says “预安排”: issue the plan as provisional, or take the notice back and change it.',
    }),
    holds: ({ isProvisional, text }) => isProvisional || !text.includes('预安排'),
  },
]
