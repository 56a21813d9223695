import type { Change } from '#domain/kernel/history.ts'
import { inBoth, type Text } from '#domain/kernel/text.ts'
import { addComment, disposeComment, removeComment, saveComment } from '#domain/plan/consultation.api.ts'
import {
  answerStates,
  answerTransitions,
  type CommentPart,
  commentParts,
  dispositionRules,
  dispositions,
} from '#domain/plan/consultation.ts'
import { type ChangeKey, keyOfChange, ledToLine } from '#domain/plan/ledTo.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { type Acting, command, demand, take } from '#server/kernel/routes.ts'
import { found, readerOf, subject } from './consultation.routes.ts'
import * as store from './consultation.store.ts'
import * as write from './consultationWrite.store.ts'
import { draftChanges } from './ledTo.store.ts'

const words = (field: string, name: Text, old: string | null, now: string | null): Change => ({
  field,
  name,
  old,
  new: now,
})
const partName = (part: CommentPart): Text => ({
  zh: `对“${commentParts[part].zh}”的意见`,
  en: `Comment on “${commentParts[part].en}”`,
})

/** What a division writes while it is asked, and what becomes of it (Art. 22). */
export const commentRoutes = [
  command(
    addComment,
    async ({ params, body }, context) => {
      const { of, consultation } = await mayWrite(context, params.id)
      await demandItem(context, consultation, body.itemId)
      await write.addComment(context, of, body)
      const changes = [words(body.part, partName(body.part), null, body.text)]
      await context.record('consultation.comment', subject(params.id), { basis: 'plan.comment', changes })
      return params.id
    },
    found,
  ),

  command(
    saveComment,
    async ({ params, body: { version, ...content } }, context) => {
      const before = await store.lockComment(context.tx, context.actor, params.id, version)
      const { of, consultation } = await mayWrite(context, before.consultationId)
      await demandItem(context, consultation, content.itemId)
      await write.saveComment(context, of, before.id, content)
      const changes = [words(content.part, partName(content.part), before.text, content.text)]
      await context.record('consultation.comment', subject(consultation.id), { basis: 'plan.comment', changes })
      return consultation.id
    },
    found,
  ),

  command(
    removeComment,
    async ({ params, body }, context) => {
      const before = await store.lockComment(context.tx, context.actor, params.id, body.version)
      const { of, consultation } = await mayWrite(context, before.consultationId)
      await write.removeComment(context.tx, of, before.id)
      const changes = [words(before.part, partName(before.part), before.text, null)]
      await context.record('consultation.comment', subject(consultation.id), { basis: 'plan.comment', changes })
      return consultation.id
    },
    found,
  ),

  command(
    disposeComment,
    async ({ params, body: { version, disposition, reason, ledTo } }, context) => {
      const { tx, actor } = context
      const comment = await store.lockComment(tx, actor, params.id, version)
      const consultation = await store.lock(tx, actor, comment.consultationId)
      const answer = await store.answerOf(tx, consultation.id, comment.divisionId)
      const facts = {
        answer: answer.state,
        planState: consultation.planState,
        disposition,
        reason,
        named: ledTo.length,
      }
      demand(dispositionRules, disposeComment.basis ?? '', facts, context)
      const made = await namedChanges(context, consultation, ledTo)
      await write.dispose(context, comment.id, { disposition, reason, ledTo: made })
      const old = comment.disposition && inBoth(dispositions[comment.disposition])
      const changes = [
        words('text', partName(comment.part), null, comment.text),
        words('disposition', dispositionName, old, inBoth(dispositions[disposition])),
        ...(made.length > 0 ? [words('ledTo', ledToName, null, made.map(ledToLine).join('；'))] : []),
      ]
      const details = { basis: 'plan.dispose', changes, ...(reason ? { reason } : {}) }
      await context.record('consultation.dispose', subject(consultation.id), details)
      return consultation.id
    },
    found,
  ),
]

/** The changes that are named, as the draft holds them now. */
async function namedChanges(context: Acting, consultation: store.ConsultationRow, named: readonly ChangeKey[]) {
  if (named.length === 0) return []
  const wanted = new Set(named.map(keyOfChange))
  const made = await draftChanges(context.tx, consultation, readerOf(context))
  const chosen = made.filter((one) => wanted.has(keyOfChange(one)))
  if (chosen.length < wanted.size) throw new Invalid([{ path: 'body.ledTo', message: noSuchChange }])
  return chosen
}

/** The actor's division is asked and has not answered: 404 where it is not asked at all. */
async function mayWrite(context: Acting, consultationId: string) {
  const { tx, actor } = context
  const consultation = await store.lock(tx, actor, consultationId)
  const answer = await store.answerOf(tx, consultationId, actor.divisionId)
  take(answerTransitions.comment, store.answerFacts(answer, consultation), context, answerStates)
  return { consultation, of: { consultationId, divisionId: answer.divisionId } }
}

/** An item that is commented on stands in the version that was laid before the divisions. */
async function demandItem({ tx }: Acting, { planId, number }: store.ConsultationRow, itemId: string | null) {
  if (itemId === null) return
  const row = await tx
    .selectFrom('planVersionItem')
    .innerJoin('itemVersion', 'itemVersion.id', 'planVersionItem.itemVersionId')
    .innerJoin('planVersion', 'planVersion.id', 'planVersionItem.planVersionId')
    .select('itemVersion.id')
    .where('planVersion.planId', '=', planId)
    .where('planVersion.number', '=', number)
    .where('itemVersion.itemId', '=', itemId)
    .executeTakeFirst()
  if (!row) throw new Invalid([{ path: 'body.itemId', message: noSuchItem }])
}

const noSuchItem = { zh: '征求意见的方案中没有这个事项。', en: 'The draft that was sent out has no such item.' }
const noSuchChange = {
  zh: '征求意见以后方案没有这处改动，请重新选择。',
  en: 'The draft holds no such change since the divisions were asked: choose anew.',
}
const ledToName = { zh: '据此修改', en: 'Changed for it' }
const dispositionName = { zh: '处理结果', en: 'Disposition' }
