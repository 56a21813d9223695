import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { onceADay, type UrgedOn } from '#domain/kernel/urge.ts'

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

type UrgeFacts = ReceiptFacts &
  UrgedOn & {
    /** The division has ended, and its successor receives the document. */
    readonly isPassedOn: boolean
  }
/** Conditions of urging one division: it has not received the document, and is urged once a day. */
export const urgeRules: readonly Rule<UrgeFacts>[] = [
  issuedFirst,
  {
    code: 'received_already',
    message: () => ({ zh: '该处已经签收，不必催办。', en: 'The division has received it; there is nothing to urge.' }),
    holds: ({ isRead }) => !isRead,
  },
  {
    code: 'passed_on',
    message: () => ({
      zh: '该处已终止，由承接处签收，请催办承接处。',
      en: 'The division has ended: urge its successor.',
    }),
    holds: ({ isPassedOn }) => !isPassedOn,
  },
  onceADay,
]

/** What replacing a sealed original lacks: the one that is there is not exchanged without a reason. */
export const scanFault = (hasScan: boolean, reason: string | undefined): Text | undefined =>
  hasScan && !reason
    ? { zh: '已有盖章扫描件，更换须说明理由。', en: 'There is a scan already: say why it is replaced.' }
    : undefined

/** Conditions of attaching the sealed original. */
export const scanRules: readonly Rule<Pick<ReceiptFacts, 'isIssued'>>[] = [issuedFirst]
