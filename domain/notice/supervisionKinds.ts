import { division, leader, officers, open, person } from './audience.ts'
import type { Kind } from './noticeKind.ts'

/** Orders are told by their number alone: what an order to a person says stays on its page. */
const ofOrders = { about: 'rectification', mayBeOff: true, isConfidential: true } as const

/** What is told of tickets, orders and checks; whoever has to act next has it as a to-do. */
export const supervisionKinds = {
  ticketAssigned: {
    ...{ name: { zh: '督办交办', en: 'Ticket assigned' }, about: 'ticket', to: [leader], usual: 'digest', ...open },
    whom: {
      zh: '分管承办处的副组长（承办处另有签收待办）',
      en: 'The deputy in charge; the division has it to receive',
    },
    sentence: {
      zh: '{ticket}已交办{division}，{dueOn}前办结',
      en: '{ticket} is assigned to {division}, due {dueOn}',
    },
  },
  ticketUrged: {
    ...{ name: { zh: '督办催办', en: 'Ticket urged' }, about: 'ticket', to: [leader], usual: 'digest', ...open },
    whom: {
      zh: '分管承办处的副组长（承办处的待办标明催办）',
      en: 'The deputy in charge; the to-do of the division is marked',
    },
    sentence: { zh: '{ticket}：已向{division}催办', en: '{ticket}: {division} was urged' },
  },
  ticketReturned: {
    ...{ name: { zh: '督办退回', en: 'Ticket returned' }, about: 'ticket', to: [leader], usual: 'digest', ...open },
    whom: {
      zh: '分管承办处的副组长（承办处另有办理待办）',
      en: 'The deputy in charge; the division has it to deal with',
    },
    sentence: {
      zh: '{ticket}：{division}的办理情况被退回：{reason}',
      en: '{ticket}: what {division} handed in was returned: {reason}',
    },
  },
  ticketDone: {
    ...{ name: { zh: '督办办结', en: 'Share of a ticket done' }, about: 'ticket', to: [division, leader] },
    ...{
      usual: 'digest',
      whom: { zh: '承办处、分管该处的副组长', en: 'The division, the deputy in charge' },
      ...open,
    },
    sentence: { zh: '{ticket}：{division}承办的部分已办结', en: '{ticket}: the share of {division} is done' },
  },
  ticketClosed: {
    ...{ name: { zh: '督办销号', en: 'Ticket closed' }, about: 'ticket', to: [division], usual: 'app', ...open },
    whom: { zh: '各承办处', en: 'The divisions of the ticket' },
    sentence: { zh: '{ticket}已销号', en: '{ticket} is closed' },
  },
  orderIssued: {
    ...{ name: { zh: '整改通知签发', en: 'Order issued' }, to: [person], usual: 'app', ...ofOrders },
    whom: {
      zh: '拟稿人（被整改的处或个人、组长副组长另有待办）',
      en: 'Its drafter; whoever it is addressed to and the leaders have it to do',
    },
    sentence: { zh: '整改通知{number}已签发', en: 'Order {number} is issued' },
  },
  orderRejected: {
    ...{ name: { zh: '整改退回', en: 'Answer to an order rejected' }, to: [leader], usual: 'digest', ...ofOrders },
    whom: {
      zh: '分管副组长（被整改的处或个人另有待办）',
      en: 'The deputy in charge; whoever it is addressed to has it to answer again',
    },
    sentence: {
      zh: '整改通知{number}：整改情况未通过核验，{dueOn}前重新整改',
      en: 'Order {number}: the answer was rejected, again until {dueOn}',
    },
  },
  orderEscalated: {
    ...{ name: { zh: '整改逾期', en: 'Order overdue' }, to: [person], usual: 'digest', ...ofOrders },
    whom: {
      zh: '拟稿人、签发人（报到的人另有待办）',
      en: 'Its drafter and whoever issued it; whom it is put before has it to see',
    },
    sentence: { zh: '整改通知{number}逾期：{step}', en: 'Order {number} is overdue: {step}' },
  },
  orderClosed: {
    ...{ name: { zh: '整改销号', en: 'Order closed' }, to: [division, leader, person], usual: 'digest', ...ofOrders },
    whom: {
      zh: '被整改的处或个人、分管副组长',
      en: 'Whoever it was addressed to, the deputy in charge',
    },
    sentence: { zh: '整改通知{number}已核验销号', en: 'Order {number} was verified and closed' },
  },
  inspectionNotified: {
    ...{ name: { zh: '检查通知', en: 'Notice of an inspection' }, about: 'inspection', to: [officers, leader] },
    ...{ usual: 'digest', ...open },
    whom: {
      zh: '被查处工作人员、分管副组长（处长另有待办）',
      en: 'Officers of the checked division, the deputy in charge; its head has it to acknowledge',
    },
    sentence: { zh: '“{title}”将于{startsOn}开始', en: '“{title}” begins on {startsOn}' },
  },
  inspectionConcluded: {
    ...{ name: { zh: '检查结果', en: 'Result of an inspection' }, about: 'inspection', to: [division, leader] },
    ...{ usual: 'digest', ...open, whom: { zh: '被查处、分管副组长', en: 'Checked divisions, the deputy in charge' } },
    sentence: { zh: '“{title}”已有结果', en: '“{title}” has its result' },
  },
} as const satisfies Record<string, Kind>
