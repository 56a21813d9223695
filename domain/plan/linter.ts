import { dayText, plusDays } from '#domain/calendar/workingDays.ts'
import { compare, type Decimal, subtract } from '#domain/kernel/decimal.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { Item } from './item.api.ts'
import { weightOf } from './item.ts'
import type { Finding } from './linter.api.ts'
import type { LintFacts } from './plan.api.ts'

/**
 * Checks a plan as far as Art. 20–21 (and Art. 11 for the chapters) demand it, and gives hints. Faults stop the
 * submission, hints do not. Pure: the browser asks the same while an item is written.
 */
type Draft = {
  readonly procedureText: string
  readonly standardsText: string
  readonly reportingText: string
  readonly items: readonly Item[]
}

type Words = { readonly zh: string; readonly en: string }
type Check = (item: Item, facts: LintFacts) => readonly Found[]
type Found = { code: string; field: string; message: Words; basis: string; isHint?: boolean }

const content = 'plan.itemContent'
const divisions = 'plan.itemDivisions'
const system = 'plan.weights'

/** Every rule's code with what it looks at, for the list of rules beside the findings. */
export const lintRules: Record<string, { readonly name: Text; readonly basis: string; readonly isHint: boolean }> = {
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
  L17: { name: { zh: '阶段重叠', en: 'Phases overlap' }, basis: 'plan.hint', isHint: true },
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
}

const found = (code: string, field: string, zh: string, en: string): Found => {
  const rule = lintRules[code]
  return { code, field, message: { zh, en }, basis: rule?.basis ?? 'system', isHint: rule?.isHint ?? false }
}
const when = (isWrong: boolean, ...one: Parameters<typeof found>): Found[] => (isWrong ? [found(...one)] : [])

const parties: Check = ({ kind, indicators, ...item }) => [
  ...when(
    !item.mainResponsiblePerson,
    'L01',
    'mainResponsiblePersonId',
    '没有主要责任人。',
    'No main responsible person.',
  ),
  ...when(!item.responsibleDivision, 'L02', 'responsibleDivisionId', '没有责任处。', 'No responsible division.'),
  ...when(
    !item.coordinatingDivision && (kind === 'municipalIndicator' || indicators.length > 0),
    'L03',
    'coordinatingDivisionId',
    kind === 'municipalIndicator' ? '市级指标须列明协调处。' : '有指标数据要报送，须列明协调处。',
    kind === 'municipalIndicator'
      ? 'A municipal indicator needs a coordinating division.'
      : 'There are data to report, so a coordinating division is needed.',
  ),
  ...when(
    item.responsibleDivision !== null && item.responsibleDivision.id === item.coordinatingDivision?.id,
    'L18',
    'coordinatingDivisionId',
    '责任处与协调处是同一个处。',
    'The responsible division is also the coordinating one.',
  ),
]

/** A figure, or a Chinese number with its measure word: 三轮, not 进一步. */
const measurable = /[\d０-９]|[一二两三四五六七八九十百千][个项次条件处年月日成倍类座批套人起轮期层米份]/

const goalAndMethod: Check = ({ goal, method, reporting, indicators, weight }) => [
  ...when(goal === '', 'L04', 'goal', '没有年度目标。', 'No yearly goal.'),
  ...when(
    goal !== '' && !measurable.test(goal),
    'L14',
    'goal',
    '目标没有数字或期限，难以判断是否达到。',
    'The goal has no number or day, so it is hard to tell whether it was reached.',
  ),
  ...when(!method, 'L07', 'method', '没有评价方法。', 'No method of evaluation.'),
  ...when(
    indicators.length === 0 && reporting === '',
    'L08',
    'reporting',
    '没有指标，也没有写明数据报送方式。',
    'There is neither an indicator nor a word on how data are reported.',
  ),
  ...when(weight === null, 'L09', 'weight', '没有权重。', 'No weight.'),
]

const phaseChecks: Check = ({ phases, method }, { restDays }) => {
  if (phases.length === 0) return [found('L05', 'phases', '没有分阶段。', 'No phases.')]
  const isWeighted = method === 'milestone' || phases.some(({ weight }) => weight !== null)
  const total = weightOf(phases)
  const { zh, en } = away(total)
  return [
    ...phases.flatMap((phase, at) => [
      ...when(
        phase.criterion === '',
        'L06',
        `phases.${at}.criterion`,
        `第${at + 1}阶段没有考核标准。`,
        `Phase ${at + 1} has no criterion.`,
      ),
      ...when(
        restDays.includes(phase.endsOn),
        'L15',
        `phases.${at}.endsOn`,
        `第${at + 1}阶段终止日${dayText(phase.endsOn).zh}是休息日。`,
        `Phase ${at + 1} ends on a rest day, ${dayText(phase.endsOn).en}.`,
      ),
    ]),
    ...between(phases),
    ...when(
      isWeighted && compare(total, '100') !== 0,
      'L11',
      'phases',
      `阶段权重合计${total}，${zh}。`,
      `The weights of the phases add up to ${total}, ${en}.`,
    ),
  ]
}

/** Phases follow one another without gap and without overlap; anything else is worth a hint. */
function between(phases: Item['phases']): Found[] {
  const numbered = phases
    .map((phase, at) => ({ ...phase, at }))
    .toSorted((a, b) => a.startsOn.localeCompare(b.startsOn))
  return numbered.slice(1).flatMap((phase, index) => {
    const before = numbered[index]
    if (!before) return []
    const [a, b] = [before.at + 1, phase.at + 1]
    const field = `phases.${phase.at}.startsOn`
    return [
      ...when(
        phase.startsOn > plusDays(before.endsOn, 1),
        'L16',
        field,
        `第${a}、${b}阶段之间有空档。`,
        `There is a gap between phases ${a} and ${b}.`,
      ),
      ...when(phase.startsOn <= before.endsOn, 'L17', field, `第${a}、${b}阶段重叠。`, `Phases ${a} and ${b} overlap.`),
    ]
  })
}

const itemChecks: readonly Check[] = [parties, goalAndMethod, phaseChecks]

/** What the linter says of one item, in the order of its form. */
export const lintItem = (item: Item, facts: LintFacts): Finding[] =>
  itemChecks.flatMap((check) => check(item, facts)).map((one) => findingOf(one, item.id))

/** What the linter says of the whole plan: its chapters, its city indicators, its items and their weights. */
export function lintPlan(plan: Draft, facts: LintFacts): Finding[] {
  const carried = new Set(plan.items.map(({ municipalIndicator }) => municipalIndicator?.id))
  const unserved = facts.allottedRows.filter(({ id }) => !carried.has(id))
  const total = weightOf(plan.items)
  const { zh, en } = away(total)
  const general = [
    ...chaptersOf(plan).flatMap(([field, name, isEmpty]) =>
      when(isEmpty, 'L12', field, `总则没有写“${name.zh}”。`, `The chapter “${name.en}” is missing.`),
    ),
    ...when(
      facts.unallottedRows.length > 0,
      'L13',
      'municipal',
      `${facts.unallottedRows.length}项市级指标没有分解：${numbered(facts.unallottedRows).zh}。`,
      `Not allotted: ${numbered(facts.unallottedRows).en}.`,
    ),
    ...when(
      unserved.length > 0,
      'L19',
      'municipal',
      `${unserved.length}项市级指标已分解，还没有事项：${numbered(unserved).zh}。`,
      `Allotted without an item: ${numbered(unserved).en}.`,
    ),
    ...when(
      compare(total, '100') !== 0,
      'L10',
      'weights',
      `权重合计${total}，${zh}。`,
      `Weights add up to ${total}, ${en}.`,
    ),
  ]
  return [...general.map((one) => findingOf(one, null)), ...plan.items.flatMap((item) => lintItem(item, facts))]
}

/** Weights and the coordinating division are laid down in the office's plan (Art. 9, 21), not in a division's. */
const leftToTheOffice: readonly string[] = ['L03', 'L09']

/** What the linter says of one item of a division's plan. */
export const lintDivisionItem = (item: Item, facts: LintFacts): Finding[] =>
  lintItem(item, facts).filter(({ code }) => !leftToTheOffice.includes(code))

type DivisionDraft = {
  readonly workPlanText: string
  readonly files: readonly unknown[]
  readonly items: readonly Item[]
}

/** What the linter says of a division's plan (Art. 19, 20): its yearly work plan and its items. */
export function lintDivisionPlan({ workPlanText, files, items }: DivisionDraft, facts: LintFacts): Finding[] {
  const general = [
    ...when(items.length === 0, 'L20', 'items', '还没有事项。', 'There are no items yet.'),
    ...when(
      workPlanText === '' && files.length === 0,
      'L21',
      'workPlan',
      '年度工作计划既没有写，也没有附件。',
      'The yearly work plan is neither written nor attached.',
    ),
  ]
  return [...general.map((one) => findingOf(one, null)), ...items.flatMap((item) => lintDivisionItem(item, facts))]
}

/** 第3项“临时性专项工作”, joined. */
const numbered = (rows: LintFacts['allottedRows']): Text =>
  joinTexts(
    rows.map(({ number, name }) => ({ zh: `第${number}项“${name}”`, en: `${number}, “${name}”` })),
    '、',
    '; ',
  )

export const chapterNames = {
  procedureText: { zh: '评估程序', en: 'Procedure' },
  standardsText: { zh: '评估标准', en: 'Standards' },
  reportingText: { zh: '指标数据报送要求', en: 'Reporting requirements' },
} as const satisfies Record<string, Text>

const chaptersOf = (plan: Draft) =>
  (Object.keys(chapterNames) as (keyof typeof chapterNames)[]).map(
    (key) => [key, chapterNames[key], plan[key] === ''] as const,
  )

const findingOf = ({ isHint, ...one }: Found, itemId: string | null): Finding => ({
  ...one,
  level: isHint ? 'hint' : 'blocking',
  itemId,
})

/** How many findings stop the submission. */
export const blockingIn = (findings: readonly Pick<Finding, 'level'>[]): number =>
  findings.filter(({ level }) => level === 'blocking').length

/** How far a sum of weights is from 100, in words: 还差2 / 2 missing. */
export function away(total: Decimal): Words {
  const missing = subtract('100', total)
  const points = missing.replace('-', '')
  if (missing.startsWith('-')) return { zh: `多${points}`, en: `${points} too many` }
  return { zh: `还差${points}`, en: `${points} missing` }
}
