import {
  type Act,
  amendmentOf,
  commentOf,
  type Division,
  type Draft,
  divisions,
  draftOf,
  entrustedBy,
  isItemRevised,
  type Model,
  newDraft,
  openRevision,
  people,
  routeOf,
  type Step,
} from './planModel.ts'

/** Days from today until the divisions are to have answered, and until the group meets. */
export const consultedFor = 3
export const meetsIn = 1
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** The one indicator of an item is reported every month. */
const dutiesOfYear = Array.from({ length: 12 }, () => 'duty.generate')

type Move = (model: Model, step: Step, draft: Draft) => string[]

function to(draft: Draft, state: Draft['state'], ...rows: string[]): string[] {
  draft.state = state
  draft.version += 1
  return rows
}

const ofPlan = {
  editChapters: (model, _step, draft) => {
    draft.words = { ...draft.words, chapter: words(model) }
    return to(draft, 'drafting', 'plan.draft')
  },
  editItem: (model, { odd }, draft) => {
    draft.words = { ...draft.words, goal: odd ? '' : words(model) }
    draft.itemVersion += 1
    return ['item.save']
  },
  consult: (model, _step, draft) => {
    draft.frozen += 1
    const asked = () => ({ state: 'asked' as const, version: 1 })
    const closesOn = dayAfter(model.today, consultedFor)
    const answers = { a: asked(), b: asked(), c: asked() }
    draft.consultations.push({ id: '', state: 'open', version: 1, closesOn, answers, comments: [] })
    return to(draft, 'consulting', 'consultation.open', 'plan.consult')
  },
  submit: (model, { who, odd }, draft) => {
    draft.frozen += 1
    const meetsOn = odd ? dayAfter(model.today, meetsIn) : null
    const given = { meetsOn, submittedBy: people[who].person, opinions: new Map<string, number>() }
    draft.reviews.push({ id: '', state: 'open', version: 1, entrustedTo: null, ...given })
    return to(draft, 'underReview', 'plan.submitForDecision')
  },
  decide: (_model, _step, draft) => concluded(draft, 'decided', 'decided', 'plan.decide'),
  return: (_model, _step, draft) => concluded(draft, 'returned', 'drafting', 'plan.return'),
  issue: (model, _step, draft) => {
    const rows = draft.isRevision ? inForce(model, draft) : dutiesOfYear
    return to(draft, 'issued', 'document.issue', 'plan.issue', ...rows)
  },
  beginRevision: (model, _step, draft) => {
    model.revisions.push(newDraft(true, draft.words))
    return ['plan.beginRevision', 'plan.beginRevision']
  },
  withdrawRevision: (_model, _step, draft) => ended(draft),
} satisfies Partial<Record<Act, Move>>

const words = (model: Model): string => {
  model.said += 1
  return `第${model.said}次写的内容`
}

function concluded(draft: Draft, outcome: 'decided' | 'returned', state: Draft['state'], row: string): string[] {
  const review = draft.reviews.at(-1)
  if (review) Object.assign(review, { state: outcome, version: review.version + 1 })
  return to(draft, state, row)
}

/** What hangs on a revision that is withdrawn ends with it: the consultation, the review, the notice. */
function ended(draft: Draft): string[] {
  const rows = ['plan.withdrawRevision', ...(draft.isNoticeSigned ? ['document.withdraw'] : [])]
  const open = [...draft.consultations, ...draft.reviews].filter(({ state }) => state === 'open')
  for (const one of open) Object.assign(one, { state: 'withdrawn', version: one.version + 1 })
  if (draft.state === 'consulting') rows.push('consultation.withdraw')
  draft.isNoticeSigned = false
  return to(draft, 'withdrawn', ...rows)
}

/** What an issued revision says is what the plan says from then on. */
function inForce(model: Model, { words: revised }: Draft): string[] {
  const isRevised = isItemRevised(model)
  Object.assign(model.plan, { words: revised, version: model.plan.version + 1, frozen: model.plan.frozen + 1 })
  if (isRevised) model.plan.itemVersion += 1
  return ['plan.amend', ...(isRevised ? ['item.amend'] : [])]
}

const ofOthers = {
  comment: (_model, { who }, draft) => {
    const { answers, comments } = asked(draft)
    const division = divisionOf(who)
    answers[division].version += 1
    comments.push({ id: '', division, version: 1, disposition: null })
    return ['consultation.comment']
  },
  answer: (_model, step, draft) => said(draft, step, 'answered', 'consultation.answer'),
  takeBack: (_model, step, draft) => said(draft, step, 'asked', 'consultation.takeBack'),
  dispose: (_model, step, draft) => {
    const comment = commentOf(asked(draft), step)
    if (comment) Object.assign(comment, { disposition: 'adopted', version: comment.version + 1 })
    return ['consultation.dispose']
  },
  close: (_model, _step, draft) => {
    const consultation = asked(draft)
    Object.assign(consultation, { state: 'closed', version: consultation.version + 1 })
    for (const name of divisions) {
      const answer = consultation.answers[name]
      if (answer.state === 'asked') Object.assign(answer, { state: 'silent', version: answer.version + 1 })
    }
    return to(draft, 'drafting', 'consultation.close', 'plan.revise')
  },
  opine: (_model, { who }, draft) => {
    const opinions = draft.reviews.at(-1)?.opinions
    opinions?.set(people[who].person, (opinions.get(people[who].person) ?? 1) + 1)
    return ['plan.opine']
  },
  entrust: (_model, step, draft) => {
    const review = draft.reviews.at(-1)
    const role = entrustedBy(step)
    if (review)
      Object.assign(review, { entrustedTo: role === null ? null : people[role].person, version: review.version + 1 })
    return ['plan.entrust']
  },
} satisfies Partial<Record<Act, Move>>

function asked(draft: Draft) {
  const consultation = draft.consultations.at(-1)
  if (!consultation) throw new Error('the divisions were consulted')
  return consultation
}
const divisionOf = (who: Step['who']): Division => (people[who] as { division: Division }).division

function said(draft: Draft, { who }: Step, state: 'answered' | 'asked', row: string): string[] {
  const answer = asked(draft).answers[divisionOf(who)]
  Object.assign(answer, { state, version: answer.version + 1 })
  return [row]
}

const ofAmendments = {
  begin: (model, step) => {
    const route = routeOf(step)
    const isFaulty = route === 'specialTask' && step.odd
    const { itemVersion } = model.plan
    const made = { id: '', route, state: 'drafted', version: 1, submittedBy: null } as const
    model.amendments.push({ ...made, itemVersion, isFaulty, reporting: words(model) })
    return ['amendment.begin']
  },
  save: (model, step) => {
    const one = amendmentOf(model, step)
    const isFaulty = one?.route === 'specialTask' && step.odd
    return amended(model, step, { isFaulty, reporting: words(model), itemVersion: model.plan.itemVersion }, 'save')
  },
  propose: (model, step) => amended(model, step, { state: 'proposed', submittedBy: people[step.who].person }, 'submit'),
  approve: (model, step) => amended(model, step, { state: 'approved' }, 'approve'),
  sendBack: (model, step) => amended(model, step, { state: 'drafted' }, 'return'),
  withdraw: (model, step) => amended(model, step, { state: 'withdrawn' }, 'withdraw'),
  apply: (model, step) => {
    const one = amendmentOf(model, step)
    const isNew = one?.route === 'specialTask'
    if (one && !isNew)
      for (const draft of [model.plan, openRevision(model)].filter((each) => each !== undefined)) {
        draft.words = { ...draft.words, reporting: one.reporting }
        draft.itemVersion += 1
      }
    model.plan.frozen += 1
    const rows = isNew ? ['item.create', ...dutiesOfYear] : ['item.amend']
    return [...rows, 'plan.amend', ...amended(model, step, { state: 'applied' }, 'apply')]
  },
} satisfies Partial<Record<Act, Move>>

function amended(model: Model, step: Step, values: object, action: string): string[] {
  const one = amendmentOf(model, step)
  if (one) Object.assign(one, values, { version: one.version + 1 })
  return [`amendment.${action}`]
}

const moves: Record<Act, Move> = { ...ofPlan, ...ofOthers, ...ofAmendments }

/** Moves the model along a step that is allowed; answers the rows that history has to have of it, in any order. */
export function move(model: Model, step: Step): string[] {
  const draft = draftOf(model, step) ?? model.plan
  return moves[step.act](model, step, draft).toSorted()
}
