import type { Text } from '#domain/kernel/text.ts'
import { type Audience, division, head, leader, officers, open, person } from './audience.ts'
import { supervisionKinds } from './supervisionKinds.ts'

/** How a person gets a kind of notices; the inbox has them whichever is chosen, but those that are off. */
export const channels = {
  app: { zh: '系统内', en: 'In the system' },
  digest: { zh: '汇总邮件', en: 'In the digest' },
  mail: { zh: '即发邮件', en: 'By mail at once' },
  off: { zh: '不通知', en: 'Off' },
} as const satisfies Record<string, Text>
export type Channel = keyof typeof channels
export const channelNames = Object.keys(channels) as [Channel, ...Channel[]]

/** What a notice can be about, and the page that shows it. */
export const subjectPages = {
  card: '/cards',
  duty: '/duties',
  divisionPlan: '/division-plans',
  amendment: '/amendments',
  opinion: '/opinions',
  officialDocument: '/documents',
  handover: '/handovers',
  problem: '/problems',
  dueException: '/due-exceptions',
  ticket: '/tickets',
  rectification: '/rectifications',
  inspection: '/inspections',
} as const satisfies Record<string, `/${string}`>
export type NoticeSubject = keyof typeof subjectPages

/** What a kind of notices is. */
export type Kind = {
  readonly name: Text
  readonly about: NoticeSubject
  readonly to: readonly Audience[]
  /** Whom that is, for people. */
  readonly whom: Text
  /** Where the person chose none. */
  readonly usual: Channel
  /** What nobody may close their eyes to cannot be turned off. */
  readonly mayBeOff: boolean
  /** Outside of the system only what kind it is is said, and the link. */
  readonly isConfidential: boolean
  /** {names} stand for facts. */
  readonly sentence: Text
}

/**
 * What is told to people without asking an act of them: a closed list. Whoever has an open to-do about the same thing is
 * told by that; a kind's audience leaves them out.
 */
export const noticeKinds = {
  earlyWarning: {
    ...{ name: { zh: '数据预警', en: 'Early warning' }, about: 'card', to: [head], usual: 'digest', ...open },
    whom: { zh: '责任处处长（填报人员另有待办）', en: 'Head of the responsible division; officers have it to do' },
    sentence: {
      zh: '{step}：{indicator}，{period}，{dueOn}到期，尚未报送',
      en: '{step}: {indicator}, {period}, due {dueOn}, is not reported yet',
    },
  },
  cardFired: {
    ...{ name: { zh: '发牌', en: 'Card' }, about: 'card', to: [division], usual: 'digest', ...open },
    whom: {
      zh: '数据的另一方（记牌的处另有说明待办）',
      en: "The data's other division; the one that is hit has it to explain",
    },
    sentence: {
      zh: '{step}记入{hit}：{indicator}，{period}，{dueOn}到期',
      en: '{step} for {hit}: {indicator}, {period}, due {dueOn}',
    },
  },
  redCard: {
    ...{ name: { zh: '红牌', en: 'Red card' }, about: 'card', to: [leader], usual: 'mail', isConfidential: false },
    ...{ mayBeOff: false, whom: { zh: '分管该处的副组长', en: 'The deputy in charge of the division' } },
    sentence: {
      zh: '{step}记入{hit}：{indicator}，{period}，{dueOn}到期',
      en: '{step} for {hit}: {indicator}, {period}, due {dueOn}',
    },
  },
  dutyReturned: {
    ...{ name: { zh: '数据退回', en: 'Data returned' }, about: 'duty', to: [head], usual: 'digest', ...open },
    whom: { zh: '责任处处长（填报人员另有待办）', en: 'Head of the responsible division; officers have it to do' },
    sentence: {
      zh: '{indicator}，{period}，被退回：{reason}',
      en: '{indicator}, {period}, was returned: {reason}',
    },
  },
  divisionPlanReturned: {
    ...{ name: { zh: '本处方案退回', en: "The division's plan returned" }, about: 'divisionPlan', to: [officers] },
    ...{
      usual: 'digest',
      whom: { zh: '该处工作人员（处长另有待办）', en: 'Officers; the head has it to do' },
      ...open,
    },
    sentence: { zh: '“{title}”被退回：{reason}', en: '“{title}” was returned: {reason}' },
  },
  divisionPlanAccepted: {
    ...{ name: { zh: '本处方案接收', en: "The division's plan accepted" }, about: 'divisionPlan', to: [division] },
    ...{ usual: 'digest', whom: { zh: '该处', en: 'The division' }, ...open },
    sentence: { zh: '“{title}”已接收', en: '“{title}” was accepted' },
  },
  amendmentReturned: {
    ...{ name: { zh: '方案变更退回', en: 'Amendment returned' }, about: 'amendment', to: [division], usual: 'digest' },
    ...{ whom: { zh: '提出变更的处', en: 'The division that proposed it' }, ...open },
    sentence: { zh: '“{title}”的变更被退回：{reason}', en: 'The change of “{title}” was returned: {reason}' },
  },
  planAmended: {
    ...{ name: { zh: '方案变更生效', en: 'Amendment in force' }, about: 'amendment', to: [division], usual: 'app' },
    ...{
      ...open,
      whom: { zh: '有关各处（须签收的另有待办）', en: 'The divisions concerned, where nothing is to be received' },
    },
    sentence: {
      zh: '“{title}”的人员或文字变更已入方案',
      en: 'A change of persons or words of “{title}” is in the plan',
    },
  },
  opinionArrived: {
    ...{ name: { zh: '评估意见', en: 'Opinion' }, about: 'opinion', to: [division, leader], usual: 'digest', ...open },
    whom: { zh: '协调处、分管责任处的副组长', en: 'The coordinating division, the deputy in charge' },
    sentence: { zh: '{body}对“{title}”提出意见', en: '{body} has given an opinion on “{title}”' },
  },
  exceptionDecided: {
    ...{ name: { zh: '调整期限的答复', en: 'Answer on a later day' }, about: 'dueException', to: [division] },
    ...{ usual: 'digest', whom: { zh: '提出申请的处', en: 'The division that asked' }, ...open },
    sentence: { zh: '调整期限的申请（{period}）：{answer}', en: 'Request for a later day ({period}): {answer}' },
  },
  documentIssued: {
    ...{
      name: { zh: '公文发出', en: 'Document issued' },
      about: 'officialDocument',
      to: [person],
      usual: 'app',
      ...open,
    },
    whom: { zh: '拟稿人（收文各处另有签收待办）', en: 'Its drafter; divisions have it to receive' },
    sentence: { zh: '“{title}”已编号发出：{number}', en: '“{title}” was issued: {number}' },
  },
  handoverApplied: {
    ...{ name: { zh: '工作交接', en: 'Handover' }, about: 'handover', to: [person], usual: 'digest' },
    ...{ mayBeOff: false, isConfidential: true, whom: { zh: '接手人', en: 'Whoever takes over' } },
    sentence: { zh: '您接手了{leaver}移交的{count}项工作', en: 'You took over {count} matters of {leaver}' },
  },
  problemSolved: {
    ...{ name: { zh: '问题解决', en: 'Problem solved' }, about: 'problem', to: [person], usual: 'digest', ...open },
    whom: { zh: '提出人', en: 'Whoever raised it' },
    sentence: { zh: '“{title}”已解决：{solution}', en: '“{title}” is solved: {solution}' },
  },
  ...supervisionKinds,
} as const satisfies Record<string, Kind>
export type NoticeKind = keyof typeof noticeKinds
export const noticeKindNames = Object.keys(noticeKinds) as [NoticeKind, ...NoticeKind[]]
/** A kind as any kind is. */
export const noticeKind = (kind: NoticeKind): Kind => noticeKinds[kind]

type Names<Words extends string> = Words extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
/** What the sentence of a kind is told from. */
export type FactsOf<K extends NoticeKind> = Readonly<Record<Names<(typeof noticeKinds)[K]['sentence']['zh']>, Text>>
