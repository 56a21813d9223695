import { shortPeriodText } from '#domain/calendar/periods.ts'
import { divisionPosts, isOwn, officeLeaders } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'

/**
 * What a coordinating division reports of one period to one collecting unit (Art. 25, 26, 29; city data rule, Art. 11):
 * aggregated from accepted submissions, signed and frozen, reviewed by the officeLeader in charge, sent, acknowledged.
 */
export const states = {
  assembled: { zh: '待签字', en: 'To be signed' },
  signed: { zh: '待审核', en: 'To be reviewed' },
  reviewed: { zh: '待送出', en: 'To be sent' },
  sent: { zh: '已送出', en: 'Sent' },
  acknowledged: { zh: '已回执', en: 'Acknowledged' },
} as const satisfies Record<string, Text>
export type State = keyof typeof states
export const stateNames = Object.keys(states) as [State, ...State[]]

/** How a report reaches the collecting unit: existing channels first (Art. 30). */
export const ways = {
  citySystem: { zh: '市绩效系统', en: "The city's system" },
  officeAutomation: { zh: '公文交换', en: 'Office automation' },
  mail: { zh: '电子邮件', en: 'Mail' },
  paper: { zh: '纸质', en: 'Paper' },
  letter: { zh: '函', en: 'Letter' },
} as const satisfies Record<string, Text>
export type Way = keyof typeof ways
export const wayNames = Object.keys(ways) as [Way, ...Way[]]

export const fileKinds = ['letter', 'table', 'unitTable', 'attachment', 'manifest'] as const
export type FileKind = (typeof fileKinds)[number]

/** One duty of the set by its indicator's name and the division that owes it. */
export type Cell = { readonly name: string; readonly divisionName: Text }

type OfDivision = { readonly coordinatingDivisionId: string }
type OfSet = OfDivision & {
  readonly period: string
  /** Duties of (collecting unit, coordinating division, period) that are not accepted now. */
  readonly missing: readonly Cell[]
}

export type Facts = OfSet & {
  readonly state: State
  readonly assembledBy: string
  readonly signedBy: string | null
  /** In whose place it was signed, where a stand-in did. */
  readonly signedFor?: string | null
  /** Duties whose accepted submission is another one than the report holds: corrected or accepted since. */
  readonly outdated: readonly Cell[]
  readonly successorId: string | null
}

/** Before there is a report: the set that would become one. */
export type SetFacts = OfSet & { readonly accepted: number; readonly reportId: string | null }

const byCoordinatingDivision: Rule<OfDivision> = {
  code: 'not_coordinating_division',
  who: { zh: '协调处', en: 'Coordinating division' },
  message: () => ({ zh: '须由本期数据的协调处办理。', en: 'To be done by the division that coordinates these data.' }),
  holds: ({ coordinatingDivisionId }, { actor }) => actor.divisionId === coordinatingDivisionId,
}

const inChargeOfDivision: Rule<OfDivision> = {
  code: 'not_in_charge',
  who: { zh: '分管协调处的办领导', en: 'Office leader in charge of the coordinating division' },
  message: () => ({
    zh: '须由分管本协调处的办领导办理。',
    en: 'To be done by the office leader in charge of the coordinating division.',
  }),
  holds: ({ coordinatingDivisionId }, { actor }) =>
    actor.post === 'leadingGroup.head' || actor.inChargeOf.includes(coordinatingDivisionId),
}

const notOwnSignature: Rule<Facts> = {
  code: 'own_signature',
  message: () => ({ zh: '签字人不得审核自己签字的报送。', en: 'Whoever signed a report may not review it.' }),
  holds: ({ signedBy, signedFor }, { actor }) => !isOwn(actor, signedBy, signedFor),
}

const notOwnAssembly: Rule<Facts> = {
  code: 'own_assembly',
  message: () => ({ zh: '汇总人不得审核自己汇总的报送。', en: 'Whoever assembled a report may not review it.' }),
  holds: ({ assembledBy }, { actor }) => !isOwn(actor, assembledBy),
}

const nothingMissing: Rule<OfSet> = {
  code: 'not_accepted',
  message: ({ missing, period }) => {
    const [cells, month] = [named(missing), shortPeriodText(period)]
    return {
      zh: `${cells.zh}${month.zh}数据尚未接收。`,
      en: `Not yet accepted for ${month.en}: ${cells.en}.`,
    }
  },
  holds: ({ missing }) => missing.length === 0,
}

const upToDate: Rule<Facts> = {
  code: 'outdated',
  message: ({ outdated }) => ({
    zh: `${named(outdated).zh}的数据汇总后有变动，须重新汇总。`,
    en: `Changed since the report was assembled: ${named(outdated).en}. Assemble it again.`,
  }),
  holds: ({ outdated }) => outdated.length === 0,
}

const signatureInForce: Rule<Facts> = {
  code: 'stale_signature',
  message: ({ outdated }) => ({
    zh: `${named(outdated).zh}签字后有更正，签字已失效，须收回后重新汇总、签字。`,
    en: `The signature has lapsed, corrected since: ${named(outdated).en}. Take it back, assemble and sign again.`,
  }),
  holds: ({ outdated }) => outdated.length === 0,
}

const someAccepted: Rule<SetFacts> = {
  code: 'nothing_accepted',
  message: () => ({ zh: '本期还没有已接收的数据。', en: 'No data of this period are accepted yet.' }),
  holds: ({ accepted }) => accepted > 0,
}

const notYetAssembled: Rule<SetFacts> = {
  code: 'already_assembled',
  message: () => ({ zh: '本期数据已经汇总。', en: 'The data of this period are assembled already.' }),
  holds: ({ reportId }) => reportId === null,
}

const somethingCorrected: Rule<Facts> = {
  code: 'nothing_corrected',
  message: () => ({
    zh: '送出的数据没有更正，无须更正报送。',
    en: 'None of the data sent were corrected: there is nothing to report anew.',
  }),
  holds: ({ outdated }) => outdated.length > 0,
}

const latest: Rule<Facts> = {
  code: 'has_successor',
  message: () => ({ zh: '已有下一次报送。', en: 'There is a later report of this period.' }),
  holds: ({ successorId }) => successorId === null,
}

const divisionStaff = hasPost<OfDivision>(divisionPosts)
const divisionHead = hasPost<OfDivision>(['division.head'])
const officeLeader = hasPost<OfDivision>(officeLeaders)

export type Action = 'refresh' | 'sign' | 'review' | 'sendBack' | 'takeBack' | 'send' | 'acknowledge'

export const transitions: Record<Action, Transition<State, Facts>> = {
  refresh: {
    label: { zh: '重新汇总', en: 'Assemble again' },
    from: ['assembled'],
    to: 'assembled',
    basis: 'report.assemble',
    requires: [divisionStaff, byCoordinatingDivision],
  },
  sign: {
    label: { zh: '签字并冻结', en: 'Sign and freeze' },
    from: ['assembled'],
    to: 'signed',
    basis: 'report.sign',
    requires: [divisionHead, byCoordinatingDivision, nothingMissing, upToDate],
  },
  review: {
    label: { zh: '审核同意', en: 'Approve' },
    from: ['signed'],
    to: 'reviewed',
    basis: 'report.review',
    requires: [officeLeader, inChargeOfDivision, notOwnSignature, notOwnAssembly, nothingMissing, signatureInForce],
  },
  sendBack: {
    label: { zh: '退回', en: 'Return' },
    from: ['signed', 'reviewed'],
    to: 'assembled',
    basis: 'report.return',
    requires: [officeLeader, inChargeOfDivision],
  },
  takeBack: {
    label: { zh: '收回签字', en: 'Take the signature back' },
    from: ['signed', 'reviewed'],
    to: 'assembled',
    basis: 'report.takeBack',
    requires: [divisionHead, byCoordinatingDivision],
  },
  send: {
    label: { zh: '报送', en: 'Report' },
    from: ['reviewed'],
    to: 'sent',
    basis: 'report.send',
    requires: [divisionStaff, byCoordinatingDivision, nothingMissing, signatureInForce],
  },
  acknowledge: {
    label: { zh: '登记回执', en: 'Record the receipt' },
    from: ['sent'],
    to: 'acknowledged',
    basis: 'report.receipt',
    requires: [divisionStaff, byCoordinatingDivision],
  },
}

/** Begins the next report of the period; `to` is that one's state, the report that was sent stays as it is. */
export const correction: Transition<State, Facts> = {
  label: { zh: '汇总更正件', en: 'Assemble a correction' },
  from: ['sent', 'acknowledged'],
  to: 'assembled',
  basis: 'report.correct',
  requires: [divisionStaff, byCoordinatingDivision, latest, nothingMissing, somethingCorrected],
}

/** What a first assembly requires. Missing data do not stop it: the preview names them, and signing waits for them. */
export const assembly: readonly Rule<SetFacts>[] = [
  divisionStaff,
  byCoordinatingDivision,
  notYetAssembled,
  someAccepted,
]

/** Up to three by name, then their number: 罗湖口岸旅客、福田口岸旅客等4项. */
export function named(cells: readonly Cell[]): Text {
  const names = joinTexts(cells.slice(0, 3).map(({ name }) => ({ zh: name, en: name })))
  if (cells.length <= 3) return names
  return { zh: `${names.zh}等${cells.length}项`, en: `${names.en} and ${cells.length - 3} more` }
}

type Sending = { readonly sentOn: string; readonly documentNumber: string | null }
type FrozenReport = {
  readonly signedOn: string | null
  readonly withLetter: boolean
  readonly documentNumber: string | null
}
type Fault = { readonly path: string; readonly message: Text }

/** What is wrong with a record of sending, by field of the form; empty when it can be recorded. */
export function sendingFaults({ sentOn, documentNumber }: Sending, report: FrozenReport, today: string): Fault[] {
  const faults: Fault[] = []
  if (sentOn > today) faults.push({ path: 'sentOn', message: notInFuture })
  if (report.signedOn && sentOn < report.signedOn) faults.push({ path: 'sentOn', message: notBeforeSignature })
  if (report.withLetter && !documentNumber) faults.push({ path: 'documentNumber', message: numberNeeded })
  if (report.documentNumber && documentNumber && documentNumber !== report.documentNumber)
    faults.push({ path: 'documentNumber', message: otherNumber(report.documentNumber) })
  return faults
}

/** A receipt cannot be dated before the sending nor in the future. */
export function receiptFaults(receiptOn: string, sentOn: string | null, today: string): Fault[] {
  if (receiptOn > today) return [{ path: 'receiptOn', message: notInFuture }]
  return sentOn && receiptOn < sentOn ? [{ path: 'receiptOn', message: notBeforeSending }] : []
}

const notInFuture: Text = { zh: '不能晚于今天。', en: 'Not later than today.' }
const notBeforeSignature: Text = { zh: '不能早于签字日。', en: 'Not before the day of the signature.' }
const notBeforeSending: Text = { zh: '不能早于送出日。', en: 'Not before the day of sending.' }
const numberNeeded: Text = { zh: '附函报送须登记文号。', en: 'A report with a letter needs its document number.' }
const otherNumber = (number: string): Text => ({
  zh: `签字的函上文号是${number}。`,
  en: `The letter that was signed carries ${number}.`,
})
