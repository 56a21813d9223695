import { z } from 'zod'
import { byId, day, endpoint, id, version, versionOnly, withReason } from '#domain/kernel/endpoint.ts'
import { byHeads, byJudges, fileIds, words } from './check.api.ts'
import { findingOutcomes } from './check.ts'
import { Inspection } from './inspection.api.ts'
import { pointJudgementNames } from './inspection.ts'

const byFinding = z.strictObject({ id, findingId: id })

export const notifyInspection = endpoint({
  method: 'POST',
  path: '/api/inspections/:id/notification',
  summary: { zh: '通知被检查处', en: 'Notify the divisions' },
  basis: 'inspection.notify',
  access: byJudges,
  params: byId,
  body: versionOnly,
  reply: Inspection,
})

/** By the head of a checked division, with what was prepared where there is something to say. */
export const acknowledgeInspection = endpoint({
  method: 'POST',
  path: '/api/inspections/:id/acknowledgement',
  summary: { zh: '知悉', en: 'Acknowledge' },
  basis: 'inspection.acknowledge',
  access: byHeads,
  params: byId,
  body: z.strictObject({ preparation: z.string().trim().max(1000).default('') }),
  reply: Inspection,
})

export const beginInspection = endpoint({
  method: 'POST',
  path: '/api/inspections/:id/beginning',
  summary: { zh: '开始检查', en: 'Begin' },
  basis: 'inspection.begin',
  access: byJudges,
  params: byId,
  body: versionOnly,
  reply: Inspection,
})

/** Points of the check-list for one division, as far as they are judged; a later judgement takes the place of an earlier. */
export const judgePoints = endpoint({
  method: 'PUT',
  path: '/api/inspections/:id/judgements',
  summary: { zh: '判定检查要点', en: 'Judge the points' },
  basis: 'inspection.judge',
  access: byJudges,
  params: byId,
  body: z.strictObject({
    version,
    partyId: id,
    judgements: z
      .array(
        z.strictObject({
          pointId: id,
          judgement: z.enum(pointJudgementNames),
          remark: z.string().trim().max(500).default(''),
        }),
      )
      .min(1)
      .max(60),
  }),
  reply: Inspection,
})

export const addFinding = endpoint({
  method: 'POST',
  path: '/api/inspections/:id/findings',
  summary: { zh: '登记问题', en: 'Record a finding' },
  basis: 'inspection.find',
  access: byJudges,
  params: byId,
  body: z.strictObject({ version, partyId: id, itemId: id.nullable().default(null), words, fileIds }),
  reply: Inspection,
})

/** Before the division is told; the record of acts keeps it with the reason. */
export const dropFinding = endpoint({
  method: 'POST',
  path: '/api/inspections/:id/findings/:findingId/dropping',
  summary: { zh: '撤下问题', en: 'Take the finding out' },
  basis: 'inspection.find',
  access: byJudges,
  params: byFinding,
  body: withReason,
  reply: Inspection,
})

export const tellFindings = endpoint({
  method: 'POST',
  path: '/api/inspections/:id/telling',
  summary: { zh: '送被检查处回复', en: 'Send the findings' },
  basis: 'inspection.tell',
  access: byJudges,
  params: byId,
  body: z.strictObject({ version, replyBy: day }),
  reply: Inspection,
})

/** By the head of a division in which something was found, once; also after its day, until it is concluded. */
export const replyToFindings = endpoint({
  method: 'POST',
  path: '/api/inspections/:id/reply',
  summary: { zh: '回复', en: 'Reply' },
  basis: 'inspection.reply',
  access: byHeads,
  params: byId,
  body: z.strictObject({ words, fileIds }),
  reply: Inspection,
})

export const settleFinding = endpoint({
  method: 'POST',
  path: '/api/inspections/:id/findings/:findingId/settlement',
  summary: { zh: '处理问题', en: 'Settle the finding' },
  basis: 'inspection.settle',
  access: byJudges,
  params: byFinding,
  body: z.strictObject({ version, outcome: z.enum(findingOutcomes), reason: words }),
  reply: Inspection,
})

export const concludeInspection = endpoint({
  method: 'POST',
  path: '/api/inspections/:id/conclusion',
  summary: { zh: '办结', en: 'Conclude' },
  basis: 'inspection.conclude',
  access: byJudges,
  params: byId,
  body: z.strictObject({ version, result: words }),
  reply: Inspection,
})

export const withdrawInspection = endpoint({
  method: 'POST',
  path: '/api/inspections/:id/withdrawal',
  summary: { zh: '撤销', en: 'Withdraw' },
  basis: 'inspection.withdraw',
  access: byJudges,
  params: byId,
  body: withReason,
  reply: Inspection,
})
