import { z } from 'zod'
import { byId, day, endpoint, version, versionOnly, withReason } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { bySet, DataReport, details, digest } from './dataReport.api.ts'
import { correction, transitions, wayNames } from './dataReport.ts'

const access = [businessPost]

export const assembleReport = endpoint({
  method: 'POST',
  path: '/api/reports',
  summary: { zh: '汇总', en: 'Assemble' },
  basis: 'report.assemble',
  access,
  body: z.strictObject({ ...bySet, ...details }),
  reply: DataReport,
})

/** Takes the submissions accepted by now, and the words as changed. */
export const refreshReport = endpoint({
  method: 'POST',
  path: '/api/reports/:id/refresh',
  summary: transitions.refresh.label,
  basis: transitions.refresh.basis,
  access,
  params: byId,
  body: z.strictObject({ version, ...details }),
  reply: DataReport,
})

/** 409 `reauthentication` without the password given again within minutes; `stale` when other content was seen. */
export const signReport = endpoint({
  method: 'POST',
  path: '/api/reports/:id/sign',
  summary: transitions.sign.label,
  basis: transitions.sign.basis,
  access,
  params: byId,
  body: z.strictObject({ version, digest }),
  reply: DataReport,
})

export const reviewReport = endpoint({
  method: 'POST',
  path: '/api/reports/:id/review',
  summary: transitions.review.label,
  basis: transitions.review.basis,
  access,
  params: byId,
  body: z.strictObject({ version, digest }),
  reply: DataReport,
})

export const returnReport = endpoint({
  method: 'POST',
  path: '/api/reports/:id/return',
  summary: transitions.sendBack.label,
  basis: transitions.sendBack.basis,
  access,
  params: byId,
  body: withReason,
  reply: DataReport,
})

export const takeBackReport = endpoint({
  method: 'POST',
  path: '/api/reports/:id/take-back',
  summary: transitions.takeBack.label,
  basis: transitions.takeBack.basis,
  access,
  params: byId,
  body: withReason,
  reply: DataReport,
})

/** 422 by field: a day before the signature or in the future, a letter without its number. */
export const sendReport = endpoint({
  method: 'POST',
  path: '/api/reports/:id/send',
  summary: transitions.send.label,
  basis: transitions.send.basis,
  access,
  params: byId,
  body: z.strictObject({
    version,
    sentOn: day,
    way: z.enum(wayNames),
    receiver: z.string().trim().min(2).max(60),
    documentNumber: details.documentNumber,
  }),
  reply: DataReport,
})

export const acknowledgeReport = endpoint({
  method: 'POST',
  path: '/api/reports/:id/receipt',
  summary: transitions.acknowledge.label,
  basis: transitions.acknowledge.basis,
  access,
  params: byId,
  body: z.strictObject({ version, receiptOn: day, note: z.string().trim().max(500).default('') }),
  reply: DataReport,
})

/** Answers the new report, numbered one higher; the reasons are those of the corrected submissions. */
export const correctReport = endpoint({
  method: 'POST',
  path: '/api/reports/:id/correct',
  summary: correction.label,
  basis: correction.basis,
  access,
  params: byId,
  body: versionOnly,
  reply: DataReport,
})
