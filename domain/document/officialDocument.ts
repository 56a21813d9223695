import { isOwn, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { onceADay } from '#domain/kernel/urge.ts'
import type { PlanState } from '#domain/plan/plan.ts'

/**
 * An official document (公文) on its way: 拟稿 → 核稿 → 签发, then numbered and issued. Whoever drafts does not check, and
 * an office leader signs off what neither of them wrote.
 */
export const documentStates = {
  drafted: { zh: '拟稿', en: 'Drafted' },
  checked: { zh: '已核稿', en: 'Checked' },
  signedOff: { zh: '已签发', en: 'Signed off' },
  issued: { zh: '已印发', en: 'Issued' },
} as const satisfies Record<string, Text>
export type DocumentState = keyof typeof documentStates

export type DocumentFacts = {
  readonly state: DocumentState
  /** Whoever wrote the words last. */
  readonly draftedBy: string | null
  readonly checkedBy: string | null
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

type DocumentAction = 'edit' | 'check' | 'return' | 'sign' | 'takeBack' | 'issue'

export const documentTransitions: Record<DocumentAction, Transition<DocumentState, DocumentFacts>> = {
  edit: {
    label: { zh: '修改文稿', en: 'Change the draft' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'document.draft',
    requires: [drafter],
  },
  check: {
    label: { zh: '核稿', en: 'Check' },
    from: ['drafted'],
    to: 'checked',
    basis: 'document.check',
    requires: [checker, notOwnDraft],
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
    requires: [signer, notOwnWork],
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
    requires: [issuer],
  },
}

type BeginFacts = { readonly planState: PlanState; readonly isBegun: boolean }

/** Conditions of drafting the notice that issues a plan. */
export const beginRules: readonly Rule<BeginFacts>[] = [
  {
    code: 'plan_not_decided',
    message: () => ({ zh: '方案审定后才能拟印发通知。', en: 'The notice is drafted once the plan is decided.' }),
    holds: ({ planState }) => planState === 'decided',
  },
  {
    code: 'document_exists',
    message: () => ({ zh: '印发通知已经拟稿。', en: 'The notice is drafted already.' }),
    holds: ({ isBegun }) => !isBegun,
  },
]

type ReceiptFacts = { readonly isIssued: boolean; readonly isRead: boolean }
const issuedFirst: Rule<Pick<ReceiptFacts, 'isIssued'>> = {
  code: 'not_issued',
  message: () => ({ zh: '公文还没有印发。', en: 'The document is not issued yet.' }),
  holds: ({ isIssued }) => isIssued,
}
/** Conditions of a division's receipt. */
export const receiptRules: readonly Rule<ReceiptFacts>[] = [
  issuedFirst,
  {
    code: 'received_already',
    message: () => ({ zh: '本处已经签收。', en: 'Your division has received it already.' }),
    holds: ({ isRead }) => !isRead,
  },
]

type UrgeFacts = ReceiptFacts & { readonly urgedToday: boolean }
/** Conditions of urging one division: it has not received the document, and is urged once a day. */
export const urgeRules: readonly Rule<UrgeFacts>[] = [
  issuedFirst,
  {
    code: 'received_already',
    message: () => ({ zh: '该处已经签收，不必催办。', en: 'The division has received it; there is nothing to urge.' }),
    holds: ({ isRead }) => !isRead,
  },
  onceADay,
]

/** Conditions of attaching the sealed original. */
export const scanRules: readonly Rule<Pick<ReceiptFacts, 'isIssued'>>[] = [issuedFirst]

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

/** 深口绩〔2025〕3号. */
export const numberOf = (code: string, year: number, count: number): string => `${code}〔${year}〕${count}号`
