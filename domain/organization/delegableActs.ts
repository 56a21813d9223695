import { divisionPosts, isOneOf, officeLeaders, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { groupPosts } from '#domain/plan/review.ts'

type DelegableAct = { readonly name: Text; readonly by: readonly PostKind[]; readonly bases: readonly string[] }

/** What can be delegated by itself: the act, which posts have it, and the bases it rests on. */
export const delegableActs = {
  enterData: {
    name: { zh: '填报、更正数据', en: 'Enter and correct data' },
    by: divisionPosts,
    bases: ['duty.fill', 'duty.offer', 'duty.takeBack', 'duty.correct', 'duty.nilReturn', 'feed.keep', 'feed.read'],
  },
  signData: {
    name: { zh: '签字提交数据', en: 'Sign data' },
    by: ['division.head'],
    bases: ['duty.sign'],
  },
  acceptData: {
    name: { zh: '接收、退回数据', en: 'Accept and return data' },
    by: [...divisionPosts, 'leadingGroup.deputy'],
    bases: ['duty.accept', 'duty.return', 'duty.registerOnBehalf'],
  },
  assembleReport: {
    name: { zh: '汇总、送出数据', en: 'Assemble and send reports' },
    by: divisionPosts,
    bases: ['report.assemble', 'report.send', 'report.receipt', 'report.correct', 'passengers.import'],
  },
  signReport: {
    name: { zh: '汇总报送签字', en: 'Sign reports' },
    by: ['division.head'],
    bases: ['report.sign', 'report.takeBack'],
  },
  reviewReport: {
    name: { zh: '审核汇总报送', en: 'Review reports' },
    by: officeLeaders,
    bases: ['report.review', 'report.return'],
  },
  callForPlans: {
    name: { zh: '提出、下发编制要求', en: 'Call for the plans of the divisions' },
    by: performanceOffice,
    bases: ['plan.call', 'plan.extend', 'plan.closeCall'],
  },
  draftDivisionPlan: {
    name: { zh: '编制本处方案', en: "Draft the division's plan" },
    by: divisionPosts,
    bases: ['plan.divisionDraft'],
  },
  submitDivisionPlan: {
    name: { zh: '签报本处方案', en: "Sign the division's plan off" },
    by: ['division.head'],
    bases: ['plan.divisionSubmit'],
  },
  judgeDivisionPlan: {
    name: { zh: '接收、退回处方案', en: 'Accept and return plans of divisions' },
    by: [...performanceOffice, 'leadingGroup.deputy'],
    bases: ['plan.divisionAccept', 'plan.divisionReturn'],
  },
  draftPlan: {
    name: { zh: '编制方案', en: 'Draft the plan' },
    by: performanceOffice,
    bases: ['plan.create', 'plan.draft', 'plan.workPlan', 'plan.importIndicators', 'plan.allot'],
  },
  consultPlan: {
    name: { zh: '征求意见、处理意见', en: 'Consult on the plan and deal with comments' },
    by: performanceOffice,
    bases: ['plan.consult', 'plan.dispose', 'plan.revise'],
  },
  answerConsultation: {
    name: { zh: '对方案提意见、反馈', en: 'Comment on the plan and answer' },
    by: divisionPosts,
    bases: ['plan.comment'],
  },
  submitPlan: {
    name: { zh: '提请审定、印发方案', en: 'Submit and issue the plan' },
    by: ['performanceOffice.head'],
    bases: ['plan.submitForDecision', 'plan.issue', 'document.issue'],
  },
  sendPlan: {
    name: { zh: '登记方案报送市绩效办', en: 'Record that the plan went to the city' },
    by: performanceOffice,
    bases: ['plan.sendToCity'],
  },
  decidePlan: {
    name: { zh: '审定、退回方案', en: 'Decide on the plan or return it' },
    by: ['leadingGroup.head'],
    bases: ['plan.decide', 'plan.return'],
  },
  signDocument: {
    name: { zh: '签发公文', en: 'Sign documents off' },
    by: officeLeaders,
    bases: ['document.sign', 'document.return'],
  },
  opineOnPlan: {
    name: { zh: '对方案发表审定意见', en: 'Give an opinion on the plan' },
    by: groupPosts,
    bases: ['plan.opine'],
  },
} as const satisfies Record<string, DelegableAct>
export type DelegableActName = keyof typeof delegableActs
export const delegableActNames = Object.keys(delegableActs) as [DelegableActName, ...DelegableActName[]]

/** The acts a post can delegate. */
export const actsOf = (kind: PostKind): readonly DelegableActName[] =>
  delegableActNames.filter((name) => isOneOf(kind, delegableActs[name].by))

/** The bases of acts, as a delegation keeps them. */
export const basesOf = (acts: readonly DelegableActName[]): readonly string[] =>
  [...new Set(acts.flatMap((act) => delegableActs[act].bases as readonly string[]))].toSorted()

/** The acts whose bases were all delegated. */
export const actsWith = (bases: readonly string[]): readonly DelegableActName[] =>
  delegableActNames.filter((act) => delegableActs[act].bases.every((basis) => bases.includes(basis)))
