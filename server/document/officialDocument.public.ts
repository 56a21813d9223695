import { cosignatureTransitions } from '#domain/document/cosignature.ts'
import { issuedWith } from '#domain/document/documentKind.ts'
import { documentStates, documentTransitions, noticeWordsRules } from '#domain/document/officialDocument.ts'
import { divisionPosts, isOneOf, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { inBoth, joinTexts, same, type Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { urgedWords } from '#domain/kernel/urge.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { type Acting, demand, type Reading } from '#server/kernel/routes.ts'
import * as requests from './cosignature.store.ts'
import { subjectOf } from './documentChanges.ts'
import { type Issue, issueRow } from './documentIssue.ts'
import * as store from './officialDocument.store.ts'
import * as write from './officialDocumentWrite.store.ts'

export { documentIsSeen } from './officialDocument.store.ts'

/** Whether the notice that issues a plan is drafted, and whether it is signed off. */
export async function noticeOf(tx: Tx, planId: string): Promise<{ hasNotice: boolean; isNoticeSigned: boolean }> {
  const notice = await store.standingOf(tx, { subject: 'plan', aboutId: planId })
  return { hasNotice: notice !== null, isNoticeSigned: notice?.state === 'signedOff' }
}

type OfPlan = Issue & {
  readonly planId: string
  /** Whether the plan is issued as provisional, which its notice must say; null of a revision. */
  readonly isProvisional: boolean | null
}

/** Numbers the signed notice of a plan, stores its bytes and lays it before every division. Answers the number. */
export async function issueNotice(context: Acting, { planId, isProvisional, ...issue }: OfPlan): Promise<string> {
  const notice = await store.standingOf(context.tx, { subject: 'plan', aboutId: planId })
  if (!notice) throw new NotFound()
  const row = await store.lock(context.tx, context.actor, notice.id)
  if (isProvisional !== null) demand(noticeWordsRules, 'document.issue', { isProvisional, text: row.text }, context)
  return issueRow(context, row, issue)
}

/** Ends the notice of a plan that is not to be issued, with the co-signatures that it waits for; nothing where there is none. */
export async function withdrawNotice(context: Acting, planId: string, reason: string): Promise<void> {
  const { tx, actor, record } = context
  const notice = await store.standingOf(tx, { subject: 'plan', aboutId: planId })
  if (!notice) return
  const row = await store.lock(tx, actor, notice.id)
  await requests.withdrawAll(context, row.id, reason)
  await write.withdraw(tx, row.id, reason)
  const state = {
    ...{ field: 'state', name: { zh: '状态', en: 'State' } },
    ...{ old: inBoth(documentStates[row.state]), new: inBoth(documentStates.withdrawn) },
  }
  await record('document.withdraw', subjectOf(row.id), { changes: [state], reason })
}

/** The call's own notice; null where it has none. */
export const callNoticeOf = (tx: Tx, callId: string) => store.standingOf(tx, { subject: 'planCall', aboutId: callId })

/** The same for the notice of a call, where it has one of its own. */
export async function issueCallNotice(
  context: Acting,
  { noticeId, ...issue }: Omit<Issue, 'annex'> & { readonly noticeId: string },
): Promise<string> {
  const row = await store.lock(context.tx, context.actor, noticeId)
  return issueRow(context, row, { ...issue, annex: null })
}

/** The issued document with which a plan goes to the city, by its id; 404 where there is none of this plan. */
export async function issuedSending(tx: Tx, planId: string, id: string) {
  return tx
    .selectFrom('officialDocument')
    .select(['id', 'number', 'datedOn', 'planVersionId'])
    .where('id', '=', id)
    .where('planId', '=', planId)
    .where('subject', '=', 'planSending')
    .where('state', '=', 'issued')
    .executeTakeFirstOrThrow(() => new NotFound())
}

const from: Record<'check' | 'sign' | 'issue' | 'edit', Text> = {
  check: { zh: '已拟稿', en: 'Drafted' },
  sign: { zh: '已核稿', en: 'Checked' },
  issue: { zh: '已签发', en: 'Signed off' },
  edit: { zh: '会签退回', en: 'Sent back in co-signature' },
}

/** Drafts wait to be co-signed, checked, signed off and numbered, issued documents for the receipt of each division. */
export async function documentTodos(context: Reading): Promise<Todo[]> {
  const { tx, actor } = context
  if (isOneOf(actor.post, divisionPosts)) return [...(await toCosign(context)), ...(await toReceive(context))]
  if (!isOneOf(actor.post, [...officeLeaders, ...performanceOffice])) return []
  return (await store.underWay(tx, actor)).flatMap((row) => {
    const action = nextOf(context, row)
    return action ? [todoOf(row, action)] : []
  })
}

/** What the acting post does next with a document; what is numbered by another act waits there. */
function nextOf(context: Reading, row: store.DocumentRow): keyof typeof from | undefined {
  const { actor } = context
  const may = (action: keyof typeof from) => !refusalOf(documentTransitions[action], store.factsOf(row), context)
  if (isOneOf(actor.post, officeLeaders)) return may('sign') ? 'sign' : undefined
  if (may('check')) return 'check'
  if (issuedWith[row.subject] === undefined && may('issue')) return 'issue'
  const isSentBack = row.requests.some(({ state }) => state === 'returned')
  return isSentBack && row.draftedBy === actor.id && may('edit') ? 'edit' : undefined
}

const todoOf = ({ id, title }: store.DocumentRow, action: keyof typeof from): Todo => ({
  ...{ module: 'plan', id, basis: documentTransitions[action].basis, action: documentTransitions[action].label },
  ...{ from: from[action], object: { zh: title, en: title }, dueOn: null, link: `/documents/${id}#act-${action}` },
})

async function toCosign(context: Reading): Promise<Todo[]> {
  const { tx, actor } = context
  if (actor.post !== 'division.head' || actor.divisionId === null) return []
  const divisionId = actor.divisionId
  const { agree } = cosignatureTransitions
  const rows = await store.toCosign(tx, actor, divisionId)
  return rows
    .filter(({ draftedBy, state: documentState }) => {
      const facts = { state: 'asked' as const, divisionId, documentState, draftedBy, words: '' }
      return !refusalOf(agree, facts, context)
    })
    .map(({ id, title, drafterName }) => ({
      ...{ module: 'plan', id, basis: agree.basis, action: { zh: '会签', en: 'Co-sign' } },
      ...{ object: { zh: title, en: title }, from: { zh: drafterName, en: drafterName } },
      ...{ dueOn: null, link: `/documents/${id}#act-cosign` },
    }))
}

async function toReceive({ tx, actor }: Reading): Promise<Todo[]> {
  if (actor.divisionId === null) return []
  const rows = await store.unread(tx, actor, actor.divisionId)
  return rows.map(({ id, title, number, urges }) => ({
    ...{ module: 'plan', id, basis: 'document.receive', action: { zh: '签收', en: 'Acknowledge' } },
    object: { zh: title, en: title },
    from: joinTexts([...(number ? [same(number)] : []), ...urgedWords(urges)], '；', '; '),
    ...{ dueOn: null, link: `/documents/${id}#act-receive` },
  }))
}
