import type { Text } from './text.ts'

/** The posts a person can hold (Art. 7–9); the three administrators see no business content. */
export const posts = {
  'leadingGroup.head': { zh: '领导小组组长', en: 'Head of the leading group' },
  'leadingGroup.deputy': { zh: '领导小组副组长', en: 'Deputy head of the leading group' },
  'leadingGroup.member': { zh: '领导小组成员', en: 'Member of the leading group' },
  'performanceOffice.head': { zh: '办绩效办负责人', en: 'Head of the performance office' },
  'performanceOffice.staff': { zh: '办绩效办工作人员', en: 'Performance office staff' },
  'division.head': { zh: '处长', en: 'Head of division' },
  'division.officer': { zh: '处工作人员', en: 'Division officer' },
  systemAdmin: { zh: '系统管理员', en: 'System administrator' },
  securityAdmin: { zh: '安全管理员', en: 'Security administrator' },
  auditAdmin: { zh: '审计管理员', en: 'Audit administrator' },
} as const satisfies Record<string, Text>

export type PostKind = keyof typeof posts

export const administrators = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const satisfies readonly PostKind[]
export const performanceOffice = [
  'performanceOffice.head',
  'performanceOffice.staff',
] as const satisfies readonly PostKind[]
export const officeLeaders = ['leadingGroup.head', 'leadingGroup.deputy'] as const satisfies readonly PostKind[]
export const leadingGroup = [...officeLeaders, 'leadingGroup.member'] as const satisfies readonly PostKind[]
export const divisionPosts = ['division.head', 'division.officer'] as const satisfies readonly PostKind[]

export const postKinds = Object.keys(posts) as [PostKind, ...PostKind[]]
export const businessPosts = postKinds.filter((kind) => !(administrators as readonly PostKind[]).includes(kind))

/** How one person comes to act under another's post (domain.md 2). */
export const standInKinds = {
  substitute: { zh: '主持工作', en: 'Substitute' },
  delegation: { zh: '代办', en: 'Delegation' },
} as const satisfies Record<string, Text>
export type StandInKind = keyof typeof standInKinds

/** In whose place somebody acts. `bases` are the acts that were delegated, by their bases; null: the whole post. */
export type StandsInFor = {
  readonly standInId: string
  readonly kind: StandInKind
  readonly personId: string
  readonly personName: string
  /** The first day on which it no longer holds. */
  readonly toOn: string | null
  readonly bases: readonly string[] | null
}

/** Who acts: one person under the one post chosen for the session. Duties are kept apart by `id`, the person. */
export type Actor = {
  readonly id: string
  readonly name: string
  readonly postId: string
  readonly post: PostKind
  /** Set for division posts and for a member of the leading group; the performance office's is the division that houses it. */
  readonly divisionId: string | null
  /** Divisions in an officeLeader's charge; empty for every other post. */
  readonly inChargeOf: readonly string[]
  /** Set while the post is somebody else's: a substitute or a delegate acts. */
  readonly standsInFor?: StandsInFor | undefined
}

type Persons = Pick<Actor, 'id' | 'standsInFor'>

/** Who acts, and in whose place: whatever either of them did is the actor's own where duties are kept apart. */
export const personsOf = ({ id, standsInFor }: Persons): readonly string[] =>
  standsInFor ? [id, standsInFor.personId] : [id]

/** Whether one of these did it: the person who acts, or the one in whose place. */
export const isOwn = (actor: Persons, ...doneBy: readonly (string | null | undefined)[]): boolean =>
  personsOf(actor).some((person) => doneBy.includes(person))

/** The head, the deputies and the performance office see all business data; every other post sees its own division's. */
export const seesEverything = (actor: Pick<Actor, 'post'>): boolean =>
  isOneOf(actor.post, officeLeaders) || isOneOf(actor.post, performanceOffice)

export const isOneOf = (post: PostKind, kinds: readonly PostKind[]): boolean => kinds.includes(post)
