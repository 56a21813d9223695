import {
  downloadInstructionScan,
  draftBriefing,
  listBriefings,
  listToBrief,
  markBriefingRead,
  readBriefing,
  readBriefingHistory,
  recordInstruction,
  saveBriefing,
  sendBriefing,
  ticketOfInstruction,
  withdrawBriefing,
} from '#domain/bulletin/briefing.api.ts'
import {
  type BriefingAction,
  briefingFields,
  briefingStates,
  briefingTransitions,
  instructionRules,
  noTicketYet,
  notRead,
} from '#domain/bulletin/briefing.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { claimFile } from '#server/kernel/files.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { openTicket } from '#server/supervision/supervision.public.ts'
import { toBrief } from './briefed.ts'
import * as store from './briefing.store.ts'
import * as write from './briefingWrite.store.ts'

const subjectOf = (id: string) => ({ kind: 'briefing' as const, id })

type Row = Awaited<ReturnType<typeof store.lock>>
type Given = {
  readonly changed?: Parameters<typeof write.save>[2]
  readonly before?: Record<string, unknown>
  readonly shown?: Record<string, unknown>
  readonly reason?: string
}

/** One act on a briefing: taken by its transition, written, recorded. */
async function act(
  context: Acting,
  action: BriefingAction,
  { id, version }: { readonly id: string; readonly version?: number },
  given: (row: Row) => Given | Promise<Given>,
): Promise<string> {
  const row = await store.lock(context, id, version)
  const state = take(briefingTransitions[action], row, context, briefingStates)
  const { changed = {}, before = {}, shown = {}, reason } = await given(row)
  await write.save(context.tx, id, { ...changed, state })
  const changes = changesOf(
    briefingFields,
    { state: inBoth(briefingStates[row.state]), ...before },
    { state: inBoth(briefingStates[state]), ...shown },
  )
  const { basis } = briefingTransitions[action]
  await context.record(`briefing.${action}`, subjectOf(id), { basis, changes, ...(reason ? { reason } : {}) })
  return id
}

export const briefingRoutes = [
  read(listBriefings, ({ query }, { tx, actor }) => store.list(tx, actor, query)),
  read(listToBrief, async (_, { tx }) => ({ rows: (await toBrief(tx)).map(({ on: _on, ...source }) => source) }), {
    snapshot: true,
  }),
  read(readBriefing, ({ params }, { tx, actor }) => store.find(tx, actor, params.id), { snapshot: true }),
  read(
    readBriefingHistory,
    async ({ params }, { tx, actor }) => {
      await store.find(tx, actor, params.id)
      return { rows: await historyOf(tx, [subjectOf(params.id)]) }
    },
    { snapshot: true },
  ),
  read(
    downloadInstructionScan,
    async ({ params }, { tx, actor, app }) => {
      const { name, type, digest } = await store.scanOf(tx, actor, params.id, params.instructionId)
      return { name, type, content: await app.files.open(digest) }
    },
    { snapshot: true },
  ),

  command(
    draftBriefing,
    async ({ body: { title, words, sources } }, context) => {
      const open = sources.length === 0 ? [] : await toBrief(context.tx)
      const chosen = sources.map((asked) => {
        const found = open.find(({ kind, id }) => kind === asked.kind && id === asked.id)
        if (!found) throw new NotFound()
        return found
      })
      const id = await write.insert(context, { year: Number(context.today.slice(0, 4)), title, words }, chosen)
      const shown = { title, words, sources: chosen.map((source) => source.title).join('；') }
      const changes = changesOf(briefingFields, {}, { state: inBoth(briefingStates.drafted), ...shown })
      await context.record('briefing.draft', subjectOf(id), { basis: 'briefing.submit', changes })
      return id
    },
    store.find,
  ),

  command(
    saveBriefing,
    ({ params: { id }, body: { version, title, words } }, context) =>
      act(context, 'edit', { id, version }, (row) => ({
        changed: { title, words },
        before: { title: row.title, words: row.words },
        shown: { title, words },
      })),
    store.find,
  ),

  command(
    sendBriefing,
    ({ params: { id }, body: { version } }, context) =>
      act(context, 'send', { id, version }, async (row) => {
        await write.layBeforeGroup(context, id)
        const number = await write.nextNumber(context.tx, row.year)
        return { changed: { number, sentBy: context.actor.id, sentAt: context.clock.now } }
      }),
    store.find,
  ),

  command(
    withdrawBriefing,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'withdraw', { id, version }, () => ({ changed: { withdrawReason: reason }, reason })),
    store.find,
  ),

  command(
    markBriefingRead,
    ({ params: { id } }, context) =>
      act(context, 'read', { id }, async () => {
        const reader = await write.readerOf(context.tx, id, context.actor.id)
        demand([notRead], 'briefing.read', reader, context)
        await write.markRead(context, id, context.actor.id)
        return {}
      }),
    store.find,
  ),

  command(
    recordInstruction,
    ({ params: { id }, body: { version, leaderId, words, givenOn, scanId } }, context) =>
      act(context, 'instruct', { id, version }, async ({ sentOn }) => {
        const { isReader, name } = await write.readerOf(context.tx, id, leaderId)
        const facts = { leaderId, isReader, hasScan: scanId !== null, givenOn, sentOn }
        demand(instructionRules, 'briefing.instruct', facts, context)
        const scan = scanId === null ? null : await claimFile(context.tx, context.actor.id, scanId, subjectOf(id))
        await write.insertInstruction(context, { briefingId: id, leaderId, words, givenOn, scanFileId: scanId })
        await write.markRead(context, id, leaderId)
        return { shown: { leader: name, instruction: words, scan: scan?.name } }
      }),
    store.find,
  ),

  command(
    ticketOfInstruction,
    ({ params: { id, instructionId }, body: { version } }, context) =>
      act(context, 'openTicket', { id, version }, async ({ title, year }) => {
        const { words, givenOn, ticketId, leader } = await write.lockInstruction(context.tx, id, instructionId)
        demand([noTicketYet], 'briefing.ticket', { hasTicket: ticketId !== null }, context)
        const draft = {
          ...{ title: title.slice(0, 100), requirement: words, dueOn: null, shares: [] },
          ...{ sourceName: `${leader}在专报“${title}”上的批示`.slice(0, 100), sourceOn: givenOn, sourceWords: words },
        }
        const origin = { kind: 'briefingInstruction', id: instructionId }
        const opened = await openTicket(context, { source: 'briefing', year, origin, draft })
        await write.setTicket(context.tx, instructionId, opened)
        return { shown: { ticket: draft.title } }
      }),
    store.find,
  ),
]
