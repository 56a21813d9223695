import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import {
  downloadDuties,
  downloadEvidence,
  listDuties,
  readDuty,
  readDutyHistory,
  readMatrix,
} from '#domain/collection/duty.api.ts'
import { draftRules, entryRules, factsOf } from '#domain/collection/duty.ts'
import {
  accept,
  correct,
  finalize,
  offer,
  readAcceptance,
  readSignSheet,
  returnDuty,
  saveEntry,
  sign,
  takeBack,
} from '#domain/collection/dutyActs.api.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { command, demand, type Reading, read } from '#server/kernel/routes.ts'
import { findDraft, saveDraft } from './draft.store.ts'
import { acceptDuty, correctDuty, finalizeDuty, offerDuty, sendBackDuty, subjectOf, takeBackDuty } from './duty.acts.ts'
import { findSignedSheet, readSheet, signSheet } from './duty.sign.ts'
import { findFacts } from './duty.store.ts'
import { listPage } from './dutyList.store.ts'
import { findDuty } from './dutyPage.store.ts'
import { demandVisible } from './dutyRows.store.ts'
import { dutyTableFile } from './dutyTable.document.ts'
import { evidenceFile } from './evidence.store.ts'
import { toAccept } from './judge.store.ts'
import { matrix } from './matrix.store.ts'

const find = (tx: Tx, actor: Actor, id: string, reading: Reading) => findDuty(tx, actor, id, reading)

export const dutyRoutes = [
  read(listDuties, ({ query }, { tx, actor, today }) => listPage(tx, actor, query, today)),

  read(downloadDuties, async ({ query }, context) => dutyTableFile(context, query)),

  read(readMatrix, async ({ query }, { tx, actor, today, app }) => {
    const { rows, next } = await matrix(tx, actor, query)
    const days = new Set(rows.flatMap(({ cells }) => cells.flatMap(({ externalDueOn }) => externalDueOn ?? [])))
    const left = [...days].map((day) => [day, workingDaysBetween(today, day, app.holidays)] as const)
    return { rows, next, workingDaysLeft: Object.fromEntries(left) }
  }),

  read(readSignSheet, ({ query }, context) => readSheet(context, query.period), { snapshot: true }),

  read(readAcceptance, async ({ query }, { tx, actor, today }) => ({
    rows: await toAccept(tx, actor, today, query.period),
  })),

  read(readDuty, ({ params }, context) => findDuty(context.tx, context.actor, params.id, context), { snapshot: true }),

  read(
    readDutyHistory,
    async ({ params }, { tx, actor }) => {
      await demandVisible(tx, actor, params.id)
      return { rows: await historyOf(tx, [subjectOf(params.id)]) }
    },
    { snapshot: true },
  ),

  read(downloadEvidence, async ({ params }, { tx, actor, app }) => {
    await demandVisible(tx, actor, params.id)
    return evidenceFile(tx, app.files, params.id, params.fileId)
  }),

  command(
    saveEntry,
    async ({ params, body }, context) => {
      const facts = await findFacts(context.tx, context.actor, context.today, params.id)
      demand(entryRules, 'duty.fill', factsOf(facts), context)
      const isCurrent = await saveDraft(context.tx, context.actor, params.id, body)
      demand(draftRules, 'duty.fill', { isCurrent }, context)
      return params.id
    },
    async (tx, actor, id) => {
      const draft = await findDraft(tx, actor, id)
      if (!draft) throw new NotFound()
      return { version: draft.version, savedAt: draft.savedAt }
    },
    { recordsNothing: true },
  ),

  command(offer, ({ params, body }, context) => offerDuty(context, params.id, body), find),
  command(finalize, ({ params, body }, context) => finalizeDuty(context, params.id, body), find),
  command(takeBack, ({ params, body }, context) => takeBackDuty(context, params.id, body), find),
  command(sign, ({ body }, context) => signSheet(context, body), findSignedSheet),
  command(accept, ({ params, body }, context) => acceptDuty(context, params.id, body), find),
  command(returnDuty, ({ params, body }, context) => sendBackDuty(context, params.id, body), find),
  command(correct, ({ params, body }, context) => correctDuty(context, params.id, body), find),
]
