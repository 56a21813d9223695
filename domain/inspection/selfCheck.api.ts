import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts } from '#domain/kernel/actor.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  performanceYear,
  version,
  withReason,
  yearInAddress,
} from '#domain/kernel/endpoint.ts'
import { historyOf } from '#domain/kernel/historyOf.ts'
import { businessPost, hasPost } from '#domain/kernel/lifecycle.ts'
import {
  AttachedFile,
  byIdAndFile,
  byJudges,
  byOffice,
  fileIds,
  language,
  Named,
  Person,
  title,
  words,
} from './check.api.ts'
import { valueOutcomes } from './check.ts'
import { seers } from './inspection.api.ts'
import { mostSampled, sampleMethodNames, selfCheckStateNames, valueJudgementNames } from './selfCheck.ts'

/** One value of the sample, as it stood when it was drawn. */
export const SampledValue = z.strictObject({
  id,
  number: z.int(),
  hash: z.string(),
  submissionId: id,
  dutyId: id,
  responsibleDivision: Named,
  coordinatingDivision: Named,
  heirId: id,
  forHouse: z.boolean(),
  indicator: z.string(),
  unit: z.string(),
  period: periodCode,
  value: z.string(),
  /** Whoever entered, signed or accepted it. */
  involved: z.array(id),
  /** What came with the data themselves, downloaded from the duty. */
  ownEvidence: AttachedFile.nullable(),
  evidence: z.string().nullable(),
  evidencedBy: Person.nullable(),
  evidencedAt: instant.nullable(),
  files: z.array(AttachedFile),
  /** What was judged is told a division with the result; that it was, before. */
  isJudged: z.boolean(),
  judgement: z.enum(valueJudgementNames).nullable(),
  words: z.string().nullable(),
  outcome: z.enum(valueOutcomes).nullable(),
  judgedBy: Person.nullable(),
})
export type SampledValue = z.infer<typeof SampledValue>

/** Counts of the whole sample; of what was judged nothing is told a division before it is concluded. */
const Tally = z.strictObject({
  population: z.int(),
  drawn: z.int(),
  judged: z.int(),
  inconsistent: z.int(),
  notProvable: z.int(),
})

const head = {
  id,
  version,
  year: z.int(),
  title: z.string(),
  state: z.enum(selfCheckStateNames),
  periods: z.array(periodCode),
  drawnAt: instant,
  evidenceBy: day.nullable(),
  concludedOn: day.nullable(),
  tally: Tally,
}
export const SelfCheckRow = z.strictObject(head)
export type SelfCheckRow = z.infer<typeof SelfCheckRow>

/** A division reads its own values; of the whole it reads the rate alone. */
export const SelfCheck = z.strictObject({
  ...head,
  divisions: z.array(Named),
  units: z.array(Named),
  seed: z.string(),
  method: z.enum(sampleMethodNames),
  populationDigest: z.string(),
  drawnBy: Person,
  result: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  withoutEvidence: z.int(),
  values: z.array(SampledValue),
})
export type SelfCheck = z.infer<typeof SelfCheck>

export const selfCheckFilters = { state: z.enum(selfCheckStateNames).optional() }

/** A year's self-checks, the latest first. A division sees those in which values of it were drawn, once they concern it. */
export const listSelfChecks = endpoint({
  method: 'GET',
  path: '/api/self-checks',
  summary: { zh: '数据自查抽验一览', en: 'List self-checks' },
  access: [businessPost],
  query: z.strictObject({ year: yearInAddress, ...selfCheckFilters, ...paging }),
  reply: pageOf(SelfCheckRow),
})

/** The sample as a workbook. */
export const exportSelfCheck = endpoint({
  method: 'GET',
  path: '/api/self-checks/:id/export',
  summary: { zh: '导出样本', en: 'Export the sample' },
  access: [businessPost],
  params: byId,
  query: z.strictObject({ language }),
  reply: z.unknown(),
  download: true,
})

export const readSelfCheck = endpoint({
  method: 'GET',
  path: '/api/self-checks/:id',
  summary: { zh: '数据自查抽验', en: 'Self-check of data' },
  access: [businessPost],
  params: byId,
  reply: SelfCheck,
})

export const readSelfCheckHistory = historyOf('/api/self-checks/:id/history', seers)

export const downloadSelfCheckFile = endpoint({
  method: 'GET',
  path: '/api/self-checks/:id/files/:fileId',
  summary: { zh: '下载附件', en: 'Download a file' },
  access: [businessPost],
  params: byIdAndFile,
  reply: z.unknown(),
  download: true,
})

/** From a seed that was typed, else from one drawn at random. No periods, divisions or units: all of them. */
export const drawSample = endpoint({
  method: 'POST',
  path: '/api/self-checks',
  summary: { zh: '抽样', en: 'Draw a sample' },
  basis: 'selfCheck.draw',
  access: byOffice,
  body: z.strictObject({
    title,
    year: performanceYear,
    periods: z.array(periodCode).max(50).default([]),
    divisionIds: z.array(id).max(200).default([]),
    unitIds: z.array(id).max(200).default([]),
    size: z.int().min(1).max(mostSampled),
    seed: z.string().trim().min(4).max(100).nullable().default(null),
  }),
  reply: SelfCheck,
})

export const askForEvidence = endpoint({
  method: 'POST',
  path: '/api/self-checks/:id/asking',
  summary: { zh: '要求佐证材料', en: 'Ask for evidence' },
  basis: 'selfCheck.ask',
  access: byOffice,
  params: byId,
  body: z.strictObject({ version, evidenceBy: day }),
  reply: SelfCheck,
})

const byValue = z.strictObject({ id, valueId: id })

export const giveEvidence = endpoint({
  method: 'POST',
  path: '/api/self-checks/:id/values/:valueId/evidence',
  summary: { zh: '提交佐证', en: 'Hand in evidence' },
  basis: 'selfCheck.evidence',
  access: [hasPost<unknown>(divisionPosts)],
  params: byValue,
  body: z.strictObject({ words, fileIds }),
  reply: SelfCheck,
})

/** Words for whatever is not consistent; what is inconsistent also says what it leads to. Again until it is concluded. */
export const judgeValue = endpoint({
  method: 'POST',
  path: '/api/self-checks/:id/values/:valueId/judgement',
  summary: { zh: '判定', en: 'Judge' },
  basis: 'selfCheck.judge',
  access: byJudges,
  params: byValue,
  body: z.strictObject({
    version,
    judgement: z.enum(valueJudgementNames),
    words: z.string().trim().max(2000).default(''),
    outcome: z.enum(valueOutcomes).nullable().default(null),
  }),
  reply: SelfCheck,
})

export const concludeSelfCheck = endpoint({
  method: 'POST',
  path: '/api/self-checks/:id/conclusion',
  summary: { zh: '办结', en: 'Conclude' },
  basis: 'selfCheck.conclude',
  access: byOffice,
  params: byId,
  body: z.strictObject({ version, result: words }),
  reply: SelfCheck,
})

export const withdrawSelfCheck = endpoint({
  method: 'POST',
  path: '/api/self-checks/:id/withdrawal',
  summary: { zh: '撤销', en: 'Withdraw' },
  basis: 'selfCheck.withdraw',
  access: byOffice,
  params: byId,
  body: withReason,
  reply: SelfCheck,
})
