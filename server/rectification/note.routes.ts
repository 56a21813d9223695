import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import {
  answerNote,
  listFindingNotes,
  noteFinding,
  readFindingNote,
  readNoteHistory,
  takeBackNote,
} from '#domain/rectification/findingNote.api.ts'
import {
  type NoteAction,
  noteFields,
  noteRules,
  noteStates,
  noteTransitions,
} from '#domain/rectification/findingNote.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { writeNote } from './note.acts.ts'
import * as store from './note.store.ts'

const subjectOf = (id: string) => ({ kind: 'findingNote' as const, id })

type At = { readonly id: string; readonly version: number }
type Given = { readonly saved?: Omit<Parameters<typeof store.save>[2], 'state'>; readonly reason?: string }

async function act(context: Acting, action: NoteAction, { id, version }: At, { saved = {}, reason }: Given) {
  const facts = await store.lock(context, id, version)
  const state = take(noteTransitions[action], facts, context, noteStates)
  await store.save(context.tx, id, { ...saved, state })
  const now = { state: inBoth(noteStates[state]), answer: saved.answer }
  const changes = changesOf(noteFields, { state: inBoth(noteStates[facts.state]) }, now)
  const { basis } = noteTransitions[action]
  await context.record(`findingNote.${action}`, subjectOf(id), { basis, changes, ...(reason ? { reason } : {}) })
  return id
}

export const noteRoutes = [
  read(listFindingNotes, ({ query }, { tx, actor }) => store.list(tx, actor, query)),
  read(readFindingNote, ({ params }, { tx, actor }) => store.find(tx, actor, params.id)),
  read(readNoteHistory, async ({ params }, { tx, actor }) => {
    await store.find(tx, actor, params.id)
    return { rows: await historyOf(tx, [subjectOf(params.id)]) }
  }),

  command(
    noteFinding,
    ({ body }, context) => {
      demand(noteRules, 'rectification.note', undefined, context)
      return writeNote(context, body)
    },
    store.find,
  ),

  command(
    answerNote,
    ({ params: { id }, body: { version, answer } }, context) => {
      const saved = { answer, answeredBy: context.actor.id, answeredAt: context.clock.now }
      return act(context, 'answer', { id, version }, { saved })
    },
    store.find,
  ),

  command(
    takeBackNote,
    ({ params: { id }, body: { version, reason } }, context) => act(context, 'takeBack', { id, version }, { reason }),
    store.find,
  ),
]
