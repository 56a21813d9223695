import { businessPosts, divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import {
  answerNote,
  listFindingNotes,
  noteFinding,
  readFindingNote,
  readNoteHistory,
  takeBackNote,
} from '#domain/rectification/findingNote.api.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'
import { seen, seers } from './rectification.ts'

const note = { source: 'free' as const, sourceId: null, words: '台账的日期写法不一', dueOn: null }
async function noted(office: Office) {
  const drafter = await office.w.person('performanceOffice.staff', office.secretariat)
  const body = { ...note, divisionId: office.divisions.responsible }
  const { id, version } = (await office.w.call(drafter, noteFinding, { body })).body
  return { params: { id }, version }
}
const oneNote = onceFor(noted)

export const findingNoteRows = [
  row(listFindingNotes, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readFindingNote, seers, { ...seen, ask: async (office) => ({ params: (await oneNote(office)).params }) }),
  row(readNoteHistory, seers, { ...seen, ask: async (office) => ({ params: (await oneNote(office)).params }) }),
  row(noteFinding, performanceOffice, {
    ask: ({ divisions }) => ({ body: { ...note, divisionId: divisions.responsible } }),
  }),
  row(answerNote, divisionPosts, {
    foreign: 'elsewhere',
    ask: async (office) => {
      const { params, version } = await noted(office)
      return { params, body: { version, answer: '已统一' } }
    },
  }),
  row(takeBackNote, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await noted(office)
      return { params, body: { version, reason: '记错处' } }
    },
  }),
]
