import { inBoth } from '#domain/kernel/text.ts'
import { answerAmendment, receiveAmendment } from '#domain/plan/amendment.api.ts'
import {
  amendmentAnswers,
  answerBasis,
  answerFault,
  answerRules,
  receiveBasis,
  receiveLabel,
  receiveRules,
} from '#domain/plan/amendmentOpinion.ts'
import { Invalid, Stale } from '#server/kernel/errors.ts'
import { type Acting, command, demand } from '#server/kernel/routes.ts'
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
    async ({ params: { id }, body: { digest, answer, words } }, context) => {
      const { tx, actor, clock, record } = context
      const row = await amendments.lock(tx, actor, id)
      const of = { amendmentId: id, divisionId: actor.divisionId ?? '' }
      const asked = actor.divisionId === null ? undefined : await store.lockOpinion(tx, of)
      const facts = { state: row.state, isAsked: asked !== undefined, isAnswered: (asked?.answer ?? null) !== null }
      demand(answerRules, answerBasis, facts, context)
      if (canonicalOfAmendment(row).digest !== digest) throw new Stale()
      const fault = answerFault(answer, words)
      if (fault) throw new Invalid([{ path: 'body.words', message: fault }])
      await store.answer(tx, of, { answer, words, by: actor.id, at: clock.now })
      // nobody approves it without having seen the answer
      await amendments.save(tx, id, {})
      const changes = [
        { field: 'division', name: { zh: '处', en: 'Division' }, old: null, new: await ownName(context) },
        { field: 'answer', name: { zh: '答复', en: 'Answer' }, old: null, new: inBoth(amendmentAnswers[answer]) },
        ...(words ? [{ field: 'words', name: { zh: '意见', en: 'Remarks' }, old: null, new: words }] : []),
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
]
