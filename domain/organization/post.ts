import { longDayText } from '#domain/calendar/workingDays.ts'
import {
  administrators,
  isOneOf,
  officeLeaders,
  type PostKind,
  performanceOffice,
  posts,
} from '#domain/kernel/actor.ts'
import type { Rule, Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { endsAfterBegin, holdsOn, keepsPosts, type Line, lineOf, lines, overlap, type Period } from './organization.ts'
import { indispensable, lastOfSentence } from './person.ts'

export const postStates = {
  upcoming: { zh: '未到任', en: 'Not begun' },
  held: { zh: '在任', en: 'Held' },
  ended: { zh: '已终止', en: 'Ended' },
} as const satisfies Record<string, Text>
export type PostState = keyof typeof postStates
export const postStateNames = Object.keys(postStates) as [PostState, ...PostState[]]

/** Where a post stands on a day; one that was ended before it began has ended. */
export function postStateOn(period: Period, today: string): PostState {
  if (holdsOn(period, today)) return 'held'
  const isCancelled = period.toOn !== null && period.toOn <= period.fromOn
  return period.fromOn > today && !isCancelled ? 'upcoming' : 'ended'
}

/** The first day on which a post can end: what was done under it until today stands. */
export function earliestEnd({ fromOn }: Period, today: string): string {
  if (fromOn > today) return fromOn
  return today
}

/** Head and deputies of the leading group and the administrators belong to no division. */
export const needsDivision = (kind: PostKind): boolean => !isOneOf(kind, [...officeLeaders, ...administrators])

/** Posts that are granted; membership of the leading group comes with the post of a head of division (Art. 7). */
export const isGrantable = (kind: PostKind): boolean => kind !== 'leadingGroup.member'

export type GrantFacts = Period & {
  readonly kind: PostKind
  readonly personId: string
  readonly isDisabled: boolean
  /** The line of the posts the person holds or held; null if there never was one. */
  readonly line: Line | null
  readonly division: (Period & { readonly name: string; readonly houses: boolean }) | null
  /** Name of whoever is head of the leading group in the same time. */
  readonly otherHead: string | null
  /** Whoever heads the same division in the same time, and when that ends. */
  readonly divisionHead: { readonly name: string; readonly toOn: string | null } | null
  /** Why two head a division for a time; empty where no reason is given. */
  readonly besideReason: string
  /** The person holds the same post in the same time. */
  readonly isHeldAlready: boolean
  readonly inChargeOf: readonly string[]
}

type Granted = Period & {
  readonly kind: PostKind
  readonly divisionId: string | null
  readonly inChargeOf: readonly string[]
  readonly besideReason?: string | null | undefined
}
type Surroundings = {
  readonly personId: string
  readonly isDisabled: boolean
  /** Every post the person holds or held. */
  readonly own: readonly (Period & { readonly kind: PostKind; readonly divisionId: string | null })[]
  readonly division: GrantFacts['division']
  /** The other people who are or will be head of the leading group. */
  readonly otherHeads: readonly (Period & { readonly name: string })[]
  /** The other people who are or will be head of the division. */
  readonly divisionHeads: readonly (Period & { readonly name: string })[]
}

/** What the conditions of a grant ask about, from the posts that are there. */
export function grantFactsOf(grant: Granted, { own, otherHeads, divisionHeads, ...rest }: Surroundings): GrantFacts {
  const same = own.filter(({ kind, divisionId }) => kind === grant.kind && divisionId === grant.divisionId)
  const { kind, fromOn, toOn, inChargeOf } = grant
  const beside = kind === 'division.head' ? divisionHeads.find((head) => overlap(head, grant)) : undefined
  return {
    ...{ kind, fromOn, toOn, inChargeOf, ...rest },
    line: own[0] ? lineOf(own[0].kind) : null,
    otherHead: otherHeads.find((head) => overlap(head, grant))?.name ?? null,
    divisionHead: beside ? { name: beside.name, toOn: beside.toOn } : null,
    besideReason: grant.besideReason?.trim() ?? '',
    isHeldAlready: same.some((period) => overlap(period, grant)),
  }
}

const notToOneself: Rule<{ readonly personId: string }> = {
  code: 'own_post',
  message: () => ({ zh: '不得给自己授予岗位。', en: 'Nobody grants himself a post.' }),
  holds: ({ personId }, { actor }) => personId !== actor.id,
}

const personIsActive: Rule<GrantFacts> = {
  code: 'disabled',
  message: () => ({ zh: '该人员已停用，须先恢复。', en: 'This person is disabled: enable the account first.' }),
  holds: ({ isDisabled }) => !isDisabled,
}

const administratorsApart: Rule<GrantFacts> = {
  code: 'administrators_apart',
  message: ({ kind, line }) => {
    const [now, other] = [lines[line ?? 'business'], lines[lineOf(kind)]]
    return {
      zh: `该人员任过${now.zh}，不得再任${other.zh}：三名管理员须是三个不同的人，且不任业务岗位。`,
      en: `This person holds or held ${now.en}, so “${other.en}” cannot follow: the three administrators are three different people without any business post.`,
    }
  },
  holds: ({ kind, line }) => line === null || line === lineOf(kind),
}

const memberByVirtue: Rule<GrantFacts> = {
  code: 'member_by_virtue',
  message: () => ({
    zh: '领导小组成员由各处处长兼任，随处长岗位产生和终止。',
    en: 'The heads of divisions are the members of the leading group: the post comes and ends with theirs.',
  }),
  holds: ({ kind }) => isGrantable(kind),
}

const divisionNamed: Rule<GrantFacts> = {
  code: 'division_needed',
  message: ({ kind }) =>
    needsDivision(kind)
      ? { zh: `${posts[kind].zh}须选定所在处。`, en: `${posts[kind].en}: name the division.` }
      : { zh: `${posts[kind].zh}不属于任何处。`, en: `${posts[kind].en}: belongs to no division.` },
  holds: ({ kind, division }) => needsDivision(kind) === (division !== null),
}

const divisionInForce: Rule<GrantFacts> = {
  code: 'division_not_in_force',
  message: ({ division, fromOn }) => ({
    zh: `${division?.name ?? ''}在${longDayText(fromOn).zh}不存在。`,
    en: `${division?.name ?? ''} does not exist on ${longDayText(fromOn).en}.`,
  }),
  holds: ({ division, fromOn }) => division === null || holdsOn(division, fromOn),
}

const inTheHouse: Rule<GrantFacts> = {
  code: 'not_in_house',
  message: ({ division }) => ({
    zh: `办绩效办不设在${division?.name ?? ''}，其岗位须在办绩效办所在处。`,
    en: `The performance office does not sit in ${division?.name ?? ''}: its posts belong to the division that houses it.`,
  }),
  holds: ({ kind, division }) => !isOneOf(kind, performanceOffice) || division?.houses === true,
}

const oneHead: Rule<GrantFacts> = {
  code: 'one_head',
  message: ({ otherHead }) => ({
    zh: `同一时间只有一名领导小组组长，现为${otherHead}。`,
    en: `One head of the leading group at a time: it is ${otherHead}.`,
  }),
  holds: ({ kind, otherHead }) => kind !== 'leadingGroup.head' || otherHead === null,
}

/** Two signatures for one division: only for a time, by an express choice, so that a handover can overlap. */
const oneHeadOfDivision: Rule<GrantFacts> = {
  code: 'division_has_head',
  message: ({ divisionHead, division }) => ({
    zh: `${division?.name ?? ''}这段时间已有处长${divisionHead?.name ?? ''}。请先定其终止日；因交接确需两人同时任职的，写明理由。`,
    en: `${division?.name ?? ''} has a head in that time: ${divisionHead?.name ?? ''}. Set the end of that post first, or give the reason for which both hold it for a time.`,
  }),
  holds: ({ divisionHead, besideReason }) => divisionHead === null || besideReason.length >= 2,
}

const overlapEnds: Rule<GrantFacts> = {
  code: 'overlap_without_end',
  message: ({ divisionHead }) => ({
    zh: `两人同时任职须有期限：请先定${divisionHead?.name ?? ''}的终止日，或者填写本岗位的终止日。`,
    en: `Both hold it for a time only: set the end of the post of ${divisionHead?.name ?? ''}, or give this one an end.`,
  }),
  holds: ({ divisionHead, toOn }) => divisionHead === null || divisionHead.toOn !== null || toOn !== null,
}

const notTwice: Rule<GrantFacts> = {
  code: 'held_already',
  message: () => ({ zh: '该人员在这段时间已任此岗位。', en: 'This person holds the same post in that time.' }),
  holds: ({ isHeldAlready }) => !isHeldAlready,
}

const chargeIsLeaders: Rule<{ readonly kind: PostKind; readonly inChargeOf: readonly string[] }> = {
  code: 'charge_of_leaders',
  message: () => ({
    zh: '只有领导小组组长、副组长分管各处。',
    en: 'Only head and deputies of the leading group are in charge of divisions.',
  }),
  holds: ({ kind, inChargeOf }) => inChargeOf.length === 0 || isOneOf(kind, officeLeaders),
}

/** Conditions of granting a post, in the order in which they are told. */
export const grantRules: readonly Rule<GrantFacts>[] = [
  keepsPosts,
  notToOneself,
  personIsActive,
  administratorsApart,
  divisionNamed,
  endsAfterBegin,
  divisionInForce,
  notTwice,
  oneHeadOfDivision,
  overlapEnds,
  chargeIsLeaders,
]

/** What Art. 7 says of the leading group's posts, and Art. 8 of the performance office's. */
export const leadingGroupRules: readonly Rule<GrantFacts>[] = [memberByVirtue, oneHead]
export const officeRules: readonly Rule<GrantFacts>[] = [inTheHouse]

/** `fromOn` and `toOn` are the period as it stands; `endsOn` is the day on which it shall end. */
export type PostFacts = Period & {
  readonly state: PostState
  readonly kind: PostKind
  readonly isByVirtue: boolean
  readonly endsOn: string
  readonly inChargeOf: readonly string[]
  /** Others who hold the same administrator post without an end day; they are what remains. */
  readonly othersHolding: number
  /** Whoever else heads the division, or the group, in the time by which the post would be prolonged. */
  readonly headBeyond?: string | null
}

const notByVirtue: Rule<PostFacts> = {
  code: 'member_by_virtue',
  message: () => ({
    zh: '领导小组成员由各处处长兼任，随处长岗位终止。',
    en: 'Membership of the leading group ends with the post of the head of division.',
  }),
  holds: ({ isByVirtue }) => !isByVirtue,
}

const endsInTime: Rule<PostFacts> = {
  code: 'ends_before_begin',
  message: ({ fromOn }) => ({
    zh: `终止日不得早于到任日${longDayText(fromOn).zh}。`,
    en: `It cannot end before it begins, on ${longDayText(fromOn).en}.`,
  }),
  holds: ({ fromOn, endsOn }) => endsOn >= fromOn,
}

/** What was done under the post until today was done rightly: it cannot be taken back. */
const endsNotBefore: Rule<PostFacts> = {
  code: 'ends_in_the_past',
  message: (_facts, { today }) => ({
    zh: `终止日不得早于今天（${longDayText(today).zh}）。`,
    en: `It cannot end before today, ${longDayText(today).en}.`,
  }),
  holds: ({ endsOn }, { today }) => endsOn >= today,
}

const notBesideAnother: Rule<PostFacts> = {
  code: 'has_head_beyond',
  message: ({ headBeyond }) => ({
    zh: `延后的这段时间已由${headBeyond ?? ''}任此岗位。`,
    en: `${headBeyond ?? ''} holds this post in the time by which it would be prolonged.`,
  }),
  holds: ({ headBeyond }) => !headBeyond,
}

const notTheLast: Rule<PostFacts> = {
  code: 'last_administrator',
  message: ({ kind }) => lastOfSentence(kind),
  holds: ({ kind, othersHolding }) => !isOneOf(kind, indispensable) || othersHolding > 0,
}

export type PostAction = 'end' | 'charge'

export const postTransitions: Record<PostAction, Transition<PostState, PostFacts>> = {
  end: {
    label: { zh: '终止岗位', en: 'End the post' },
    from: ['upcoming', 'held'],
    to: 'ended',
    basis: 'organization.post',
    requires: [keepsPosts, notByVirtue, endsInTime, endsNotBefore, notBesideAnother, notTheLast],
  },
  charge: {
    label: { zh: '设定分管', en: 'Set the charge' },
    from: ['upcoming', 'held'],
    to: 'held',
    basis: 'organization.post',
    requires: [keepsPosts, chargeIsLeaders],
  },
}

export const postFields = {
  kind: { name: { zh: '岗位', en: 'Post' } },
  division: { name: { zh: '处', en: 'Division' } },
  fromOn: { name: { zh: '到任日', en: 'From' } },
  toOn: { name: { zh: '终止日', en: 'Until' } },
  inChargeOf: { name: { zh: '分管', en: 'In charge of' } },
} as const
