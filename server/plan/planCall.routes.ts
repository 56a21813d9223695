import type { Change } from '#domain/kernel/history.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import {
  closeCall,
  createCall,
  downloadCallTemplate,
  extendCall,
  incorporateCall,
  issueCall,
  listCalls,
  readCall,
  readCallHistory,
  saveCall,
} from '#domain/plan/planCall.api.ts'
import {
  type CallState,
  callDueOn,
  callFields,
  callStates,
  callStatesSeenBy,
  callTransitions,
  extensionRules,
  newCallRules,
  noCallFacts,
} from '#domain/plan/planCall.ts'
import { callNoticeOf, issueCallNotice } from '#server/document/officialDocument.public.ts'
import { Invalid, NotFound, Refused } from '#server/kernel/errors.ts'
import { claimFile } from '#server/kernel/files.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { beginYear } from './plan.store.ts'
import * as store from './planCall.store.ts'

const subject = (id: string) => ({ kind: 'planCall', id })
const find = (tx: Reading['tx'], actor: Reading['actor'], id: string, context: Reading) =>
  store.find(tx, actor, id, context)

type Fields = Partial<Record<Exclude<keyof typeof callFields, 'state'>, unknown>> & { readonly state?: CallState }

/** What changed, each value as the history keeps it. */
const changes = (before: store.CallRow, after: Fields): Change[] =>
  changesOf(callFields, shown(before), shown({ ...before, ...after }))
const shown = ({ state, ...row }: Fields) => ({ ...row, state: state && inBoth(callStates[state]) })

export const planCallRoutes = [
  read(listCalls, async (_input, { tx, actor }) => ({ rows: await store.list(tx, actor) })),

  read(
    readCall,
    async ({ params }, context) => {
      const { tx, actor } = context
      return store.find(tx, actor, await store.idOfYear(tx, actor, params.year), context)
    },
    { snapshot: true },
  ),

  command(
    createCall,
    async ({ body }, context) => {
      const { tx, record } = context
      demand(newCallRules, 'plan.call', noCallFacts(body.year), context)
      await beginYear(tx, body.year)
      const call = await store.insert(tx, body)
      if (!call) throw new Refused({ code: 'call_exists', message: callExists, basis: 'plan.call', role: false })
      await record('call.create', subject(call.id), { basis: 'plan.call', changes: changesOf(callFields, {}, body) })
      return call.id
    },
    find,
  ),

  command(
    saveCall,
    async ({ params, body: { version, ...content } }, context) => {
      const { tx, actor, record } = context
      const call = await store.lock(tx, actor, params.id, version)
      take(callTransitions.edit, store.factsOf(call), context, callStates)
      const before = await store.templateOf(tx, call.templateFileId)
      const isKept = content.templateFileId === null || content.templateFileId === before?.id
      if (!isKept) await claimFile(tx, actor.id, content.templateFileId ?? '', subject(call.id))
      await store.save(tx, call.id, content)
      const after = await store.templateOf(tx, content.templateFileId)
      const named = changesOf(callFields, { template: before?.name }, { template: after?.name })
      const details = { basis: 'plan.call', changes: [...changes(call, content), ...named] }
      await record('call.save', subject(call.id), details)
      return call.id
    },
    find,
  ),

  read(downloadCallTemplate, async ({ params }, { tx, actor, app }) => {
    const { templateFileId } = await store.findRow(tx, actor, params.id)
    const { name, type, digest } = await tx
      .selectFrom('storedFile')
      .select(['name', 'type', 'digest'])
      .where('id', '=', templateFileId)
      .executeTakeFirstOrThrow(() => new NotFound())
    return { name, type, content: await app.files.open(digest) }
  }),

  command(
    issueCall,
    async ({ params, body }, context) => {
      const { tx, actor, today, app, record } = context
      const call = await store.lock(tx, actor, params.id, body.version)
      const state = take(callTransitions.issue, store.factsOf(call), context, callStates)
      const documentNumber = await issuedNumber(context, call.id, body.documentNumber)
      const dueOn = callDueOn(today, call.workingDays, app.holidays)
      await store.save(tx, call.id, { state, issuedOn: today, dueOn })
      const divisions = await store.callDivisions(tx, call.id, dueOn, today)
      const facts = { state, issuedOn: today, dueOn, divisions, documentNumber }
      const details = { basis: 'plan.call', changes: changes(call, facts) }
      await record('call.issue', subject(call.id), details)
      return call.id
    },
    find,
  ),

  command(
    incorporateCall,
    async ({ params, body: { version, reason, ...facts } }, context) => {
      const { tx, actor, record } = context
      const call = await store.lock(tx, actor, params.id, version)
      take(callTransitions.incorporate, store.factsOf(call, reason), context, callStates)
      demandPast('incorporatedOn', facts.incorporatedOn, context)
      await store.save(tx, call.id, facts)
      const details = { basis: 'plan.incorporate', changes: changes(call, facts), ...(reason ? { reason } : {}) }
      await record('call.incorporate', subject(call.id), details)
      return call.id
    },
    find,
  ),

  command(
    extendCall,
    async ({ params, body: { version, divisionId, dueOn, reason } }, context) => {
      const { tx, actor, today, record } = context
      const call = await store.lock(tx, actor, params.id, version)
      take(callTransitions.extend, store.factsOf(call), context, callStates)
      const division = await store.calledDivision(tx, call, divisionId)
      if (!division) throw new NotFound()
      demand(extensionRules, 'plan.extend', { ...division, newDueOn: dueOn }, context)
      await store.extend(tx, call.id, divisionId, { dueOn, extensionReason: reason, extendedOn: today })
      await store.save(tx, call.id, {})
      const name = { zh: `${division.nameZh}期限`, en: `Due day of ${division.nameEn}` }
      const change = { field: 'dueOn', name, old: division.dueOn, new: dueOn }
      await record('call.extend', subject(call.id), { basis: 'plan.extend', changes: [change], reason })
      return call.id
    },
    find,
  ),

  command(
    closeCall,
    async ({ params, body: { version, reason } }, context) => {
      const { tx, actor, record } = context
      const call = await store.lock(tx, actor, params.id, version)
      const state = take(callTransitions.close, store.factsOf(call, reason), context, callStates)
      await store.save(tx, call.id, { state, closeReason: reason || null })
      const details = { basis: 'plan.closeCall', changes: changes(call, { state }), ...(reason ? { reason } : {}) }
      await record('call.close', subject(call.id), details)
      return call.id
    },
    find,
  ),

  read(
    readCallHistory,
    async ({ params }, { tx, actor }) => {
      await store.findRow(tx, actor, params.id)
      if (!callStatesSeenBy(actor).includes('drafted')) throw new NotFound()
      return { rows: await historyOf(tx, [subject(params.id)]) }
    },
    { snapshot: true },
  ),
]

/** The number under which its own notice is issued; null where it has none. */
async function issuedNumber(context: Acting, callId: string, number: string | null): Promise<string | null> {
  const notice = await callNoticeOf(context.tx, callId)
  if (notice) return issueCallNotice(context, { noticeId: notice.id, number, datedOn: context.today })
  if (number !== null) throw new Invalid([{ path: 'body.documentNumber', message: noNotice }])
  return null
}

const noNotice = { zh: '没有拟下发通知，不编文号。', en: 'There is no notice to be numbered.' }

function demandPast(field: string, day: string, { today }: Acting): void {
  if (day <= today) return
  const message = { zh: '日期不能晚于今天。', en: 'The day cannot lie after today.' }
  throw new Invalid([{ path: `body.${field}`, message }])
}

const callExists = { zh: '该年度的编制要求已经有了。', en: 'There is a call of this year already.' }
