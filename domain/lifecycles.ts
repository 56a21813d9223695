import { briefingStates, briefingTransitions } from './bulletin/briefing.ts'
import { answerStates as cardAnswerStates, cardTransitions } from './card/cardAnswer.ts'
import { entryStates, entryTransitions } from './catalogue/catalogue.ts'
import { versionStates, versionTransitions } from './collection/collectionPlan.ts'
import { states as reportStates, transitions as reportTransitions } from './collection/dataReport.ts'
import { transitions as dutyTransitions, stages } from './collection/duty.ts'
import { templateStates, templateTransitions } from './collection/unitTemplate.ts'
import { cosignatureStates, cosignatureTransitions } from './document/cosignature.ts'
import { documentStates, documentTransitions } from './document/officialDocument.ts'
import { conformityStates, conformityTransitions } from './inspection/conformity.ts'
import { inspectionStates, inspectionTransitions } from './inspection/inspection.ts'
import { selfCheckStates, selfCheckTransitions } from './inspection/selfCheck.ts'
import type { States, Transition } from './kernel/lifecycle.ts'
import type { Text } from './kernel/text.ts'
import { opinionStates, opinionTransitions } from './opinion/opinion.ts'
import { handoverStates, handoverTransitions } from './organization/handover.ts'
import { personStates, personTransitions } from './organization/person.ts'
import { postStates, postTransitions } from './organization/post.ts'
import { reorganisationStates, reorganisationTransitions } from './organization/reorganisation.ts'
import { standInStates, standInTransitions } from './organization/standIn.ts'
import { amendmentStates, amendmentTransitions } from './plan/amendment.ts'
import { answerStates, answerTransitions, consultationStates, consultationTransitions } from './plan/consultation.ts'
import { divisionPlanStates, divisionPlanTransitions } from './plan/divisionPlan.ts'
import { planStates, planTransitions } from './plan/plan.ts'
import { callStates, callTransitions } from './plan/planCall.ts'
import { reviewStates, reviewTransitions } from './plan/review.ts'
import { problemStates, problemTransitions } from './problem/problem.ts'
import { judgementStates, judgementTransitions } from './progress/judgement.ts'
import { noteStates, noteTransitions } from './rectification/findingNote.ts'
import { graveStates, graveTransitions } from './rectification/grave.ts'
import { orderTransitions } from './rectification/order.ts'
import { orderStates } from './rectification/orderStates.ts'
import { ticketStates, ticketTransitions } from './supervision/ticket.ts'
import {
  extensionStates,
  extensionTransitions,
  shareAssignment,
  shareStates,
  shareTransitions,
} from './supervision/ticketShare.ts'

/** A lifecycle as it is written in its module: for the generated page and for tests that hold for all of them. */
export type Lifecycle = {
  readonly name: Text
  readonly file: string
  readonly states: States<string>
  readonly start: readonly string[]
  readonly transitions: Readonly<Record<string, Transition<string, never>>>
}

/** Every lifecycle of the office. */
export const lifecycles: readonly Lifecycle[] = [
  {
    name: { zh: '账号', en: 'Account' },
    file: 'domain/organization/person.ts',
    states: personStates,
    start: ['active'],
    transitions: personTransitions,
  },
  {
    name: { zh: '岗位', en: 'Post' },
    file: 'domain/organization/post.ts',
    states: postStates,
    start: ['upcoming', 'held'],
    transitions: postTransitions,
  },
  {
    name: { zh: '主持工作、代办与离岗', en: 'Substitute, delegation, absence' },
    file: 'domain/organization/standIn.ts',
    states: standInStates,
    start: ['upcoming', 'inForce'],
    transitions: standInTransitions,
  },
  {
    name: { zh: '工作交接', en: 'Handover' },
    file: 'domain/organization/handover.ts',
    states: handoverStates,
    start: ['drafted'],
    transitions: handoverTransitions,
  },
  {
    name: { zh: '机构调整', en: 'Reorganisation' },
    file: 'domain/organization/reorganisation.ts',
    states: reorganisationStates,
    start: ['drafted'],
    transitions: reorganisationTransitions,
  },
  {
    name: { zh: '编制要求', en: 'Call for plans' },
    file: 'domain/plan/planCall.ts',
    states: callStates,
    start: ['drafted'],
    transitions: callTransitions,
  },
  {
    name: { zh: '本处年度绩效工作方案', en: 'Division plan' },
    file: 'domain/plan/divisionPlan.ts',
    states: divisionPlanStates,
    start: ['drafting'],
    transitions: divisionPlanTransitions,
  },
  {
    name: { zh: '办年度绩效工作方案', en: 'Office plan' },
    file: 'domain/plan/plan.ts',
    states: planStates,
    start: ['drafting'],
    transitions: planTransitions,
  },
  {
    name: { zh: '征求意见', en: 'Consultation' },
    file: 'domain/plan/consultation.ts',
    states: consultationStates,
    start: ['open'],
    transitions: consultationTransitions,
  },
  {
    name: { zh: '各处反馈', en: 'Answer of a division' },
    file: 'domain/plan/consultation.ts',
    states: answerStates,
    start: ['asked'],
    transitions: answerTransitions,
  },
  {
    name: { zh: '领导小组审定', en: 'Review by the leading group' },
    file: 'domain/plan/review.ts',
    states: reviewStates,
    start: ['open'],
    transitions: reviewTransitions,
  },
  {
    name: { zh: '方案变更', en: 'Amendment of the plan' },
    file: 'domain/plan/amendment.ts',
    states: amendmentStates,
    start: ['drafted'],
    transitions: amendmentTransitions,
  },
  {
    name: { zh: '公文', en: 'Official document' },
    file: 'domain/document/officialDocument.ts',
    states: documentStates,
    start: ['drafted'],
    transitions: documentTransitions,
  },
  {
    name: { zh: '会签', en: 'Co-signature' },
    file: 'domain/document/cosignature.ts',
    states: cosignatureStates,
    start: ['asked'],
    transitions: cosignatureTransitions,
  },
  {
    name: { zh: '目录中的指标', en: 'Indicator of the catalogue' },
    file: 'domain/catalogue/catalogue.ts',
    states: entryStates,
    start: ['inUse'],
    transitions: entryTransitions,
  },
  {
    name: { zh: '收集报送工作计划的版本', en: 'Version of a collection plan' },
    file: 'domain/collection/collectionPlan.ts',
    states: versionStates,
    start: ['draft'],
    transitions: versionTransitions,
  },
  {
    name: { zh: '报送义务', en: 'Duty' },
    file: 'domain/collection/duty.ts',
    states: stages,
    start: ['upcoming', 'open'],
    transitions: dutyTransitions,
  },
  {
    name: { zh: '预警和牌的说明与撤销', en: 'Explanation and withdrawal of a card' },
    file: 'domain/card/cardAnswer.ts',
    states: cardAnswerStates,
    start: ['notAsked', 'asked'],
    transitions: cardTransitions,
  },
  {
    name: { zh: '汇总报送', en: 'Data report' },
    file: 'domain/collection/dataReport.ts',
    states: reportStates,
    start: ['assembled'],
    transitions: reportTransitions,
  },
  {
    name: { zh: '采集单位模板', en: 'Template of a collecting unit' },
    file: 'domain/collection/unitTemplate.ts',
    states: templateStates,
    start: ['drafted'],
    transitions: templateTransitions,
  },
  {
    name: { zh: '评估意见', en: 'Opinion' },
    file: 'domain/opinion/opinion.ts',
    states: opinionStates,
    start: ['recorded'],
    transitions: opinionTransitions,
  },
  {
    name: { zh: '问题', en: 'Problem' },
    file: 'domain/problem/problem.ts',
    states: problemStates,
    start: ['raised'],
    transitions: problemTransitions,
  },
  {
    name: { zh: '专报', en: 'Briefing' },
    file: 'domain/bulletin/briefing.ts',
    states: briefingStates,
    start: ['drafted'],
    transitions: briefingTransitions,
  },
  {
    name: { zh: '提示', en: 'Note on a small fault' },
    file: 'domain/rectification/findingNote.ts',
    states: noteStates,
    start: ['noted'],
    transitions: noteTransitions,
  },
  {
    name: { zh: '责令整改', en: 'Rectification order' },
    file: 'domain/rectification/order.ts',
    states: orderStates,
    start: ['drafted'],
    transitions: orderTransitions,
  },
  {
    name: { zh: '情节严重的提请', en: 'Grave case before the group' },
    file: 'domain/rectification/grave.ts',
    states: graveStates,
    start: ['proposed'],
    transitions: graveTransitions,
  },
  {
    name: { zh: '阶段认定', en: 'Judgement of a phase' },
    file: 'domain/progress/judgement.ts',
    states: judgementStates,
    start: ['claimed'],
    transitions: judgementTransitions,
  },
  {
    name: { zh: '督办件', en: 'Ticket' },
    file: 'domain/supervision/ticket.ts',
    states: ticketStates,
    start: ['drafted'],
    transitions: ticketTransitions,
  },
  {
    name: { zh: '各处承办的督办件', en: 'Share of a ticket' },
    file: 'domain/supervision/ticketShare.ts',
    states: shareStates,
    start: ['planned'],
    transitions: { assign: shareAssignment, ...shareTransitions },
  },
  {
    name: { zh: '督办件延期', en: 'Later day of a ticket' },
    file: 'domain/supervision/ticketShare.ts',
    states: extensionStates,
    start: ['asked'],
    transitions: extensionTransitions,
  },
  {
    name: { zh: '日常检查、专项检查', en: 'Daily check, special inspection' },
    file: 'domain/inspection/inspection.ts',
    states: inspectionStates,
    start: ['planned'],
    transitions: inspectionTransitions,
  },
  {
    name: { zh: '符合性验证', en: 'Conformity verification' },
    file: 'domain/inspection/conformity.ts',
    states: conformityStates,
    start: ['requested'],
    transitions: conformityTransitions,
  },
  {
    name: { zh: '数据自查抽验', en: 'Self-check of data' },
    file: 'domain/inspection/selfCheck.ts',
    states: selfCheckStates,
    start: ['drawn'],
    transitions: selfCheckTransitions,
  },
]
