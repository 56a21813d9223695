import { longDayText } from '#domain/calendar/workingDays.ts'
import { performanceOffice } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'

/**
 * Divisions merge, split, are renamed or abolished from a day (domain.md 2): one act with a successor for whatever a
 * division that ends has. Signatures, cards and frozen versions keep the name of their day.
 */
export const reorganisationStates = {
  drafted: { zh: '草拟中', en: 'Draft' },
  planned: { zh: '待生效', en: 'To take effect' },
  applied: { zh: '已生效', en: 'In effect' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Text>
export type ReorganisationState = keyof typeof reorganisationStates
export const reorganisationStateNames = Object.keys(reorganisationStates) as [
  ReorganisationState,
  ...ReorganisationState[],
]

/** How a division ends. */
export const endings = {
  merged: { zh: '合并', en: 'Merged' },
  split: { zh: '拆分', en: 'Split' },
  abolished: { zh: '撤销', en: 'Abolished' },
} as const satisfies Record<string, Text>
export type Ending = keyof typeof endings
export const endingNames = Object.keys(endings) as [Ending, ...Ending[]]

export type Renaming = { readonly before: Text; readonly after: Text; readonly isPresent: boolean }

export type DivisionEnd = {
  readonly name: Text
  readonly isPresent: boolean
  readonly houses: boolean
  /** What has to go somewhere: items of open years, and their duties that are not finished. */
  readonly items: number
  readonly openDuties: number
  /** Whoever takes over, for the whole and for single items; `isThere` on the day and not ending itself. */
  readonly successor: Successor | null
  readonly others: readonly Successor[]
}
type Successor = { readonly name: Text; readonly isThere: boolean }

export type ReorganisationFacts = {
  readonly state: ReorganisationState
  readonly fromOn: string
  readonly founded: number
  readonly renamed: readonly Renaming[]
  readonly ended: readonly DivisionEnd[]
  /** Divisions named more than once, or that another planned reorganisation changes. */
  readonly twice: readonly Text[]
}

const quoted = (names: readonly Text[]): Text => joinTexts(names)

const fromTodayOn: Rule<ReorganisationFacts> = {
  code: 'begins_in_the_past',
  message: (_facts, { today }) => ({
    zh: `生效日不得早于今天（${longDayText(today).zh}）。`,
    en: `It cannot take effect before today, ${longDayText(today).en}.`,
  }),
  holds: ({ fromOn }, { today }) => fromOn >= today,
}

const somethingChanges: Rule<ReorganisationFacts> = {
  code: 'nothing_changes',
  message: () => ({ zh: '没有更名、增设或终止任何处。', en: 'No division is founded, renamed or ended.' }),
  holds: ({ founded, renamed, ended }) => founded + renamed.length + ended.length > 0,
}

const oncePerDivision: Rule<ReorganisationFacts> = {
  code: 'named_twice',
  message: ({ twice }) => ({
    zh: `${quoted(twice).zh}在本次或其他待生效的机构调整中已有安排。`,
    en: `Already part of this or another planned reorganisation: ${quoted(twice).en}.`,
  }),
  holds: ({ twice }) => twice.length === 0,
}

const gone = ({ renamed, ended }: ReorganisationFacts): Text[] => [
  ...renamed.filter(({ isPresent }) => !isPresent).map(({ before }) => before),
  ...ended.filter(({ isPresent }) => !isPresent).map(({ name }) => name),
]

const divisionsPresent: Rule<ReorganisationFacts> = {
  code: 'division_not_in_force',
  message: (facts) => ({
    zh: `${quoted(gone(facts)).zh}在${facts.fromOn}不存在或已另行终止。`,
    en: `Not in force on ${facts.fromOn}, or ending already: ${quoted(gone(facts)).en}.`,
  }),
  holds: (facts) => gone(facts).length === 0,
}

const houseStays: Rule<ReorganisationFacts> = {
  code: 'house_ends',
  message: ({ ended }) => {
    const name = ended.find(({ houses }) => houses)?.name ?? { zh: '', en: '' }
    return {
      zh: `办绩效办设在${name.zh}，须先改设到其他处。`,
      en: `The performance office sits in ${name.en}: move it to another division first.`,
    }
  },
  holds: ({ ended }) => !ended.some(({ houses }) => houses),
}

/** No item and no open duty is left without somebody who owes it. */
const successorNamed: Rule<ReorganisationFacts> = {
  code: 'successor_missing',
  message: ({ ended }) => {
    const { name, items, openDuties } = ended.find(({ successor }) => successor === null) ?? {
      ...{ name: { zh: '', en: '' }, items: 0, openDuties: 0 },
    }
    return {
      zh: `${name.zh}还有${items}项评估事项、${openDuties}项未办结的报送义务没有承接处。`,
      en: `${name.en} has ${items} items and ${openDuties} open duties without a successor.`,
    }
  },
  holds: ({ ended }) => ended.every(({ successor }) => successor !== null),
}

const absentOf = ({ ended }: ReorganisationFacts): Text[] =>
  ended
    .flatMap(({ successor, others }) => [...(successor ? [successor] : []), ...others])
    .filter(({ isThere }) => !isThere)
    .map(({ name }) => name)

const successorsThere: Rule<ReorganisationFacts> = {
  code: 'successor_not_in_force',
  message: (facts) => ({
    zh: `承接处${quoted(absentOf(facts)).zh}在${facts.fromOn}不存在，或本身也终止。`,
    en: `Not there to take over on ${facts.fromOn}: ${quoted(absentOf(facts)).en}.`,
  }),
  holds: (facts) => absentOf(facts).length === 0,
}

const newNames: Rule<ReorganisationFacts> = {
  code: 'same_name',
  message: ({ renamed }) => {
    const { before } = renamed.find(isSame) ?? { before: { zh: '', en: '' } }
    return { zh: `${before.zh}的新名称与现名相同。`, en: `${before.en} is called so already.` }
  },
  holds: ({ renamed }) => !renamed.some(isSame),
}
const isSame = ({ before, after }: Renaming): boolean => before.zh === after.zh

/** Before its day it can be taken back; afterwards another one has to follow. */
const beforeItsDay: Rule<ReorganisationFacts> = {
  code: 'day_has_come',
  message: ({ fromOn }) => ({
    zh: `${longDayText(fromOn).zh}已到，不能撤回。`,
    en: `${longDayText(fromOn).en} has come: it cannot be withdrawn.`,
  }),
  holds: ({ state, fromOn }, { today }) => state === 'drafted' || fromOn > today,
}

export const reorganiser = hasPost<unknown>(performanceOffice, {
  zh: '机构调整由办绩效办办理。',
  en: 'A reorganisation is done by the performance office.',
})
const decider = hasPost<unknown>(['performanceOffice.head'], {
  zh: '须由办绩效办负责人确定。',
  en: 'To be settled by the head of the performance office.',
})

const onItsDay: Rule<unknown> = {
  code: 'happens_by_itself',
  who: { zh: '系统', en: 'The system' },
  message: () => ({ zh: '到生效日自动生效。', en: 'It takes effect by itself on its day.' }),
  holds: () => false,
}

export type ReorganisationAction = 'draft' | 'plan' | 'apply' | 'withdraw'

export const reorganisationTransitions: Record<
  ReorganisationAction,
  Transition<ReorganisationState, ReorganisationFacts>
> = {
  draft: {
    label: { zh: '修改', en: 'Change' },
    from: ['drafted'],
    to: 'drafted',
    basis: 'organization.reorganisation',
    requires: [reorganiser],
  },
  plan: {
    label: { zh: '确定机构调整', en: 'Settle the reorganisation' },
    from: ['drafted'],
    to: 'planned',
    basis: 'organization.reorganisation',
    requires: [
      decider,
      fromTodayOn,
      somethingChanges,
      oncePerDivision,
      divisionsPresent,
      houseStays,
      newNames,
      successorNamed,
      successorsThere,
    ],
  },
  apply: {
    label: { zh: '生效', en: 'Take effect' },
    from: ['planned'],
    to: 'applied',
    basis: 'organization.reorganisation',
    requires: [onItsDay],
  },
  withdraw: {
    label: { zh: '撤回', en: 'Withdraw' },
    from: ['drafted', 'planned'],
    to: 'withdrawn',
    basis: 'organization.reorganisation',
    requires: [decider, beforeItsDay],
  },
}
