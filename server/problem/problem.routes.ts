import { changesOf } from '#domain/kernel/history.ts'
import { same } from '#domain/kernel/text.ts'
import {
  assignProblem,
  downloadProblemFile,
  exportProblems,
  listProblems,
  noteProblem,
  raiseProblem,
  readProblem,
  readProblemHistory,
  reopenProblem,
  solveProblem,
} from '#domain/problem/problem.api.ts'
import {
  type ProblemAction,
  type ProblemKind,
  problemFields,
  problemKinds,
  problemStates,
  problemTransitions,
  raiseRules,
} from '#domain/problem/problem.ts'
import { initialsOf } from '#server/catalogue/catalogue.public.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { tell } from '#server/notice/notice.public.ts'
import { claimAll, fileOf } from '#server/opinion/opinion.public.ts'
import { problemFile } from './problem.document.ts'
import * as store from './problem.store.ts'

const subjectOf = (id: string) => ({ kind: 'problem' as const, id })

const nothing = { subject: 'none', subjectId: null } as const

const shown = ({ kind, title, words }: { kind: ProblemKind; title: string; words: string }) => ({
  ...{ kind: problemKinds[kind].zh, title, words, state: problemStates.raised.zh },
})

type Given = {
  readonly changed?: Parameters<typeof store.save>[2]
  readonly shown?: Record<string, unknown>
  readonly reason?: string
}

/** One act on a problem: taken by its transition, written, recorded. */
async function act(
  context: Acting,
  action: ProblemAction,
  { id, version }: { id: string; version: number },
  given: (row: Awaited<ReturnType<typeof store.lock>>) => Given | Promise<Given>,
): Promise<string> {
  const { tx, actor } = context
  const row = await store.lock(tx, actor, id, version)
  const state = take(problemTransitions[action], row, context, problemStates)
  const { changed = {}, shown = {}, reason } = await given(row)
  await store.save(tx, id, { ...changed, state })
  const [before, now] = [{ state: problemStates[row.state].zh }, { state: problemStates[state].zh, ...shown }]
  const changes = changesOf(problemFields, before, now)
  const { basis } = problemTransitions[action]
  await context.record(`problem.${action}`, subjectOf(id), { basis, changes, ...(reason ? { reason } : {}) })
  return id
}

export const problemRoutes = [
  read(listProblems, ({ query }, { tx, actor }) => store.list(tx, actor, query)),

  read(exportProblems, async ({ query: { language, ...query } }, { tx, actor }) =>
    problemFile(await store.listAll(tx, actor, query), query.year ?? null, language),
  ),

  read(readProblem, ({ params }, { tx, actor }) => store.find(tx, actor, params.id)),

  read(readProblemHistory, async ({ params }, { tx, actor }) => {
    await store.find(tx, actor, params.id)
    return { rows: await historyOf(tx, [subjectOf(params.id)]) }
  }),

  read(downloadProblemFile, async ({ params }, { tx, actor, app }) => {
    await store.find(tx, actor, params.id)
    return fileOf(tx, app.files, subjectOf(params.id), params.fileId)
  }),

  command(
    raiseProblem,
    async ({ body: { fileIds, subject, subjectId, ...body } }, context) => {
      const of = subject === 'none' || subjectId === null ? nothing : { subject, subjectId }
      const { chain, ...about } = await store.subjectOf(context, of)
      demand(raiseRules, raiseProblem.basis, { chain }, context)
      const id = await store.insert(context, { ...about, ...body, initials: await initialsOf(body.title) })
      const files = await claimAll(context, fileIds, subjectOf(id))
      const changes = changesOf(problemFields, {}, { ...shown(body), files })
      await context.record('problem.raise', subjectOf(id), { changes })
      return id
    },
    store.find,
  ),

  command(
    assignProblem,
    ({ params: { id }, body: { version, divisionId, personId } }, context) =>
      act(context, 'own', { id, version }, async () => {
        const owner = await store.ownerOf(context.tx, divisionId, personId, context.today)
        if (!owner) throw new Invalid([{ path: 'body.divisionId', message: noSuchDivision }])
        if (personId !== null && owner.personName === null)
          throw new Invalid([{ path: 'body.personId', message: notInDivision }])
        const changed = { ownerDivisionId: divisionId, ownerPersonId: personId }
        return { changed, shown: { ownerDivision: owner.nameZh, ownerPerson: owner.personName } }
      }),
    store.find,
  ),

  command(
    noteProblem,
    ({ params: { id }, body: { version, words, fileIds } }, context) =>
      act(context, 'note', { id, version }, async () => {
        await store.insertNote(context, id, words)
        return { shown: { note: words, files: await claimAll(context, fileIds, subjectOf(id)) } }
      }),
    store.find,
  ),

  command(
    solveProblem,
    ({ params: { id }, body: { version, solution } }, context) =>
      act(context, 'solve', { id, version }, async ({ title, raisedBy }) => {
        await tell(context.tx, context.clock, [
          {
            ...{ kind: 'problemSolved', subjectId: id, occasion: version, personIds: [raisedBy] },
            ...{ facts: { title: same(title), solution: same(solution) }, causedBy: context.actor.id },
          },
        ])
        return { changed: { solution, solvedAt: context.clock.now }, shown: { solution } }
      }),
    store.find,
  ),

  command(
    reopenProblem,
    ({ params: { id }, body: { version, reason } }, context) =>
      act(context, 'reopen', { id, version }, () => ({ changed: { solution: null, solvedAt: null }, reason })),
    store.find,
  ),
]

const noSuchDivision = { zh: '没有这个处。', en: 'There is no such division.' }
const notInDivision = { zh: '此人不在这个处任职。', en: 'This person holds no post in that division.' }
