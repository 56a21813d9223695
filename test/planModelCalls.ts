import {
  applyAmendment,
  approveAmendment,
  beginAmendment,
  readAmendment,
  returnAmendment,
  saveAmendment,
  submitAmendment,
  withdrawAmendment,
} from '#domain/plan/amendment.api.ts'
import {
  addComment,
  answerConsultation,
  closeConsultation,
  disposeComment,
  openConsultation,
  takeBackAnswer,
} from '#domain/plan/consultation.api.ts'
import { type ItemContent, readItem, saveItem } from '#domain/plan/item.api.ts'
import { contentOf } from '#domain/plan/itemContent.ts'
import { decidePlan, issuePlan, readPlan, returnPlan, savePlan, submitPlan } from '#domain/plan/plan.api.ts'
import { entrustDecision, giveOpinion, listReviews } from '#domain/plan/review.api.ts'
import { beginRevision, withdrawRevision } from '#domain/plan/revision.api.ts'
import { chapters, draftDigest, fullContent } from '#test/fixtures/plan.ts'
import {
  type Act,
  type Amendment,
  amendmentOf,
  commentOf,
  type Draft,
  draftOf,
  entrustedBy,
  type Model,
  people,
  type Role,
  routeOf,
  type Step,
} from '#test/planModel.ts'
import { consultedFor, dayAfter, meetsIn } from '#test/planModelMoves.ts'
import type { Answer, Client, World } from '#test/world.ts'

/** People and divisions of the file, and one plan whose course is followed. */
export type Course = {
  readonly w: World
  readonly year: number
  readonly model: Model
  readonly clients: Record<Role, Client>
  readonly divisionIds: Record<'a' | 'b' | 'c', string>
}
type Call = (course: Course, step: Step, draft: Draft) => Promise<Answer>

const reason = '按办内要求办理'
const wrongDigest = 'a'.repeat(64)
/** What somebody holds who has not seen the last change. */
const seen = (version: number, { stale }: Step) => (stale ? version + 1 : version)
const nextWords = ({ said }: Model) => `第${said + 1}次写的内容`
const of = (draft: Draft) => ({ id: draft.id })
const title = ({ w, clients }: Course, draft: Draft) =>
  w.call(clients.writer, readPlan, { params: { of: draft.id } }).then(({ body }) => body)

async function contentNow({ w, clients }: Course, itemId: string): Promise<ItemContent> {
  const { body } = await w.call(clients.writer, readItem, { params: { id: itemId } })
  return contentOf(body.item)
}

const ofPlan = {
  editChapters: async (course, step, draft) => {
    const { w, clients, model } = course
    const version = seen(draft.version, step)
    const body = { version, title: (await title(course, draft)).title, ...chapters, reportingText: nextWords(model) }
    return w.call(clients[step.who], savePlan, { params: of(draft), body })
  },
  editItem: async (course, step, draft) => {
    const { w, clients, model } = course
    const content = { ...(await contentNow(course, draft.itemId)), goal: step.odd ? '' : nextWords(model) }
    const body = { version: seen(draft.itemVersion, step), content }
    return w.call(clients[step.who], saveItem, { params: { id: draft.itemId }, body })
  },
  consult: ({ w, clients, model }, step, draft) => {
    const closesOn = step.odd ? model.today : dayAfter(model.today, consultedFor)
    const body = { version: seen(draft.version, step), closesOn, note: '请核对' }
    return w.call(clients[step.who], openConsultation, { params: of(draft), body })
  },
  submit: async (course, step, draft) => {
    const { w, clients, model } = course
    const digest = (await draftDigest(w, clients.writer, draft.id)) ?? wrongDigest
    const meeting = { mode: 'meeting' as const, dueOn: dayAfter(model.today, meetsIn) }
    // whether the same content may come again after a return has tests of its own
    const unchangedReason = '按原稿再次提请审定'
    const body = { version: seen(draft.version, step), digest, unchangedReason, ...(step.odd ? meeting : {}) }
    return w.call(clients[step.who], submitPlan, { params: of(draft), body })
  },
  decide: async (course, step, draft) => {
    const { latest } = await title(course, draft)
    const digest = (step.odd ? wrongDigest : latest?.digest) ?? wrongDigest
    const body = { version: seen(draft.version, step), number: latest?.number ?? 1, digest, minutes: '' }
    await course.w.reauthenticated(course.clients[step.who])
    return course.w.call(course.clients[step.who], decidePlan, { params: of(draft), body })
  },
  return: ({ w, clients }, step, draft) =>
    w.call(clients[step.who], returnPlan, { params: of(draft), body: { version: seen(draft.version, step), reason } }),
  issue: ({ w, clients, model, year }, step, draft) => {
    const body = {
      version: seen(draft.version, step),
      documentNumber: `深口绩〔${year}〕${model.revisions.length + 1}号`,
      issuedOn: step.odd ? dayAfter(model.today, 1) : model.today,
    }
    return w.call(clients[step.who], issuePlan, { params: of(draft), body })
  },
  beginRevision: ({ w, clients }, step, draft) =>
    w.call(clients[step.who], beginRevision, { params: of(draft), body: { reason } }),
  withdrawRevision: ({ w, clients }, step, draft) => {
    const body = { version: seen(draft.version, step), reason }
    return w.call(clients[step.who], withdrawRevision, { params: of(draft), body })
  },
} satisfies Partial<Record<Act, Call>>

function asked(draft: Draft) {
  const consultation = draft.consultations.at(-1)
  if (!consultation) throw new Error('the divisions were consulted')
  return consultation
}

/** The answer of the division of whoever acts; of one that is not asked, any version will do. */
function ownAnswer(step: Step, draft: Draft) {
  const { division } = people[step.who] as { division?: 'a' }
  return { version: seen(asked(draft).answers[division ?? 'a']?.version ?? 1, step) }
}

async function review({ w, clients }: Course, draft: Draft) {
  const answer = await w.call(clients.writer, listReviews, { params: of(draft) })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  const [latest] = answer.body.rows
  if (!latest) throw new Error('the plan has a review')
  return latest
}

const ofOthers = {
  comment: ({ w, clients }, { who, odd }, draft) => {
    const body = { itemId: odd ? draft.itemId : null, part: 'goal' as const, text: '建议写明口径' }
    return w.call(clients[who], addComment, { params: { id: asked(draft).id }, body })
  },
  answer: ({ w, clients }, step, draft) =>
    w.call(clients[step.who], answerConsultation, {
      params: { id: asked(draft).id },
      body: ownAnswer(step, draft),
    }),
  takeBack: ({ w, clients }, step, draft) =>
    w.call(clients[step.who], takeBackAnswer, { params: { id: asked(draft).id }, body: ownAnswer(step, draft) }),
  dispose: ({ w, clients }, step, draft) => {
    const comment = commentOf(asked(draft), step)
    const said = step.odd ? { disposition: 'partly' as const, reason: '' } : { disposition: 'adopted' as const, reason }
    const body = { version: seen(comment?.version ?? 1, step), ...said }
    return w.call(clients[step.who], disposeComment, { params: { id: comment?.id ?? '' }, body })
  },
  close: ({ w, clients }, step, draft) => {
    const { id, version } = asked(draft)
    return w.call(clients[step.who], closeConsultation, { params: { id }, body: { version: seen(version, step) } })
  },
  opine: async (course, step, draft) => {
    const { id, digest } = await review(course, draft)
    const version = seen(draft.reviews.at(-1)?.opinions.get(people[step.who].person) ?? 1, step)
    const said = { opinion: step.odd ? ('disagree' as const) : ('agree' as const), remark: '' }
    return course.w.call(course.clients[step.who], giveOpinion, { params: { id }, body: { version, digest, ...said } })
  },
  entrust: async (course, step, draft) => {
    const { clients, w } = course
    const { id } = await review(course, draft)
    const to = entrustedBy(step)
    const version = seen(draft.reviews.at(-1)?.version ?? 1, step)
    const body = { version, personId: to && clients[to].id, reason }
    return w.call(clients[step.who], entrustDecision, { params: { id }, body })
  },
} satisfies Partial<Record<Act, Call>>

/** The content of a change, with where a special task comes from. */
async function wordsOf(course: Course, route: string, isFaulty: boolean) {
  const { model, year, clients, divisionIds } = course
  if (route !== 'specialTask') {
    const content = { ...(await contentNow(course, model.plan.itemId)), reporting: nextWords(model) }
    return { content, reason, taskOn: null, taskSource: '' }
  }
  const who = { responsible: divisionIds.a, coordinating: divisionIds.b, person: clients.headA }
  const content = fullContent(who, year, {
    ...{ code: `ZX-${year}-${model.said + 1}`, title: '口岸通关专项整治', kind: 'specialTask', weight: null },
    ...(isFaulty ? { goal: '' } : {}),
  })
  return { content, reason, taskOn: model.today, taskSource: '国口办〔2025〕12号' }
}

function amendment({ model }: Course, step: Step): Amendment {
  const one = amendmentOf(model, step)
  if (!one) throw new Error('there is an amendment')
  return one
}
const withVersion = (course: Course, step: Step) => {
  const { id, version } = amendment(course, step)
  return { params: { id }, body: { version: seen(version, step) } }
}
const withReason = (course: Course, step: Step) => {
  const { params, body } = withVersion(course, step)
  return { params, body: { ...body, reason } }
}

const ofAmendments = {
  begin: async (course, step, draft) => {
    const route = routeOf(step)
    const itemId = route === 'specialTask' ? null : draft.itemId
    const body = { route, itemId, ...(await wordsOf(course, route, step.odd)) }
    return course.w.call(course.clients[step.who], beginAmendment, { params: of(draft), body })
  },
  save: async (course, step) => {
    const { params, body } = withVersion(course, step)
    const words = await wordsOf(course, amendment(course, step).route, step.odd)
    return course.w.call(course.clients[step.who], saveAmendment, { params, body: { ...body, ...words } })
  },
  propose: (course, step) => course.w.call(course.clients[step.who], submitAmendment, withVersion(course, step)),
  approve: async (course, step) => {
    const { params, body } = withVersion(course, step)
    const read = await course.w.call(course.clients.writer, readAmendment, { params })
    const digest = step.odd ? wrongDigest : read.body.digest
    return course.w.call(course.clients[step.who], approveAmendment, { params, body: { ...body, digest } })
  },
  sendBack: (course, step) => course.w.call(course.clients[step.who], returnAmendment, withReason(course, step)),
  withdraw: (course, step) => course.w.call(course.clients[step.who], withdrawAmendment, withReason(course, step)),
  apply: (course, step) => course.w.call(course.clients[step.who], applyAmendment, withVersion(course, step)),
} satisfies Partial<Record<Act, Call>>

const calls: Record<Act, Call> = { ...ofPlan, ...ofOthers, ...ofAmendments }

/** The step over HTTP as its person, with the versions that the model holds. */
export const send = (course: Course, step: Step): Promise<Answer> =>
  calls[step.act](course, step, draftOf(course.model, step) ?? course.model.plan)
