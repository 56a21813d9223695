import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { noteFields, noteStates } from '#domain/rectification/findingNote.ts'
import type { Source } from '#domain/rectification/orderStates.ts'
import { Invalid } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import * as store from './note.store.ts'
import { divisionOfDay, titleOfSource } from './source.store.ts'

type Content = {
  readonly divisionId: string
  readonly source: Source
  readonly sourceId: string | null
  readonly words: string
  readonly dueOn: string | null
}

const noSuchDivision = { zh: '没有这个处。', en: 'There is no such division.' }
const past = { zh: '不能早于今天。', en: 'Not before today.' }

/** A note on a small fault, and its history. Whoever calls it has asked whether it may be made. */
export async function writeNote(context: Acting, content: Content): Promise<string> {
  const { tx, today, record } = context
  const division = await divisionOfDay(tx, content.divisionId, today)
  if (division === undefined) throw new Invalid([{ path: 'body.divisionId', message: noSuchDivision }])
  if (content.dueOn !== null && content.dueOn < today) throw new Invalid([{ path: 'body.dueOn', message: past }])
  const sourceTitle = await titleOfSource(tx, content, 'body.sourceId')
  const id = await store.insert(context, { ...content, sourceTitle })
  const { words, dueOn } = content
  const shown = { state: inBoth(noteStates.noted), division, source: sourceTitle, words, dueOn }
  const changes = changesOf(noteFields, {}, shown)
  await record('findingNote.note', { kind: 'findingNote', id }, { basis: 'rectification.note', changes })
  return id
}
