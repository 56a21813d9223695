import { inBoth } from '#domain/kernel/text.ts'
import { answerAmendment, receiveAmendment, urgeAmendment } from '#domain/plan/amendment.api.ts'
import {
  amendmentAnswers,
  answerBasis,
  answerFault,
  answerRules,
  isSameAnswer,
  receiveBasis,
  receiveLabel,
  receiveRules,
  urgeBasis,
  urgedAbout,
  urgeRules,
} from '#domain/plan/amendmentOpinion.ts'
import { Invalid, Stale } from '#server/kernel/errors.ts'
import { type Acting, command, demand } from '#server/kernel/routes.ts'
import { insertUrge, urgedOn } from '#server/kernel/urge.ts'
import { canonicalOfAmendment, findAmendment } from './amendment.find.ts'
import * as amendments from './amendment.store.ts'
import * as store from './amendmentBeside.store.ts'

const subject = (id: string) => ({ kind: 'amendment', id })

/** The name of the acting person's division, as a change in the history names it. */
async function ownName({ tx, actor }: Acting): Promise<string> {
  const names = await amendments.namesOf(tx)
  return inBoth(names.division(actor.divisionId ?? ''))
}

/** What the divisions do with a change that is another's: answer on it, and acknowledge that they were told. */
export const amendmentBesideRoutes = [
  command(
    answerAmendment,
    async ({ params: { id }, body: { digest, answer, words, replaces } }, context) => {
      const { tx, actor, clock, record } = context
      const row = await amendments.lock(tx, actor, id)
      const of = { amendmentId: id, divisionId: actor.divisionId ?? '' }
      const asked = actor.divisionId === null ? undefined : await store.lockOpinion(tx, of)
      const before = asked?.answer ? { answer: asked.answer, words: asked.words } : null
      const isSaidAlready = isSameAnswer(before, { answer, words })
      demand(answerRules, answerBasis, { state: row.state, isAsked: asked !== undefined, isSaidAlready }, context)
      if (canonicalOfAmendment(row).digest !== digest || !isSameAnswer(before, replaces)) throw new Stale()
      const fault = answerFault(answer, words)
      if (fault) throw new Invalid([{ path: 'body.words', message: fault }])
      await store.answer(tx, of, { answer, words, by: actor.id, at: clock.now })
      // nobody approves it without having seen the answer
      await amendments.save(tx, id, {})
      const changes = [
        { field: 'division', name: { zh: '处', en: 'Division' }, old: null, new: await ownName(context) },
        {
          field: 'answer',
          name: { zh: '答复', en: 'Answer' },
          old: before && inBoth(amendmentAnswers[before.answer]),
          new: inBoth(amendmentAnswers[answer]),
        },
        ...(words || before?.words
          ? [{ field: 'words', name: { zh: '意见', en: 'Remarks' }, old: before?.words || null, new: words || null }]
          : []),
      ]
      await record('amendment.answer', subject(id), { basis: answerBasis, changes })
      return id
    },
    findAmendment,
  ),

  command(
    receiveAmendment,
    async ({ params: { id } }, context) => {
      const { tx, actor, clock, record } = context
      await amendments.findRow(tx, actor, id)
      const of = { amendmentId: id, divisionId: actor.divisionId ?? '' }
      const told = actor.divisionId === null ? undefined : await store.lockReceipt(tx, of)
      const facts = { isTold: told !== undefined, isReceived: (told?.receivedAt ?? null) !== null }
      demand(receiveRules, receiveBasis, facts, context)
      await store.receive(tx, of, { by: actor.id, at: clock.now })
      const changes = [{ field: 'receipt', name: receiveLabel, old: null, new: await ownName(context) }]
      await record('amendment.receive', subject(id), { basis: receiveBasis, changes })
      return id
    },
    findAmendment,
  ),

  command(
    urgeAmendment,
    async ({ params: { id }, body: { divisionId } }, context) => {
      const { tx, actor, record } = context
      const row = await amendments.lock(tx, actor, id)
      const about = urgedAbout(row.state) ?? 'answer'
      const of = { amendmentId: id, divisionId }
      const kind = about === 'answer' ? ('amendmentAnswer' as const) : ('amendmentReceipt' as const)
      const urging = { kind, id, divisionId }
      const awaited = about === 'answer' ? await store.lockOpinion(tx, of) : await store.lockReceipt(tx, of)
      const settledAt = awaited && ('answeredAt' in awaited ? awaited.answeredAt : awaited.receivedAt)
      const facts = {
        state: row.state,
        isConcerned: awaited !== undefined,
        isSettled: (settledAt ?? null) !== null,
        urgedOn: await urgedOn(tx, urging),
      }
      demand(urgeRules, urgeBasis, facts, context)
      await insertUrge(context, urging)
      const names = await amendments.namesOf(tx)
      const name = { zh: '催办', en: 'Urged' }
      const changes = [{ field: about, name, old: null, new: inBoth(names.division(divisionId)) }]
      await record('amendment.urge', subject(id), { basis: urgeBasis, changes })
      return id
    },
    findAmendment,
  ),
]
