import { z } from 'zod'
import { postKinds } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  reason,
  version,
  versionOnly,
  withReason,
} from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { businessPost, inOwnPost } from '#domain/kernel/lifecycle.ts'
import { handoverStateNames, itemRoleNames, rowKindNames } from './handover.ts'

const person = z.strictObject({ id, name: z.string() })

export const HandoverLine = z.strictObject({
  kind: z.enum(rowKindNames),
  subjectId: id,
  role: z.enum(itemRoleNames).nullable(),
  title: z.string(),
  successor: person.nullable(),
})
export type HandoverLine = z.infer<typeof HandoverLine>

const head = {
  id,
  person,
  leavesOn: day,
  reason: z.string(),
  state: z.enum(handoverStateNames),
  madeBy: z.string(),
  version,
}

export const HandoverSignature = z.strictObject({
  side: z.enum(['leaver', 'receiver']),
  personName: z.string(),
  post: z.enum(postKinds),
  statementNumber: z.int(),
  digest: z.string(),
  signedAt: instant,
  /** Over the sheet as it stands. */
  isInForce: z.boolean(),
})

/** The sheet with its facts, and the digest of exactly what is signed. */
export const Handover = z.strictObject({
  ...head,
  rows: z.array(HandoverLine),
  digest: z.string(),
  signatures: z.array(HandoverSignature),
  facts: z.strictObject({
    leaverId: id,
    posts: z.array(z.strictObject({ kind: z.enum(postKinds), divisionId: id.nullable() })),
    open: z.array(z.string()),
    unlisted: z.int(),
    unfit: z.array(z.string()),
    successorIds: z.array(id),
  }),
})
export type Handover = z.infer<typeof Handover>
export const HandoverRow = z.strictObject(head)
export type HandoverRow = z.infer<typeof HandoverRow>

const access = [businessPost]
const writes = [businessPost, inOwnPost]
const basis = 'organization.handover'

/** Sheets one takes part in or has below; leaders and the performance office see all. */
export const listHandovers = endpoint({
  method: 'GET',
  path: '/api/handovers',
  summary: { zh: '工作交接', en: 'Handovers' },
  access,
  query: z.strictObject({ ...paging }),
  reply: pageOf(HandoverRow),
})

export const readHandover = endpoint({
  method: 'GET',
  path: '/api/handovers/:id',
  summary: { zh: '交接表', en: 'A handover sheet' },
  access,
  params: byId,
  reply: Handover,
})

/** Lists everything open that hangs on the person. `leavesOn` is the first day on which the person is gone. */
export const drawUpHandover = endpoint({
  method: 'POST',
  path: '/api/handovers',
  summary: { zh: '拟定交接表', en: 'Draw up a handover sheet' },
  basis,
  access: writes,
  body: z.strictObject({ personId: id, leavesOn: day, reason }),
  reply: Handover,
})

/** Names successors and lists anew what hangs on the person; what was signed has to be signed again. */
export const saveHandover = endpoint({
  method: 'PUT',
  path: '/api/handovers/:id',
  summary: { zh: '保存', en: 'Save' },
  basis,
  access: writes,
  params: byId,
  body: z.strictObject({
    version,
    leavesOn: day,
    successors: z
      .array(
        z.strictObject({
          kind: z.enum(rowKindNames),
          subjectId: id,
          role: z.enum(itemRoleNames).nullable(),
          successorId: id.nullable(),
        }),
      )
      .max(2_000),
  }),
  reply: Handover,
})

const signing = z.strictObject({ version, digest: z.string(), statementNumber: z.int() })

export const handOver = endpoint({
  method: 'POST',
  path: '/api/handovers/:id/hand-over',
  summary: { zh: '移交签字', en: 'Sign as who leaves' },
  basis,
  access: writes,
  params: byId,
  body: signing,
  reply: Handover,
})

export const receiveHandover = endpoint({
  method: 'POST',
  path: '/api/handovers/:id/receive',
  summary: { zh: '接收签字', en: 'Sign as who receives' },
  basis,
  access: writes,
  params: byId,
  body: signing,
  reply: Handover,
})

/** Items go to their successors, posts end on the day of leaving, stand-ins end; the posts' successors are granted theirs. */
export const applyHandover = endpoint({
  method: 'POST',
  path: '/api/handovers/:id/apply',
  summary: { zh: '办理交接', en: 'Carry out the handover' },
  basis,
  access,
  params: byId,
  body: versionOnly,
  reply: Handover,
})

export const withdrawHandover = endpoint({
  method: 'POST',
  path: '/api/handovers/:id/withdraw',
  summary: { zh: '撤回', en: 'Withdraw' },
  basis,
  access: writes,
  params: byId,
  body: withReason,
  reply: Handover,
})

export const readHandoverHistory = endpoint({
  method: 'GET',
  path: '/api/handovers/:id/history',
  summary: { zh: '交接表的办理记录', en: 'History of a handover' },
  basis: 'history.read',
  access,
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
