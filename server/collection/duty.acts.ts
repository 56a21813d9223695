import { periodText, previousPeriod } from '#domain/calendar/periods.ts'
import {
  dutyFields,
  endsWithAcceptance,
  entryShown,
  factsOf,
  type Stage,
  stages,
  transitions,
} from '#domain/collection/duty.ts'
import { checkEntry, faultOf } from '#domain/collection/dutyCheck.ts'
import { type FormContent, mainKey, noContent } from '#domain/collection/form.ts'
import type { Compared } from '#domain/collection/formChecks.ts'
import { formFaultOf } from '#domain/collection/formEntry.ts'
import { compare, round } from '#domain/kernel/decimal.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { same } from '#domain/kernel/text.ts'
import { settleCards } from '#server/card/card.public.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { type Acting, take } from '#server/kernel/routes.ts'
import { tell } from '#server/notice/notice.public.ts'
import { dropDrafts } from './draft.store.ts'
import { figureAt } from './duty.figures.ts'
import { type Locked, lock, save, withoutData } from './duty.store.ts'
import { comparedOf, contentOf, furtherOf } from './form.store.ts'
import {
  type EntrySource,
  evidenceFor,
  filesFor,
  type Given,
  insertSubmission,
  replacedBy,
  type Suggested,
  submissionBefore,
  suggestedFor,
} from './submission.store.ts'

type Entered = Given & { readonly version: number }
export const subjectOf = (id: string) => ({ kind: 'duty', id })

/** Hands a new version in for signature: the first, or one after a return. */
export async function offerDuty(context: Acting, id: string, entered: Entered): Promise<string> {
  const duty = await lock(context.tx, context.actor, context.today, id, entered.version)
  const stage = take(transitions.offer, factsOf(duty), context, stages)
  return handIn(context, duty, { stage, action: 'duty.offer' }, entered)
}

/** The final figure in place of a preliminary one: signed and accepted anew, and no correction. */
export async function finalizeDuty(context: Acting, id: string, entered: Entered) {
  const duty = await lock(context.tx, context.actor, context.today, id, entered.version)
  const stage = take(transitions.finalize, factsOf(duty), context, stages)
  return handIn(context, duty, { stage, action: 'duty.finalize' }, entered)
}

/** A new version after signing, with its reason; it has to be signed, accepted and reported again. */
export async function correctDuty(context: Acting, id: string, entered: Entered & { readonly reason: string }) {
  const duty = await lock(context.tx, context.actor, context.today, id, entered.version)
  const stage = take(transitions.correct, factsOf(duty), context, stages)
  return handIn(context, duty, { stage, action: 'duty.correct', reason: entered.reason }, entered)
}

type HandingIn = {
  readonly stage: Stage
  readonly action: 'duty.offer' | 'duty.correct' | 'duty.finalize'
  /** Of a correction. */
  readonly reason?: string
}

async function handIn(context: Acting, duty: Locked, { stage, action, reason }: HandingIn, entered: Entered) {
  const { tx, actor } = context
  const correctionReason = reason ?? null
  const { source, ...sound } = await soundEntry(context, duty, entered, reason ?? '')
  const { kind, value, note, content } = sound
  const last = await submissionBefore(tx, duty)
  if (correctionReason !== null) demandChange({ ...sound, source }, last, entered)
  const evidence = await evidenceFor(context, duty.id, entered.evidenceFileId)
  const fields = duty.form?.fields ?? []
  const files = await filesFor(context, duty.id, fields, content)
  const isPreliminary = isPreliminaryOf(duty, action)
  const submissionId = await insertSubmission(context, duty, {
    ...{ kind, value, note, source, correctionReason, evidence, evidenceFileId: evidence?.id ?? null },
    ...{ content, fields, files, isPreliminary },
    number: (last?.lastNumber ?? 0) + 1,
    replacesId: action === 'duty.offer' ? null : duty.submissionId,
  })
  const isCorrected = duty.isCorrected || correctionReason !== null
  const data = { ...withoutData, submissionId, kind, value, enteredBy: actor.id, isPreliminary }
  await save(tx, duty.id, { ...data, stage, isCorrected, returnReason: null })
  await dropDrafts(tx, [duty.id])
  const before = last ? shownBefore(last, duty) : {}
  const now = { kind, value, note, evidence: evidence?.name ?? null, further: furtherOf(duty.form, content) }
  const changes = changesOf(dutyFields, before, entryShown(now))
  await context.record(action, subjectOf(duty.id), { changes, ...(reason ? { reason } : {}) })
  return duty.id
}

/** A first figure is preliminary where the collection plan says so; a correction stays what it corrects. */
const isPreliminaryOf = (duty: Locked, action: HandingIn['action']): boolean =>
  action === 'duty.offer' ? (duty.form?.isPreliminary ?? false) : action === 'duty.correct' && duty.isPreliminary

/** The version before as the history writes it. */
export const shownBefore = (last: NonNullable<Awaited<ReturnType<typeof submissionBefore>>>, { form }: Locked) =>
  entryShown({
    ...{ ...last, kind: last.kind === 'nil' ? 'nil' : 'value' },
    further: furtherOf(form, contentOf(last.content)),
  })

/** The entry with its value in the indicator's decimals, or 422 beside the field. The reason of a correction explains too. */
export async function soundEntry(context: Acting, duty: Locked, entered: Entered, reason: string) {
  const last = await figureAt(context.tx, duty, previousPeriod(duty.period))
  const suggested = (await suggestedFor(context.tx, duty.id)) ?? null
  const compared = await comparedOf(context.tx, duty)
  const sound = soundOf(context, duty, entered, { reason, last: last?.value ?? null, suggested, compared })
  if (sound.fault) throw new Invalid([{ path: `body.${sound.fault.field}`, message: sound.fault.message }])
  return sound
}

type Beside = {
  readonly reason: string
  readonly last: string | null
  readonly suggested: Suggested | null
  /** Of the form's figures, where the duty has a form. */
  readonly compared: Compared
}
type Asked = Pick<Locked, 'period' | 'indicator' | 'evidenceNeeded' | 'form'>

/** The entry as it is kept, or what keeps it from being handed in. */
export function soundOf({ settings }: Pick<Acting, 'settings'>, duty: Asked, entered: Given, beside: Beside) {
  const { kind, value, note, evidenceFileId, content } = entered
  const { unit, decimals } = duty.indicator
  const { reason, last, suggested } = beside
  const form = { unit, decimals, evidenceNeeded: duty.evidenceNeeded }
  const compared = { period: duty.period, last, suggested: suggested?.value ?? null }
  const fault = faultOf(checkEntry({ kind, value, note: note || reason, evidenceFileId }, form, compared, settings))
  if (fault) return { fault }
  const formFault =
    kind === 'nil'
      ? undefined
      : formFaultOf(duty.indicator, duty.form, { value, note: note || reason, content }, beside.compared)
  if (formFault) return { fault: formFault }
  const rounded = value === null ? null : round(value, decimals)
  const source = sourceOf(rounded, suggested)
  return { kind, value: rounded, note, source, content: kind === 'nil' ? noContent : onlyAsked(duty.form, content) }
}

/** Nothing is kept that the form does not ask. */
function onlyAsked(form: Asked['form'], { values, reasons }: FormContent): FormContent {
  const asked = new Set([mainKey, ...(form?.fields ?? []).map(({ key }) => key)])
  const filled = <Value>(of: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(of).filter(([key, one]) => asked.has(key) && one !== null && one !== ''))
  return { values: filled(values), reasons: filled(reasons) }
}

function sourceOf(value: string | null, suggested: Suggested | null): EntrySource {
  if (value === null || suggested === null || compare(value, suggested.value) !== 0) return 'typed'
  return suggested.feed === 'passengers' ? 'passengers' : 'feed'
}

type Version = Pick<Given, 'kind' | 'value' | 'note' | 'content'> & { readonly source: string }

/** Something that a signature vouches for must differ: figure, note, evidence, a further field or the source. */
function demandChange(
  now: Version,
  last: Awaited<ReturnType<typeof submissionBefore>>,
  { evidenceFileId }: Entered,
): void {
  if (!last || last.evidenceFileId !== evidenceFileId || vouched(now) !== vouched({ ...now, ...ofLast(last) })) return
  throw new Invalid([
    {
      path: 'body.value',
      message: { zh: '与现行版本相同，没有更正。', en: 'Nothing differs from the version in force.' },
    },
  ])
}

const ofLast = ({ kind, value, note, source, content }: NonNullable<Awaited<ReturnType<typeof submissionBefore>>>) => ({
  ...{ kind: kind === 'nil' ? ('nil' as const) : ('value' as const), value, note, source },
  content: contentOf(content),
})

const vouched = ({ kind, value, note, source, content }: Version): string =>
  canonicalOf({ kind, value, note, source, content: { ...content } }).digest

/**
 * The division takes back what nobody has signed; the version stays readable. After a correction taken back the signed
 * version is in force again, at the stage where it was.
 */
export async function takeBackDuty(context: Acting, id: string, given: { version: number; reason: string }) {
  const duty = await lock(context.tx, context.actor, context.today, id, given.version)
  const stage = take(transitions.takeBack, factsOf(duty), context, stages)
  const before = await replacedBy(context.tx, duty.submissionId)
  await save(context.tx, id, { ...(before ?? { ...withoutData, stage }), returnReason: given.reason })
  const changes = changesOf(dutyFields, entryShown(duty), before ? entryShown(before) : {})
  await context.record('duty.takeBack', subjectOf(id), { changes, reason: given.reason })
  return id
}

export async function acceptDuty(context: Acting, id: string, given: { version: number; comment: string }) {
  const { version, comment } = given
  const duty = await lock(context.tx, context.actor, context.today, id, version)
  const stage = take(transitions.accept, factsOf(duty), context, stages)
  const isEnd = endsWithAcceptance(duty)
  await save(context.tx, id, { stage, ...(isEnd ? { reportedOn: duty.reportedOn ?? context.today } : {}) })
  if (isEnd) await settleCards(context.tx, [id], context.today)
  await context.record('duty.accept', subjectOf(id), comment === '' ? {} : { reason: comment })
  return id
}

/** The version returned stays as it was signed; the division hands in a new one. */
export async function sendBackDuty(context: Acting, id: string, given: { version: number; reason: string }) {
  const duty = await lock(context.tx, context.actor, context.today, id, given.version)
  const stage = take(transitions.return, factsOf(duty), context, stages)
  await save(context.tx, id, { stage, returnReason: given.reason })
  await context.record('duty.return', subjectOf(id), { reason: given.reason })
  await tell(context.tx, context.clock, [
    {
      ...{ kind: 'dutyReturned', subjectId: id, occasion: duty.version, divisionIds: [duty.responsibleDivisionId] },
      facts: { indicator: same(duty.indicator.name), period: periodText(duty.period), reason: same(given.reason) },
      causedBy: context.actor.id,
    },
  ])
  return id
}
