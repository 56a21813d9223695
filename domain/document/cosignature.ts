import { isOwn, performanceOffice } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { DocumentState } from './documentState.ts'

/** A draft laid before the head of a division (会签), who agrees or sends it back with words. */
export const cosignatureStates = {
  asked: { zh: '待会签', en: 'Asked' },
  agreed: { zh: '同意', en: 'Agreed' },
  returned: { zh: '退回', en: 'Sent back' },
  withdrawn: { zh: '已撤回会签', en: 'Withdrawn' },
} as const satisfies Record<string, Text>
export type CosignatureState = keyof typeof cosignatureStates

export type CosignatureFacts = {
  readonly state: CosignatureState
  readonly divisionId: string
  readonly documentState: DocumentState
  readonly draftedBy: string | null
  /** What whoever answers says. */
  readonly words: string
}

const cosigner = hasPost<unknown>(['division.head'], {
  zh: '会签由处负责人办理。',
  en: 'To be co-signed by the head of the division.',
})

const byOwnDivision: Rule<CosignatureFacts> = {
  code: 'not_own_division',
  message: () => ({ zh: '这份会签是送其他处的。', en: 'Another division was asked.' }),
  holds: ({ divisionId }, { actor }) => actor.divisionId === divisionId,
}

const notOwnDraft: Rule<CosignatureFacts> = {
  code: 'own_draft',
  message: () => ({ zh: '拟稿人不得会签自己的稿。', en: 'Whoever drafted it may not co-sign it.' }),
  holds: ({ draftedBy }, { actor }) => !isOwn(actor, draftedBy),
}

const stillDrafted: Rule<CosignatureFacts> = {
  code: 'not_drafted',
  message: () => ({ zh: '文稿已不在拟稿中。', en: 'The document is no longer a draft.' }),
  holds: ({ documentState }) => documentState === 'drafted',
}

const withWords: Rule<CosignatureFacts> = {
  code: 'words_missing',
  message: () => ({ zh: '退回须写明意见。', en: 'Say why it is sent back.' }),
  holds: ({ words }) => words.length >= 2,
}

const asker = hasPost<unknown>(performanceOffice, {
  zh: '会签由办绩效办送出、撤回。',
  en: 'The performance office asks for a co-signature and withdraws the request.',
})

export const cosignatureTransitions: Record<
  'agree' | 'return' | 'withdraw',
  Transition<CosignatureState, CosignatureFacts>
> = {
  agree: {
    label: { zh: '同意会签', en: 'Agree' },
    from: ['asked'],
    to: 'agreed',
    basis: 'document.answerCosign',
    requires: [cosigner, byOwnDivision, notOwnDraft, stillDrafted],
  },
  return: {
    label: { zh: '退回', en: 'Send back' },
    from: ['asked'],
    to: 'returned',
    basis: 'document.answerCosign',
    requires: [cosigner, byOwnDivision, notOwnDraft, stillDrafted, withWords],
  },
  withdraw: {
    label: { zh: '撤回会签', en: 'Withdraw the request' },
    from: ['asked', 'agreed', 'returned'],
    to: 'withdrawn',
    basis: 'document.cosign',
    requires: [asker, stillDrafted],
  },
}

/** Conditions of asking one division: none of its answers is awaited already. */
export const askRules: readonly Rule<{ readonly division: Text; readonly isAsked: boolean }>[] = [
  {
    code: 'cosignature_asked',
    message: ({ division }) => ({
      zh: `${division.zh}已经收到会签。`,
      en: `${division.en} has been asked already.`,
    }),
    holds: ({ isAsked }) => !isAsked,
  },
]

type Answer = { readonly state: CosignatureState; readonly digest: string | null }

/** Whether a request stands in nobody's way: withdrawn, or agreed to the words as they are. */
export const isSettled = ({ state, digest }: Answer, current: string): boolean =>
  state === 'withdrawn' || (state === 'agreed' && digest === current)
