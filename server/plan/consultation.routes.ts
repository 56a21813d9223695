import type { Change } from '#domain/kernel/history.ts'
import { inBoth, type Text } from '#domain/kernel/text.ts'
import {
  answerConsultation,
  closeConsultation,
  downloadAdoption,
  openConsultation,
  readConsultation,
  readConsultationHistory,
  readDraftChanges,
  takeBackAnswer,
  urgeAnswer,
} from '#domain/plan/consultation.api.ts'
import {
  answerStates,
  answerTransitions,
  consultationStates,
  consultationTransitions,
  openingRules,
  seesAllAnswers,
  urgeRules,
} from '#domain/plan/consultation.ts'
import { planStates, planTransitions, statesBeforeReview } from '#domain/plan/plan.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { insertUrge, urgedOn } from '#server/kernel/urge.ts'
import { adoptionFile } from './consultation.document.ts'
import * as store from './consultation.store.ts'
import * as write from './consultationWrite.store.ts'
import { itemsOf } from './item.store.ts'
import { draftChanges } from './ledTo.store.ts'
import { checkedFactsOf, planFactsOf } from './plan.facts.ts'
import * as plans from './plan.store.ts'
import { freeze, versionIdOf } from './planVersion.store.ts'

export const subject = (id: string) => ({ kind: 'consultation', id })

/** History and papers speak Chinese. */
export const readerOf = ({ pack }: Pick<Reading, 'pack'>) => ({ language: 'zh' as const, dimensions: pack.dimensions })

/** The reply of every command here: the consultation as this post sees it. */
export const found = (tx: Reading['tx'], actor: Reading['actor'], id: string, { app, today, pack }: Reading) =>
  store.find(tx, actor, id, { holidays: app.holidays, today, reader: readerOf({ pack }) })

const said = (field: string, name: Text, now: string | null, old: string | null = null): Change => ({
  field,
  name,
  old,
  new: now,
})

export const consultationRoutes = [
  read(
    readConsultation,
    async ({ params }, context) => {
      const { tx, actor } = context
      return found(tx, actor, await store.idOf(tx, actor, params.of), context)
    },
    { snapshot: true },
  ),

  command(
    openConsultation,
    async ({ params, body }, context) => {
      const { tx, actor, clock, today, record } = context
      const plan = await plans.lock(tx, actor, params.id, body.version)
      const state = take(planTransitions.consult, await checkedFactsOf(context, plan), context, planStates)
      demand(openingRules, planTransitions.consult.basis, body, context)
      const number = await freeze(tx, plan, await itemsOf(tx, plan.id), { personId: actor.id, at: clock.now })
      await plans.save(tx, plan.id, { state })
      const { id, asked } = await write.open(tx, {
        ...{ planId: plan.id, note: body.note, openedBy: actor.id, openedOn: today, closesOn: body.closesOn },
        planVersionId: await versionIdOf(tx, plan.id, number),
      })
      const changes = [
        said('number', { zh: '版本', en: 'Version' }, String(number)),
        said('closesOn', { zh: '截止日期', en: 'Closing day' }, body.closesOn),
        said('asked', { zh: '征求的处数', en: 'Divisions asked' }, String(asked)),
      ]
      await record('consultation.open', subject(id), { basis: 'plan.consult', changes })
      await record('plan.consult', { kind: 'officePlan', id: plan.id }, { changes })
      return id
    },
    found,
  ),

  command(
    answerConsultation,
    async ({ params, body }, context) => {
      const { tx, actor, clock } = context
      const { consultation, answer } = await own(context, params.id, body.version)
      take(answerTransitions.answer, store.answerFacts(answer, consultation), context, answerStates)
      await write.saveAnswer(tx, of(consultation, answer), { id: actor.id, at: clock.now })
      const shown = answer.comments > 0 ? `${answer.comments}条意见` : '无意见'
      const changes = [said('answer', nameOf(answer), shown)]
      await context.record('consultation.answer', subject(consultation.id), { basis: 'plan.comment', changes })
      return consultation.id
    },
    found,
  ),

  command(
    takeBackAnswer,
    async ({ params, body }, context) => {
      const { consultation, answer } = await own(context, params.id, body.version)
      take(answerTransitions.takeBack, store.answerFacts(answer, consultation), context, answerStates)
      await write.saveAnswer(context.tx, of(consultation, answer), null)
      const changes = [said('answer', nameOf(answer), inBoth(answerStates.asked), inBoth(answerStates.answered))]
      await context.record('consultation.takeBack', subject(consultation.id), { basis: 'plan.comment', changes })
      return consultation.id
    },
    found,
  ),

  command(
    urgeAnswer,
    async ({ params, body }, context) => {
      const { tx, actor, record } = context
      const consultation = await store.lock(tx, actor, params.id)
      const answer = await store.answerOf(tx, consultation.id, body.divisionId)
      const urging = { kind: 'consultation' as const, id: consultation.id, divisionId: body.divisionId }
      const facts = {
        state: answer.state,
        isOpen: consultation.state === 'open',
        urgedOn: await urgedOn(tx, urging),
      }
      demand(urgeRules, 'consultation.urge', facts, context)
      await insertUrge(context, urging)
      const changes = [said('urge', { zh: '催办', en: 'Urged' }, inBoth(answer.division.name))]
      await record('consultation.urge', subject(consultation.id), { changes })
      return consultation.id
    },
    found,
  ),

  command(
    closeConsultation,
    async ({ params, body }, context) => {
      const { tx, actor, today, record } = context
      const consultation = await store.lock(tx, actor, params.id, body.version)
      const state = take(consultationTransitions.close, store.factsOf(consultation), context, consultationStates)
      const plan = await plans.lock(tx, actor, consultation.planId)
      const planState = take(planTransitions.revise, await planFactsOf(context, plan), context, planStates)
      const silent = await write.close(tx, consultation.id, today)
      await plans.save(tx, plan.id, { state: planState })
      const changes = [
        said('state', { zh: '状态', en: 'State' }, inBoth(consultationStates[state]), inBoth(consultationStates.open)),
        said('silent', answerStates.silent, String(silent)),
      ]
      await record('consultation.close', subject(consultation.id), { basis: 'plan.consult', changes })
      await record('plan.revise', { kind: 'officePlan', id: plan.id }, { changes })
      return consultation.id
    },
    found,
  ),

  read(
    downloadAdoption,
    async ({ params, query }, context) => {
      const { tx, actor } = context
      if (!seesAllAnswers(actor)) throw new NotFound()
      return adoptionFile(await found(tx, actor, params.id, context), query.format)
    },
    { snapshot: true },
  ),

  read(
    readDraftChanges,
    async ({ params, query }, { tx, actor, pack }) => {
      const consultation = await store.findRow(tx, actor, params.id)
      if (!statesBeforeReview.includes(consultation.planState)) return { rows: [] }
      const reader = { language: query.language, dimensions: pack.dimensions }
      return { rows: await draftChanges(tx, consultation, reader) }
    },
    { snapshot: true },
  ),

  read(
    readConsultationHistory,
    async ({ params }, { tx, actor }) => {
      await store.findRow(tx, actor, params.id)
      if (!seesAllAnswers(actor)) throw new NotFound()
      return { rows: await historyOf(tx, [subject(params.id)]) }
    },
    { snapshot: true },
  ),
]

type Answered = { readonly consultation: store.ConsultationRow; readonly answer: store.AnswerRow }

/** The consultation, locked, and the answer of the actor's division as that person has read it. */
async function own({ tx, actor }: Acting, id: string, version: number): Promise<Answered> {
  const consultation = await store.lock(tx, actor, id)
  const answer = await store.answerOf(tx, id, actor.divisionId)
  if (answer.version !== version) throw new Stale()
  return { consultation, answer }
}

const of = ({ id }: { id: string }, { divisionId }: { divisionId: string }) => ({ consultationId: id, divisionId })
const nameOf = ({ division: { name } }: store.AnswerRow): Text => ({
  zh: `${name.zh}反馈`,
  en: `Answer of ${name.en}`,
})
