import { periodText, yearOf } from '#domain/calendar/periods.ts'
import {
  askDueException,
  downloadConsent,
  grantDueException,
  listDueExceptions,
  readDueException,
  readDueExceptionHistory,
  refuseDueException,
  takeBackDueException,
} from '#domain/collection/dueException.api.ts'
import { askRules, type ExceptionFacts, exceptionTransitions } from '#domain/collection/dueException.ts'
import { extendedDays } from '#domain/collection/dueRevision.ts'
import { changesOf } from '#domain/kernel/history.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { claimFile } from '#server/kernel/files.ts'
import { historyOf } from '#server/kernel/history.ts'
import { type Acting, command, demand, read, take } from '#server/kernel/routes.ts'
import { tell } from '#server/notice/notice.public.ts'
import { dueRules } from './collectionRules.store.ts'
import * as store from './dueException.store.ts'
import { reviseDays, revisedEntry } from './dueRevision.store.ts'
import { demandVisible as demandVisibleDuty } from './dutyRows.store.ts'

const subjectOf = (id: string) => ({ kind: 'dueException', id })

const fields = {
  internalOn: { name: { zh: '内部期限延至', en: 'Internal day until' } },
  externalOn: { name: { zh: '对外期限延至', en: 'External day until' } },
  consent: { name: { zh: '采集责任单位同意', en: "Collecting unit's consent" } },
} as const

type Of = { readonly dutyId: string } | { readonly divisionId: string; readonly period: string }

/** Whose duties it is asked for, as far as the asking division sees them. */
async function reachOf(
  { tx, actor }: Acting,
  of: Of,
  externalOn: string | null,
): Promise<store.Reach & { year: number }> {
  if ('dutyId' in of) {
    await demandVisibleDuty(tx, actor, of.dutyId)
    return { ...(await store.dutyParties(tx, of.dutyId)), dutyId: of.dutyId, externalOn }
  }
  const { divisionId, period } = of
  if (!(await store.hasDuties(tx, actor, divisionId, period))) throw new NotFound()
  const coordinatingDivisionId = divisionId === actor.divisionId ? null : actor.divisionId
  const reach = { responsibleDivisionId: divisionId, period, coordinatingDivisionId, externalOn, dutyId: null }
  return { ...reach, year: yearOf(period) }
}

async function locked(context: Acting, id: string, version: number) {
  const row = await store.lock(context.tx, context.actor, id, version)
  const judgedByDeputy = await store.isHouse(context.tx, [row.responsibleDivisionId, row.askedDivisionId])
  const facts: ExceptionFacts = { ...row, judgedByDeputy, covered: await store.coveredBy(context.tx, row) }
  return { row, facts }
}

/** Moves the days of everything it reaches, each duty by the settings its days were set by. */
async function extend(context: Acting, id: string, reach: store.Reach & { reason: string; internalOn: string | null }) {
  const { tx, today, app, settingsRevision } = context
  const duties = await store.lockReached(tx, reach)
  const settingsOf = new Map<string, Settings>()
  for (const day of new Set(duties.map(({ setOn }) => setOn)))
    settingsOf.set(day, await app.settingsOf(tx, settingsRevision, day))
  const rules = await dueRules(
    tx,
    duties.map(({ collectionVersionId }) => collectionVersionId),
  )
  const revised = duties.map((duty) => {
    const rule = rules.get(duty.collectionVersionId ?? '') ?? null
    // what is signed keeps the internal day it was signed under
    const internalOn = duty.firstSignedOn === null ? reach.internalOn : duty.internalDueOn
    const settings = settingsOf.get(duty.setOn) ?? context.settings
    const days = extendedDays(
      duty,
      { internalOn, externalOn: reach.externalOn },
      { today, settings, holidays: app.holidays, rule },
    )
    const extendedInternalOn = duty.firstSignedOn === null ? (reach.internalOn ?? null) : duty.extendedInternalOn
    return { duty, days, extendedInternalOn, extendedExternalOn: reach.externalOn ?? duty.extendedExternalOn }
  })
  await reviseDays(
    tx,
    revised.map(({ duty, ...rest }) => ({ id: duty.id, opensOn: duty.opensOn, ...rest })),
  )
  await store.insertMoved(tx, id, duties)
  await context.recordMany(
    revised.map(({ duty, days }) =>
      revisedEntry({ id: duty.id, action: 'duty.extend', reason: reach.reason }, duty, days),
    ),
  )
}

export const dueExceptionRoutes = [
  read(listDueExceptions, ({ query }, { tx, actor }) => store.list(tx, actor, query)),

  read(readDueException, ({ params }, { tx, actor }) => store.find(tx, actor, params.id), { snapshot: true }),

  read(readDueExceptionHistory, async ({ params }, { tx, actor }) => {
    await store.demandVisible(tx, actor, params.id)
    return { rows: await historyOf(tx, [subjectOf(params.id)]) }
  }),

  read(downloadConsent, async ({ params }, { tx, actor, app }) => {
    const { consentFileId } = await store.demandVisible(tx, actor, params.id)
    if (consentFileId === null) throw new NotFound()
    return store.consentFile(tx, app.files, consentFileId)
  }),

  command(
    askDueException,
    async ({ body }, context) => {
      const { tx, actor, today } = context
      const { internalOn, externalOn, reason, consent } = body
      const reach = await reachOf(context, body.of, externalOn)
      const covered = await store.coveredBy(tx, reach)
      const coordinates = reach.coordinatingDivisionId === actor.divisionId
      const { responsibleDivisionId } = reach
      const consentOn = consent?.on ?? null
      demand(
        askRules,
        'exception.ask',
        { internalOn, externalOn, consentOn, covered, responsibleDivisionId, coordinates },
        context,
      )
      if (actor.divisionId === null) throw new Error('a later day is asked for by a division')
      const given = externalOn === null ? null : consent
      const id = await store.insert(tx, {
        ...{
          year: reach.year,
          dutyId: reach.dutyId,
          period: reach.period,
          responsibleDivisionId,
          internalOn,
          externalOn,
        },
        ...{ coordinatingDivisionId: reach.coordinatingDivisionId, askedDivisionId: actor.divisionId, reason },
        ...{ consentOn: given?.on ?? null, consentFrom: given?.from ?? null, consentFileId: given?.fileId ?? null },
        ...{ state: 'asked', askedBy: actor.id, askedOn: today },
      })
      if (given) await claimFile(tx, actor.id, given.fileId, subjectOf(id))
      const consentShown = given && `${given.on} ${given.from}`
      const changes = changesOf(fields, {}, { internalOn, externalOn, consent: consentShown })
      await context.record('exception.ask', subjectOf(id), { changes, reason })
      return id
    },
    store.find,
  ),

  command(
    grantDueException,
    async ({ params: { id }, body }, context) => {
      const { row, facts } = await locked(context, id, body.version)
      const state = take(exceptionTransitions.grant, facts, context)
      await store.save(context.tx, id, { state, decidedBy: context.actor.id, decidedOn: context.today })
      await extend(context, id, row)
      await context.record('exception.grant', subjectOf(id))
      await tellAnswer(context, row, { zh: '同意', en: 'granted' })
      return id
    },
    store.find,
  ),

  command(
    refuseDueException,
    async ({ params: { id }, body: { version, reason } }, context) => {
      const { row, facts } = await locked(context, id, version)
      const state = take(exceptionTransitions.refuse, facts, context)
      const { actor, today } = context
      await store.save(context.tx, id, { state, decidedBy: actor.id, decidedOn: today, decisionNote: reason })
      await context.record('exception.refuse', subjectOf(id), { reason })
      await tellAnswer(context, row, { zh: `不同意：${reason}`, en: `refused: ${reason}` })
      return id
    },
    store.find,
  ),

  command(
    takeBackDueException,
    async ({ params: { id }, body }, context) => {
      const { facts } = await locked(context, id, body.version)
      await store.save(context.tx, id, { state: take(exceptionTransitions.takeBack, facts, context) })
      await context.record('exception.takeBack', subjectOf(id))
      return id
    },
    store.find,
  ),
]

type Asked = Pick<Awaited<ReturnType<typeof store.lock>>, 'id' | 'period' | 'askedDivisionId'>

const tellAnswer = ({ tx, clock, actor }: Acting, { id, period, askedDivisionId }: Asked, answer: Text) =>
  tell(tx, clock, [
    {
      ...{ kind: 'exceptionDecided', subjectId: id, facts: { period: periodText(period), answer } },
      ...{ divisionIds: [askedDivisionId], causedBy: actor.id },
    },
  ])
