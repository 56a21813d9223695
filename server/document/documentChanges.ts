import { documentStates, documentTransitions } from '#domain/document/officialDocument.ts'
import type { Change } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { type Acting, take } from '#server/kernel/routes.ts'
import * as store from './officialDocument.store.ts'

export const subjectOf = (id: string) => ({ kind: 'officialDocument', id })

/** The fields whose change the history shows. */
export const wordFields = {
  title: { name: { zh: '标题', en: 'Title' } },
  addressee: { name: { zh: '主送', en: 'Addressee' } },
  text: { name: { zh: '正文', en: 'Text' } },
  attendance: { name: { zh: '出席情况', en: 'Who was there' } },
}

const stateChange = (old: keyof typeof documentStates, now: keyof typeof documentStates): Change => ({
  ...{ field: 'state', name: { zh: '状态', en: 'State' } },
  ...{ old: inBoth(documentStates[old]), new: inBoth(documentStates[now]) },
})

/** The document, locked, after one of its transitions. */
export async function taken(context: Acting, action: keyof typeof documentTransitions, id: string, version: number) {
  const row = await store.lock(context.tx, context.actor, id, version)
  const state = take(documentTransitions[action], store.factsOf(row), context, documentStates)
  return { row, state, changes: [stateChange(row.state, state)] }
}
