import type { Rule, States, Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { keepsPeople } from '#domain/organization/organization.ts'

/** Where one mail of a reminder stands. */
export const outboxStates = {
  queued: { zh: '待发', en: 'Queued' },
  sent: { zh: '已交邮件服务器', en: 'Handed to the mail server' },
  failed: { zh: '未发出', en: 'Not delivered' },
  dropped: { zh: '不必再发', en: 'No longer needed' },
} as const satisfies States<string>
export type OutboxState = keyof typeof outboxStates
export const outboxStateNames = Object.keys(outboxStates) as [OutboxState, ...OutboxState[]]

/** A digest tells everything that is open; a mail at once what is new. */
export const outboxKinds = {
  digest: { zh: '汇总', en: 'Digest' },
  atOnce: { zh: '新待办', en: 'New to-dos' },
} as const satisfies Record<string, Text>
export type OutboxKind = keyof typeof outboxKinds
export const outboxKindNames = Object.keys(outboxKinds) as [OutboxKind, ...OutboxKind[]]

export type OutboxFacts = { readonly state: OutboxState; readonly kind: OutboxKind; readonly day: string }

/** A digest of an earlier day is dropped rather than delivered: the next one tells what is open. */
export const isPast = ({ kind, day }: Pick<OutboxFacts, 'kind' | 'day'>, today: string): boolean =>
  kind === 'digest' && day < today

const notPast: Rule<OutboxFacts> = {
  code: 'digest_of_another_day',
  message: ({ day }) => ({
    zh: `这是${day}的汇总，不再补发：以后的汇总会列出仍未办结的待办。`,
    en: `This is the digest of ${day} and is not sent again: the next one lists what is still open.`,
  }),
  holds: (facts, { today }) => !isPast(facts, today),
}

/** The server delivers, gives up and drops by itself; an administrator sends again. */
export const outboxTransitions: Record<'resend', Transition<OutboxState, OutboxFacts>> = {
  resend: {
    label: { zh: '重新发送', en: 'Send again' },
    from: ['failed'],
    to: 'queued',
    basis: 'reminder.resend',
    requires: [keepsPeople, notPast],
  },
}
