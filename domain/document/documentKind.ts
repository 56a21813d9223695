import { type Actor, isOneOf, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'

type Kind = {
  readonly name: Text
  /** As GB/T 9704 lays it out: 文件, 上行文 with 签发人, 信函, 纪要. */
  readonly layout: 'document' | 'upward' | 'letter' | 'minutes'
  /** Named above the text (主送). */
  readonly hasAddressee: boolean
  /** Says who was there (出席、请假、列席). */
  readonly hasAttendance: boolean
  /** Goes to divisions, which say that they received it. Outside bodies are addressed without a receipt. */
  readonly hasReceipts: boolean
}

/** The kinds of document (文种) that the office writes. */
export const documentKinds = {
  notice: {
    ...{ name: { zh: '通知', en: 'Notice' }, layout: 'document' },
    ...{ hasAddressee: true, hasAttendance: false, hasReceipts: true },
  },
  circular: {
    ...{ name: { zh: '通报', en: 'Circular' }, layout: 'document' },
    ...{ hasAddressee: true, hasAttendance: false, hasReceipts: true },
  },
  report: {
    ...{ name: { zh: '报告', en: 'Report' }, layout: 'upward' },
    ...{ hasAddressee: true, hasAttendance: false, hasReceipts: false },
  },
  letter: {
    ...{ name: { zh: '函', en: 'Letter' }, layout: 'letter' },
    ...{ hasAddressee: true, hasAttendance: false, hasReceipts: false },
  },
  minutes: {
    ...{ name: { zh: '纪要', en: 'Minutes' }, layout: 'minutes' },
    ...{ hasAddressee: false, hasAttendance: true, hasReceipts: false },
  },
} as const satisfies Record<string, Kind>
export type DocumentKind = keyof typeof documentKinds

/** What is drafted and signed. `attendance` has one line for each of 出席, 请假, 列席; empty where it is no meeting. */
export type DocumentWords = {
  readonly title: string
  readonly addressee: string
  readonly text: string
  readonly attendance: string
}

/** What a document is about. `basis` is what it is written for. */
export const documentSubjects = {
  plan: { name: { zh: '印发年度方案', en: 'Issue of the yearly plan' }, basis: 'plan.issue' },
  planSending: { name: { zh: '年度方案报送市绩效办', en: 'The plan goes to the city' }, basis: 'plan.sendToCity' },
  planCall: { name: { zh: '下发编制要求', en: 'Call for plans' }, basis: 'plan.call' },
  review: { name: { zh: '领导小组会议', en: 'Meeting of the leading group' }, basis: 'plan.decide' },
  rectification: { name: { zh: '责令整改', en: 'Order to put something right' }, basis: 'rectification.issue' },
  bulletin: { name: { zh: '绩效情况通报', en: 'Bulletin' }, basis: 'bulletin.issue' },
} as const satisfies Record<string, { readonly name: Text; readonly basis: string }>
export type DocumentSubject = keyof typeof documentSubjects

/** Documents that are numbered by the act they belong to; every other one is issued by itself. */
export const issuedWith: Partial<Record<DocumentSubject, Text>> = {
  plan: { zh: '本通知随方案一并印发。', en: 'This notice is issued together with the plan.' },
  planCall: { zh: '本通知随编制要求一并下发。', en: 'This notice is issued together with the call.' },
  rectification: { zh: '整改通知随签发一并编号。', en: 'This notice is numbered when the order is issued.' },
}

/**
 * Of which subjects a post sees the documents once they are issued: divisions what is addressed to them, the leading
 * group its minutes too, the performance office and the leaders all.
 */
export function subjectsSeenBy(actor: Pick<Actor, 'post'>): readonly DocumentSubject[] {
  if (seesEverything(actor)) return Object.keys(documentSubjects) as DocumentSubject[]
  const circulated: readonly DocumentSubject[] = ['plan', 'planCall', 'bulletin']
  return isOneOf(actor.post, ['leadingGroup.member']) ? [...circulated, 'review'] : circulated
}
