import type { Text } from '#domain/kernel/text.ts'
import { answerTransitions, consultationTransitions } from '#domain/plan/consultation.ts'
import { divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import { sending } from '#domain/plan/municipalPlan.ts'
import { planTransitions } from '#domain/plan/plan.ts'
import { callTransitions } from '#domain/plan/planCall.ts'
import { reviewTransitions } from '#domain/plan/review.ts'
import { workPlanActs } from '#domain/plan/workPlanActs.ts'

/** What history calls the acts of this module. */
const acts: Record<string, Text> = {
  'plan.create': { zh: '开始编制方案', en: 'Began the plan' },
  'plan.allot': { zh: '分解指标', en: 'Allotted an indicator' },
  'plan.draft': { zh: '修改总则', en: 'Changed the general chapters' },
  'plan.consult': planTransitions.consult.label,
  'plan.revise': planTransitions.revise.label,
  'consultation.open': planTransitions.consult.label,
  'consultation.comment': { zh: '写意见', en: 'Wrote a comment' },
  'consultation.answer': answerTransitions.answer.label,
  'consultation.takeBack': answerTransitions.takeBack.label,
  'supervision.urge': { zh: '催办', en: 'Urged' },
  'supervision.answerUrge': { zh: '回复催办', en: 'Answered the urge' },
  'consultation.urge': { zh: '催办反馈', en: 'Urged' },
  'consultation.dispose': { zh: '处理意见', en: 'Dealt with a comment' },
  'consultation.close': consultationTransitions.close.label,
  'consultation.withdraw': consultationTransitions.withdraw.label,
  'item.silence': { zh: '说明提示', en: 'Answered a hint' },
  'item.liftSilence': { zh: '撤销对提示的说明', en: 'Took the answer to a hint back' },
  'plan.submitForDecision': planTransitions.submit.label,
  'plan.decide': planTransitions.decide.label,
  'plan.return': planTransitions.return.label,
  'plan.opine': reviewTransitions.opine.label,
  'plan.entrust': reviewTransitions.entrust.label,
  'plan.attachMinutes': { zh: '附纪要', en: 'Attached minutes' },
  'plan.issue': planTransitions.issue.label,
  'plan.settle': { zh: '预安排转为正式方案', en: 'No longer provisional' },
  'plan.beginRevision': { zh: '开始调整方案', en: 'Began a revision' },
  'plan.withdrawRevision': planTransitions.withdraw.label,
  'item.withdraw': { zh: '调整方案时取消', en: 'Taken out by a revision' },
  'plan.merge': { zh: '汇总各处方案', en: 'Took items of division plans over' },
  'item.take': { zh: '由处方案纳入', en: 'Taken over from a division plan' },
  'item.decline': { zh: '不纳入办方案', en: "Not taken into the office's plan" },
  'item.takeTask': { zh: '由全办年度工作计划纳入', en: "Taken over from the office's work plan" },
  'item.linkTask': { zh: '对应工作计划任务', en: 'Covers a task of the work plan' },
  'plan.takeTasks': { zh: '纳入工作计划任务', en: 'Took tasks of the work plan over' },
  'plan.linkTask': { zh: '工作计划任务对应事项', en: 'Linked a task to an item' },
  'plan.declineTask': { zh: '不纳入工作计划任务', en: 'Declined a task of the work plan' },
  'workPlan.record': workPlanActs.record,
  'workPlan.revise': workPlanActs.revise,
  'plan.amend': { zh: '变更方案', en: 'Amended the plan' },
  'item.amend': { zh: '变更事项', en: 'Amended the item' },
  'plan.importIndicators': { zh: '导入市级指标', en: "Imported the city's indicators" },
  'plan.reviseIndicators': { zh: '导入变更后的市级指标', en: 'Imported what the city changed' },
  'plan.sendToCity': sending.label,
  'call.create': { zh: '起草编制要求', en: 'Drafted the call' },
  'call.save': { zh: '修改编制要求', en: 'Changed the call' },
  'call.issue': { zh: '下发编制要求', en: 'Issued the call' },
  'call.incorporate': callTransitions.incorporate.label,
  'call.extend': callTransitions.extend.label,
  'call.close': callTransitions.close.label,
  'call.setDay': { zh: '定出期限', en: 'The due day became known' },
  'plan.importTable': { zh: '导入事项表', en: 'Imported a table of items' },
  'divisionPlan.start': { zh: '开始编制本处方案', en: "Began the division's plan" },
  'divisionPlan.save': { zh: '修改年度工作计划', en: 'Changed the yearly work plan' },
  'divisionPlan.attach': { zh: '添加附件', en: 'Attached a file' },
  'divisionPlan.detach': { zh: '去掉附件', en: 'Removed an attachment' },
  'divisionPlan.submit': divisionPlanTransitions.submit.label,
  'divisionPlan.accept': divisionPlanTransitions.accept.label,
  'divisionPlan.return': divisionPlanTransitions.return.label,
  'item.create': { zh: '增列事项', en: 'Added the item' },
  'item.save': { zh: '修改事项', en: 'Changed the item' },
  'item.move': { zh: '机构调整转由他处', en: 'Went to another division' },
  'item.pass': { zh: '工作交接', en: 'Handed over' },
  'item.remove': { zh: '删除事项', en: 'Removed the item' },
}

/** Only pages with a history load these names. */
export const nameOfAct = (action: string): Text => acts[action] ?? { zh: action, en: action }
