import { z } from 'zod'
import { periodCode } from '#domain/calendar/periods.ts'
import { divisionPosts } from '#domain/kernel/actor.ts'
import { isDecimal } from '#domain/kernel/decimal.ts'
import { byId, endpoint, id, instant, reason, text, version, withReason } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { Draft, Duty, DutyRow } from './duty.api.ts'
import { entryKinds } from './duty.ts'
import { FormContent, noContent } from './form.ts'
import { FurtherField } from './submission.api.ts'

const fills = [hasPost<unknown>(divisionPosts)]
const signs = [hasPost<unknown>(['division.head'])]
const accepts = [hasPost<unknown>([...divisionPosts, 'leadingGroup.deputy'])]

/** A number of the indicator's unit as plain decimal digits, or nothing where nothing occurred. */
const value = z.string().trim().max(30).refine(isDecimal, '不是数字。 / Not a number.')
export const entryFields = {
  kind: z.enum(entryKinds),
  value: value.nullable(),
  note: z.string().trim().max(1000).default(''),
  /** An upload of one's own, or evidence this duty has already. */
  evidenceFileId: id.nullable().default(null),
  content: FormContent.default(noContent),
}
export const given = (entry: { kind: string; value: string | null }) =>
  (entry.kind === 'value') === (entry.value !== null)
export const mismatch = { message: '数值与零报告只能有一项。 / Either a value or a nil return.', path: ['value'] }

/**
 * Autosave of one person's entry: nobody else sees it and nothing is submitted by it. `replaces` is the version of the
 * draft that stood on the screen, null where there was none; another one now is 409 `draft_changed`.
 */
export const saveEntry = endpoint({
  method: 'PUT',
  path: '/api/duties/:id/draft',
  summary: { zh: '暂存填报', en: 'Keep a draft' },
  basis: 'duty.fill',
  access: fills,
  params: byId,
  body: Draft.extend({ replaces: version.nullable() }),
  reply: z.strictObject({ version, savedAt: instant }),
})

export const offer = endpoint({
  method: 'POST',
  path: '/api/duties/:id/offer',
  summary: { zh: '提交签字', en: 'Submit for signature' },
  basis: 'duty.offer',
  access: fills,
  params: byId,
  body: z.strictObject({ version, ...entryFields }).refine(given, mismatch),
  reply: Duty,
})

export const takeBack = endpoint({
  method: 'POST',
  path: '/api/duties/:id/take-back',
  summary: { zh: '撤回', en: 'Take back' },
  basis: 'duty.takeBack',
  access: fills,
  params: byId,
  body: withReason,
  reply: Duty,
})

/** A correction is a new version with a reason; the signature over the old one stays readable and vouches no longer. */
export const correct = endpoint({
  method: 'POST',
  path: '/api/duties/:id/correct',
  summary: { zh: '更正', en: 'Correct' },
  basis: 'duty.correct',
  access: fills,
  params: byId,
  body: z.strictObject({ version, reason, ...entryFields }).refine(given, mismatch),
  reply: Duty,
})

/** The final figure in place of a preliminary one: a new version that is no correction; signed and accepted anew. */
export const finalize = endpoint({
  method: 'POST',
  path: '/api/duties/:id/finalize',
  summary: { zh: '报正式数', en: 'Give the final figure' },
  basis: 'duty.finalize',
  access: fills,
  params: byId,
  body: z.strictObject({ version, ...entryFields }).refine(given, mismatch),
  reply: Duty,
})

/** Takes over what was signed; a comment on the value stands in its history. */
export const accept = endpoint({
  method: 'POST',
  path: '/api/duties/:id/accept',
  summary: { zh: '接收', en: 'Accept' },
  basis: 'duty.accept',
  access: accepts,
  params: byId,
  body: z.strictObject({ version, comment: z.string().trim().max(500).default('') }),
  reply: Duty,
})

export const returnDuty = endpoint({
  method: 'POST',
  path: '/api/duties/:id/return',
  summary: { zh: '退回', en: 'Return' },
  basis: 'duty.return',
  access: accepts,
  params: byId,
  body: withReason,
  reply: Duty,
})

/** What a head or an accepting division looks at: the value, the one before, and what the entry says of itself. */
export const DutyToJudge = DutyRow.extend({
  submissionId: id,
  number: z.int(),
  note: z.string(),
  correctionReason: z.string().nullable(),
  further: z.array(FurtherField),
  /** What the checks of the collection plan find in the entry; all of it has a reason by now. */
  findings: z.array(z.strictObject({ field: z.string(), message: text })),
  enteredByName: z.string(),
  enteredAt: instant,
  signedByName: z.string().nullable(),
  /** In whose place it was signed, where a stand-in did. */
  signedInPlaceOf: z.string().nullable(),
  evidence: Duty.shape.draft.unwrap().shape.evidence,
  last: Duty.shape.last,
  /** What the indicator's own source gives, such as the daily passenger file. */
  suggested: z.string().nullable(),
  /** The submission that was signed last and differs: what changed since then. */
  lastSigned: z
    .strictObject({
      ...{ number: z.int(), kind: z.enum(entryKinds), value: z.string().nullable(), signedAt: instant },
      ...{ note: z.string(), evidence: z.string().nullable(), further: z.array(FurtherField) },
    })
    .nullable(),
})
export type DutyToJudge = z.infer<typeof DutyToJudge>

/** Everything of one period that waits for the head's signature, on one page, with every value. */
export const readSignSheet = endpoint({
  method: 'GET',
  path: '/api/duties/sign-sheet',
  summary: { zh: '签字单', en: 'Sheet to sign' },
  basis: 'duty.sign',
  access: fills,
  query: z.strictObject({ period: periodCode }),
  reply: z.strictObject({
    period: periodCode,
    division: text,
    duties: z.array(DutyToJudge),
    statement: z.strictObject({ number: z.int(), text }),
    /** SHA-256 over the canonical content of the sheet: what the signature is made over. Null when nothing waits. */
    digest: z.string().nullable(),
  }),
})

/**
 * Signs the whole sheet as it was seen: `digest` is that of the sheet, and any change since gives 409. The password must
 * have been given again within the last minutes.
 */
export const sign = endpoint({
  method: 'POST',
  path: '/api/duties/sign',
  summary: { zh: '签字提交', en: 'Sign and submit' },
  basis: 'duty.sign',
  access: signs,
  body: z.strictObject({ period: periodCode, statementNumber: z.int(), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  reply: z.strictObject({
    signedAt: instant,
    digest: z.string(),
    statementNumber: z.int(),
    dutyIds: z.array(id),
  }),
})

/** Signed submissions that wait for this post's acceptance, oldest due day first. */
export const readAcceptance = endpoint({
  method: 'GET',
  path: '/api/duties/acceptance',
  summary: { zh: '待接收数据', en: 'Data to accept' },
  basis: 'duty.accept',
  access: accepts,
  query: z.strictObject({ period: periodCode.optional() }),
  reply: z.strictObject({ rows: z.array(DutyToJudge) }),
})
