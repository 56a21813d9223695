import { sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Light } from '#domain/kernel/light.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ItemProgress, LitItem, OwnCheck, PhaseJudgement, ProgressReport } from '#domain/progress/progress.api.ts'
import type { Rhythm } from '#domain/progress/rhythm.ts'
import type { Tx } from '#server/kernel/db.ts'
import { judgements } from './judgement.store.ts'

type Named = { id: string; name: Text }

const person = (column: string) =>
  sql<{ id: string; name: string }>`(select json_build_object('id', person.id, 'name', person.name)
    from person where person.id = ${sql.ref(column)})`
/** A division as it was called on the day. */
const divisionThen = (column: string, day: string) =>
  sql<Named>`json_build_object('id', ${sql.ref(column)}, 'name', division_name_on(${sql.ref(column)}, ${sql.ref(day)}))`
/** What the frozen version of the item says of the phase. */
const phaseThen = (of: string) =>
  sql<ProgressReport['phaseThen']>`(select json_build_object('title', said ->> 'title', 'startsOn', said ->> 'startsOn',
      'endsOn', said ->> 'endsOn', 'goal', said ->> 'goal', 'criterion', said ->> 'criterion')
    from item_version, jsonb_array_elements(convert_from(item_version.canonical, 'UTF8')::jsonb -> 'phases') as said
    where item_version.id = ${sql.ref(`${of}.itemVersionId`)} and said ->> 'id' = ${sql.ref(`${of}.phaseId`)}::text)`

const instant = (at: string | Date): string => new Date(at).toISOString()

/** Every report of an item, the latest first. */
export async function reportsOf(tx: Tx, itemId: string): Promise<ProgressReport[]> {
  const rows = await tx
    .selectFrom('progressReport as report')
    .select(['report.id', 'report.phaseId', 'report.reportedOn', 'report.reached', 'report.percent', 'report.words'])
    .select(['report.problem', 'report.need', 'report.replacesId', 'report.reason', 'report.madeAt'])
    .select([
      sql<boolean>`exists (select from progress_report as later where later.replaces_id = report.id)`.as('isReplaced'),
      divisionThen('report.divisionId', 'report.reportedOn').as('division'),
      person('report.madeBy').as('madeBy'),
      phaseThen('report').as('phaseThen'),
      sql<ProgressReport['files']>`coalesce((select json_agg(json_build_object('id', file.id, 'name', file.name,
        'size', file.size) order by file.created_at, file.id) from stored_file as file
        where file.claimed_kind = 'progressReport' and file.claimed_id = report.id), '[]')`.as('files'),
    ])
    .where('report.itemId', '=', itemId)
    .orderBy('report.madeAt', 'desc')
    .orderBy('report.id')
    .execute()
  return rows.map((row) => ({ ...row, madeAt: instant(row.madeAt) }))
}

type Said = PhaseJudgement['judgement']
const actOf = (kind: 'claimed' | 'judged' | 'asked' | 'reviewed', words: string, verdict: string) => {
  const by = sql.ref(`judgement.${kind}By`)
  return sql<Said>`case when ${by} is null then null else json_build_object('by', ${person(`judgement.${kind}By`)},
    'at', ${sql.ref(`judgement.${kind}At`)}, 'words', ${sql.ref(`judgement.${words}`)},
    'verdict', ${verdict === '' ? sql`null` : sql.ref(`judgement.${verdict}`)}) end`
}

/** Every claim of an item with what became of it, the latest first. */
export async function judgementsOf(tx: Tx, actor: Actor, itemId: string): Promise<PhaseJudgement[]> {
  const rows = await judgements(tx, actor)
    .select([
      actOf('claimed', 'words', '').as('claim'),
      actOf('judged', 'reason', 'verdict').as('judgement'),
      actOf('asked', 'askedReason', '').as('request'),
      actOf('reviewed', 'reviewReason', 'reviewVerdict').as('review'),
      phaseThen('judgement').as('phaseThen'),
    ])
    .where('item.id', '=', itemId)
    .orderBy('judgement.claimedAt', 'desc')
    .orderBy('judgement.id')
    .execute()
  const at = <Act extends Said>(act: Act): Act => (act === null ? act : { ...act, at: instant(act.at) })
  return rows.map(
    ({ itemId: _i, claimedAt: _a, code: _c, title: _t, phaseTitle: _p, phaseNumber: _n, claim, ...row }) => ({
      ...row,
      ...{ claim: at(claim), judgement: at(row.judgement), request: at(row.request), review: at(row.review) },
    }),
  )
}

/** The checks that divisions made of the item, the latest first. */
export async function checksOf(tx: Tx, itemId: string): Promise<OwnCheck[]> {
  const rows = await tx
    .selectFrom('ownCheck')
    .leftJoin('ownCheckDone as done', 'done.checkId', 'ownCheck.id')
    .select(['ownCheck.id', 'checkedOn', 'finding', 'measure', 'untilOn', 'madeAt'])
    .select([divisionThen('ownCheck.divisionId', 'ownCheck.checkedOn').as('division')])
    .select([person('ownCheck.madeBy').as('madeBy'), sql<string>`heir_of(own_check.division_id)`.as('ownerId')])
    .select(['done.words', 'done.doneAt', person('done.doneBy').as('doneBy')])
    .where('itemId', '=', itemId)
    .orderBy('checkedOn', 'desc')
    .orderBy('madeAt', 'desc')
    .execute()
  return rows.map(({ words, doneAt, doneBy, ...row }) => ({
    ...{ ...row, madeAt: instant(row.madeAt) },
    done: words === null || doneAt === null ? null : { words, by: doneBy, at: instant(doneAt) },
  }))
}

/** The last change of how often the item is reported; undefined: the office's setting alone. */
export const rhythmOfItem = (tx: Tx, itemId: string) =>
  tx
    .selectFrom('itemRhythm')
    .select(['number', 'fromOn', 'reason', sql<Rhythm | null>`rhythm`.as('rhythm')])
    .where('itemId', '=', itemId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

export async function lightOfItem(tx: Tx, itemId: string) {
  const row = await tx
    .selectFrom('itemLight')
    .select(['rule', 'since', 'percent', 'planned', sql<Light | null>`light`.as('light')])
    .select(sql<LitItem['figures']>`figures`.as('figures'))
    .where('itemId', '=', itemId)
    .executeTakeFirst()
  const { light = null, rule = null, since = null, figures = {}, percent = null, planned = null } = row ?? {}
  const lit = light === null || rule === null || since === null ? null : { light, rule, since, figures }
  return { light: lit, percent, planned }
}

const shownChanges = 20

export const changesOfItem = (tx: Tx, itemId: string): Promise<ItemProgress['changes']> =>
  tx
    .selectFrom('lightChange')
    .select(['id', 'rule', 'changedOn as on', sql<Light | null>`light_before`.as('before')])
    .select([sql<Light | null>`light`.as('light'), sql<LitItem['figures']>`figures`.as('figures')])
    .where('itemId', '=', itemId)
    .orderBy('number', 'desc')
    .limit(shownChanges)
    .execute()

/** The latest accepted figure of each indicator: it is there and is not asked for again. */
export const figuresOf = (tx: Tx, itemId: string): Promise<ItemProgress['figures']> =>
  tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .distinctOn('duty.indicatorId')
    .select(['duty.id as dutyId', 'indicator.name as indicator', 'indicator.unit', 'duty.period'])
    .select([sql<ItemProgress['figures'][number]['kind']>`duty.kind`.as('kind')])
    .select([sql<string | null>`duty.value::text`.as('value'), sql<string | null>`indicator.target::text`.as('target')])
    .where('duty.itemId', '=', itemId)
    .where('duty.stage', 'in', ['accepted', 'reported', 'acknowledged'])
    .where('duty.kind', 'is not', null)
    .orderBy('duty.indicatorId')
    .orderBy('duty.opensOn', 'desc')
    .execute()
