import { compare } from '#domain/kernel/decimal.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { Item } from './item.api.ts'
import { away, weightOf } from './item.ts'
import type { Finding } from './linter.api.ts'
import { itemChecks } from './lintItem.ts'
import { type Found, isAnswerable, when } from './lintRules.ts'
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

/** What the linter says of one item, in the order of its form. */
export const lintItem = (item: Item, facts: LintFacts): Finding[] =>
  itemChecks.flatMap((check) => check(item, facts)).map((one) => findingOf(one, item))

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
      facts.revisedRows.length > 0,
      'L41',
      'municipal',
      `${facts.revisedRows.length}项市级指标市里已改动，请复核分解：${numbered(facts.revisedRows).zh}。`,
      `Changed by the city, to be looked at again: ${numbered(facts.revisedRows).en}.`,
    ),
    ...when(
      compare(total, '100') !== 0,
      'L10',
      'weights',
      `权重合计${total}，${zh}。`,
      `Weights add up to ${total}, ${en}.`,
    ),
  ]
  return [...general.map((one) => findingOf(one, null)), ...lintItems(plan.items, facts, 'office')]
}

/** Each item of a plan by itself, and beside it what shows only next to the others. */
export function lintItems(items: readonly Item[], facts: LintFacts, kind: 'office' | 'division'): Finding[] {
  const lint = kind === 'division' ? lintDivisionItem : lintItem
  const among = amongItems(items, facts)
  return items.flatMap((item) => [
    ...lint(item, facts),
    ...(among.get(item.id) ?? []).map((found) => findingOf(found, item)),
  ])
}

/** A figure that one division is asked for twice, and one person on more items than the office thinks good. */
function amongItems(items: readonly Item[], { itemsPerPerson }: LintFacts): Map<string, Found[]> {
  const [asked, of, found] = [new Map<string, string>(), new Map<string, number>(), new Map<string, Found[]>()]
  const add = (item: Item, more: Found[]) => found.set(item.id, [...(found.get(item.id) ?? []), ...more])
  for (const item of items) {
    for (const [at, { name, unit, division }] of item.indicators.entries()) {
      const key = JSON.stringify([name, unit, (division ?? item.responsibleDivision)?.id])
      const first = asked.get(key)
      if (first === undefined) asked.set(key, item.code)
      else add(item, askedTwice(`indicators.${at}.name`, name, first))
    }
    const { mainResponsiblePerson: person } = item
    if (!person) continue
    const count = (of.get(person.id) ?? 0) + 1
    of.set(person.id, count)
    if (count === itemsPerPerson + 1) add(item, tooMany(person.name, itemsPerPerson))
  }
  return found
}

const askedTwice = (field: string, name: string, code: string): Found[] =>
  when(true, 'L25', field, `“${name}”在${code}已经要求报送。`, `“${name}” is asked for under ${code} already.`)

const tooMany = (name: string, most: number): Found[] =>
  when(
    true,
    'L26',
    'mainResponsiblePersonId',
    `${name}是超过${most}项事项的主要责任人。`,
    `${name} is the main responsible person of more than ${most} items.`,
  )

/** Weights and the coordinating division are laid down in the office's plan (Art. 9, 21), not in a division's. */
const leftToTheOffice: readonly string[] = ['L03', 'L09']

/** What the linter says of one item of a division's plan. */
export const lintDivisionItem = (item: Item, facts: LintFacts): Finding[] =>
  lintItem(item, facts).filter(({ code }) => !leftToTheOffice.includes(code))

/** What the linter says of a change: a special task carries no weight (Art. 24) and is not asked for one. */
export const lintAmended = (item: Item, facts: LintFacts): Finding[] =>
  lintItem(item, facts).filter(({ field }) => item.kind !== 'specialTask' || field !== 'weight')

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
  return [...general.map((one) => findingOf(one, null)), ...lintItems(items, facts, 'division')]
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

/**
 * A hint that somebody answered with a reason is shown with it. A fault cannot be answered, only put right; but one that
 * is settled by a reason stops nothing any more once it has it.
 */
function findingOf({ isHint, ...one }: Found, item: Item | null): Finding {
  const given = item?.silences.find(({ code, field }) => code === one.code && field === one.field)
  const silence = (isAnswerable(one.code) && given) || null
  return { ...one, level: isHint || silence ? 'hint' : 'blocking', itemId: item?.id ?? null, silence }
}

/** How many findings stop the submission. */
export const blockingIn = (findings: readonly Pick<Finding, 'level'>[]): number =>
  findings.filter(({ level }) => level === 'blocking').length
