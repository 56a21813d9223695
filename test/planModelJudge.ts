import type { PostKind } from '#domain/kernel/actor.ts'
import {
  type Act,
  type Answer,
  amendmentActs,
  amendmentOf,
  commentOf,
  consultationActs,
  type Division,
  type Draft,
  draftOf,
  entrustedBy,
  isItemRevised,
  type Model,
  openRevision,
  people,
  type planActs,
  type Route,
  reviewActs,
  type revisionActs,
  routeOf,
  type Step,
} from './planModel.ts'

/** Who may, then what has to be so: the first that is not is the answer. */
type Refusals = (false | string | undefined)[]
const first = (...refusals: Refusals): string => refusals.find((one) => typeof one === 'string') || 'done'

const isOffice = (post: PostKind) => post.startsWith('performanceOffice')
const isDivision = (post: PostKind) => post.startsWith('division')
const isLeader = (post: PostKind) => post === 'leadingGroup.head' || post === 'leadingGroup.deputy'
const seesAll = (post: PostKind) => isOffice(post) || isLeader(post)
function sees(post: PostKind, { state }: Draft): boolean {
  if (seesAll(post) || state === 'consulting' || state === 'issued') return true
  return post === 'leadingGroup.member' && (state === 'underReview' || state === 'decided')
}

const notPost = (isRight: boolean) => !isRight && 'not_your_post'
const hidden = (isSeen: boolean) => !isSeen && 'not_found'
const wrong = (isRight: boolean) => !isRight && 'wrong_state'

type Who = { readonly post: PostKind; readonly person: string; readonly division?: string }
type Judged = (model: Model, step: Step, who: Who, draft: Draft) => string

const unchanged = (model: Model, { isRevision, words }: Draft) =>
  isRevision && !isItemRevised(model) && words.chapter === model.plan.words.chapter && 'nothing_revised'
const closedOnes = ({ consultations }: Draft) => consultations.filter(({ state }) => state === 'closed')
function isUndisposed(draft: Draft): boolean {
  const last = closedOnes(draft).at(-1)
  return !!last?.comments.some(
    ({ division, disposition }) => disposition === null && last.answers[division].state === 'answered',
  )
}
function notDecider(model: Model, { post, person }: Who, draft: Draft): Refusals {
  const review = draft.reviews.at(-1)
  const isDecider = post === 'leadingGroup.head' || (post === 'leadingGroup.deputy' && review?.entrustedTo === person)
  return [
    !isDecider && 'not_decider',
    wrong(draft.state === 'underReview'),
    review?.submittedBy === person && 'own_submission',
    !!review?.meetsOn && model.today < review.meetsOn && 'meeting_not_held',
  ]
}

const ofPlan: Record<(typeof planActs)[number] | (typeof revisionActs)[number], Judged> = {
  editChapters: (_m, { stale }, { post }, d) =>
    first(notPost(isOffice(post)), stale && 'stale', wrong(d.state === 'drafting')),
  editItem: (_m, { stale }, { post }, d) =>
    first(
      notPost(isOffice(post) || isDivision(post)),
      hidden(sees(post, d)),
      notPost(isOffice(post)),
      wrong(d.state === 'drafting'),
      stale && 'stale',
    ),
  consult: (m, { stale, odd }, { post }, d) =>
    first(
      ...[notPost(isOffice(post)), stale && 'stale', wrong(d.state === 'drafting'), unchanged(m, d)],
      ...[d.words.goal === '' && 'blocking_faults', odd && 'past_day'],
    ),
  submit: (m, { stale }, { post }, d) =>
    first(
      ...[notPost(post === 'performanceOffice.head'), stale && 'stale', wrong(d.state === 'drafting')],
      ...[closedOnes(d).length === 0 && 'not_consulted', isUndisposed(d) && 'comments_undisposed', unchanged(m, d)],
      d.words.goal === '' && 'blocking_faults',
    ),
  decide: (m, { stale, odd }, who, d) =>
    first(notPost(isLeader(who.post)), stale && 'stale', ...notDecider(m, who, d), odd && 'stale'),
  return: (m, { stale }, who, d) => first(notPost(isLeader(who.post)), stale && 'stale', ...notDecider(m, who, d)),
  issue: (_m, { stale, odd }, { post }, d) =>
    first(
      ...[notPost(post === 'performanceOffice.head'), stale && 'stale', wrong(d.state === 'decided')],
      ...[!d.isNoticeSigned && 'notice_not_signed', odd && 'invalid'],
    ),
  beginRevision: (m, _step, { post }, d) =>
    first(
      notPost(isOffice(post)),
      (d.isRevision || d.state !== 'issued') && 'plan_not_issued',
      openRevision(m) !== undefined && 'revision_under_way',
    ),
  withdrawRevision: (_m, { stale }, { post, person }, d) => {
    const review = d.reviews.at(-1)
    const isDecider = post === 'leadingGroup.head' || (isLeader(post) && review?.entrustedTo === person)
    const isRight = d.state === 'decided' ? isDecider : post === 'performanceOffice.head'
    return first(
      ...[notPost(post === 'performanceOffice.head' || isLeader(post)), stale && 'stale'],
      ...[!isRight && 'not_withdrawer', wrong(d.state !== 'issued' && d.state !== 'withdrawn')],
      ...[
        !d.isRevision && 'not_a_revision',
        d.state === 'decided' && review?.submittedBy === person && 'own_submission',
      ],
    )
  },
}

function ofConsultation(model: Model, step: Step, { post, division }: Who, draft: Draft): string {
  const consultation = draft.consultations.at(-1)
  if (!consultation) return 'nothing'
  const { act, stale, odd } = step
  if (act === 'close') {
    const waits = Object.values(consultation.answers).some(({ state }) => state === 'asked')
    return first(
      ...[notPost(isOffice(post)), stale && 'stale', wrong(consultation.state === 'open')],
      waits && model.today <= consultation.closesOn && 'answers_awaited',
    )
  }
  if (act === 'dispose') {
    const comment = commentOf(consultation, step)
    if (!comment) return 'nothing'
    return first(
      ...[notPost(isOffice(post)), stale && 'stale'],
      consultation.answers[comment.division].state === 'asked' && 'not_answered_yet',
      draft.state !== 'drafting' && draft.state !== 'consulting' && 'plan_not_draft',
      odd && 'reason_missing',
    )
  }
  const { answers, comments } = consultation
  const own = answers[division as Division] as Answer | undefined
  const isRight = act === 'comment' ? isDivision(post) : post === 'division.head'
  const isDisposed = comments.some((one) => one.division === division && one.disposition !== null)
  return first(
    ...[notPost(isRight), hidden(own !== undefined), act !== 'comment' && stale && 'stale'],
    wrong(own?.state === (act === 'takeBack' ? 'answered' : 'asked')),
    ...[consultation.state !== 'open' && 'consultation_closed'],
    act === 'takeBack' && isDisposed && 'disposed_already',
  )
}

function ofReview(_model: Model, step: Step, { post, person }: Who, draft: Draft): string {
  const review = draft.reviews.at(-1)
  if (!review) return 'nothing'
  const { act, stale, odd } = step
  if (act === 'opine')
    return first(
      notPost(post === 'leadingGroup.deputy' || post === 'leadingGroup.member'),
      ...[hidden(sees(post, draft)), wrong(review.state === 'open'), review.submittedBy === person && 'own_submission'],
      ...[odd && 'remark_missing', stale && 'stale'],
    )
  const to = entrustedBy(step)
  return first(
    ...[notPost(post === 'leadingGroup.head'), stale && 'stale', wrong(review.state === 'open')],
    (to && people[to].person) === review.entrustedTo && 'invalid',
    ...[to === 'member' && 'not_deputy', to !== null && people[to].person === review.submittedBy && 'own_submission'],
  )
}

function ofAmendment(model: Model, step: Step, { post, person, division }: Who, draft: Draft): string {
  const { act, stale, odd } = step
  const isSide = (route: Route) => (route === 'persons' ? isOffice(post) : isDivision(post) && division === 'a')
  if (act === 'begin') {
    const route = routeOf(step)
    const isOnItem = route !== 'specialTask'
    const isUnderWay = model.amendments.some(
      (one) => one.route !== 'specialTask' && one.state !== 'applied' && one.state !== 'withdrawn',
    )
    return first(
      ...[notPost(isOffice(post) || isDivision(post)), hidden(sees(post, draft)), !isSide(route) && 'not_of_side'],
      ...[(draft.isRevision || draft.state !== 'issued') && 'plan_not_issued'],
      ...[isOnItem && isUnderWay && 'amendment_under_way', isOnItem && isItemRevised(model) && 'item_being_revised'],
    )
  }
  const one = amendmentOf(model, step)
  if (!one) return 'nothing'
  const { route, state, submittedBy } = one
  const wasAsked = state === 'withdrawn' && submittedBy !== null
  const isBeside = division === 'b' && (state === 'proposed' || state === 'approved' || wasAsked)
  const seen = hidden(seesAll(post) || division === 'a' || state === 'applied' || isBeside)
  const before = [seen, stale && 'stale']
  const isHeldUp = route !== 'specialTask' && isItemRevised(model)
  const isOutdated = route !== 'specialTask' && one.itemVersion !== model.plan.itemVersion
  if (act === 'save' || act === 'withdraw')
    return first(
      ...[notPost(isOffice(post) || isDivision(post)), ...before, !isSide(route) && 'not_of_side'],
      wrong(act === 'save' ? state === 'drafted' : state !== 'applied' && state !== 'withdrawn'),
    )
  if (act === 'propose')
    return first(
      ...[notPost(post === 'division.head'), ...before, division !== 'a' && 'not_head_of_division'],
      ...[
        wrong(state === 'drafted'),
        route === 'persons' && 'no_approval_needed',
        isOutdated && 'item_changed_since',
        one.isFaulty && 'blocking_faults',
      ],
    )
  if (act === 'apply')
    return first(
      ...[notPost(isOffice(post)), ...before, wrong(state === 'drafted' || state === 'approved')],
      route !== 'persons' && state === 'drafted' && 'not_approved',
      isHeldUp && 'item_being_revised',
      isOutdated && 'item_changed_since',
    )
  const isInCharge = post === 'leadingGroup.head' || person === 'deputyInCharge'
  return first(
    ...[notPost(isLeader(post)), ...before, !isInCharge && 'not_leader_in_charge', wrong(state === 'proposed')],
    one.submittedBy === person && 'own_submission',
    ...(act === 'approve' ? [isHeldUp && 'item_being_revised', isOutdated && 'item_changed_since'] : []),
    act === 'approve' && odd && 'stale',
  )
}

const has = (names: readonly string[], act: Act) => names.includes(act)

/** What the regulation says to a step: `done`, the code of the refusal, or `nothing` where there is nothing to act on. */
export function judged(model: Model, step: Step): string {
  const draft = draftOf(model, step)
  const who: Who = people[step.who]
  if (has(amendmentActs, step.act) && step.act !== 'begin') return ofAmendment(model, step, who, model.plan)
  if (!draft) return 'nothing'
  if (step.act === 'begin') return ofAmendment(model, step, who, draft)
  if (has(consultationActs, step.act)) return ofConsultation(model, step, who, draft)
  if (has(reviewActs, step.act)) return ofReview(model, step, who, draft)
  return ofPlan[step.act as keyof typeof ofPlan](model, step, who, draft)
}
