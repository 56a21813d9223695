import type { Text } from './text.ts'

/** What may be addressed to a division, or waits for it, on the day on which it ends. */
export const matterKinds = {
  planCall: { zh: '编制要求', en: 'Call for plans' },
  divisionPlan: { zh: '本处方案', en: 'Plan of the division' },
  consultation: { zh: '征求意见', en: 'Consultation' },
  amendment: { zh: '方案调整', en: 'Amendment' },
  receipt: { zh: '公文签收', en: 'Receipt of a document' },
  cosignature: { zh: '会签', en: 'Co-signature' },
  dueException: { zh: '调整期限的申请', en: 'Request for a later day' },
  feed: { zh: '数据源', en: 'Feed' },
  unitTemplate: { zh: '报送表样', en: "Unit's own form" },
  rectification: { zh: '整改', en: 'Rectification' },
  findingNote: { zh: '提示', en: 'Note' },
  ticket: { zh: '督办件', en: 'Ticket' },
  problem: { zh: '承办的问题', en: 'Problem to be solved' },
  card: { zh: '黄牌、红牌的说明', en: 'Explanation of a card' },
  inspection: { zh: '检查', en: 'Inspection' },
  conformity: { zh: '符合性验证材料', en: 'Material for a verification' },
  selfCheck: { zh: '自查抽验佐证', en: 'Evidence for a self-check' },
  standIn: { zh: '主持工作、代办', en: 'Substitute or delegation' },
  sameDivision: { zh: '责任处与协调处相同', en: 'Responsible and coordinating division are one' },
  withoutPost: { zh: '主要责任人没有岗位', en: 'Main responsible person without a post' },
} as const satisfies Record<string, Text>
export type MatterKind = keyof typeof matterKinds
export const matterKindNames = Object.keys(matterKinds) as [MatterKind, ...MatterKind[]]

/** How history names that something went to the successor; the action is that of its kind. */
export const passedOn = { zh: '机构调整转由承接处', en: 'Went to the successor' } as const
export const passedOnAction = (kind: string): string => `${kind}.passOn`
export const isPassedOn = (action: string): boolean => action.endsWith('.passOn')

/** What becomes of it. */
export const matterEffects = {
  passes: { zh: '转由承接处办理', en: 'goes to the successor' },
  joins: { zh: '承接处自己也有，一并办理', en: 'the successor has its own: one act for both' },
  ends: { zh: '随岗位终止', en: 'ends with the post' },
  settle: { zh: '须另行处理，生效后列入待办', en: 'has to be settled: a to-do from that day on' },
} as const satisfies Record<string, Text>
export type MatterEffect = keyof typeof matterEffects
export const matterEffectNames = Object.keys(matterEffects) as [MatterEffect, ...MatterEffect[]]

/** Where the successor is addressed too, one act stands for both; of two plans, one is left. */
export const effectFor = (kind: MatterKind, successorHasOne: boolean): MatterEffect => {
  if (!successorHasOne) return 'passes'
  return kind === 'divisionPlan' ? 'settle' : 'joins'
}
