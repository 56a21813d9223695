import { divisionPosts, isOneOf, isOwn, performanceOffice } from '#domain/kernel/actor.ts'
import { hasPost, type Rule, type States, type Transition } from '#domain/kernel/lifecycle.ts'

/** A small fault is settled by a note (Art. 34): said, answered in one line, done. No order. */
export const noteStates = {
  noted: { zh: '待回复', en: 'To be answered' },
  answered: { zh: '已回复', en: 'Answered' },
  takenBack: { zh: '已收回', en: 'Taken back' },
} as const satisfies States<string>
export type NoteState = keyof typeof noteStates
export const noteStateNames = Object.keys(noteStates) as [NoteState, ...NoteState[]]

export type NoteFacts = {
  readonly state: NoteState
  readonly divisionId: string
  readonly notedBy: string
}

/** The performance office notes what it finds. */
export const noteRules: readonly Rule<unknown>[] = [
  hasPost(performanceOffice, {
    zh: '提示由办绩效办记录。',
    en: 'Notes are made by the performance office.',
  }),
]

const ofDivision: Rule<NoteFacts> = {
  code: 'not_noted_division',
  who: { zh: '被提示的处', en: 'The division the note is for' },
  message: () => ({ zh: '由被提示的处回复。', en: 'For the division the note is for.' }),
  holds: ({ divisionId }, { actor }) => isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId,
}
const notOwnNote: Rule<NoteFacts> = {
  code: 'own_note',
  message: () => ({ zh: '记录提示的人不得自行回复。', en: 'Whoever made the note does not answer it.' }),
  holds: ({ notedBy }, { actor }) => !isOwn(actor, notedBy),
}

export type NoteAction = 'answer' | 'takeBack'
export const noteTransitions: Record<NoteAction, Transition<NoteState, NoteFacts>> = {
  answer: {
    label: { zh: '回复', en: 'Answer' },
    from: ['noted'],
    to: 'answered',
    basis: 'rectification.answerNote',
    requires: [ofDivision, notOwnNote],
  },
  takeBack: {
    label: { zh: '收回', en: 'Take back' },
    from: ['noted'],
    to: 'takenBack',
    basis: 'rectification.note',
    requires: [
      hasPost(performanceOffice, {
        zh: '提示由办绩效办收回。',
        en: 'Notes are taken back by the performance office.',
      }),
    ],
  },
}

/** What the history shows of a note. */
export const noteFields = {
  state: { name: { zh: '状态', en: 'State' } },
  division: { name: { zh: '处', en: 'Division' } },
  source: { name: { zh: '发现于', en: 'Found in' } },
  words: { name: { zh: '提示', en: 'Note' } },
  dueOn: { name: { zh: '建议办结日', en: 'At best by' } },
  answer: { name: { zh: '回复', en: 'Answer' } },
} as const
