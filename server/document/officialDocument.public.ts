import { noticePaper } from '#domain/document/officialDocument.content.ts'
import { documentStates, documentTransitions, numberingRules, numberOf } from '#domain/document/officialDocument.ts'
import { divisionPosts, isOneOf, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { PlanSnapshot } from '#domain/plan/plan.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { insertFile } from '#server/kernel/files.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { type Acting, demand, type Reading, take } from '#server/kernel/routes.ts'
import * as store from './officialDocument.store.ts'
import * as write from './officialDocumentWrite.store.ts'

export { titleOfNumber } from './officialDocument.store.ts'

/** Whether the notice that issues a plan is drafted, and whether it is signed off. */
export async function noticeOf(tx: Tx, planId: string): Promise<{ hasNotice: boolean; isNoticeSigned: boolean }> {
  const notice = await store.stateOf(tx, planId)
  return { hasNotice: notice !== null, isNoticeSigned: notice?.state === 'signedOff' }
}

type Issue = {
  readonly planId: string
  /** As in the office's register; null where the office has its own sequence. */
  readonly number: string | null
  readonly datedOn: string
  readonly plan: PlanSnapshot
}

/** Numbers the signed notice of a plan, stores its bytes and lays it before every division. Answers the number. */
export async function issueNotice(context: Acting, { planId, number: given, datedOn, plan }: Issue): Promise<string> {
  const { tx, actor, app, settings } = context
  const notice = await store.stateOf(tx, planId)
  if (!notice) throw new NotFound()
  const row = await store.lock(tx, actor, notice.id)
  take(documentTransitions.issue, store.factsOf(row), context, documentStates)
  const code = settings['document.ownSequence']
  demand(numberingRules, 'document.issue', { hasOwnSequence: code !== 'register', isGiven: given !== null }, context)
  const year = Number(datedOn.slice(0, 4))
  const number = given ?? numberOf(code, year, await write.nextNumber(tx, code, year))
  const { title, addressee, text, sender } = row
  const { writePaper } = await import('#server/kernel/office/paper.ts')
  const content = await writePaper(noticePaper({ words: { title, addressee, text }, sender, number, datedOn, plan }))
  const { id: fileId } = await insertFile(tx, app.files, {
    ...{ name: `${title}.docx`, type: fileTypes.docx.mediaType, content, uploadedBy: actor.id },
    claimedBy: { kind: 'officialDocument', id: row.id },
  })
  await write.issue(context, row.id, { number, datedOn, fileId })
  const changes = [{ field: 'number', name: { zh: '文号', en: 'Document number' }, old: null, new: number }]
  await context.record('document.issue', { kind: 'officialDocument', id: row.id }, { changes })
  return number
}

const from: Record<'check' | 'sign', Text> = {
  check: { zh: '已拟稿', en: 'Drafted' },
  sign: { zh: '已核稿', en: 'Checked' },
}

/** Drafts wait to be checked and signed off, issued documents for the receipt of each division. */
export async function documentTodos(context: Reading): Promise<Todo[]> {
  const { tx, actor } = context
  if (isOneOf(actor.post, divisionPosts)) return toReceive(context)
  if (!isOneOf(actor.post, [...officeLeaders, ...performanceOffice])) return []
  const action = isOneOf(actor.post, officeLeaders) ? 'sign' : 'check'
  const transition = documentTransitions[action]
  const rows = await store.underWay(tx, actor)
  return rows
    .filter((row) => !refusalOf(transition, store.factsOf(row), context))
    .map(({ id, year, title }) => ({
      ...{ module: 'plan', id, basis: transition.basis, action: transition.label, from: from[action] },
      ...{ object: { zh: title, en: title }, dueOn: null, link: `/plans/${year}/notice#act-${action}` },
    }))
}

async function toReceive({ tx, actor }: Reading): Promise<Todo[]> {
  if (actor.divisionId === null) return []
  const rows = await store.unread(tx, actor, actor.divisionId)
  return rows.map(({ id, year, title, number }) => ({
    ...{ module: 'plan', id, basis: 'document.receive', action: { zh: '签收', en: 'Acknowledge' } },
    ...{ object: { zh: title, en: title }, from: { zh: number ?? '', en: number ?? '' } },
    ...{ dueOn: null, link: `/plans/${year}/notice#act-receive` },
  }))
}
