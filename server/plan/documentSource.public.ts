import { sql } from 'kysely'
import type { DocumentSubject } from '#domain/document/documentKind.ts'
import { planAnnex } from '#domain/document/noticeOfPlan.ts'
import { type RevisionSource, revisionAnnex } from '#domain/document/noticeOfRevision.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { PaperAnnex } from '#domain/kernel/paper.ts'
import { inOffice } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { amendedSince } from './amendedSince.store.ts'
import { cityOf } from './municipalImport.store.ts'
import { findRow as findPlan, lock } from './plan.store.ts'
import { findRow as findCall } from './planCall.store.ts'
import { readVersion } from './planVersion.store.ts'
import * as reviews from './review.store.ts'
import { revised } from './revision.store.ts'
import { rewrittenIn } from './rewritten.store.ts'

// What documents of planning are drafted from: the plan, the call, the review.

const officeName = async (tx: Tx): Promise<string> =>
  (await tx.selectFrom('office').select('nameZh').executeTakeFirstOrThrow()).nameZh

/** The latest frozen version of a plan; null where there is none. */
export const latestVersionOf = async (tx: Tx, planId: string) =>
  (await tx
    .selectFrom('planVersion')
    .select(['id', 'number'])
    .select(
      sql<number>`(select count(*)::int from plan_version_item where plan_version_id = plan_version.id)`.as('items'),
    )
    .where('planId', '=', planId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? null

/** A plan, locked whatever its state, with the version that a document about it goes with. */
export async function planSource(tx: Tx, actor: Actor, id: string) {
  const { year, title, state, amendsId, documentNumber, issuedOn, isProvisional } = await lock(tx, actor, id)
  const version = await latestVersionOf(tx, id)
  return {
    ...{ planId: id, planVersionId: version?.id ?? null, state, year, planTitle: title, isProvisional },
    ...{ documentNumber: documentNumber ?? '', issuedOn: issuedOn ?? '', items: version?.items ?? 0 },
    hasCityTable: (await cityOf(tx, year)) !== undefined,
    isRevision: amendsId !== null,
    revisedBy: await revisionNumbers(tx, id),
    isAmended: version !== null && version.number !== (await decidedNumber(tx, id)),
    officeName: await officeName(tx),
    receiver: await cityOffice(tx),
  }
}

/** A revision with what it changes in the plan in force; null for the plan of a year. */
export async function revisionSource({ tx, actor, pack }: Reading, id: string): Promise<RevisionSource | null> {
  const { amendsId, ...revision } = await findPlan(tx, actor, id)
  if (amendsId === null) return null
  const { title: planTitle, documentNumber } = await findPlan(tx, actor, amendsId)
  const reader = { language: 'zh', dimensions: pack.dimensions } as const
  const changes = await revised(tx, { ...revision, amendsId }, reader)
  return {
    ...{ planTitle, documentNumber: documentNumber ?? '', reason: revision.reason },
    officeName: await officeName(tx),
    revised: changes,
    rewritten: await rewrittenIn(tx, revision.id, changes),
    since: await amendedSince(tx, { ...revision, amendsId }),
  }
}

const revisionNumbers = async (tx: Tx, planId: string): Promise<string[]> => {
  const rows = await tx
    .selectFrom('plan')
    .select((eb) => eb.ref('documentNumber').$notNull().as('number'))
    .where('amendsId', '=', planId)
    .where('state', '=', 'issued')
    .orderBy('issuedOn')
    .orderBy('begunAt')
    .execute()
  return rows.map(({ number }) => number)
}

/** The version that the leading group decided on; what is later was amended. */
const decidedNumber = async (tx: Tx, planId: string): Promise<number | undefined> =>
  (
    await tx
      .selectFrom('review')
      .innerJoin('planVersion', 'planVersion.id', 'review.planVersionId')
      .select('planVersion.number')
      .where('review.planId', '=', planId)
      .where('review.state', '=', 'decided')
      .orderBy('planVersion.number', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.number

/** The city's unit as the office's list of outside bodies names it. */
const cityOffice = async (tx: Tx): Promise<string> =>
  (
    await tx
      .selectFrom('externalBody')
      .select('nameZh')
      .where('kind', '=', 'municipalPerformanceOffice')
      .where('toOn', 'is', null)
      .orderBy('fromOn', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.nameZh ?? '市绩效办'

/** A call as its notice is drafted from it: locked, so that it is not issued meanwhile. */
export async function callSource(tx: Tx, actor: Actor, id: string) {
  const { year, text, workingDays, state } = await findCall(tx, actor, id)
  await tx.selectFrom('planCall').select('id').where('id', '=', id).forUpdate().execute()
  return { callId: id, year, text, workingDays, state, officeName: await officeName(tx) }
}

/** A review with the day on which its meeting was held: the day named for it, or that of its end. */
export async function reviewSource(tx: Tx, actor: Actor, id: string) {
  const review = await reviews.find(tx, actor, id)
  const { title: planTitle, planVersionId } = await tx
    .selectFrom('review')
    .innerJoin('plan', 'plan.id', 'review.planId')
    .select(['plan.title', 'review.planVersionId'])
    .where('review.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())
  return {
    review,
    planTitle,
    planVersionId,
    heldOn: review.meetsOn ?? inOffice(review.decidedAt ?? review.openedAt).day,
  }
}

type About = {
  readonly subject: DocumentSubject
  readonly planId: string | null
  readonly planNumber: number | null
}

/** The annex of a document: the plan in the version that it names, of a revision with what it changes; null without. */
export async function annexOf(reading: Reading, about: About): Promise<PaperAnnex | null> {
  const { subject, planId, planNumber } = about
  if (planId === null || planNumber === null || subject === 'review') return null
  const plan = await readVersion(reading.tx, planId, planNumber)
  const revision = subject === 'plan' ? await revisionSource(reading, planId) : null
  return revision ? revisionAnnex(plan, revision) : planAnnex(plan)
}

/** The annex with which the notice of a plan is issued: its latest version. */
export async function annexOfPlan(reading: Reading, planId: string): Promise<PaperAnnex | null> {
  const version = await latestVersionOf(reading.tx, planId)
  return annexOf(reading, { subject: 'plan', planId, planNumber: version?.number ?? null })
}
