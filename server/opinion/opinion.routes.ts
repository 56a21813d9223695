import { addWorkingDays } from '#domain/calendar/workingDays.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { listOfItem } from '#domain/opinion/contact.api.ts'
import {
  answerOpinion,
  downloadOpinionFile,
  exportOpinions,
  followUpOpinion,
  listOpinions,
  noteOpinion,
  readOpinion,
  readOpinionHistory,
  recordOpinion,
  reopenOpinion,
  sendAnswer,
  waiveOpinion,
} from '#domain/opinion/opinion.api.ts'
import {
  dayFaults,
  noteRules,
  type OpinionAction,
  opinionFields,
  opinionStates,
  opinionTransitions,
  opinionWays,
  recordRules,
} from '#domain/opinion/opinion.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { tell } from '#server/notice/notice.public.ts'
import { chainOf, claimAll, fileOf, findItem } from './chain.store.ts'
import { opinionFile } from './opinion.document.ts'
import * as store from './opinion.store.ts'
import * as write from './opinionWrite.store.ts'

const subjectOf = (id: string) => ({ kind: 'opinion' as const, id })

export const sound = (faults: readonly { path: string; message: Text }[]): void => {
  if (faults.length > 0) throw new Invalid(faults.map(({ path, message }) => ({ path: `body.${path}`, message })))
}

type Given = { readonly changed: write.Change; readonly shown?: Record<string, unknown>; readonly reason?: string }

/** One act on an opinion: taken by its transition, written, recorded. */
async function act(
  context: Acting,
  action: OpinionAction,
  { id, version }: { id: string; version: number },
  given: (row: Awaited<ReturnType<typeof store.lock>>) => Given | Promise<Given>,
): Promise<string> {
  const { tx, actor } = context
  const row = await store.lock(tx, actor, id, version)
  const state = take(opinionTransitions[action], row, context, opinionStates)
  const { changed, shown = {}, reason } = await given(row)
  await write.save(tx, id, { ...changed, state })
  const [before, now] = [{ state: opinionStates[row.state].zh }, { state: opinionStates[state].zh, ...shown }]
  const changes = changesOf(opinionFields, before, now)
  const { basis } = opinionTransitions[action]
  await context.record(`opinion.${action}`, subjectOf(id), { basis, changes, ...(reason ? { reason } : {}) })
  return id
}

export const opinionRoutes = [
  read(listOpinions, ({ query }, { tx, actor, today }) => store.list(tx, actor, query, today)),

  read(exportOpinions, async ({ query: { language, ...query } }, { tx, actor, today }) =>
    opinionFile(await store.listAll(tx, actor, query, today), query.year, language, today),
  ),

  read(
    listOfItem,
    async ({ params: { id } }, { tx, actor }) => {
      await findItem(tx, id)
      const [opinions, contacts] = [await store.ofItem(tx, actor, id), await store.contactsOfItem(tx, actor, id)]
      return { opinions, contacts, reports: await store.reportsOfItem(tx, actor, id) }
    },
    { snapshot: true },
  ),

  read(readOpinion, ({ params }, { tx, actor }) => store.find(tx, actor, params.id)),

  read(readOpinionHistory, async ({ params }, { tx, actor }) => {
    await store.find(tx, actor, params.id)
    return { rows: await historyOf(tx, [subjectOf(params.id)]) }
  }),

  read(downloadOpinionFile, async ({ params }, { tx, actor, app }) => {
    await store.find(tx, actor, params.id)
    return fileOf(tx, app.files, subjectOf(params.id), params.fileId)
  }),

  command(
    recordOpinion,
    async ({ params, body: { fileIds, ...body } }, context) => {
      const { tx, today, settings, app } = context
      const { year, bodyName, title, ...chain } = await chainOf(tx, params.id, body)
      demand(recordRules, 'opinion.record', chain, context)
      sound(dayFaults('receivedOn', body.receivedOn, today))
      const dueOn = addWorkingDays(body.receivedOn, settings['opinion.answerWorkingDays'], app.holidays)
      const id = await write.insert(context, { ...body, itemId: params.id, year, dueOn })
      const files = await claimAll(context, fileIds, subjectOf(id))
      const state = opinionStates.recorded.zh
      const now = { ...body, state, body: bodyName, way: opinionWays[body.way].zh, files }
      await context.record('opinion.record', subjectOf(id), { changes: changesOf(opinionFields, {}, now) })
      await tellOf(context, { ...chain, id, title, bodyName })
      return id
    },
    store.find,
  ),

  command(
    noteOpinion,
    async ({ params: { id }, body: { version } }, context) => {
      const { tx, actor, clock } = context
      const row = await store.lock(tx, actor, id, version)
      demand(noteRules, noteOpinion.basis, row, context)
      await write.save(tx, id, { notedBy: actor.id, notedAt: clock.now })
      await context.record('opinion.note', subjectOf(id))
      return id
    },
    store.find,
  ),

  command(
    answerOpinion,
    ({ params: { id }, body: { version, answer, fileIds } }, context) =>
      act(context, 'answer', { id, version }, async () => {
        const files = await claimAll(context, fileIds, subjectOf(id))
        const changed = { answer, answeredBy: context.actor.id, answeredAt: context.clock.now }
        return { changed, shown: { answer, files } }
      }),
    store.find,
  ),

  command(
    sendAnswer,
    ({ params: { id }, body: { version, ...body } }, context) =>
      act(context, 'send', { id, version }, ({ receivedOn }) => {
        sound(dayFaults('answerSentOn', body.answerSentOn, context.today, receivedOn))
        return { changed: body, shown: { ...body, answerWay: opinionWays[body.answerWay].zh } }
      }),
    store.find,
  ),

  command(
    followUpOpinion,
    ({ params: { id }, body: { version, outcome } }, context) =>
      act(context, 'followUp', { id, version }, () => ({ changed: { outcome }, shown: { outcome } })),
    store.find,
  ),

  command(
    waiveOpinion,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'waive', { id, version }, () => ({ changed: { outcome: reason }, reason })),
    store.find,
  ),

  command(
    reopenOpinion,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'reopen', { id, version }, () => ({
        changed: { outcome: null, answerSentOn: null, answerWay: null },
        reason,
      })),
    store.find,
  ),
]

type Arrived = Awaited<ReturnType<typeof chainOf>> & { readonly id: string }

/** The responsible division has it to answer, the performance office to note. */
function tellOf({ tx, clock, actor }: Acting, arrived: Omit<Arrived, 'year'>): Promise<void> {
  const { id, title, bodyName, responsibleDivisionId, coordinatingDivisionId } = arrived
  return tell(tx, clock, [
    {
      ...{ kind: 'opinionArrived', subjectId: id, facts: { body: same(bodyName), title: same(title) } },
      divisionIds: coordinatingDivisionId === responsibleDivisionId ? [] : [coordinatingDivisionId],
      ...{ leaderOf: responsibleDivisionId, causedBy: actor.id },
    },
  ])
}
