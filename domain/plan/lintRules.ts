import type { Text } from '#domain/kernel/text.ts'

/** One thing that a check found, before it is known of which item. */
export type Found = { code: string; field: string; message: Text; basis: string; isHint?: boolean }

const content = 'plan.itemContent'
const divisions = 'plan.itemDivisions'
const system = 'plan.weights'

type LintRule = {
  readonly name: Text
  readonly basis: string
  readonly isHint: boolean
  /** A fault that is settled by a reason: it stops the submission until one is given. */
  readonly needsReason?: boolean
}

/** Every rule's code with what it looks at, for the list of rules beside the findings. */
export const lintRules: Record<string, LintRule> = {
  L01: { name: { zh: '没有主要责任人', en: 'No main responsible person' }, basis: content, isHint: false },
  L02: { name: { zh: '没有责任处', en: 'No responsible division' }, basis: divisions, isHint: false },
  L03: { name: { zh: '没有协调处', en: 'No coordinating division' }, basis: divisions, isHint: false },
  L04: { name: { zh: '没有年度目标', en: 'No yearly goal' }, basis: content, isHint: false },
  L05: { name: { zh: '没有分阶段', en: 'No phases' }, basis: content, isHint: false },
  L06: { name: { zh: '阶段没有考核标准', en: 'A phase without criterion' }, basis: content, isHint: false },
  L07: { name: { zh: '没有评价方法', en: 'No method' }, basis: content, isHint: false },
  L08: { name: { zh: '没有数据报送方式', en: 'No reporting mode' }, basis: content, isHint: false },
  L09: { name: { zh: '没有权重', en: 'No weight' }, basis: system, isHint: false },
  L10: {
    name: { zh: '事项权重合计不等于100', en: 'Weights of items do not add up to 100' },
    basis: system,
    isHint: false,
  },
  L11: {
    name: { zh: '阶段权重合计不等于100', en: 'Weights of phases do not add up to 100' },
    basis: system,
    isHint: false,
  },
  L12: { name: { zh: '总则没有写全', en: 'A general chapter is missing' }, basis: 'plan.chapters', isHint: false },
  L13: {
    name: { zh: '市级指标没有分解', en: 'A municipal indicator is not allotted' },
    basis: 'plan.allot',
    isHint: false,
  },
  L14: { name: { zh: '目标没有数字', en: 'A goal without number' }, basis: 'plan.hint', isHint: true },
  L15: { name: { zh: '阶段终止日是休息日', en: 'A phase ends on a rest day' }, basis: 'plan.hint', isHint: true },
  L16: { name: { zh: '阶段之间有空档', en: 'A gap between phases' }, basis: 'plan.hint', isHint: true },
  L17: { name: { zh: '阶段重叠', en: 'Phases overlap' }, basis: content, isHint: false },
  L18: {
    name: { zh: '责任处与协调处相同', en: 'Responsible and coordinating division are one' },
    basis: 'plan.hint',
    isHint: true,
  },
  L19: {
    name: { zh: '已分解的指标没有事项', en: 'An allotted indicator has no item' },
    basis: 'plan.hint',
    isHint: true,
  },
  L20: { name: { zh: '没有事项', en: 'No items' }, basis: content, isHint: false },
  L21: {
    name: { zh: '没有年度工作计划', en: 'No yearly work plan' },
    basis: 'plan.divisionContent',
    isHint: false,
  },
  L22: {
    name: { zh: '责任人不在责任处任职', en: 'A responsible person without a post in the division' },
    basis: content,
    isHint: false,
  },
  L23: { name: { zh: '指标没有单位', en: 'An indicator without unit' }, basis: content, isHint: false },
  L24: {
    name: { zh: '目标值与上年相同或者低于上年', en: "Target equal to last year's, or weaker" },
    basis: 'plan.hint',
    isHint: true,
  },
  L25: {
    name: { zh: '同一数据要求报送两次', en: 'One figure asked for twice' },
    basis: 'plan.hint',
    isHint: true,
  },
  L26: { name: { zh: '一人负责的事项过多', en: 'One person on too many items' }, basis: 'plan.hint', isHint: true },
  L27: {
    name: { zh: '措施期限超出事项期间', en: "A measure ends outside the item's period" },
    basis: 'plan.hint',
    isHint: true,
  },
  L28: {
    name: { zh: '配合处没有写明目标', en: 'A co-responsible division without a goal' },
    basis: 'plan.hint',
    isHint: true,
  },
  L29: {
    name: { zh: '配合处没有阶段和指标', en: 'A co-responsible division without phase and indicator' },
    basis: 'plan.hint',
    isHint: true,
  },
  L40: {
    name: { zh: '市里已撤销的指标仍有事项', en: 'An item of an indicator the city has withdrawn' },
    basis: 'plan.hint',
    isHint: true,
  },
  L41: {
    name: { zh: '市里已改动的指标没有复核分解', en: 'The allotment of a changed indicator was not looked at again' },
    basis: 'plan.hint',
    isHint: true,
  },
  L42: {
    name: { zh: '来源任务在工作计划中已改动或取消', en: "The item's task was changed or dropped in the work plan" },
    basis: 'plan.hint',
    isHint: true,
  },
  L43: {
    name: { zh: '改写已结束的阶段', en: 'A phase that is over is rewritten' },
    basis: 'plan.rewritePhase',
    isHint: false,
    needsReason: true,
  },
}

/** Whether a finding can be answered by a reason: a hint, or a fault that is settled by one. */
export const isAnswerable = (code: string): boolean => {
  const rule = lintRules[code]
  return rule !== undefined && (rule.isHint || rule.needsReason === true)
}

export const found = (code: string, field: string, zh: string, en: string): Found => {
  const rule = lintRules[code]
  return { code, field, message: { zh, en }, basis: rule?.basis ?? 'system', isHint: rule?.isHint ?? false }
}
export const when = (isWrong: boolean, ...one: Parameters<typeof found>): Found[] => (isWrong ? [found(...one)] : [])
