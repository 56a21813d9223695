import { sql } from 'kysely'
import { previousPeriod, samePeriodLastYear } from '#domain/calendar/periods.ts'
import { Draft, type Duty } from '#domain/collection/duty.api.ts'
import type { EntryKind } from '#domain/collection/duty.ts'
import type { GridDuty } from '#domain/collection/entryGrid.api.ts'
import { mostGridRows } from '#domain/collection/entryGrid.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { evidenceOf, rowOf } from './duty.shape.ts'
import { dutyRows } from './dutyRows.store.ts'
import {
  askedForm,
  comparedOfMany,
  contentOf,
  evidenceAsked,
  formFilesOfMany,
  formOf,
  nothingCompared,
} from './form.store.ts'

type Figure = NonNullable<Duty['last']>
type File = { readonly id: string; readonly name: string; readonly size: number }
type Before = { kind: EntryKind; value: string | null; note: string; content: unknown; file: File | null }

/** The last signed figures of the same indicator and frequency before this duty, newest first; each year has its own. */
const earlier = sql<Figure[] | null>`(
  select json_agg(figure) from (
    select earlier.period, earlier.kind, earlier.value::text as value
    from indicator as same join duty as earlier on earlier.indicator_id = same.id
    where same.name = indicator.name and same.unit = indicator.unit
      and earlier.responsible_division_id = duty.responsible_division_id and earlier.frequency = duty.frequency
      and earlier.period < duty.period and earlier.signed_by is not null
    order by earlier.period desc limit 13) as figure)`

const before = sql<Before | null>`(
  select json_build_object('kind', last.kind, 'value', last.value::text, 'note', last.note, 'content', last.content,
    'file', case when file.id is not null then json_build_object('id', file.id, 'name', file.name, 'size', file.size) end)
  from submission as last left join stored_file as file on file.id = last.evidence_file_id
  where last.duty_id = duty.id order by last.number desc limit 1)`

/** The evidence a draft names, as long as it is the person's own upload or the duty's. */
const draftFile = sql<File | null>`(
  select json_build_object('id', file.id, 'name', file.name, 'size', file.size) from stored_file as file
  where file.id = (draft.content->>'evidenceFileId')::uuid
    and (file.uploaded_by = draft.person_id and file.claimed_id is null
      or file.claimed_kind = 'duty' and file.claimed_id = duty.id))`

const stillToFill = (tx: Tx, actor: Actor, today: string) =>
  tx
    .selectFrom('duty')
    .where('duty.responsibleDivisionId', '=', actor.divisionId)
    .where('duty.stage', 'in', ['open', 'returned'])
    .where('duty.opensOn', '<=', today)

/** How many duties of the own division wait for their figure, by period. */
export async function periodsToFill(tx: Tx, actor: Actor, today: string) {
  const rows = await stillToFill(tx, actor, today)
    .select(['duty.period', sql<number>`count(*)::int`.as('count')])
    .groupBy('duty.period')
    .execute()
  return rows.toSorted((a, b) => b.period.localeCompare(a.period))
}

const gridRows = (tx: Tx, actor: Actor, today: string) =>
  dutyRows(tx, today)
    .leftJoin('dutySuggestion as suggestion', 'suggestion.dutyId', 'duty.id')
    .leftJoin('draft', (join) =>
      join.onRef('draft.subjectId', '=', 'duty.id').on('draft.form', '=', 'duty').on('draft.personId', '=', actor.id),
    )
    .select(['indicator.definition', 'indicator.target', evidenceAsked.as('evidenceNeeded'), 'duty.returnReason'])
    .select(askedForm.as('asked'))
    .select(['suggestion.value as suggested', 'suggestion.lastYearValue'])
    .select([earlier.as('earlier'), before.as('before'), draftFile.as('draftFile')])
    .select(['draft.content', 'draft.version as draftVersion', 'draft.savedAt'])
    .where('duty.responsibleDivisionId', '=', actor.divisionId)
    .where('duty.stage', 'in', ['open', 'returned'])
    .where('duty.opensOn', '<=', today)
    .orderBy('duty.period', 'desc')
    .orderBy('item.sort')
    .orderBy('indicator.sort')
    .orderBy('duty.id')
    .limit(mostGridRows + 1)

type Row = Awaited<ReturnType<ReturnType<typeof gridRows>['executeTakeFirstOrThrow']>>

/** The duties of the own division that can be filled now, with everything their rows in the grid show. */
export async function gridOf(tx: Tx, actor: Actor, today: string, period: string | undefined) {
  const rows = await gridRows(tx, actor, today)
    .$if(period !== undefined, (query) => query.where('duty.period', '=', period ?? ''))
    .execute()
  const duties = rows.slice(0, mostGridRows).map(shown)
  const [compared, files] = [await comparedOfMany(tx, duties), await formFilesOfMany(tx, actor.id, duties)]
  const whole = duties.map(
    (duty): GridDuty => ({
      ...duty,
      compared: compared.get(duty.id) ?? nothingCompared,
      files: files.get(duty.id) ?? {},
    }),
  )
  return { rows: whole, isCut: rows.length > mostGridRows }
}

function shown(row: Row): Omit<GridDuty, 'compared' | 'files'> {
  const { card: _, ...duty } = rowOf(row)
  const figures = row.earlier ?? []
  const at = (period: string): Duty['last'] => figures.find((one) => one.period === period) ?? null
  const yearAgo = samePeriodLastYear(row.period)
  const draft = draftOf(row)
  return {
    ...duty,
    ...{ definition: row.definition, target: row.target, evidenceNeeded: row.evidenceNeeded },
    ...{ returnReason: row.returnReason, suggested: row.suggested },
    form: formOf(row.asked),
    last: at(previousPeriod(row.period)),
    lastYear:
      at(yearAgo) ?? (row.lastYearValue === null ? null : { period: yearAgo, kind: 'value', value: row.lastYearValue }),
    recent: figures.slice(0, 12).toReversed(),
    before: row.before && { ...kept(row.before), evidence: fileOf(row.before.file) },
    draft,
    content: draft?.content ?? contentOf(row.before?.content),
  }
}

const kept = ({ kind, value, note }: Before) => ({ kind, value, note })
const fileOf = (file: File | null) => (file ? evidenceOf(file.id, file.name, file.size) : null)

function draftOf({ content, draftVersion: version, savedAt, draftFile }: Row): GridDuty['draft'] {
  const draft = Draft.safeParse(content)
  if (!draft.success || version === null || savedAt === null) return null
  const evidence = fileOf(draftFile)
  return { ...draft.data, evidenceFileId: evidence?.id ?? null, version, savedAt, evidence }
}
