import { sql } from 'kysely'
import { frequencyOf } from '#domain/calendar/periods.ts'
import type { Aggregate } from '#domain/collection/aggregate.ts'
import { CollectionContent } from '#domain/collection/collectionContent.ts'
import type { IndicatorWithFields, MappedCell } from '#domain/collection/unitTemplate.cells.ts'
import {
  type EarlierFigure,
  type Figure,
  type FurtherFigure,
  fillingOf,
  furtherFigures,
  periodsBeside,
  type UnitTable,
} from '#domain/collection/unitTemplate.fill.ts'
import { versionFor } from '#domain/collection/unitTemplate.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'
import { type SetCell, type SetKey, settledStages } from './dataReportSet.store.ts'
import { contentOf } from './form.store.ts'
import { cellsOf, furtherNames, templateOfKey, type VersionRecord, versionsOf } from './unitTemplate.store.ts'

/** What is filled in: the accepted figures of a set, and who is named beside them. */
export type Filling = SetKey & {
  readonly lines: readonly (Figure & { readonly divisionName: Text; readonly submissionId: string | null })[]
  readonly aggregates: readonly Aggregate[]
  readonly reportDay: string
  readonly contactName: string
  readonly contactPhone: string
}

/** The unit's form for a report of the period, where a version of one is in force for it. */
export async function unitTableFor(tx: Tx, filling: Filling): Promise<UnitTable | null> {
  const frequency = frequencyOf(filling.period)
  const template = await templateOfKey(tx, { ...filling, frequency })
  if (!template) return null
  const version = versionFor(await versionsOf(tx, template.id), filling.period)
  return version ? unitTableOf(tx, template, version, filling) : null
}

/** One version filled, whatever state it is in. */
export async function unitTableOf(
  tx: Tx,
  template: { readonly id: string; readonly name: string },
  version: VersionRecord,
  filling: Filling,
): Promise<UnitTable> {
  const cells = await cellsOf(tx, version.id)
  const indicators = await namedBy(tx, cells)
  const { office, division, personInCharge } = await namesFor(tx, filling)
  const earlier = cells.some(({ fact }) => fact === 'yearToDate' || fact === 'lastYear')
    ? await earlierFigures(tx, filling)
    : []
  const further = cells.some(({ fact }) => fact === 'furtherField') ? await furtherBySubmission(tx, filling) : new Map()
  const { period, reportDay, contactName, contactPhone, aggregates } = filling
  const lines = filling.lines.map((line) => ({ ...line, further: further.get(line.submissionId) ?? [] }))
  const said = {
    period,
    lines,
    aggregates,
    reportDay,
    contactName,
    contactPhone,
    office,
    division,
    personInCharge,
    earlier,
  }
  return {
    templateId: template.id,
    templateName: template.name,
    number: version.number,
    fileDigest: version.digest,
    ...fillingOf(cells, indicators, { ...said, nilAs: version.nilAs }),
  }
}

/** The accepted cells of a set as the lines of the report that they would become. */
export const linesOfSet = (cells: readonly SetCell[]): Filling['lines'] =>
  cells
    .filter(({ isSettled }) => isSettled)
    .map(({ indicatorId, itemTitle, name, unit, kind, value, divisionName, submissionId }) => ({
      ...{ indicatorId, itemTitle, name, unit, value, divisionName, submissionId },
      kind: kind === 'nil' ? 'nil' : 'value',
    }))

const namedBy = async (tx: Tx, cells: readonly MappedCell[]): Promise<IndicatorWithFields[]> => {
  const ids = [...new Set(cells.flatMap(({ indicatorId }) => indicatorId ?? []))]
  if (ids.length === 0) return []
  return tx
    .selectFrom('indicator')
    .innerJoin('item', 'item.id', 'indicator.itemId')
    .select(['indicator.id as indicatorId', 'item.title as itemTitle', 'indicator.name', 'indicator.unit'])
    .select(furtherNames.as('fields'))
    .where('indicator.id', 'in', ids)
    .execute()
}

/** What the submissions of the lines hold beside their figures, by submission. */
async function furtherBySubmission(tx: Tx, { lines }: Filling): Promise<Map<string | null, readonly FurtherFigure[]>> {
  const ids = lines.flatMap(({ submissionId }) => submissionId ?? [])
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('submission')
    .innerJoin('duty', 'duty.id', 'submission.dutyId')
    .innerJoin('collectionVersion as asked', 'asked.id', 'duty.collectionVersionId')
    .select(['submission.id', 'submission.content', 'asked.content as plan'])
    .where('submission.id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ id, content, plan }) => [id, furtherFigures(CollectionContent.parse(plan).fields, contentOf(content))]),
  )
}

/** The office, the division, and who heads it on the day. */
const namesFor = (tx: Tx, { coordinatingDivisionId, reportDay }: Filling) =>
  tx
    .selectFrom('division')
    .select([
      'division.nameZh as division',
      sql<string>`(select name_zh from office)`.as('office'),
      sql<string | null>`(select person.name from post join person on person.id = post.person_id
        where post.kind = 'division.head' and post.division_id = division.id and post.from_on <= ${reportDay}::date
          and (post.to_on is null or post.to_on > ${reportDay}::date) order by post.from_on desc limit 1)`.as(
        'personInCharge',
      ),
    ])
    .where('division.id', '=', coordinatingDivisionId)
    .executeTakeFirstOrThrow()

/** Accepted figures of the same division's data in the periods beside this one. */
const earlierFigures = async (tx: Tx, { coordinatingDivisionId, period }: Filling): Promise<EarlierFigure[]> => {
  const rows = await tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .select(['duty.period', 'duty.kind', 'duty.value', 'duty.indicatorId', 'item.title as itemTitle'])
    .select(['indicator.name', 'indicator.unit'])
    .where('duty.coordinatingDivisionId', '=', coordinatingDivisionId)
    .where('duty.period', 'in', periodsBeside(period))
    .where('duty.stage', 'in', [...settledStages])
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind === 'nil' ? 'nil' : 'value' }))
}
