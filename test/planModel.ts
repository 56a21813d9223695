import type { PostKind } from '#domain/kernel/actor.ts'

/** Whoever may try: some of them are one person under two posts. Division a is responsible for the item. */
export const people = {
  writer: { post: 'performanceOffice.staff', person: 'writer', division: 'c' },
  officeHead: { post: 'performanceOffice.head', person: 'officeHead', division: 'c' },
  officeHeadAsGroupHead: { post: 'leadingGroup.head', person: 'officeHead' },
  officeHeadAsDeputy: { post: 'leadingGroup.deputy', person: 'officeHead' },
  groupHead: { post: 'leadingGroup.head', person: 'groupHead' },
  deputyInCharge: { post: 'leadingGroup.deputy', person: 'deputyInCharge' },
  otherDeputy: { post: 'leadingGroup.deputy', person: 'otherDeputy' },
  member: { post: 'leadingGroup.member', person: 'member', division: 'a' },
  headA: { post: 'division.head', person: 'headA', division: 'a' },
  headAAsGroupHead: { post: 'leadingGroup.head', person: 'headA' },
  officerA: { post: 'division.officer', person: 'officerA', division: 'a' },
  headB: { post: 'division.head', person: 'headB', division: 'b' },
  headC: { post: 'division.head', person: 'headC', division: 'c' },
  stranger: { post: 'division.head', person: 'stranger', division: 'later' },
} as const satisfies Record<string, { post: PostKind; person: string; division?: 'a' | 'b' | 'c' | 'later' }>
export type Role = keyof typeof people
export const roles = Object.keys(people) as Role[]
export const divisions = ['a', 'b', 'c'] as const
export type Division = (typeof divisions)[number]

/** `pick` chooses among comments, routes or deputies; `odd` is the doubtful variant of an act; `stale` an old version. */
export type Step = {
  readonly act: Act
  readonly who: Role
  readonly of: 'plan' | 'revision'
  readonly pick: number
  readonly odd: boolean
  readonly stale: boolean
}
export const planActs = ['editChapters', 'editItem', 'consult', 'submit', 'decide', 'return', 'issue'] as const
export const consultationActs = ['comment', 'answer', 'takeBack', 'dispose', 'close'] as const
export const reviewActs = ['opine', 'entrust'] as const
export const revisionActs = ['beginRevision', 'withdrawRevision'] as const
export const amendmentActs = ['begin', 'save', 'propose', 'approve', 'sendBack', 'withdraw', 'apply'] as const
export type Act =
  | (typeof planActs)[number]
  | (typeof consultationActs)[number]
  | (typeof reviewActs)[number]
  | (typeof revisionActs)[number]
  | (typeof amendmentActs)[number]
export const acts: readonly Act[] = [
  ...[...planActs, ...consultationActs, ...reviewActs, ...revisionActs, ...amendmentActs],
]

export type Answer = { state: 'asked' | 'answered' | 'silent'; version: number }
export type Comment = { id: string; readonly division: Division; version: number; disposition: string | null }
export type Consultation = {
  id: string
  state: 'open' | 'closed' | 'withdrawn'
  version: number
  readonly closesOn: string
  readonly answers: Record<Division, Answer>
  readonly comments: Comment[]
}
export type Review = {
  id: string
  state: 'open' | 'decided' | 'returned' | 'withdrawn'
  version: number
  entrustedTo: string | null
  readonly meetsOn: string | null
  readonly submittedBy: string
  /** The version of each opinion that was given. */
  readonly opinions: Map<string, number>
}
/** What is written in a plan, as far as the steps change it. */
export type Words = { goal: string; reporting: string; chapter: string }
/** The plan of a year, or a revision of it. */
export type Draft = {
  id: string
  readonly isRevision: boolean
  state: 'drafting' | 'consulting' | 'underReview' | 'decided' | 'issued' | 'withdrawn'
  version: number
  words: Words
  itemId: string
  itemVersion: number
  frozen: number
  isNoticeSigned: boolean
  readonly consultations: Consultation[]
  readonly reviews: Review[]
}
export type Route = 'persons' | 'item' | 'specialTask'
export type Amendment = {
  id: string
  readonly route: Route
  state: 'drafted' | 'proposed' | 'approved' | 'applied' | 'withdrawn'
  version: number
  itemVersion: number
  reporting: string
  isFaulty: boolean
  submittedBy: string | null
}
export type Model = {
  today: string
  /** Counts what has to be said in new words each time. */
  said: number
  readonly plan: Draft
  readonly revisions: Draft[]
  readonly amendments: Amendment[]
}

export const newDraft = (isRevision: boolean, words: Words): Draft => ({
  ...{ id: '', isRevision, state: 'drafting', version: 1, words, itemId: '', itemVersion: 1, frozen: 0 },
  ...{ isNoticeSigned: false, consultations: [], reviews: [] },
})

/** The plan or the latest revision; undefined where there is none yet. */
export const draftOf = (model: Model, { of }: Pick<Step, 'of'>): Draft | undefined =>
  of === 'plan' ? model.plan : model.revisions.at(-1)
export const openRevision = (model: Model): Draft | undefined =>
  model.revisions.find(({ state }) => state !== 'issued' && state !== 'withdrawn')
export const commentOf = ({ comments }: Consultation, { pick }: Step): Comment | undefined =>
  comments[comments.length - 1 - (pick % Math.max(comments.length, 1))]
export const amendmentOf = ({ amendments }: Model, { pick }: Step): Amendment | undefined =>
  amendments.at(-1 - (pick % 2))
export const routeOf = ({ pick }: Step): Route => (['persons', 'item', 'specialTask'] as const)[pick % 3] ?? 'item'
/** Whom the head entrusts: a deputy, the one who submits, somebody who is no deputy, or nobody any more. */
export const entrustedBy = ({ pick }: Step): Role | null =>
  ([null, 'deputyInCharge', 'officeHead', 'member', 'otherDeputy'] as const)[pick % 5] ?? null

/** The open revision has other words for the item than the plan in force. */
export const isItemRevised = (model: Model): boolean => {
  const words = openRevision(model)?.words
  return !!words && (words.goal !== model.plan.words.goal || words.reporting !== model.plan.words.reporting)
}
