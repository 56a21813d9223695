import { answerCosignature, askCosignatures, withdrawCosignature } from '#domain/document/cosignature.api.ts'
import {
  askRules,
  type CosignatureFacts,
  cosignatureStates,
  cosignatureTransitions,
} from '#domain/document/cosignature.ts'
import type { Change } from '#domain/kernel/history.ts'
import { inBoth, type Text } from '#domain/kernel/text.ts'
import { Invalid, Stale } from '#server/kernel/errors.ts'
import { type Acting, command, demand, type Reading, take } from '#server/kernel/routes.ts'
import * as requests from './cosignature.store.ts'
import { subjectOf, taken } from './documentChanges.ts'
import * as store from './officialDocument.store.ts'

const find = (tx: Reading['tx'], actor: Reading['actor'], id: string) => store.find(tx, actor, id)

/** One request of a document that the actor sees, both locked. */
async function locked({ tx, actor }: Acting, { id, cosignatureId }: { id: string; cosignatureId: string }) {
  const row = await store.lock(tx, actor, id)
  const request = await requests.lockRequest(tx, row.id, cosignatureId)
  const facts = (words: string): CosignatureFacts => ({
    ...{ state: request.state, divisionId: request.divisionId, words },
    ...{ documentState: row.state, draftedBy: row.draftedBy },
  })
  return { row, request, facts }
}

const said = (division: Text, old: Text | null, now: Text): Change => ({
  ...{ field: 'cosignature', name: { zh: `${division.zh}会签`, en: `Co-signature of ${division.en}` } },
  ...{ old: old && inBoth(old), new: inBoth(now) },
})

export const cosignatureRoutes = [
  command(
    askCosignatures,
    async ({ params, body: { version, divisionIds, note } }, context) => {
      const { row } = await taken(context, 'cosign', params.id, version)
      const ids = [...new Set(divisionIds)]
      const divisions = await requests.divisionsToAsk(context, row.id, ids)
      if (divisions.length < ids.length) throw new Invalid([{ path: 'body.divisionIds', message: noSuchDivision }])
      const named = divisions.map(({ nameZh, nameEn, isAsked }) => ({ division: { zh: nameZh, en: nameEn }, isAsked }))
      for (const one of named) demand(askRules, askCosignatures.basis ?? '', one, context)
      await requests.ask(context, row.id, ids, note)
      const changes = named.map(({ division }) => said(division, null, cosignatureStates.asked))
      await context.record('document.cosign', subjectOf(row.id), { changes, ...(note ? { reason: note } : {}) })
      return row.id
    },
    find,
  ),

  command(
    answerCosignature,
    async ({ params, body }, context) => {
      const { row, request, facts } = await locked(context, params)
      const state = take(cosignatureTransitions[body.answer], facts(body.words), context, cosignatureStates)
      const { digest } = store.canonicalOfRow(row)
      if (digest !== body.digest) throw new Stale()
      await requests.answer(context, request.id, { state, words: body.words, digest })
      const changes = [said(request.division.name, cosignatureStates.asked, cosignatureStates[state])]
      const reason = body.words ? { reason: body.words } : {}
      await context.record('document.answerCosign', subjectOf(row.id), { changes, ...reason })
      return row.id
    },
    find,
  ),

  command(
    withdrawCosignature,
    async ({ params, body: { reason } }, context) => {
      const { row, request, facts } = await locked(context, params)
      const state = take(cosignatureTransitions.withdraw, facts(''), context, cosignatureStates)
      await requests.withdraw(context, request.id, reason)
      const changes = [said(request.division.name, cosignatureStates[request.state], cosignatureStates[state])]
      await context.record('document.withdrawCosign', subjectOf(row.id), { basis: 'document.cosign', changes, reason })
      return row.id
    },
    find,
  ),
]

const noSuchDivision = { zh: '没有这个处。', en: 'There is no such division.' }
