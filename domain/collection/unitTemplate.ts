import { lastDayOf } from '#domain/calendar/periods.ts'
import { dayText } from '#domain/calendar/workingDays.ts'
import { divisionPosts, isOwn } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { MappingFault } from './unitTemplate.cells.ts'

/**
 * The collecting unit's own form (Art. 26): the workbook as the unit sent it, and which of its cells take which figure
 * of the report. Its versions hold from a day: a period that ends on that day or later takes the newer one.
 */
export const templateStates = {
  drafted: { zh: '编制中', en: 'Being drawn up' },
  inForce: { zh: '已启用', en: 'In force' },
  withdrawn: { zh: '已停用', en: 'Withdrawn' },
} as const satisfies Record<string, Text>
export type TemplateState = keyof typeof templateStates
export const templateStateNames = Object.keys(templateStates) as [TemplateState, ...TemplateState[]]

/** How a nil return is written into the form. */
export const nilWays = {
  dash: { zh: '填“—”', en: 'A dash' },
  zero: { zh: '填“0”', en: 'A zero' },
} as const satisfies Record<string, Text>
export type NilWay = keyof typeof nilWays
export const nilWayNames = Object.keys(nilWays) as [NilWay, ...NilWay[]]

export type OfTemplate = { readonly coordinatingDivisionId: string }
export type VersionFacts = OfTemplate & {
  readonly state: TemplateState
  readonly effectiveFrom: string
  /** Who changed the mapping last, and in whose place. */
  readonly changedBy: string
  readonly changedFor: string | null
  /** What is wrong with the mapping; hints are none. */
  readonly faults: readonly MappingFault[]
  readonly mapped: number
  /** Another version is in force from the very same day. */
  readonly hasSameDay: boolean
  /** Laid before the head as it is now. */
  readonly isOffered: boolean
}

const byCoordinatingDivision: Rule<OfTemplate> = {
  code: 'not_coordinating_division',
  who: { zh: '协调处', en: 'Coordinating division' },
  message: () => ({ zh: '须由协调处办理。', en: 'To be done by the coordinating division.' }),
  holds: ({ coordinatingDivisionId }, { actor }) => actor.divisionId === coordinatingDivisionId,
}

const notOwnMapping: Rule<VersionFacts> = {
  code: 'own_mapping',
  message: () => ({ zh: '编制人不得启用自己编制的模板。', en: 'Whoever drew it up may not put it in force.' }),
  holds: ({ changedBy, changedFor }, { actor }) => !isOwn(actor, changedBy, changedFor),
}

const somethingMapped: Rule<VersionFacts> = {
  code: 'nothing_mapped',
  message: () => ({ zh: '还没有指定要填的单元格。', en: 'No cell is mapped yet.' }),
  holds: ({ mapped }) => mapped > 0,
}

const noFaults: Rule<VersionFacts> = {
  code: 'template_faults',
  message: ({ faults: [first, ...more] }) => ({
    zh: `${first?.message.zh ?? ''}${more.length > 0 ? `另有${more.length}处。` : ''}请改正后启用。`,
    en: `${first?.message.en ?? ''} ${more.length > 0 ? `There are ${more.length} more.` : ''}`.trim(),
  }),
  holds: ({ faults }) => faults.length === 0,
}

const otherDay: Rule<VersionFacts> = {
  code: 'same_day',
  message: ({ effectiveFrom }) => ({
    zh: `已有自${dayText(effectiveFrom).zh}起适用的版本，须先停用该版本或者改用其他日期。`,
    en: `Another version holds from ${dayText(effectiveFrom).en}: withdraw it first, or choose another day.`,
  }),
  holds: ({ hasSameDay }) => !hasSameDay,
}

const notOfferedYet: Rule<VersionFacts> = {
  code: 'offered_already',
  message: () => ({ zh: '已送处长，等待启用。', en: 'It lies with the head already.' }),
  holds: ({ isOffered }) => !isOffered,
}

const staff = hasPost<OfTemplate>(divisionPosts)
const head = hasPost<OfTemplate>(['division.head'])

export type TemplateAction = 'save' | 'offer' | 'force' | 'withdraw'
export const templateTransitions: Record<TemplateAction, Transition<TemplateState, VersionFacts>> = {
  save: {
    label: { zh: '保存模板', en: 'Save the template' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'template.save',
    requires: [staff, byCoordinatingDivision],
  },
  offer: {
    label: { zh: '送处长启用', en: 'Send to the head' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'template.save',
    requires: [staff, byCoordinatingDivision, notOfferedYet, somethingMapped, noFaults, otherDay],
  },
  force: {
    label: { zh: '启用模板', en: 'Put in force' },
    from: ['drafted'],
    to: 'inForce',
    basis: 'template.force',
    requires: [head, byCoordinatingDivision, notOwnMapping, somethingMapped, noFaults, otherDay],
  },
  withdraw: {
    label: { zh: '停用', en: 'Withdraw' },
    from: ['drafted', 'inForce'],
    to: 'withdrawn',
    basis: 'template.withdraw',
    requires: [head, byCoordinatingDivision],
  },
}

export type NewVersionFacts = OfTemplate & { readonly hasDraft: boolean }
const noDraft: Rule<NewVersionFacts> = {
  code: 'has_draft',
  message: () => ({ zh: '已有编制中的版本，请在该版本上修改。', en: 'A version is being drawn up already.' }),
  holds: ({ hasDraft }) => !hasDraft,
}
/** What a further version requires: one at a time is drawn up. */
export const newVersionRules: readonly Rule<NewVersionFacts>[] = [staff, byCoordinatingDivision, noDraft]

export type NewTemplateFacts = OfTemplate & { readonly exists: boolean }
const noTemplate: Rule<NewTemplateFacts> = {
  code: 'template_exists',
  message: () => ({
    zh: '该单位这一频度已有模板，请在该模板上编制新版本。',
    en: 'The unit has a template of this frequency: draw up a new version of it.',
  }),
  holds: ({ exists }) => !exists,
}
export const newTemplateRules: readonly Rule<NewTemplateFacts>[] = [staff, byCoordinatingDivision, noTemplate]

type Dated = { readonly state: TemplateState; readonly effectiveFrom: string }

/** The version that a period takes: the latest in force whose day is not after the period's last one. */
export function versionFor<Version extends Dated>(versions: readonly Version[], period: string): Version | undefined {
  const end = lastDayOf(period)
  return versions
    .filter(({ state, effectiveFrom }) => state === 'inForce' && effectiveFrom <= end)
    .reduce<Version | undefined>(
      (latest, one) => (latest === undefined || one.effectiveFrom > latest.effectiveFrom ? one : latest),
      undefined,
    )
}
