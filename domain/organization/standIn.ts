import { longDayText } from '#domain/calendar/workingDays.ts'
import {
  type Actor,
  divisionPosts,
  isOneOf,
  officeLeaders,
  type PostKind,
  performanceOffice,
  posts,
  type StandInKind,
} from '#domain/kernel/actor.ts'
import { businessPost, inOwnPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { actsOf, type DelegableActName, delegableActs } from './delegableActs.ts'
import { endsAfterBegin, holdsOn, type Line, overlap, type Period } from './organization.ts'
import { isGrantable } from './post.ts'

/**
 * Substitutes, absences and delegations (domain.md 2): a substitute has the whole post while its holder is absent
 * (主持工作); a delegate does named acts for a time (代办). Duties are kept apart by person, whoever stands in.
 */
export const standInStates = {
  upcoming: { zh: '未开始', en: 'Not begun' },
  inForce: { zh: '有效', en: 'In force' },
  ended: { zh: '已结束', en: 'Ended' },
} as const satisfies Record<string, Text>
export type StandInState = keyof typeof standInStates
export const standInStateNames = Object.keys(standInStates) as [StandInState, ...StandInState[]]

/** Where a substitute, a delegation or an absence stands on a day. */
export function standInStateOn(period: Period, today: string): StandInState {
  if (holdsOn(period, today)) return 'inForce'
  const isCancelled = period.toOn !== null && period.toOn <= period.fromOn
  return period.fromOn > today && !isCancelled ? 'upcoming' : 'ended'
}

type Place = { readonly kind: PostKind; readonly divisionId: string | null }

/** Whose posts may stand in: a leader for a leader, somebody of the same division for a division or the performance office. */
export function mayStandIn(post: Place, own: readonly Place[]): boolean {
  if (isOneOf(post.kind, officeLeaders)) return own.some(({ kind }) => isOneOf(kind, officeLeaders))
  const near = [...divisionPosts, ...performanceOffice]
  return own.some(({ kind, divisionId }) => isOneOf(kind, near) && divisionId === post.divisionId)
}

/** The post above (domain.md 2): it arranges and records what concerns a post, beside the performance office. */
export function isAbove(
  actor: Pick<Actor, 'post' | 'divisionId' | 'inChargeOf'>,
  { kind, divisionId }: Place,
): boolean {
  if (kind === 'leadingGroup.head') return false
  if (actor.post === 'leadingGroup.head') return true
  if (kind === 'leadingGroup.deputy') return false
  if (actor.post === 'leadingGroup.deputy') return divisionId !== null && actor.inChargeOf.includes(divisionId)
  if (kind === 'division.officer') return actor.post === 'division.head' && actor.divisionId === divisionId
  return kind === 'performanceOffice.staff' && actor.post === 'performanceOffice.head'
}

export type PostOf = Place & Period & { readonly holderId: string }

/** Who may name a substitute: the holder, the post above, the performance office. */
const byHolderOrAbove: Rule<{ readonly post: PostOf }> = {
  code: 'not_holder_or_above',
  who: { zh: '任职者本人、上级岗位、办绩效办', en: 'The holder, the post above, the performance office' },
  message: () => ({
    zh: '须由任职者本人、上级岗位或办绩效办办理。',
    en: 'To be done by the holder of the post, the post above or the performance office.',
  }),
  holds: ({ post }, { actor }) =>
    post.holderId === actor.id || isAbove(actor, post) || isOneOf(actor.post, performanceOffice),
}

const byAboveOrOffice: Rule<{ readonly post: PostOf }> = {
  code: 'not_above',
  who: { zh: '上级岗位、办绩效办', en: 'The post above, the performance office' },
  message: ({ post }, { actor }) =>
    post.holderId === actor.id
      ? {
          zh: '本人离岗由上级岗位或办绩效办登记。',
          en: 'An absence of one’s own is recorded by the post above or the performance office.',
        }
      : {
          zh: '须由上级岗位或办绩效办登记。',
          en: 'To be recorded by the post above or the performance office.',
        },
  holds: ({ post }, { actor }) =>
    post.holderId !== actor.id && (isAbove(actor, post) || isOneOf(actor.post, performanceOffice)),
}

const byHolder: Rule<{ readonly post: PostOf }> = {
  code: 'not_holder',
  who: { zh: '任职者本人', en: 'The holder of the post' },
  message: () => ({ zh: '须由任职者本人委托。', en: 'Only the holder of the post delegates its acts.' }),
  holds: ({ post }, { actor }) => post.holderId === actor.id,
}

const ofBusiness: Rule<{ readonly post: PostOf }> = {
  code: 'member_by_virtue',
  message: () => ({
    zh: '领导小组成员随处长岗位，由主持工作者一并代行，不另委托。',
    en: 'Membership of the leading group goes with the post of the head of division; it has no stand-in of its own.',
  }),
  holds: ({ post }) => isGrantable(post.kind),
}

const beginsInTime: Rule<Period & { readonly post: PostOf }> = {
  code: 'begins_in_the_past',
  message: (_facts, { today }) => ({
    zh: `开始日不得早于今天（${longDayText(today).zh}）。`,
    en: `It cannot begin before today, ${longDayText(today).en}.`,
  }),
  holds: ({ fromOn }, { today }) => fromOn >= today,
}

const postIsHeld: Rule<Period & { readonly post: PostOf }> = {
  code: 'post_not_held',
  message: ({ fromOn }) => ({
    zh: `该岗位在${longDayText(fromOn).zh}无人任职。`,
    en: `Nobody holds this post on ${longDayText(fromOn).en}.`,
  }),
  holds: ({ post, fromOn }) => holdsOn(post, fromOn),
}

export type StandInFacts = Period & {
  readonly kind: StandInKind
  readonly post: PostOf
  readonly person: {
    readonly id: string
    readonly name: string
    readonly isDisabled: boolean
    readonly line: Line
    /** The posts held on the day on which it begins. */
    readonly posts: readonly Place[]
  }
  readonly acts: readonly DelegableActName[] | null
  /** What stands for the same post in the same time: its substitute, or who has some of the same acts. */
  readonly taken: string | null
}

const somebodyElse: Rule<StandInFacts> = {
  code: 'oneself',
  message: () => ({ zh: '不能由任职者本人代自己。', en: 'Nobody stands in for himself.' }),
  holds: ({ post, person }) => post.holderId !== person.id,
}

const noAdministrator: Rule<StandInFacts> = {
  code: 'administrators_apart',
  message: () => ({
    zh: '管理员不得代任何业务岗位。',
    en: 'An administrator stands in for no business post.',
  }),
  holds: ({ person }) => person.line === 'business',
}

const personIsThere: Rule<StandInFacts> = {
  code: 'no_own_post',
  message: ({ person, fromOn }) => ({
    zh: `${person.name}在${longDayText(fromOn).zh}没有岗位或已停用。`,
    en: `On ${longDayText(fromOn).en} ${person.name} holds no post, or the account is disabled.`,
  }),
  holds: ({ person }) => !person.isDisabled && person.posts.length > 0,
}

const nearEnough: Rule<StandInFacts> = {
  code: 'too_far',
  message: ({ post }) =>
    isOneOf(post.kind, officeLeaders)
      ? {
          zh: `${posts[post.kind].zh}须由另一名办领导代。`,
          en: 'Only another office leader stands in for an office leader.',
        }
      : { zh: '须由同一处的人员代。', en: 'Only somebody of the same division stands in.' },
  holds: ({ post, person }) => mayStandIn(post, person.posts),
}

const actsOfThePost: Rule<StandInFacts> = {
  code: 'act_not_of_post',
  message: ({ post, acts }) => {
    const foreign = (acts ?? []).find((act) => !actsOf(post.kind).includes(act))
    const name = foreign ? delegableActs[foreign].name : { zh: '', en: '' }
    return {
      zh: `“${name.zh}”不是${posts[post.kind].zh}的事项。`,
      en: `“${name.en}” is no act of this post: ${posts[post.kind].en}.`,
    }
  },
  holds: ({ post, acts }) => (acts ?? []).every((act) => actsOf(post.kind).includes(act)),
}

const oneAtATime: Rule<StandInFacts> = {
  code: 'taken',
  message: ({ kind, taken }) =>
    kind === 'substitute'
      ? { zh: `这段时间已由${taken}主持工作。`, en: `${taken} is the substitute in that time.` }
      : { zh: `这段时间已委托${taken}代办。`, en: `This is delegated to ${taken} in that time.` },
  holds: ({ taken }) => taken === null,
}

const common: readonly Rule<StandInFacts>[] = [
  ofBusiness,
  endsAfterBegin,
  beginsInTime,
  postIsHeld,
  somebodyElse,
  noAdministrator,
  personIsThere,
  nearEnough,
]

/** Conditions of naming a substitute and of delegating acts, in the order in which they are told. */
export const substituteRules: readonly Rule<StandInFacts>[] = [inOwnPost, byHolderOrAbove, ...common, oneAtATime]
export const delegationRules: readonly Rule<StandInFacts>[] = [
  inOwnPost,
  byHolder,
  ...common,
  actsOfThePost,
  oneAtATime,
]

export type AbsenceFacts = Period & {
  readonly post: PostOf
  /** The post's holder is recorded as absent in that time already. */
  readonly isAbsent: boolean
}

const notTwice: Rule<AbsenceFacts> = {
  code: 'absent_already',
  message: () => ({ zh: '这段时间已登记离岗。', en: 'An absence is recorded for that time already.' }),
  holds: ({ isAbsent }) => !isAbsent,
}

export const absenceRules: readonly Rule<AbsenceFacts>[] = [
  inOwnPost,
  byAboveOrOffice,
  ofBusiness,
  endsAfterBegin,
  beginsInTime,
  postIsHeld,
  notTwice,
]

export type EndFacts = { readonly state: StandInState; readonly post: PostOf }

/** Revoked from today on: what was done until then stands. */
export const standInTransitions: Record<'endStandIn' | 'endAbsence', Transition<StandInState, EndFacts>> = {
  endStandIn: {
    label: { zh: '撤销', en: 'Revoke' },
    from: ['upcoming', 'inForce'],
    to: 'ended',
    basis: 'organization.delegation',
    requires: [inOwnPost, byHolderOrAbove],
  },
  endAbsence: {
    label: { zh: '销假', en: 'End the absence' },
    from: ['upcoming', 'inForce'],
    to: 'ended',
    basis: 'organization.substitute',
    requires: [inOwnPost, byHolderOrAbove],
  },
}

/** Everybody in a business post, and the administrators who watch over rights and records. */
export const readsStandIns: Rule<unknown> = {
  code: 'not_your_post',
  who: { zh: '各业务岗位、安全管理员、审计管理员', en: 'Every business post, security and audit administrator' },
  message: () => ({
    zh: '供各业务岗位和安全、审计管理员查看。',
    en: 'For business posts and the security and audit administrators.',
  }),
  holds: (_facts, context) =>
    businessPost.holds(undefined, context) || isOneOf(context.actor.post, ['securityAdmin', 'auditAdmin']),
}

/** Whether two periods, or the sets of acts in them, meet. */
export const meets = (
  a: Period & { bases: readonly string[] | null },
  b: Period & { bases: readonly string[] | null },
) => overlap(a, b) && (a.bases === null ? b.bases === null : (b.bases?.some((one) => a.bases?.includes(one)) ?? false))

export const standInFields = {
  person: { name: { zh: '代办人', en: 'Stand-in' } },
  acts: { name: { zh: '代办事项', en: 'Acts' } },
  fromOn: { name: { zh: '自', en: 'From' } },
  toOn: { name: { zh: '自哪天起不再有效', en: 'No longer from' } },
} as const
