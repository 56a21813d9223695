import type { Actor } from '#domain/kernel/actor.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { answerUrge, listUrges, urgeDivision } from '#domain/supervision/ticketUrge.api.ts'
import { answerUrgeRules, urgeRules } from '#domain/supervision/ticketUrge.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { command, demand, read } from '#server/kernel/routes.ts'
import { insertUrge } from '#server/kernel/urge.ts'
import { tellUrged } from './ticketTold.ts'
import * as store from './ticketUrge.store.ts'

const change = (field: string, zh: string, en: string, words: string) => ({
  ...{ field, name: { zh, en }, old: null, new: words },
})

/** The urges about whatever an urge is about. */
const found = async (tx: Tx, actor: Actor, urgeId: string) =>
  store.urgesAbout(tx, actor, await store.aboutOf(tx, urgeId))

export const ticketUrgeRoutes = [
  read(listUrges, ({ query }, { tx, actor }) => store.urgesAbout(tx, actor, query), { snapshot: true }),

  command(
    urgeDivision,
    async ({ body: { divisionId, words, ...about } }, context) => {
      const { tx, actor } = context
      await store.holdSubject(tx, about)
      const targets = await store.targetsOf(tx, actor, about)
      const target = targets.find(({ division }) => division.id === divisionId)
      if (!target) throw new Invalid([{ path: 'body.divisionId', message: noTarget }])
      demand(urgeRules, urgeDivision.basis, { ...target, subject: about.subject }, context)
      const id = await insertUrge(context, { kind: about.subject, id: about.subjectId, divisionId }, words)
      if (about.subject === 'share') await tellUrged(context, id, about.subjectId)
      const changes = [change('urge', '催办', 'Urged', inBoth(target.division.name))]
      if (words !== '') changes.push(change('words', '催办要求', 'Words', words))
      await context.record('supervision.urge', store.historySubject(about), { changes })
      return id
    },
    found,
  ),

  command(
    answerUrge,
    async ({ params: { id }, body: { words } }, context) => {
      const urge = await store.lockUrge(context.tx, context.actor, id)
      demand(answerUrgeRules, answerUrge.basis, urge, context)
      await store.answer(context, urge, words)
      const changes = [change('answer', '回复', 'Answer', words)]
      await context.record('supervision.answerUrge', store.historySubject(urge), { changes })
      return id
    },
    found,
  ),
]

const noTarget = { zh: '该处与此事无关。', en: 'The division has no part in it.' }
