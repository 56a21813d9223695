import { sql } from 'kysely'
import { z } from 'zod'
import type { Aspect } from '#domain/inspection/check.ts'
import type { Inspection, InspectionRow, listInspections } from '#domain/inspection/inspection.api.ts'
import { factsOfInspection, type InspectionKind, type InspectionState } from '#domain/inspection/inspection.ts'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { day, id } from '#domain/kernel/endpoint.ts'
import { cursorAt, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { IsSeen } from '#server/kernel/seen.ts'
import { divisionOf, filesOf, instantOf, isOwnDivision, personOf, unlessAll } from './check.store.ts'

type Query = Omit<z.output<typeof listInspections.query>, 'limit' | 'after'>
const Place = z.tuple([day, id])

/**
 * The steering posts see every inspection; a division those it was notified of or told the findings of. What was judged
 * and found is a division's to read once it was told, and its own part alone.
 */
export const visible = (tx: Tx, actor: Actor) =>
  tx.selectFrom('inspection').$if(!seesEverything(actor), (q) =>
    q.where(sql<boolean>`(inspection.notified_on is not null or inspection.state in ('told', 'concluded'))`).where(
      sql<boolean>`inspection.id in (select party.inspection_id from inspection_party as party
            where ${isOwnDivision(actor, 'party.divisionId')})`,
    ),
  )

export const inspectionIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${visible(tx, actor).select('inspection.id').where('inspection.id', '=', id)})`

const mine = (actor: Actor) => unlessAll(actor, isOwnDivision(actor, 'party.divisionId'))
const isTold = (actor: Actor) => unlessAll(actor, sql<boolean>`inspection.state in ('told', 'concluded')`)

const head = (tx: Tx, actor: Actor) =>
  visible(tx, actor)
    .select(['inspection.id', 'inspection.version', 'inspection.year', 'inspection.title', 'inspection.forHouse'])
    .select(['inspection.startsOn', 'inspection.replyBy', 'inspection.concludedOn'])
    .select([
      sql<InspectionKind>`inspection.kind`.as('kind'),
      sql<Aspect>`inspection.aspect`.as('aspect'),
      sql<InspectionState>`inspection.state`.as('state'),
      sql<InspectionRow['request']>`case when inspection.request_on is null then null else
        json_build_object('document', inspection.request_document, 'on', inspection.request_on) end`.as('request'),
      sql<InspectionRow['divisions']>`coalesce((select json_agg(${divisionOf('party.divisionId')}
        order by division.sort, division.id) from inspection_party as party
        join division on division.id = party.division_id
        where party.inspection_id = inspection.id and ${mine(actor)}), '[]')`.as('divisions'),
      sql<number>`(select count(*)::int from inspection_finding as finding
        join inspection_party as party on party.id = finding.party_id
        where party.inspection_id = inspection.id and finding.dropped_reason is null
          and ${mine(actor)} and ${isTold(actor)})`.as('findings'),
    ])

const findings = (actor: Actor) =>
  sql`coalesce((select json_agg(json_build_object('id', finding.id, 'partyId', party.id, 'words', finding.words,
    'item', (select json_build_object('id', item.id, 'code', item.code, 'title', item.title) from item
      where item.id = finding.item_id),
    'outcome', finding.outcome, 'reason', finding.reason, 'settledBy', ${personOf('finding.settledBy')},
    'files', ${filesOf('inspectionFinding', 'finding.id')}) order by finding.found_at, finding.id)
    from inspection_finding as finding
    where finding.party_id = party.id and finding.dropped_reason is null and ${isTold(actor)}), '[]')`

const parties = (actor: Actor) =>
  sql<Inspection['parties']>`coalesce((select json_agg(json_build_object('id', party.id,
    'division', ${divisionOf('party.divisionId')}, 'heirId', heir_of(party.division_id),
    'seenAt', ${instantOf('party.seenAt')}, 'seenBy', ${personOf('party.seenBy')}, 'preparation', party.preparation,
    'reply', party.reply, 'repliedAt', ${instantOf('party.repliedAt')}, 'repliedBy', ${personOf('party.repliedBy')},
    'files', ${filesOf('inspectionReply', 'party.id')},
    'judgements', coalesce((select json_agg(json_build_object('pointId', one.point_id, 'judgement', one.judgement,
      'remark', one.remark)) from inspection_judgement as one where one.party_id = party.id and ${isTold(actor)}), '[]'),
    'findings', ${findings(actor)}) order by division.sort, division.id)
    from inspection_party as party join division on division.id = party.division_id
    where party.inspection_id = inspection.id and ${mine(actor)}), '[]')`

/** One inspection with every part that this post may read. */
export const find = (tx: Tx, actor: Actor, inspectionId: string): Promise<Inspection> =>
  head(tx, actor)
    .select(['inspection.scope', 'inspection.notifiedOn', 'inspection.result', 'inspection.withdrawnReason'])
    .select([
      personOf('inspection.plannedBy').$notNull().as('plannedBy'),
      personOf('inspection.concludedBy').as('concludedBy'),
      sql<Inspection['points']>`coalesce((select json_agg(json_build_object('id', point.id, 'words', point.words)
        order by point.sort) from inspection_point as point where point.inspection_id = inspection.id), '[]')`.as(
        'points',
      ),
      parties(actor).as('parties'),
    ])
    .where('inspection.id', '=', inspectionId)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Locks an inspection that the actor sees; `version` is the one looked at, without it a division answers for itself. */
export async function lock(tx: Tx, actor: Actor, inspectionId: string, version?: number) {
  const row = await visible(tx, actor)
    .select('inspection.version')
    .where('inspection.id', '=', inspectionId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  const inspection = await find(tx, actor, inspectionId)
  return { inspection, facts: factsOfInspection(inspection) }
}

function filtered(tx: Tx, actor: Actor, query: Query) {
  const { year, kind, aspect, state, divisionId } = query
  return head(tx, actor)
    .where('inspection.year', '=', year)
    .$if(kind !== undefined, (q) => q.where('inspection.kind', '=', kind ?? ''))
    .$if(aspect !== undefined, (q) => q.where('inspection.aspect', '=', aspect ?? ''))
    .$if(state !== undefined, (q) => q.where('inspection.state', '=', state ?? ''))
    .$if(divisionId !== undefined, (q) =>
      q.where(
        sql<boolean>`inspection.id in (select party.inspection_id from inspection_party as party
          where party.division_id = ${divisionId}::uuid and ${mine(actor)})`,
      ),
    )
    .orderBy('inspection.startsOn', 'desc')
    .orderBy('inspection.id', 'desc')
}

export async function list(tx: Tx, actor: Actor, query: z.output<typeof listInspections.query>) {
  const after = placeOf(query.after, Place)
  const rows = await filtered(tx, actor, query)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(inspection.starts_on, inspection.id) < (${after?.[0]}::date, ${after?.[1]}::uuid)`),
    )
    .limit(query.limit + 1)
    .execute()
  return pageFrom(rows, query.limit, ({ startsOn, id: last }) => cursorAt(startsOn, last))
}

/** The most inspections of one file. */
const exported = 5_000

/** The list with the parts of each inspection, for a file. */
export const listAll = (tx: Tx, actor: Actor, query: Query) =>
  filtered(tx, actor, query)
    .select(['inspection.scope', 'inspection.result', parties(actor).as('parties')])
    .limit(exported)
    .execute()
