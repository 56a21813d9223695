import { frequencies } from '#domain/calendar/periods.ts'
import type { Change } from '#domain/kernel/history.ts'
import { inLanguage, type Language, type Text } from '#domain/kernel/text.ts'
import { pairIndicators } from './indicatorPairs.ts'
import type { ItemSnapshot } from './item.api.ts'
import { deliveries, itemKinds, methods } from './item.ts'
import { chapterNames } from './linter.ts'
import type { PlanSnapshot } from './plan.api.ts'

/** In whose words a comparison is made: the reader's language, and the rule pack's dimensions. */
export type Reader = { readonly language: Language; readonly dimensions: Readonly<Record<string, Text>> }

/** One field as that person reads it; what was entered stands as it is. */
type Shown = { readonly field: string; readonly name: Text; readonly value: string }

/** Two versions of an item, or an item that is only in one of them, field by field. */
export type ItemComparison = {
  readonly itemId: string
  readonly code: string
  readonly title: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly changes: readonly Change[]
}
export type PlanComparison = {
  readonly chapters: readonly Change[]
  readonly items: readonly ItemComparison[]
  /** Items that are the same in both. */
  readonly unchanged: number
}

type Compared = Omit<ItemSnapshot, 'id' | 'planId' | 'year'>

const one = (field: string, zh: string, en: string, value: string | null | undefined): Shown => ({
  field,
  name: { zh, en },
  value: value ?? '',
})
const yes = (is: boolean): Text => (is ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' })
const people = (list: readonly { readonly name: string }[]): string => list.map(({ name }) => name).join('、')

/** Every field of an item in the order of its form; phases by their place, indicators by the place that is given. */
export function fieldsOf(
  item: Compared,
  { language, dimensions }: Reader,
  indicators: Places = item.indicators,
): Shown[] {
  const said = (words: Text | null | undefined) => words && inLanguage(words, language)
  return [
    one('code', '编号', 'Code', item.code),
    one('title', '事项', 'Title', item.title),
    one('kind', '类别', 'Kind', said(itemKinds[item.kind])),
    one('dimension', '维度', 'Dimension', said(dimensions[item.dimension]) ?? item.dimension),
    one('responsibleDivision', '责任处', 'Responsible division', said(item.responsibleDivision?.name)),
    one('coordinatingDivision', '协调处', 'Coordinating division', said(item.coordinatingDivision?.name)),
    one('mainResponsiblePerson', '主要责任人', 'Main responsible person', item.mainResponsiblePerson?.name),
    one('responsiblePersons', '责任人', 'Responsible persons', people(item.responsiblePersons)),
    one('participants', '参与人', 'Participants', people(item.participants)),
    one('municipalIndicator', '市级指标', 'Municipal indicator', item.municipalIndicator?.name),
    one('goal', '年度目标', 'Yearly goal', item.goal),
    one('binding', '约束性', 'Binding', said(yes(item.binding))),
    one('isWhitePaper', '列入白皮书', 'In the white paper', said(yes(item.isWhitePaper))),
    one('weight', '权重', 'Weight', item.weight),
    one('method', '评价方法', 'Method', item.method && said(methods[item.method])),
    one('reporting', '数据报送方式', 'Reporting mode', item.reporting),
    one('period', '期间', 'Period', periodOf(item)),
    ...item.coDivisions.map(({ division, goal }, at) =>
      one(`coDivisions.${at}`, `配合处${at + 1}`, `Co-responsible ${at + 1}`, inOne(said(division.name), goal)),
    ),
    ...item.measures.map(({ what, person, who, untilOn }, at) =>
      one(`measures.${at}`, `措施${at + 1}`, `Measure ${at + 1}`, inOne(what, person?.name ?? who, untilOn)),
    ),
    ...item.phases.flatMap((phase, at) => phaseFields(phase, at, language)),
    ...indicators.flatMap((indicator, at) => (indicator ? indicatorFields(indicator, at, language) : [])),
  ]
}

const inOne = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join('；')

const periodOf = ({ startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string }): string =>
  `${startsOn} — ${endsOn}`

function phaseFields(phase: ItemSnapshot['phases'][number], at: number, language: Language): Shown[] {
  const n = at + 1
  const of = (field: string, zh: string, en: string, value: string | null | undefined) =>
    one(`phases.${at}.${field}`, `第${n}阶段${zh}`, `Phase ${n}: ${en}`, value)
  return [
    of('title', '名称', 'name', phase.title),
    of('period', '期间', 'period', periodOf(phase)),
    of('goal', '目标', 'goal', phase.goal),
    of('criterion', '考核标准', 'criterion', phase.criterion),
    of('weight', '权重', 'weight', phase.weight),
    of('division', '责任处', 'responsible division', phase.division && inLanguage(phase.division.name, language)),
  ]
}

function indicatorFields(indicator: ItemSnapshot['indicators'][number], at: number, language: Language): Shown[] {
  const n = at + 1
  const said = (words: Text | undefined) => words && inLanguage(words, language)
  const of = (field: string, zh: string, en: string, value: string | null | undefined) =>
    one(`indicators.${at}.${field}`, `指标${n}${zh}`, `Indicator ${n}: ${en}`, value)
  return [
    of('name', '名称', 'name', indicator.name),
    of('unit', '单位', 'unit', indicator.unit),
    of('decimals', '小数位数', 'decimals', String(indicator.decimals)),
    of('frequency', '频度', 'frequency', said(frequencies[indicator.frequency])),
    of('collectingUnit', '数据采集责任单位', 'collecting unit', said(indicator.collectingUnit?.name)),
    of('delivery', '报送渠道', 'delivery', said(deliveries[indicator.delivery])),
    of('evidenceNeeded', '须附佐证', 'evidence needed', said(yes(indicator.evidenceNeeded))),
    of('target', '年度目标值', 'target', indicator.target),
    of('definition', '口径', 'definition', indicator.definition),
    of('feed', '数据源', 'feed', indicator.feed),
    of('division', '责任处', 'responsible division', said(indicator.division?.name)),
  ]
}

/** What differs between two states of an item; `undefined` is an item that is not there. */
export const compareItems = (before: Compared | undefined, after: Compared | undefined, reader: Reader): Change[] => {
  const [old, now] = indicatorsBeside(before, after)
  return changesBetween(before ? fieldsOf(before, reader, old) : [], after ? fieldsOf(after, reader, now) : [])
}

type Places = readonly (Compared['indicators'][number] | undefined)[]

/** Indicators that are the same one stand beside each other, as do others of one place; those that are no more come last. */
function indicatorsBeside(before: Compared | undefined, after: Compared | undefined): readonly [Places, Places] {
  const measured = (item: Compared | undefined) =>
    (item?.indicators ?? []).map((indicator) => ({
      ...indicator,
      divisionId: indicator.division?.id ?? null,
      indicator,
    }))
  const all = measured(before)
  const { of, gone } = pairIndicators(all, measured(after))
  const beside = of.map((one, at) => one ?? gone.find((other) => other === all[at]))
  const rest = gone.filter((one) => !beside.includes(one))
  return [[...beside, ...rest].map((one) => one?.indicator), after?.indicators ?? []]
}

function changesBetween(before: readonly Shown[], after: readonly Shown[]): Change[] {
  const [old, now] = [byField(before), byField(after)]
  const fields = [...new Map([...after, ...before].map((shown) => [shown.field, shown.name]))]
  return fields.flatMap(([field, name]) => {
    const [was, is] = [old.get(field) || null, now.get(field) || null]
    return was === is ? [] : [{ field, name, old: was, new: is }]
  })
}

const byField = (shown: readonly Shown[]): Map<string, string> =>
  new Map(shown.map(({ field, value }) => [field, value]))

type Chapters = Pick<PlanSnapshot, 'title' | keyof typeof chapterNames> &
  Pick<Partial<PlanSnapshot>, 'workPlanText' | 'files'>

/** What differs between two states of the general chapters. */
export const compareChapters = (before: Chapters, after: Chapters): Change[] =>
  changesBetween(chapterFields(before), chapterFields(after))

const chapterFields = (plan: Chapters): Shown[] => [
  one('title', '名称', 'Title', plan.title),
  ...(Object.keys(chapterNames) as (keyof typeof chapterNames)[]).map((key) => ({
    field: key,
    name: chapterNames[key],
    value: plan[key],
  })),
  one('workPlanText', '年度工作计划', 'Yearly work plan', plan.workPlanText),
  one(
    'files',
    '附件',
    'Attachments',
    plan.files?.map(({ name, digest }) => `${name} ${digest.slice(0, 8)}`).join('；'),
  ),
]

/** Two versions of a plan, field by field: items of the later in its order, then those that are gone. */
export function comparePlans(before: PlanSnapshot, after: PlanSnapshot, reader: Reader): PlanComparison {
  const old = new Map(before.items.map((item) => [item.id, item]))
  const now = new Set(after.items.map(({ id }) => id))
  const pairs = [
    ...after.items.map((item) => [old.get(item.id), item] as const),
    ...before.items.filter(({ id }) => !now.has(id)).map((item) => [item, undefined] as const),
  ]
  const items = pairs.flatMap(([was, is]) => {
    const changes = compareItems(was, is, reader)
    const item = is ?? was
    if (!item || changes.length === 0) return []
    const kind = !was ? ('added' as const) : is ? ('changed' as const) : ('removed' as const)
    return [{ itemId: item.id, code: item.code, title: item.title, kind, changes }]
  })
  return { chapters: compareChapters(before, after), items, unchanged: pairs.length - items.length }
}
