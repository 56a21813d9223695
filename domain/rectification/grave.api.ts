import { z } from 'zod'
import { officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, endpoint, id, instant, reason, version, withReason } from '#domain/kernel/endpoint.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { graveKindNames, graveStateNames, graveTransitions, proposedKinds } from './grave.ts'
import { File, fileIds, Person } from './order.api.ts'

const words = z.string().trim().min(2).max(2000)

/** A grave case before the group. Whoever is concerned is not shown that there is one. */
export const GraveMatter = z.strictObject({
  id,
  version,
  rectificationId: id,
  state: z.enum(graveStateNames),
  proposedKind: z.enum(graveKindNames),
  facts: z.string(),
  reason: z.string(),
  proposedBy: Person,
  proposedAt: instant,
  entrustedTo: Person.nullable(),
  decidedKind: z.enum(graveKindNames).nullable(),
  decisionReason: z.string().nullable(),
  decidedBy: Person.nullable(),
  decidedAt: instant.nullable(),
  concerned: z.array(id),
  files: z.array(File),
})
export type GraveMatter = z.infer<typeof GraveMatter>

const seers = [hasPost<unknown>([...officeLeaders, ...performanceOffice])]
const reply = GraveMatter

export const listGrave = endpoint({
  method: 'GET',
  path: '/api/rectifications/:id/grave',
  summary: { zh: '提请研究决定', en: 'Cases before the group' },
  access: seers,
  params: byId,
  reply: z.strictObject({ rows: z.array(GraveMatter), concerned: z.array(id) }),
})

export const readGraveHistory = historyOf('/api/grave-matters/:id/history', seers)

export const proposeGrave = endpoint({
  method: 'POST',
  path: '/api/rectifications/:id/grave',
  summary: { zh: '提请领导小组研究决定', en: 'Put before the leading group' },
  basis: 'rectification.propose',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({ version, kind: z.enum(proposedKinds), facts: words, reason: words }),
  reply,
})

export const entrustGrave = endpoint({
  method: 'POST',
  path: '/api/grave-matters/:id/entrusting',
  summary: graveTransitions.entrust.label,
  basis: 'rectification.entrust',
  access: [hasPost<unknown>(['leadingGroup.head'])],
  params: byId,
  body: z.strictObject({ version, personId: id }),
  reply,
})

/** The decision with its minutes; departing from what was proposed needs a reason. */
export const decideGrave = endpoint({
  method: 'POST',
  path: '/api/grave-matters/:id/decision',
  summary: graveTransitions.decide.label,
  basis: 'rectification.decide',
  access: [hasPost<unknown>(officeLeaders)],
  params: byId,
  body: z.strictObject({
    version,
    kind: z.enum(graveKindNames),
    reason: reason.nullable().default(null),
    fileIds: fileIds.min(1),
  }),
  reply,
})

export const takeBackGrave = endpoint({
  method: 'POST',
  path: '/api/grave-matters/:id/taking-back',
  summary: graveTransitions.takeBack.label,
  basis: 'rectification.propose',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: withReason,
  reply,
})

export const downloadGraveFile = endpoint({
  method: 'GET',
  path: '/api/grave-matters/:id/files/:fileId',
  summary: { zh: '下载附件', en: 'Download a file' },
  access: seers,
  params: z.strictObject({ id, fileId: id }),
  reply: z.unknown(),
  download: true,
})
