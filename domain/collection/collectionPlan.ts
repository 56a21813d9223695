import type { DueRule, ExternalDue } from '#domain/calendar/dueRule.ts'
import { lastDayOf } from '#domain/calendar/periods.ts'
import { dayText } from '#domain/calendar/workingDays.ts'
import { type Actor, divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import type { Rule, Transition } from '#domain/kernel/lifecycle.ts'
import { inBoth, inBothEntered, joinTexts, same, type Text } from '#domain/kernel/text.ts'
import type { CollectionContent } from './collectionContent.ts'
import { type Way, ways } from './dataReport.ts'
import { type FormFault, type FormField, fieldKinds, type NumberField, roles } from './form.ts'
import { checkKinds, type FieldCheck, relations } from './formChecks.ts'

/**
 * How an indicator is collected for its collecting unit (Art. 26): unit, form with its checks, days and way of delivery.
 * A plan has versions, each with the day from which it holds; where there is none, the default form is asked.
 */
export const versionStates = {
  draft: { zh: '拟稿', en: 'Draft' },
  inForce: { zh: '已生效', en: 'In force' },
  discarded: { zh: '已作废', en: 'Discarded' },
} as const satisfies Record<string, Text>
export type VersionState = keyof typeof versionStates

type OfDivision = { readonly coordinatingDivisionId: string }
export type VersionFacts = OfDivision & {
  readonly state: VersionState
  readonly effectiveOn: string
  /** From when the latest version in force holds; null where there is none. */
  readonly latestOn: string | null
  readonly faults: readonly FormFault[]
  /** Laid before the head as it is now. */
  readonly isOffered: boolean
}
/** Before a draft is begun. */
export type PlanFacts = OfDivision & { readonly hasDraft: boolean; readonly isWithdrawn: boolean }

const isOf = (actor: Actor, divisionId: string) => isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId

const byCoordinatingDivision: Rule<OfDivision> = {
  code: 'not_coordinating_division',
  who: { zh: '协调处处长、工作人员', en: 'Head or officer of the coordinating division' },
  message: () => ({ zh: '收集报送工作计划由协调处制定。', en: 'The coordinating division makes the collection plan.' }),
  holds: ({ coordinatingDivisionId }, { actor }) => isOf(actor, coordinatingDivisionId),
}

const byHeadOfCoordinatingDivision: Rule<OfDivision> = {
  code: 'not_head_of_coordinating_division',
  who: { zh: '协调处处长', en: 'Head of the coordinating division' },
  message: () => ({ zh: '须由协调处处长使其生效。', en: 'The head of the coordinating division puts it in force.' }),
  holds: ({ coordinatingDivisionId }, { actor }) =>
    actor.post === 'division.head' && actor.divisionId === coordinatingDivisionId,
}

const noOtherDraft: Rule<PlanFacts> = {
  code: 'draft_there',
  message: () => ({ zh: '已有一份拟稿，请在拟稿上修改。', en: 'There is a draft already: change that one.' }),
  holds: ({ hasDraft }) => !hasDraft,
}

const inThePlan: Rule<PlanFacts> = {
  code: 'indicator_withdrawn',
  message: () => ({ zh: '该指标已不在方案中。', en: 'The indicator is not in the plan any more.' }),
  holds: ({ isWithdrawn }) => !isWithdrawn,
}

/** Conditions of a first or a further version. */
export const beginRules: readonly Rule<PlanFacts>[] = [byCoordinatingDivision, inThePlan, noOtherDraft]

const formIsSound: Rule<VersionFacts> = {
  code: 'form_fault',
  message: ({ faults }) => faults[0]?.message ?? same(''),
  holds: ({ faults }) => faults.length === 0,
}

const afterTheLatest: Rule<VersionFacts> = {
  code: 'before_latest',
  message: ({ latestOn }) => {
    const { zh, en } = dayText(latestOn ?? '')
    return {
      zh: `现行版本自${zh}起执行，新版本不得早于该日。`,
      en: `The version in force holds from ${en}: a new one not before.`,
    }
  },
  holds: ({ effectiveOn, latestOn }) => latestOn === null || effectiveOn >= latestOn,
}

const notOfferedYet: Rule<VersionFacts> = {
  code: 'offered_already',
  message: () => ({ zh: '已送处长，等待生效。', en: 'It lies with the head already.' }),
  holds: ({ isOffered }) => !isOffered,
}

export type VersionAction = 'change' | 'offer' | 'force' | 'discard'
export const versionTransitions: Record<VersionAction, Transition<VersionState, VersionFacts>> = {
  change: {
    label: { zh: '修改拟稿', en: 'Change the draft' },
    from: ['draft'],
    to: 'draft',
    basis: 'collectionPlan.make',
    requires: [byCoordinatingDivision],
  },
  offer: {
    label: { zh: '送处长生效', en: 'Send to the head' },
    from: ['draft'],
    to: 'draft',
    basis: 'collectionPlan.make',
    requires: [byCoordinatingDivision, notOfferedYet, formIsSound, afterTheLatest],
  },
  force: {
    label: { zh: '生效', en: 'Put in force' },
    from: ['draft'],
    to: 'inForce',
    basis: 'collectionPlan.force',
    requires: [byHeadOfCoordinatingDivision, formIsSound, afterTheLatest],
  },
  discard: {
    label: { zh: '作废拟稿', en: 'Discard the draft' },
    from: ['draft'],
    to: 'discarded',
    basis: 'collectionPlan.make',
    requires: [byCoordinatingDivision],
  },
}

type Dated = { readonly number: number; readonly effectiveOn: string }

/** The version by which a period is asked: the latest that holds on the period's last day, or undefined. */
export const versionFor = <Version extends Dated>(versions: readonly Version[], period: string): Version | undefined =>
  versions
    .filter(({ effectiveOn }) => effectiveOn <= lastDayOf(period))
    .toSorted((a, b) => a.effectiveOn.localeCompare(b.effectiveOn) || a.number - b.number)
    .at(-1)

export const dueRuleOf = ({
  externalDue,
  internalLead,
}: Pick<CollectionContent, 'externalDue' | 'internalLead'>): DueRule => ({
  external: externalDue,
  internalLead,
})

/** 每期结束后10个工作日 */
export function dueWords(due: ExternalDue): Text {
  if (due.kind === 'office') return { zh: '按机关设置', en: 'As set for the office' }
  if (due.kind === 'workingDays')
    return { zh: `期末后第${due.days}个工作日`, en: `Working day ${due.days} after the period` }
  const months = due.months === 0 ? { zh: '期末当月', en: 'the last month' } : monthsAfter(due.months)
  return { zh: `${months.zh}${due.day}日`, en: `Day ${due.day} of ${months.en}` }
}
const monthsAfter = (months: number): Text =>
  months === 1
    ? { zh: '期末次月', en: 'the month after' }
    : { zh: `期末后第${months}个月`, en: `the month ${months} months after` }

/** One check in words: 不小于0（错误） */
export function checkWords(check: FieldCheck, fields: readonly FormField[]): Text {
  const mark = check.severity === 'error' ? { zh: '', en: '' } : { zh: '（提示）', en: ' (warning)' }
  const { zh, en } = bareWords(check, fields)
  return { zh: `${zh}${mark.zh}`, en: `${en}${mark.en}` }
}
function bareWords(check: FieldCheck, fields: readonly FormField[]): Text {
  if (check.kind === 'required') return checkKinds.required
  if (check.kind === 'range') return rangeWords(check.least, check.most)
  if (check.kind === 'againstField') {
    const other = fields.find(({ key }) => key === check.other)?.name ?? check.other
    const { zh, en } = relations[check.relation]
    return { zh: `${zh}“${other}”`, en: `${en} “${other}”` }
  }
  const { zh, en } = checkKinds[check.kind]
  return { zh: `${zh}相差不超过${check.mostPercent}%`, en: `${en}: ${check.mostPercent}% at most` }
}

function rangeWords(least: string | null, most: string | null): Text {
  if (least !== null && most !== null) return same(`${least}–${most}`)
  if (least !== null) return { zh: `不小于${least}`, en: `${least} or more` }
  return most === null ? checkKinds.range : { zh: `不大于${most}`, en: `${most} or less` }
}

/** 有效投诉件数，数值，件，整数，必填 */
function fieldWords(field: FormField, fields: readonly FormField[]): Text {
  const checks = field.checks.map((check) => checkWords(check, fields))
  return joinTexts([same(field.name), fieldKinds[field.kind], ...ofKind(field), ...checks], '，', ', ')
}
function ofKind(field: FormField): Text[] {
  if (field.kind === 'choice') return [same(field.choices.map((choice) => choice.name).join('、'))]
  if (field.kind !== 'number') return []
  const unit = field.unit === '' ? [] : [same(field.unit)]
  return [...unit, decimalWords(field.decimals), ...(field.role === 'current' ? [] : [roles[field.role]])]
}

/** How fine a figure is. */
export const decimalWords = (decimals: number): Text =>
  decimals === 0
    ? { zh: '整数', en: 'whole number' }
    : { zh: `${decimals}位小数`, en: `${decimals} decimal${decimals === 1 ? '' : 's'}` }

const together = (words: readonly Text[]): string | null =>
  words.length === 0 ? null : inBothEntered(joinTexts(words, '；', '; '))

/** The parts of a version, as history and comparison name and show them. */
export const contentFields = {
  effectiveOn: { name: { zh: '执行日', en: 'Holds from' } },
  collectingUnit: { name: { zh: '数据采集责任单位', en: 'Collecting unit' } },
  provider: { name: { zh: '提供人', en: 'Provided by' } },
  requirement: { name: { zh: '采集要求', en: 'Requirement' } },
  requirementFile: { name: { zh: '采集要求附件', en: 'Requirement attached' } },
  way: { name: { zh: '报送方式', en: 'Way of delivery' }, show: (way) => (way ? inBoth(ways[way as Way]) : null) },
  evidence: {
    name: { zh: '佐证', en: 'Evidence' },
    show: (asked) => inBoth(asked ? { zh: '须附', en: 'needed' } : { zh: '不要求', en: 'not needed' }),
  },
  isPreliminary: { name: { zh: '数据性质', en: 'Kind of figure' }, show: (is) => inBoth(is ? preliminary : final) },
  externalDue: {
    name: { zh: '对外期限', en: 'External due day' },
    show: (due) => (due ? inBoth(dueWords(due as ExternalDue)) : null),
  },
  internalLead: { name: { zh: '内部提前工作日', en: 'Working days due before, inside' } },
  checks: {
    name: { zh: '本期值校验', en: 'Checks of the figure' },
    show: (checks) => together(((checks as FieldCheck[] | undefined) ?? []).map((check) => checkWords(check, []))),
  },
  fields: {
    name: { zh: '其他字段', en: 'Further fields' },
    show: (given) => {
      const fields = (given as FormField[] | undefined) ?? []
      return together(fields.map((field) => fieldWords(field, fields)))
    },
  },
} as const satisfies Record<string, { name: Text; show?: (value: unknown) => string | null }>

export const preliminary: Text = { zh: '快报数', en: 'preliminary' }
export const final: Text = { zh: '正式数', en: 'final' }

/** An indicator of the year that a division reports already. */
export type Known = { readonly name: string; readonly unit: string; readonly itemCode: string }

const plain = (words: string) => words.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

/**
 * Figures that are asked for although the system has them: the same figure reported elsewhere by this division, and sums
 * and last year's figures that follow from what was reported. They are said when the plan is made (enter once).
 */
export function knownFigures(
  fields: readonly FormField[],
  main: Pick<NumberField, 'name' | 'unit'>,
  known: readonly Known[],
): FormFault[] {
  return fields.flatMap((field) => {
    if (field.kind !== 'number') return []
    const twin = known.find(({ name, unit }) => plain(name) === plain(field.name) && unit === field.unit)
    if (twin)
      return [
        {
          field: field.key,
          message: {
            zh: `“${field.name}”已在${twin.itemCode}“${twin.name}”报送，系统已有。`,
            en: `“${field.name}” is reported already: ${twin.itemCode} “${twin.name}”.`,
          },
        },
      ]
    if (field.role === 'current' || field.unit !== main.unit) return []
    return [
      {
        field: field.key,
        message: {
          zh: `“${field.name}”系统已有，可由已报数据带出，不必另行收集。`,
          en: `“${field.name}” follows from what was reported: the system has it.`,
        },
      },
    ]
  })
}

/** What history calls the acts on a plan. */
export const collectionActs: Readonly<Record<string, Text>> = {
  'collectionPlan.begin': { zh: '拟定收集报送工作计划', en: 'Begin a collection plan' },
  'collectionPlan.change': versionTransitions.change.label,
  'collectionPlan.offer': versionTransitions.offer.label,
  'collectionPlan.force': versionTransitions.force.label,
  'collectionPlan.discard': versionTransitions.discard.label,
}
