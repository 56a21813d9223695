import { dayText, plusDays } from '#domain/calendar/workingDays.ts'
import { compare } from '#domain/kernel/decimal.ts'
import type { Item } from './item.api.ts'
import { away, byDivision, weightOf } from './item.ts'
import { type Found, found, when } from './lintRules.ts'
import { overPhaseCheck } from './overPhase.ts'
import type { LintFacts } from './plan.api.ts'

export type Check = (item: Item, facts: LintFacts) => readonly Found[]

/** Divisions and persons (Art. 20, 21). */
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

const ofCity: Check = ({ municipalIndicator: row }, { withdrawnRows }) =>
  when(
    row !== null && withdrawnRows.some(({ id }) => id === row.id),
    'L40',
    'municipalIndicatorId',
    `市级指标第${row?.number ?? ''}项“${row?.name ?? ''}”市里已撤销，请确定事项去留。`,
    `The city has withdrawn indicator ${row?.number ?? ''}, “${row?.name ?? ''}”: decide whether the item stays.`,
  )

/** The hint names the version, so that the answer to one does not answer the next. */
const ofWorkPlan: Check = ({ id }, { revisedTasks }) =>
  (revisedTasks[id] ?? []).flatMap(({ number, version, kind }) =>
    when(
      true,
      'L42',
      `task.${number}.${version}`,
      kind === 'changed'
        ? `全办年度工作计划第${version}版改动了第${number}项任务，请核对事项。`
        : `全办年度工作计划第${version}版已没有第${number}项任务，请确定事项去留。`,
      kind === 'changed'
        ? `Version ${version} of the office's work plan changes task ${number}: look at the item again.`
        : `Version ${version} of the office's work plan has task ${number} no more: decide whether the item stays.`,
    ),
  )

const goalAndMethod: Check = ({ kind, goal, method, reporting, indicators, weight }) => [
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
  ...when(weight === null && kind !== 'specialTask', 'L09', 'weight', '没有权重。', 'No weight.'),
]

type Phase = Item['phases'][number]
type Numbered = Phase & { readonly n: number }

const phaseChecks: Check = (item, { restDays }) => {
  const { phases } = item
  if (phases.length === 0) return [found('L05', 'phases', '没有分阶段。', 'No phases.')]
  const numbered = phases.map((phase, at): Numbered => ({ ...phase, n: at + 1 }))
  const sides = [...byDivision(numbered, ({ division }) => division?.id ?? null).values()]
  return [
    ...numbered.flatMap(({ criterion, endsOn, n }) => [
      ...when(
        criterion === '',
        'L06',
        `phases.${n - 1}.criterion`,
        `第${n}阶段没有考核标准。`,
        `Phase ${n} has no criterion.`,
      ),
      ...when(
        restDays.includes(endsOn),
        'L15',
        `phases.${n - 1}.endsOn`,
        `第${n}阶段终止日${dayText(endsOn).zh}是休息日。`,
        `Phase ${n} ends on a rest day, ${dayText(endsOn).en}.`,
      ),
    ]),
    ...sides.flatMap(between),
    ...sides.flatMap((side) => weightsOf(side, item)),
  ]
}

/** The weights of a division's phases make 100, the lead's and those of each division beside it. */
function weightsOf(side: readonly Numbered[], { method, phases }: Item): Found[] {
  const isWeighted = method === 'milestone' || phases.some(({ weight }) => weight !== null)
  const total = weightOf(side)
  const { zh, en } = away(total)
  const of = side[0]?.division?.name
  return when(
    isWeighted && compare(total, '100') !== 0,
    'L11',
    'phases',
    `${of ? of.zh || '配合处' : ''}阶段权重合计${total}，${zh}。`,
    `The weights of the phases${of ? ` of ${of.en || 'a co-responsible division'}` : ''} add up to ${total}, ${en}.`,
  )
}

/** The phases of a division follow one another without overlap; a gap is worth a hint. */
function between(side: readonly Numbered[]): Found[] {
  const inOrder = side.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn))
  return inOrder.slice(1).flatMap((phase, index) => {
    const before = inOrder[index]
    if (!before) return []
    const [a, b] = [before.n, phase.n]
    const field = `phases.${b - 1}.startsOn`
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

/** Persons hold a post in the division that is responsible, or in one that shares the responsibility. */
const persons: Check = (item, { holders }) => {
  const divisionIds = [item.responsibleDivision, ...item.coDivisions.map(({ division }) => division)].map(
    (division) => division?.id,
  )
  if (!item.responsibleDivision) return []
  const isElsewhere = ({ id }: { readonly id: string }) =>
    !holders.some(({ personId, divisionId }) => personId === id && divisionIds.includes(divisionId))
  const outside = (field: string, people: Item['responsiblePersons']) =>
    people
      .filter(isElsewhere)
      .flatMap(({ name }) =>
        when(
          true,
          'L22',
          field,
          `${name || '所选的人'}不在责任处任职。`,
          `${name || 'The person chosen'} holds no post in the responsible division.`,
        ),
      )
  return [
    ...outside('mainResponsiblePersonId', item.mainResponsiblePerson ? [item.mainResponsiblePerson] : []),
    ...outside('responsiblePersonIds', item.responsiblePersons),
  ]
}

const indicatorChecks: Check = ({ indicators, responsibleDivision }, { lastTargets }) =>
  indicators.flatMap(({ name, unit, target, division }, at) => [
    ...when(
      unit === '',
      'L23',
      `indicators.${at}.unit`,
      `指标“${name}”没有单位。`,
      `The indicator “${name}” has no unit.`,
    ),
    ...targetHint(
      { name, unit, target, at },
      lastTargets.find(
        (last) => last.name === name && last.unit === unit && last.divisionId === (division ?? responsibleDivision)?.id,
      ),
    ),
  ])

type Aimed = { readonly name: string; readonly unit: string; readonly target: string | null; readonly at: number }

/** Equal to last year's, or weaker where the catalogue says which way is better. */
function targetHint({ name, unit, target, at }: Aimed, last: LintFacts['lastTargets'][number] | undefined) {
  if (target === null || !last) return []
  const path = `indicators.${at}.target`
  const order = compare(target, last.target)
  const isWeaker = last.direction === 'none' ? false : order === (last.direction === 'higher' ? -1 : 1)
  return [
    ...when(
      order === 0 && !isBest(unit, target, last.direction),
      'L24',
      path,
      `指标“${name}”的目标值与上年相同，仍为${target}。`,
      `The target of “${name}” is last year's, ${target}.`,
    ),
    ...when(
      isWeaker,
      'L24',
      path,
      `指标“${name}”的目标值${target}不及上年的${last.target}。`,
      `The target of “${name}”, ${target}, is weaker than last year's ${last.target}.`,
    ),
  ]
}

/** Nothing is better than all of a hundred, or than none where less is better. */
const isBest = (unit: string, target: string, direction: LintFacts['lastTargets'][number]['direction']): boolean => {
  const isNone = compare(target, '0') === 0
  const isAll = unit === '%' && compare(target, '100') === 0
  return direction === 'none' ? isAll || (unit === '%' && isNone) : direction === 'higher' ? isAll : isNone
}

const sharing: Check = ({ measures, coDivisions, phases, indicators, startsOn, endsOn }) => [
  ...measures.flatMap(({ untilOn }, at) =>
    when(
      untilOn !== null && (untilOn < startsOn || untilOn > endsOn),
      'L27',
      `measures.${at}.untilOn`,
      `措施${at + 1}的期限超出事项期间。`,
      `Measure ${at + 1} ends outside the item's period.`,
    ),
  ),
  ...coDivisions.flatMap(({ division, goal }, at) => [
    ...when(
      goal === '',
      'L28',
      `coDivisions.${at}.goal`,
      `没有写明${division.name.zh || '配合处'}的目标。`,
      `${division.name.en || 'A co-responsible division'} has no goal of its own.`,
    ),
    ...when(
      ![...phases, ...indicators].some((part) => part.division?.id === division.id),
      'L29',
      `coDivisions.${at}.divisionId`,
      `${division.name.zh || '配合处'}没有自己的阶段，也没有自己的指标。`,
      `${division.name.en || 'A co-responsible division'} has neither a phase nor an indicator of its own.`,
    ),
  ]),
]

/** Every check of one item, in the order of its form. */
export const itemChecks: readonly Check[] = [
  parties,
  persons,
  ofCity,
  ofWorkPlan,
  goalAndMethod,
  sharing,
  phaseChecks,
  overPhaseCheck,
  indicatorChecks,
]
