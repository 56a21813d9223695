import { dutyFields, entryShown, factsOf, stages, transitions } from '#domain/collection/duty.ts'
import { listSigners, register } from '#domain/collection/registration.api.ts'
import { notHead, ownSignature, registrationFaults } from '#domain/collection/registration.ts'
import { isOwn } from '#domain/kernel/actor.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { settleCards } from '#server/card/card.public.ts'
import { canonicalOf } from '#server/kernel/canonical.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { type Acting, command, read, take } from '#server/kernel/routes.ts'
import { dropDrafts } from './draft.store.ts'
import { shownBefore, soundEntry, subjectOf } from './duty.acts.ts'
import { divisionOf, statementOf } from './duty.sign.ts'
import { findFacts, type Locked, lock, save } from './duty.store.ts'
import { findDuty } from './dutyPage.store.ts'
import { furtherOf } from './form.store.ts'
import { headsOn, insertRegistered } from './registration.store.ts'
import { evidenceFor, filesFor, insertSubmission, submissionBefore } from './submission.store.ts'

type Body = Parameters<typeof soundEntry>[2] & {
  readonly way: string
  readonly signerId: string
  readonly signedOn: string
  readonly receivedOn: string
}

/** Data that came signed on paper, with the scan as evidence; the registrar counts as having entered them. */
async function registerDuty(context: Acting, id: string, body: Body): Promise<string> {
  const { tx, actor, today } = context
  const duty = await lock(tx, actor, today, id, body.version)
  const stage = take(transitions.register, factsOf(duty), context, stages)
  const faults = registrationFaults(body, duty.opensOn, today)
  const signer = (await headsOn(tx, duty.responsibleDivisionId, body.signedOn)).find(({ id }) => id === body.signerId)
  if (!signer) faults.push({ path: 'signerId', message: notHead })
  if (isOwn(actor, body.signerId)) faults.push({ path: 'signerId', message: ownSignature })
  if (faults.length > 0 || !signer)
    throw new Invalid(faults.map(({ path, message }) => ({ path: `body.${path}`, message })))
  const { source, ...sound } = await soundEntry(context, duty, body, '')
  const last = await submissionBefore(tx, duty)
  const evidence = await evidenceFor(context, id, body.evidenceFileId)
  const fields = duty.form?.fields ?? []
  const submissionId = await insertSubmission(context, duty, {
    ...{ ...sound, source, evidence, evidenceFileId: evidence?.id ?? null },
    ...{ correctionReason: null, replacesId: null, number: (last?.lastNumber ?? 0) + 1 },
    ...{ fields, files: await filesFor(context, id, fields, sound.content) },
    isPreliminary: duty.form?.isPreliminary ?? false,
  })
  await sign(context, duty, submissionId, { ...body, signer, scan: evidence })
  const { kind, value, note } = sound
  await save(tx, id, {
    ...{ stage, submissionId, kind, value, enteredBy: actor.id, returnReason: null },
    isPreliminary: duty.form?.isPreliminary ?? false,
    ...{ signedBy: signer.id, signedFor: signer.heldBy?.id ?? null, signedAt: context.clock.now },
    firstSignedOn: duty.firstSignedOn ?? body.receivedOn,
  })
  await dropDrafts(tx, [id])
  await settleCards(tx, [id], today, 'internal')
  const before = last ? shownBefore(last, duty) : {}
  const further = furtherOf(duty.form, sound.content)
  const now = entryShown({ kind, value, note, evidence: evidence?.name ?? null, further })
  const { basis } = transitions.register
  await context.record('duty.register', subjectOf(id), { changes: changesOf(dutyFields, before, now), basis })
  return id
}

type OnPaper = Omit<Body, 'version'> & {
  readonly signer: Awaited<ReturnType<typeof headsOn>>[number]
  readonly scan: Awaited<ReturnType<typeof evidenceFor>>
}

/** The canonical content names the scan and who registered it, beside all that a signature given here names. */
async function sign(context: Acting, duty: Locked, submissionId: string, given: OnPaper): Promise<void> {
  const { tx, actor, pack, clock } = context
  const { way, signedOn, receivedOn, signer, scan, kind, value } = given
  const division = await divisionOf(tx, { divisionId: duty.responsibleDivisionId })
  const { number, text } = statementOf(pack, signedOn)
  const content = canonicalOf({
    division: { id: division.id, name: division.zh },
    period: duty.period,
    statement: { name: 'art28', number, text: text.zh },
    duties: [{ duty: duty.id, submission: submissionId, kind, value }],
    registered: {
      ...{ way, signedOn, receivedOn, signedBy: signer.id, registeredBy: actor.id },
      scan: scan && { name: scan.name, digest: scan.digest },
    },
  })
  await insertRegistered(tx, {
    ...{ submissionId, signer, divisionId: division.id, statement: { number, text: text.zh } },
    ...{ way, signedOn, receivedOn, registeredBy: actor.id, signedAt: clock.now, ...content },
  })
}

export const registrationRoutes = [
  read(listSigners, async ({ params, query }, { tx, actor, today }) => {
    const { responsibleDivisionId } = await findFacts(tx, actor, today, params.id)
    const rows = await headsOn(tx, responsibleDivisionId, query.on)
    return { rows: rows.map(({ id, name, heldBy }) => ({ id, name, inPlaceOf: heldBy?.name ?? null })) }
  }),

  command(
    register,
    ({ params, body: { scanFileId, ...body } }, context) =>
      registerDuty(context, params.id, { ...body, evidenceFileId: scanFileId }),
    (tx, actor, id, reading) => findDuty(tx, actor, id, reading),
  ),
]
