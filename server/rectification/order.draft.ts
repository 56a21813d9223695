import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { inBoth } from '#domain/kernel/text.ts'
import type { OrderContent } from '#domain/rectification/order.api.ts'
import { orderTransitions } from '#domain/rectification/order.ts'
import { grounds, orderStates } from '#domain/rectification/orderStates.ts'
import { Invalid, Refused } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { changesIn, claimAll, subjectOf } from './order.acts.ts'
import * as store from './order.store.ts'
import { divisionOfDay, personInDivision, titleOfSource } from './source.store.ts'

const noSuchDivision = { zh: '没有这个处。', en: 'There is no such division.' }
const notInDivision = { zh: '此人不在这个处任职。', en: 'This person holds no post in that division.' }
const needed = { zh: '请选择责令整改的人员。', en: 'Choose the person.' }
const none = { zh: '责令处整改的，不填人员。', en: 'No person where it is addressed to a division.' }

/** The content as it is stored, with the names that the history shows; 422 by field for what is not there. */
export async function written({ tx, today }: Acting, content: OrderContent) {
  const { target, divisionId, personId, source, sourceId } = content
  const fault = (path: string, message: typeof needed) => new Invalid([{ path: `body.content.${path}`, message }])
  const division = await divisionOfDay(tx, divisionId, today)
  if (division === undefined) throw fault('divisionId', noSuchDivision)
  if (target === 'division' && personId !== null) throw fault('personId', none)
  if (target === 'person' && personId === null) throw fault('personId', needed)
  const person = personId === null ? undefined : await personInDivision(tx, personId, divisionId, today)
  if (personId !== null && !person) throw fault('personId', notInDivision)
  const sourceTitle = await titleOfSource(tx, { source, sourceId })
  const { target: _target, ...row } = content
  return {
    row: { ...row, sourceTitle, headSees: person?.isHead !== true },
    shown: { ...shownOf({ ...content, sourceTitle }), target: [division, person?.name].filter(Boolean).join(' ') },
  }
}

type Content = Pick<OrderContent, 'ground' | 'title' | 'finding' | 'article' | 'requirement' | 'dueOn'>
export const shownOf = (content: Content & { readonly sourceTitle: string }) => {
  const { ground, sourceTitle: source, title, finding, article, requirement, dueOn } = content
  return { ground: inBoth(grounds[ground]), source, title, finding, article, requirement, dueOn }
}

type New = { readonly content: OrderContent; readonly fileIds: readonly string[] }

/** A first draft, by the performance office; of whoever it is about nobody drafts it. */
export async function draftOrder(context: Acting, { content, fileIds }: New): Promise<string> {
  const { row, shown } = await written(context, content)
  const { divisionId, personId, dueOn } = row
  const refusal = refusalOf(
    orderTransitions.edit,
    {
      ...{ state: 'drafted', target: content.target, divisionId, personId, draftedBy: context.actor.id, dueOn },
      ...{ checkedBy: null, answeredBy: [], judgedByDeputy: false, ofDivision: [] },
      ...{ isExtensionAsked: false, extensionAskedBy: null },
    },
    context,
  )
  if (refusal) throw new Refused(refusal)
  const { id, salt } = await store.insert(context, row)
  const files = await claimAll(context, fileIds, subjectOf(id))
  const changes = changesIn({ personId, salt }, {}, { ...shown, state: inBoth(orderStates.drafted), files })
  await context.record('rectification.draft', subjectOf(id), { basis: 'rectification.draft', changes })
  return id
}
