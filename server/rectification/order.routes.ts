import { addWorkingDays } from '#domain/calendar/workingDays.ts'
import {
  beginOrder,
  countOrders,
  downloadNotice,
  downloadOrderFile,
  keepDraft,
  listOrders,
  readKept,
  readOrder,
  readOrderHistory,
  saveOrder,
} from '#domain/rectification/order.api.ts'
import { checkOrder, issueOrder, returnOrder, withdrawOrder } from '#domain/rectification/orderActs.api.ts'
import { noticeFile } from '#server/document/rectificationNotice.public.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { command, type Reading, read } from '#server/kernel/routes.ts'
import { demandReauthentication } from '#server/session/session.public.ts'
import { act, claimAll, subjectOf } from './order.acts.ts'
import { draftOrder, shownOf, written } from './order.draft.ts'
import { issue, preview } from './order.issue.ts'
import * as store from './order.store.ts'
import { draftOf, fileOfOrder, keep } from './orderFile.store.ts'
import { findOrder } from './orderFind.store.ts'

/** Steps that are not shown to whoever an order is addressed to. */
const ofDraft = ['draft', 'edit', 'check', 'return'].map((action) => `rectification.${action}`)

/** Unsaved words, and the day that a new order proposes. */
const keptOf = async ({ tx, actor, today, settings, app }: Reading, id: string) => ({
  kept: await draftOf(tx, actor, id),
  proposedDueOn: addWorkingDays(today, settings['rectification.dueWorkingDays'], app.holidays),
})

export const orderRoutes = [
  read(listOrders, ({ query }, context) => store.list(context.tx, context.actor, context, query)),
  read(countOrders, ({ query }, { tx, actor, today }) => store.counts(tx, actor, today, query.year)),
  read(readOrder, ({ params }, context) => findOrder(context.tx, context.actor, params.id, context), {
    snapshot: true,
  }),

  read(
    readOrderHistory,
    async ({ params }, { tx, actor, today }) => {
      const row = await store.findRow(tx, actor, today, params.id)
      const rows = await historyOf(tx, [subjectOf(params.id)])
      const isShown = store.seesDraft(actor, row.personId)
      return { rows: isShown ? rows : rows.filter(({ action }) => !ofDraft.includes(action)) }
    },
    { snapshot: true },
  ),

  read(downloadOrderFile, async ({ params }, { tx, actor, today, app }) => {
    await store.findRow(tx, actor, today, params.id)
    return fileOfOrder(tx, app.files, params)
  }),

  read(downloadNotice, async ({ params }, context) => {
    const row = await store.findRow(context.tx, context.actor, context.today, params.id)
    if (row.documentId !== null) return noticeFile(context, row.documentId)
    return preview(context, row)
  }),

  read(readKept, ({ params }, context) => keptOf(context, params.subjectId)),
  command(
    keepDraft,
    async ({ params, body }, { tx, actor }) => {
      await keep(tx, actor, params.subjectId, body.kept)
      return params.subjectId
    },
    (_tx, _actor, id, context) => keptOf(context, id),
    { recordsNothing: true },
  ),

  command(beginOrder, ({ body }, context) => draftOrder(context, body), findOrder),

  command(
    saveOrder,
    ({ params: { id }, body: { version, content, fileIds } }, context) =>
      act(context, 'edit', { id, version }, async (before) => {
        const { row, shown } = await written(context, content)
        // of one that turns from a division to a person, or back, the words stay as the history had them
        if ((before.personId === null) !== (row.personId === null))
          throw new Invalid([{ path: 'body.content.target', message: targetStays }])
        const files = await claimAll(context, fileIds, subjectOf(id))
        const isOther = before.divisionId !== row.divisionId || before.personId !== row.personId
        const { target: to, ...same } = shown
        return {
          changed: { ...row, draftedBy: context.actor.id, draftedAt: context.clock.now, returnReason: '' },
          before: shownOf(before),
          shown: { ...same, files, ...(isOther ? { target: to } : {}) },
        }
      }),
    findOrder,
  ),

  command(
    checkOrder,
    ({ params: { id }, body: { version } }, context) =>
      act(context, 'check', { id, version }, () => ({
        changed: { checkedBy: context.actor.id, checkedAt: context.clock.now, returnReason: '' },
      })),
    findOrder,
  ),

  command(
    returnOrder,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'return', { id, version }, () => ({
        changed: { checkedBy: null, checkedAt: null, returnReason: reason },
        reason,
      })),
    findOrder,
  ),

  command(
    issueOrder,
    ({ params: { id }, body: { version } }, context) =>
      act(context, 'issue', { id, version }, async (row) => {
        demandReauthentication(context)
        return issue(context, row)
      }),
    findOrder,
  ),

  command(
    withdrawOrder,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'withdraw', { id, version }, () => ({
        changed: {
          ...{ withdrawnBy: context.actor.id, withdrawnAt: context.clock.now, withdrawReason: reason, stepOn: null },
        },
        reason,
      })),
    findOrder,
  ),
]

const targetStays = {
  zh: '拟稿后不能在处和个人之间更改，请撤销后另行拟稿。',
  en: 'It stays addressed to a division, or to a person: withdraw it and draft another.',
}
