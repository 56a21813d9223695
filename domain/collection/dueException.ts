import { dayText, later } from '#domain/calendar/workingDays.ts'
import { divisionPosts, isOneOf, isOwn, performanceOffice, posts } from '#domain/kernel/actor.ts'
import type { Rule, Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'

/**
 * A later due day for one duty, or for all of a division in a period. It is asked for with its reason, granted by the
 * performance office, and ends with its day: from the next one on, cards fire as ever.
 */
export const exceptionStates = {
  asked: { zh: '待审核', en: 'To be decided' },
  granted: { zh: '已同意', en: 'Granted' },
  refused: { zh: '未同意', en: 'Refused' },
  takenBack: { zh: '已撤回', en: 'Taken back' },
} as const satisfies Record<string, Text>
export type ExceptionState = keyof typeof exceptionStates
export const exceptionStateNames = Object.keys(exceptionStates) as [ExceptionState, ...ExceptionState[]]

export type ExceptionFacts = {
  readonly state: ExceptionState
  readonly responsibleDivisionId: string
  readonly askedDivisionId: string
  readonly askedBy: string
  /** The division that asks, or whose duties they are, houses the performance office: a deputy decides. */
  readonly judgedByDeputy: boolean
  readonly internalOn: string | null
  readonly externalOn: string | null
  readonly consentOn: string | null
  readonly covered: Covered
}

/** The duties it reaches now: not withdrawn, not 补报, and not yet signed, or for an external day not yet reported. */
export type Covered = {
  readonly count: number
  readonly awaited: number
  /** The latest days in force among them, and the earliest external one. */
  readonly internalDueOn: string | null
  readonly externalDueOn: string | null
  readonly firstExternalDueOn: string | null
  readonly units: number
}

type DayFacts = Pick<ExceptionFacts, 'internalOn' | 'externalOn' | 'consentOn' | 'covered'>

const coversSomething: Rule<DayFacts> = {
  code: 'nothing_to_extend',
  message: () => ({
    zh: '没有可以延期的数据：已签字或已报送、已取消、补报的不再延期。',
    en: 'Nothing to extend: what is signed or reported, withdrawn or opened late is not extended.',
  }),
  holds: ({ covered }) => covered.count > 0,
}

const isKnown: Rule<DayFacts> = {
  code: 'due_day_awaited',
  message: () => ({
    zh: '期限待国务院放假安排公布后确定，现在不能延期。',
    en: 'The due day awaits the holiday list: it cannot be extended yet.',
  }),
  holds: ({ covered }) => covered.awaited === 0,
}

const isLater: Rule<DayFacts> = {
  code: 'not_later',
  message: ({ internalOn, externalOn, covered }) => {
    const isExternal = externalOn !== null && externalOn <= (covered.externalDueOn ?? '')
    const day = dayText((isExternal ? covered.externalDueOn : covered.internalDueOn) ?? internalOn ?? '2000-01-01')
    return isExternal
      ? {
          zh: `对外期限须晚于现行的${day.zh}。`,
          en: `The external day must be later than ${day.en}, which is in force.`,
        }
      : {
          zh: `内部期限须晚于现行的${day.zh}。`,
          en: `The internal day must be later than ${day.en}, which is in force.`,
        }
  },
  holds: ({ internalOn, externalOn, covered }) =>
    (externalOn === null || externalOn > (covered.externalDueOn ?? '')) &&
    (internalOn === null || internalOn > (covered.internalDueOn ?? '')),
}

const isNotPast: Rule<DayFacts> = {
  code: 'day_is_past',
  message: () => ({ zh: '延至的日期已经过去。', en: 'The later day is past already.' }),
  holds: ({ internalOn, externalOn }, { today }) => (internalOn ?? today) >= today && (externalOn ?? today) >= today,
}

const isWithinExternal: Rule<DayFacts> = {
  code: 'after_external_day',
  message: ({ externalOn, covered }) => {
    const day = dayText(externalOn ?? covered.firstExternalDueOn ?? '2000-01-01')
    return {
      zh: `内部期限不得晚于对外期限${day.zh}；需要更晚的，先征得采集责任单位同意延长对外期限。`,
      en: `The internal day may not be after the external one, ${day.en}; a later one needs the collecting unit's consent.`,
    }
  },
  holds: ({ internalOn, externalOn, covered }) =>
    internalOn === null || internalOn <= (externalOn ?? covered.firstExternalDueOn ?? ''),
}

const hasConsent: Rule<DayFacts> = {
  code: 'no_consent',
  message: () => ({
    zh: '延长对外期限须登记采集责任单位的同意（日期、经办人、文件）。',
    en: "A later external day needs the collecting unit's consent on record: day, who, file.",
  }),
  holds: ({ externalOn, consentOn }, { today }) => externalOn === null || (consentOn !== null && consentOn <= today),
}

const isOfOneUnit: Rule<DayFacts> = {
  code: 'several_collecting_units',
  message: () => ({
    zh: '涉及两个以上采集责任单位，对外期限请逐项申请。',
    en: 'Several collecting units are concerned: ask for the external day duty by duty.',
  }),
  holds: ({ externalOn, covered }) => externalOn === null || covered.units <= 1,
}

const hasADay: Rule<DayFacts> = {
  code: 'no_day',
  message: () => ({ zh: '请填写延至的日期。', en: 'Name the later day.' }),
  holds: ({ internalOn, externalOn }) => internalOn !== null || externalOn !== null,
}

/** What must hold of the days, when asked for and again when granted. */
export const dayRules: readonly Rule<DayFacts>[] = [
  ...[hasADay, coversSomething, isKnown, isNotPast, isLater, isWithinExternal, hasConsent, isOfOneUnit],
]

export type AskFacts = DayFacts & {
  readonly responsibleDivisionId: string
  /** The division of whoever asks coordinates every duty it is asked for. */
  readonly coordinates: boolean
}

const byParty: Rule<AskFacts> = {
  code: 'not_party_of_duty',
  who: { zh: '责任处、协调处处长、工作人员', en: 'Head or officer of the responsible or coordinating division' },
  message: () => ({
    zh: '须由责任处或者协调处申请。',
    en: 'To be asked for by the responsible or coordinating division.',
  }),
  holds: ({ responsibleDivisionId, coordinates }, { actor }) =>
    isOneOf(actor.post, divisionPosts) && (actor.divisionId === responsibleDivisionId || coordinates),
}

/** Who may ask, and for what. */
export const askRules: readonly Rule<AskFacts>[] = [byParty, ...dayRules]

const deputy = posts['leadingGroup.deputy']
const byJudge: Rule<ExceptionFacts> = {
  code: 'not_judge_of_exception',
  who: joinTexts(
    [
      { zh: '办绩效办', en: 'The performance office' },
      {
        zh: `涉及办绩效办所在处的，${deputy.zh}`,
        en: 'a deputy head of the leading group for the division that houses it',
      },
    ],
    '；',
    '; ',
  ),
  message: ({ judgedByDeputy }) =>
    judgedByDeputy
      ? { zh: `涉及办绩效办所在处，须由${deputy.zh}办理。`, en: 'To be decided by a deputy head of the leading group.' }
      : { zh: '须由办绩效办办理。', en: 'To be decided by the performance office.' },
  holds: ({ judgedByDeputy }, { actor }) =>
    judgedByDeputy ? actor.post === 'leadingGroup.deputy' : isOneOf(actor.post, performanceOffice),
}

const notOwnRequest: Rule<ExceptionFacts> = {
  code: 'own_request',
  message: () => ({ zh: '申请人不得审核自己的申请。', en: 'Whoever asked may not decide.' }),
  holds: ({ askedBy }, { actor }) => !isOwn(actor, askedBy),
}

const byAsker: Rule<ExceptionFacts> = {
  code: 'not_asking_division',
  who: { zh: '申请的处处长、工作人员', en: 'Head or officer of the division that asked' },
  message: () => ({ zh: '须由申请的处撤回。', en: 'To be taken back by the division that asked.' }),
  holds: ({ askedDivisionId }, { actor }) => isOneOf(actor.post, divisionPosts) && actor.divisionId === askedDivisionId,
}

export const exceptionTransitions: Record<
  'grant' | 'refuse' | 'takeBack',
  Transition<ExceptionState, ExceptionFacts>
> = {
  grant: {
    label: { zh: '同意延期', en: 'Grant' },
    from: ['asked'],
    to: 'granted',
    basis: 'exception.grant',
    requires: [byJudge, notOwnRequest, ...dayRules],
  },
  refuse: {
    label: { zh: '不同意延期', en: 'Refuse' },
    from: ['asked'],
    to: 'refused',
    basis: 'exception.refuse',
    requires: [byJudge, notOwnRequest],
  },
  takeBack: {
    label: { zh: '撤回申请', en: 'Take back' },
    from: ['asked'],
    to: 'takenBack',
    basis: 'exception.takeBack',
    requires: [byAsker],
  },
}

/** The last day on which it still protects: the latest day it names. */
export const endsOn = ({ internalOn, externalOn }: Pick<ExceptionFacts, 'internalOn' | 'externalOn'>): string =>
  later(internalOn ?? externalOn ?? '', externalOn ?? internalOn ?? '')

/** The days whose change the history of a duty shows. */
export const dueFields = {
  internalDueOn: { name: { zh: '内部期限', en: 'Internal due day' } },
  externalDueOn: { name: { zh: '对外期限', en: 'External due day' } },
  earlyWarningOn: { name: { zh: '预警日', en: 'Early warning' } },
  redOn: { name: { zh: '红牌日', en: 'Red card' } },
} as const
