import { sql } from 'kysely'
import type { z } from 'zod'
import { previousPeriod, samePeriodLastYear } from '#domain/calendar/periods.ts'
import { type AskedForm, CollectionContent } from '#domain/collection/collectionContent.ts'
import { entryWords, FormContent, type FormField, mainKey, noContent } from '#domain/collection/form.ts'
import type { Compared } from '#domain/collection/formChecks.ts'
import type { Evidence, FurtherField } from '#domain/collection/submission.api.ts'
import type { Tx } from '#server/kernel/db.ts'

/** Whether evidence is asked for: by the collection plan, or else as the plan says of the indicator. In `dutyRows`. */
export const evidenceAsked = sql<boolean>`coalesce((asked.content->>'evidence')::boolean, indicator.evidence_needed)`

/** The collection plan's version by which a duty is asked, as `formOf` reads it. In `dutyRows`. */
export const askedForm = sql<Stored | null>`case when asked.id is not null then json_build_object('id', asked.id,
  'indicatorId', asked.indicator_id, 'number', asked.number, 'content', asked.content, 'file',
  (select name from stored_file where id = asked.requirement_file_id)) end`
type Stored = { id: string; indicatorId: string; number: number; content: unknown; file: string | null }

/** The form that a duty is filled in on; null: the one figure of the default form. */
export function formOf(stored: Stored | null): AskedForm | null {
  if (stored === null) return null
  const { provider, requirement, way, isPreliminary, checks, fields } = CollectionContent.parse(stored.content)
  const { id: versionId, indicatorId, number, file: requirementFile } = stored
  return { versionId, indicatorId, number, provider, requirement, requirementFile, way, isPreliminary, checks, fields }
}

export const contentOf = (stored: unknown): FormContent => FormContent.safeParse(stored).data ?? noContent

type Of = {
  readonly id: string
  readonly period: string
  readonly indicator: { readonly name: string; readonly unit: string }
  readonly responsibleDivisionId: string
  readonly form: Pick<AskedForm, 'checks' | 'fields'> | null
}
type Earlier = {
  readonly id: string
  readonly period: string
  readonly value: string | null
  readonly content: unknown
}

export const nothingCompared: Compared = { lastPeriod: {}, lastYear: {} }

/** The signed figures of each form in the period before and in the same period last year, by duty. */
export async function comparedOfMany(tx: Tx, duties: readonly Of[]): Promise<ReadonlyMap<string, Compared>> {
  const asked = duties.filter(({ form }) => form !== null)
  if (asked.length === 0) return new Map()
  const wanted = asked.map(({ id, period, indicator: { name, unit }, responsibleDivisionId: division }) => ({
    ...{ id, name, unit, division, last: previousPeriod(period), year: samePeriodLastYear(period) },
  }))
  const { rows } = await sql<Earlier>`
    select one.id, duty.period, duty.value::text as value, submission.content
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as one(id uuid, name text, unit text, division uuid, last text, year text)
    join indicator on indicator.name = one.name and indicator.unit = one.unit
    join duty on duty.indicator_id = indicator.id and duty.responsible_division_id = one.division
      and duty.period in (one.last, one.year) and duty.signed_by is not null
    join submission on submission.id = duty.submission_id`.execute(tx)
  const at = (id: string, period: string) => {
    const row = rows.find((one) => one.id === id && one.period === period)
    return row ? { ...contentOf(row.content).values, [mainKey]: row.value } : {}
  }
  return new Map(wanted.map(({ id, last, year }) => [id, { lastPeriod: at(id, last), lastYear: at(id, year) }]))
}

/** The same of one duty. */
export const comparedOf = async (tx: Tx, duty: Of): Promise<Compared> =>
  (await comparedOfMany(tx, [duty])).get(duty.id) ?? nothingCompared

/** The files among the further fields of a submission, by their fields; beside `submission`. */
export const formFileNames = sql<Record<string, File> | null>`(
  select jsonb_object_agg(field.key, json_build_object('id', file.id, 'name', file.name, 'size', file.size))
  from jsonb_each_text(submission.content->'values') as field(key, value)
  join stored_file as file on file.id::text = field.value and file.claimed_id = submission.duty_id)`

type File = z.infer<typeof Evidence>
type Files = Readonly<Record<string, File>>

/** The files that an entry names, by their fields: uploads of one's own, or files the duty has already. */
export const formFiles = async (
  tx: Tx,
  id: string,
  personId: string,
  fields: readonly FormField[],
  content: FormContent,
): Promise<Files> => (await formFilesOfMany(tx, personId, [{ id, form: { fields }, content }])).get(id) ?? {}

type Filled = {
  readonly id: string
  readonly form: { readonly fields: readonly FormField[] } | null
  readonly content: FormContent
}

/** The same of many duties, by duty. */
export async function formFilesOfMany(
  tx: Tx,
  personId: string,
  duties: readonly Filled[],
): Promise<ReadonlyMap<string, Files>> {
  const wanted = duties.flatMap(({ id, form, content }) =>
    fieldsWithFiles(form?.fields ?? [], content).map((one) => ({ dutyId: id, ...one })),
  )
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .selectFrom('storedFile')
    .select(['id', 'name', 'size', 'claimedId'])
    .where('id', '=', sql<string>`any(${wanted.map(({ fileId }) => fileId)}::uuid[])`)
    .where((eb) =>
      eb.or([
        eb.and([eb('uploadedBy', '=', personId), eb('claimedId', 'is', null)]),
        eb.and([
          eb('claimedKind', '=', 'duty'),
          eb('claimedId', '=', sql<string>`any(${wanted.map(({ dutyId }) => dutyId)}::uuid[])`),
        ]),
      ]),
    )
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const found = new Map<string, Record<string, File>>()
  for (const { dutyId, key, fileId } of wanted) {
    const file = byId.get(fileId)
    if (!file || (file.claimedId !== null && file.claimedId !== dutyId)) continue
    const { id, name, size } = file
    found.set(dutyId, { ...found.get(dutyId), [key]: { id, name, size } })
  }
  return found
}

const isId = (value: string) => /^[0-9a-f-]{36}$/i.test(value)
/** The file fields that are filled in. */
export const fieldsWithFiles = (fields: readonly FormField[], { values }: FormContent) =>
  fields.flatMap(({ key, kind }) => {
    const fileId = values[key] ?? ''
    return kind === 'file' && isId(fileId) ? [{ key, fileId }] : []
  })

/** The further fields of an entry as readers see them. */
export const furtherOf = (
  form: Pick<AskedForm, 'fields'> | null,
  content: FormContent,
  files: Files = {},
): FurtherField[] =>
  entryWords(
    form?.fields ?? [],
    content.values,
    Object.fromEntries(Object.entries(files).map(([key, { name }]) => [key, name])),
  ).map(({ key, name, words }) => ({
    ...{ key, name: name.zh, words, reason: content.reasons[key] ?? null },
    file: files[key] ?? null,
  }))
