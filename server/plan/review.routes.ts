import { posts } from '#domain/kernel/actor.ts'
import type { Change } from '#domain/kernel/history.ts'
import { inBoth, type Text } from '#domain/kernel/text.ts'
import {
  attachMinutes,
  detachMinutes,
  downloadMinutes,
  downloadReview,
  entrustDecision,
  giveOpinion,
  listReviews,
} from '#domain/plan/review.api.ts'
import { reviewColumns, reviewRemark, reviewRows, reviewTitle } from '#domain/plan/review.document.ts'
import {
  abstainsOn,
  entrustRules,
  minutesRules,
  opinionRules,
  opinions,
  reviewStates,
  reviewTransitions,
} from '#domain/plan/review.ts'
import { inOffice } from '#server/kernel/clock.ts'
import { Invalid, NotFound, Stale } from '#server/kernel/errors.ts'
import { claimFile } from '#server/kernel/files.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeTableDocument } from '#server/kernel/office/tableDocument.ts'
import { type Acting, command, demand, type Reading, read, take } from '#server/kernel/routes.ts'
import { readVersion } from './planVersion.store.ts'
import * as store from './review.store.ts'
import * as write from './reviewWrite.store.ts'

const subject = (id: string) => ({ kind: 'review', id })
const find = (tx: Reading['tx'], actor: Reading['actor'], id: string) => store.find(tx, actor, id)

const said = (field: string, name: Text, now: string | null, old: string | null = null): Change => ({
  ...{ field, name, old },
  new: now,
})

const nobodyChosen: Text = { zh: '请选择受委托的副组长。', en: 'Choose the deputy who is entrusted.' }
const entrustedAlready: Text = { zh: '已委托该副组长。', en: 'This deputy is entrusted already.' }

export const reviewRoutes = [
  read(
    listReviews,
    async ({ params }, { tx, actor }) => {
      const rows = await store.list(tx, actor, params.id)
      if (rows.length === 0) throw new NotFound()
      return { rows }
    },
    { snapshot: true },
  ),

  command(
    giveOpinion,
    async ({ params, body }, context) => {
      const { tx, actor, record } = context
      const review = await store.lock(tx, actor, params.id)
      take(reviewTransitions.opine, store.factsOf(review), context, reviewStates)
      demand(opinionRules, reviewTransitions.opine.basis, body, context)
      const before = await write.lockOpinion(tx, review.id, write.askedAs(actor))
      if (review.digest !== body.digest || (before?.version ?? 1) !== body.version) throw new Stale()
      const { items } = await readVersion(tx, review.planId, review.number)
      const own = items.filter((item) => abstainsOn(before ? before.divisionId : actor.divisionId, item))
      const abstains = own.map(({ id }) => id)
      await write.giveOpinion(context, review.id, { opinion: body.opinion, remark: body.remark, abstains })
      const old = before?.opinion ? inBoth(opinions[before.opinion as keyof typeof opinions]) : null
      const changes = [
        said(
          'opinion',
          { zh: `${actor.name}的意见`, en: `Opinion of ${actor.name}` },
          inBoth(opinions[body.opinion]),
          old,
        ),
        ...(body.remark ? [said('remark', { zh: '意见内容', en: 'Remark' }, body.remark, before?.remark || null)] : []),
        ...(own.length > 0 ? [said('abstains', abstainedName, own.map(({ code }) => code).join('、'))] : []),
      ]
      await record('plan.opine', { kind: 'officePlan', id: review.planId }, { changes })
      return review.id
    },
    find,
  ),

  command(
    entrustDecision,
    async ({ params, body: { version, personId, reason } }, context) => {
      const { tx, actor, today, record } = context
      const review = await store.lock(tx, actor, params.id, version)
      take(reviewTransitions.entrust, store.factsOf(review), context, reviewStates)
      if (personId === review.entrustedTo)
        throw new Invalid([{ path: 'body.personId', message: personId === null ? nobodyChosen : entrustedAlready }])
      if (personId !== null) {
        const facts = {
          isDeputy: await write.isDeputy(tx, personId, today),
          isSubmitter: personId === review.submittedBy,
        }
        demand(entrustRules, reviewTransitions.entrust.basis, facts, context)
      }
      await write.entrust(tx, review.id, personId)
      const now = (await store.findRow(tx, actor, review.id)).entrustedName
      const changes = [said('entrustedTo', entrustedName, now, review.entrustedName)]
      await record('plan.entrust', { kind: 'officePlan', id: review.planId }, { changes, reason })
      return review.id
    },
    find,
  ),

  command(
    attachMinutes,
    async ({ params, body }, context) => {
      const { tx, actor } = context
      const review = await store.lock(tx, actor, params.id, body.version)
      const { files } = await store.find(tx, actor, review.id)
      demand(minutesRules, attachMinutes.basis ?? '', { fileCount: files.length }, context)
      const { name } = await claimFile(tx, actor.id, body.fileId, subject(review.id))
      await write.attach(tx, review.id, body.fileId)
      await recordFile(context, review, said('file', fileName, name))
      return review.id
    },
    find,
  ),

  command(
    detachMinutes,
    async ({ params, body }, context) => {
      const review = await store.lock(context.tx, context.actor, params.id, body.version)
      const name = await write.detach(context.tx, review.id, params.fileId)
      await recordFile(context, review, said('file', fileName, null, name), body.reason)
      return review.id
    },
    find,
  ),

  read(downloadMinutes, async ({ params }, { tx, actor, app }) => {
    const review = await store.findRow(tx, actor, params.id)
    const { name, type, digest } = await store.fileOf(tx, review.id, params.fileId)
    return { name, type, content: await app.files.open(digest) }
  }),

  read(
    downloadReview,
    async ({ params }, { tx, actor }) => {
      const { title: ofPlan } = await store.findRow(tx, actor, params.id)
      const review = await store.find(tx, actor, params.id)
      const { extension, mediaType: type } = fileTypes.docx
      const title = reviewTitle(ofPlan)
      const table = { title, remark: reviewRemark(review, inOffice), sender: '', columns: reviewColumns }
      const content = await writeTableDocument({ ...table, rows: reviewRows(review, inOffice) })
      return { name: `${title}.${extension}`, type, content }
    },
    { snapshot: true },
  ),
]

async function recordFile({ record }: Acting, { planId }: store.ReviewRow, change: Change, reason?: string) {
  const details = { basis: attachMinutes.basis ?? '', changes: [change], ...(reason ? { reason } : {}) }
  await record('plan.attachMinutes', { kind: 'officePlan', id: planId }, details)
}

const abstainedName: Text = { zh: '回避的事项', en: 'Items abstained from' }
const entrustedName: Text = { zh: `委托的${posts['leadingGroup.deputy'].zh}`, en: 'Deputy entrusted' }
const fileName: Text = { zh: '纪要', en: 'Minutes' }
