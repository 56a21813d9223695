import { z } from 'zod'
import { ExternalDue } from '#domain/calendar/dueRule.ts'
import { id } from '#domain/kernel/endpoint.ts'
import { wayNames } from './dataReport.ts'
import { FormField } from './form.ts'
import { FieldCheck } from './formChecks.ts'

/** What one version says; `checks` are those of the indicator's own figure, `fields` what is asked beside it. */
export const CollectionContent = z.strictObject({
  collectingUnitId: id.nullable(),
  provider: z.string().trim().max(100),
  requirement: z.string().trim().max(2000),
  requirementFileId: id.nullable(),
  way: z.enum(wayNames).nullable(),
  evidence: z.boolean(),
  isPreliminary: z.boolean(),
  externalDue: ExternalDue,
  /** Working days before the external day; null: as set for the office. */
  internalLead: z.int().min(0).max(20).nullable(),
  checks: z.array(FieldCheck).max(10),
  fields: z.array(FormField).max(30),
})
export type CollectionContent = z.infer<typeof CollectionContent>

/** What a version asks of whoever fills a duty in. */
export const AskedForm = CollectionContent.pick({
  ...{ provider: true, requirement: true, way: true, isPreliminary: true, checks: true, fields: true },
}).extend({ versionId: id, indicatorId: id, number: z.int(), requirementFile: z.string().nullable() })
export type AskedForm = z.infer<typeof AskedForm>
