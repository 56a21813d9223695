import { type Holidays, workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { type Actor, divisionPosts, isOneOf, performanceOffice, posts, seesEverything } from '#domain/kernel/actor.ts'
import type { Rule, Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { ItemContent, ItemSnapshot } from './item.api.ts'
import type { ContentFault } from './item.ts'
import type { CallState } from './planCall.ts'

/**
 * A division's own plan of a year (Art. 19, 20), made together with its yearly work plan as the call asks: signed off by
 * the head of the division, accepted or returned by the performance office. The frozen version is what is judged.
 */
export const divisionPlanStates = {
  drafting: { zh: '编制中', en: 'Drafting' },
  submitted: { zh: '已报送', en: 'Submitted' },
  accepted: { zh: '已接收', en: 'Accepted' },
} as const satisfies Record<string, Text>
export type DivisionPlanState = keyof typeof divisionPlanStates

export type DivisionPlanFacts = {
  readonly state: DivisionPlanState
  readonly divisionId: string
  /** The call under which the plan is made. */
  readonly callState: CallState
  /** What the linter says must be put right; null while it has not been asked. */
  readonly blockingFaults: number | null
  /** Who signed off the latest frozen version. */
  readonly submittedBy: string | null
  /** The division houses the performance office: a deputy judges in its place. */
  readonly judgedByDeputy: boolean
  /** Some deputy in charge of the division did not sign it off: then no other judges. */
  readonly hasDeputyInCharge: boolean
}

type Whose = Pick<DivisionPlanFacts, 'divisionId'>

const byOwnDivision: Rule<Whose> = {
  code: 'not_own_division',
  who: { zh: '本处处长、工作人员', en: 'Head or officer of the division' },
  message: () => ({ zh: '须由本处编制。', en: 'To be drafted by the division itself.' }),
  holds: ({ divisionId }, { actor }) => isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId,
}

const byOwnHead: Rule<Whose> = {
  code: 'not_head_of_division',
  who: { zh: '本处处长', en: 'Head of the division' },
  message: () => ({ zh: '须由本处处长签报。', en: 'To be signed off by the head of the division.' }),
  holds: ({ divisionId }, { actor }) => actor.post === 'division.head' && actor.divisionId === divisionId,
}

const deputy = posts['leadingGroup.deputy']
/** The performance office judges; over the division that houses it, a deputy does. */
const byJudge: Rule<DivisionPlanFacts> = {
  code: 'not_judge',
  who: joinTexts(
    [
      joinTexts(performanceOffice.map((post) => posts[post])),
      { zh: `办绩效办所在处的方案，${deputy.zh}`, en: `${deputy.en} for the division that houses it` },
    ],
    '；',
    '; ',
  ),
  message: ({ judgedByDeputy, hasDeputyInCharge }) => {
    if (!judgedByDeputy) return { zh: '须由办绩效办办理。', en: 'To be done by the performance office.' }
    return hasDeputyInCharge
      ? { zh: `须由分管该处的${deputy.zh}办理。`, en: 'To be done by the deputy head in charge of the division.' }
      : { zh: `须由${deputy.zh}办理。`, en: 'To be done by a deputy head of the leading group.' }
  },
  holds: (facts, { actor }) => {
    if (!facts.judgedByDeputy) return isOneOf(actor.post, performanceOffice)
    if (actor.post !== 'leadingGroup.deputy') return false
    return !facts.hasDeputyInCharge || actor.inChargeOf.includes(facts.divisionId)
  },
}

const callIsOpen: Rule<Pick<DivisionPlanFacts, 'callState'>> = {
  code: 'call_not_open',
  message: ({ callState }) =>
    callState === 'closed'
      ? { zh: '本年度方案编制已经结束。', en: 'The call for plans of this year is closed.' }
      : { zh: '本年度编制要求还没有下发。', en: 'The call for plans of this year is not issued yet.' },
  holds: ({ callState }) => callState === 'issued',
}

const withoutFaults: Rule<DivisionPlanFacts> = {
  code: 'blocking_faults',
  message: ({ blockingFaults: n }) =>
    n === null
      ? { zh: '正在核对方案，请稍候。', en: 'The plan is being checked.' }
      : {
          zh: `核对还有${n}处须改。`,
          en: n === 1 ? '1 fault must be put right first.' : `${n} faults must be put right first.`,
        },
  holds: ({ blockingFaults }) => blockingFaults === 0,
}

/** Persons are compared, not posts: whoever holds both posts is still one person. */
const notOwnSubmission: Rule<DivisionPlanFacts> = {
  code: 'own_submission',
  message: () => ({
    zh: '签报人不得接收或退回自己签报的方案。',
    en: 'Whoever signed the plan off may not accept or return it.',
  }),
  holds: ({ submittedBy }, { actor }) => submittedBy !== actor.id,
}

export type DivisionPlanAction = 'edit' | 'submit' | 'accept' | 'return'

export const divisionPlanTransitions: Record<DivisionPlanAction, Transition<DivisionPlanState, DivisionPlanFacts>> = {
  edit: {
    label: { zh: '编制', en: 'Draft' },
    from: ['drafting'],
    to: 'drafting',
    basis: 'plan.divisionDraft',
    requires: [byOwnDivision, callIsOpen],
  },
  submit: {
    label: { zh: '签报', en: 'Sign off and submit' },
    from: ['drafting'],
    to: 'submitted',
    basis: 'plan.divisionSubmit',
    requires: [byOwnHead, callIsOpen, withoutFaults],
  },
  accept: {
    label: { zh: '接收', en: 'Accept' },
    from: ['submitted'],
    to: 'accepted',
    basis: 'plan.divisionAccept',
    requires: [byJudge, notOwnSubmission],
  },
  return: {
    label: { zh: '退回', en: 'Return' },
    from: ['submitted'],
    to: 'drafting',
    basis: 'plan.divisionReturn',
    requires: [byJudge, notOwnSubmission, callIsOpen],
  },
}

export type StartFacts = Whose & Pick<DivisionPlanFacts, 'callState'> & { readonly isStarted: boolean }

const notStartedYet: Rule<StartFacts> = {
  code: 'plan_exists',
  message: () => ({ zh: '本处该年度的方案已经有了。', en: 'The division has a plan of this year already.' }),
  holds: ({ isStarted }) => !isStarted,
}

/** Conditions of beginning a division's plan. */
export const startRules: readonly Rule<StartFacts>[] = [byOwnDivision, callIsOpen, notStartedYet]

const mostFiles = 20
/** Conditions of one more attachment. */
export const fewFiles: readonly Rule<{ readonly fileCount: number }>[] = [
  {
    code: 'too_many_files',
    message: () => ({ zh: `附件最多${mostFiles}个。`, en: `At most ${mostFiles} attachments.` }),
    holds: ({ fileCount }) => fileCount < mostFiles,
  },
]

/** A division's plan is its own business and that of those who see everything. */
export const seesDivisionPlan = (actor: Pick<Actor, 'post' | 'divisionId'>, divisionId: string): boolean =>
  seesEverything(actor) || actor.divisionId === divisionId

/** How a submission stands to the day in force when it was made: so many working days late, or on time. */
export type Lateness = { readonly isLate: boolean; readonly workingDays: number | null }

/** The mark is by the day in force then: a later extension does not take it away. */
export function latenessOf(
  { submittedOn, dueOn }: { readonly submittedOn: string; readonly dueOn: string | null },
  holidays: Holidays,
): Lateness {
  if (dueOn === null || submittedOn <= dueOn) return { isLate: false, workingDays: 0 }
  return { isLate: true, workingDays: workingDaysBetween(dueOn, submittedOn, holidays) }
}

/** What an item of a division's plan may not hold besides what no draft may: it is the division's own. */
export const foreignFaults = (content: ItemContent, divisionId: string): ContentFault[] =>
  content.responsibleDivisionId === null || content.responsibleDivisionId === divisionId
    ? []
    : [
        {
          path: 'responsibleDivisionId',
          message: { zh: '本处方案的事项由本处负责。', en: "The division is responsible for its own plan's items." },
        },
      ]

/** The same day of another year; 29 February becomes the 28th where the year has none. */
export const sameDayIn = (day: string, year: number): string => {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return `${year}-${day.slice(5) === '02-29' && !isLeap ? '02-28' : day.slice(5)}`
}

/**
 * Last year's item as a draft of this year: days and code move on by the year, the row of the city's table, which is
 * made anew every year, is left out.
 */
export function contentOfLastYear(item: ItemSnapshot, year: number): ItemContent {
  const { id: _id, planId: _plan, year: lastYear, municipalIndicator: _row, ...rest } = item
  const { responsibleDivision, coordinatingDivision, mainResponsiblePerson, responsiblePersons, participants, ...own } =
    rest
  const movedOn = <Period extends { readonly startsOn: string; readonly endsOn: string }>(period: Period): Period => ({
    ...period,
    startsOn: sameDayIn(period.startsOn, year),
    endsOn: sameDayIn(period.endsOn, year),
  })
  return {
    ...movedOn(own),
    code: item.code.replaceAll(String(lastYear), String(year)),
    responsibleDivisionId: responsibleDivision?.id ?? null,
    coordinatingDivisionId: coordinatingDivision?.id ?? null,
    mainResponsiblePersonId: mainResponsiblePerson?.id ?? null,
    responsiblePersonIds: responsiblePersons.map(({ id }) => id),
    participantIds: participants.map(({ id }) => id),
    municipalIndicatorId: null,
    measures: item.measures.map(({ person, untilOn, ...measure }) => ({
      ...measure,
      personId: person?.id ?? null,
      untilOn: untilOn && sameDayIn(untilOn, year),
    })),
    coDivisions: item.coDivisions.map(({ division, goal }) => ({ divisionId: division.id, goal })),
    phases: item.phases.map(({ id: _phase, division, ...phase }) =>
      movedOn({ ...phase, divisionId: division?.id ?? null }),
    ),
    indicators: item.indicators.map(({ id: _indicator, collectingUnit, division, ...indicator }) => ({
      ...indicator,
      collectingUnitId: collectingUnit?.id ?? null,
      divisionId: division?.id ?? null,
    })),
  }
}
