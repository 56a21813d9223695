import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import { seesEverything } from '#domain/kernel/actor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { DB } from '#server/kernel/db.types.ts'
import { NotFound } from '#server/kernel/errors.ts'
import type { IsSeen } from '#server/kernel/seen.ts'

type Duty = ExpressionBuilder<DB, 'duty'>

/** Whether this post sees a duty: a division what it owes or coordinates, the steering posts everything. */
export const visible = (eb: Duty, actor: Actor): Expression<SqlBool> =>
  seesEverything(actor)
    ? sql<boolean>`true`
    : eb.or([
        eb('duty.responsibleDivisionId', '=', actor.divisionId),
        eb('duty.coordinatingDivisionId', '=', actor.divisionId),
      ])

const duties = (tx: Tx) => tx.selectFrom('duty')
export type Duties = ReturnType<typeof duties>

/**
 * The duties this post sees, for lists: one branch for each relation of its division, so that each uses an index of its
 * own; what a division both owes and coordinates comes once.
 */
export const branchesOf = (tx: Tx, actor: Actor): [Duties, ...Duties[]] =>
  seesEverything(actor)
    ? [duties(tx)]
    : [
        duties(tx).where('duty.responsibleDivisionId', '=', actor.divisionId),
        duties(tx)
          .where('duty.coordinatingDivisionId', '=', actor.divisionId)
          .whereRef('duty.responsibleDivisionId', '<>', 'duty.coordinatingDivisionId'),
      ]

/** Makes sure that this post may see the duty; absent and invisible are the same. */
export const demandVisible = (tx: Tx, actor: Actor, id: string) =>
  tx
    .selectFrom('duty')
    .select('duty.id')
    .where('duty.id', '=', id)
    .where((eb) => visible(eb, actor))
    .executeTakeFirstOrThrow(() => new NotFound())

export const dutyIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${tx
    .selectFrom('duty')
    .select('duty.id')
    .where('duty.id', '=', id)
    .where((eb) => visible(eb, actor))})`

/** Some deputy is in charge of the responsible division on this day and did not enter or sign the data himself. */
export const deputyInCharge = (today: string) => sql<boolean>`exists (
  select from post_charge join post on post.id = post_charge.post_id
  where post_charge.division_id = duty.responsible_division_id and post.kind = 'leadingGroup.deputy'
    and post.person_id is distinct from duty.entered_by and post.person_id is distinct from duty.signed_by
    and post.from_on <= ${today} and (post.to_on is null or post.to_on > ${today}))`

/** The responsible division coordinates itself, or houses the performance office. `responsible` is its division row. */
export const byDeputy = sql<boolean>`(
  duty.responsible_division_id = duty.coordinating_division_id or responsible.houses_performance_office)`

/**
 * The card a cell shows: a standing one before a settled one, the latest of them, the gravest of one day. A warning that
 * was heeded has nothing more to say, nor has a card that was withdrawn.
 */
export const cardOf = sql<{ ladder: string; step: string; settledOn: string | null } | null>`(
  select json_build_object('ladder', card.ladder, 'step', card.step, 'settledOn', card.settled_on) from card
  where card.duty_id = duty.id and card.withdrawn_on is null and (card.step <> 'earlyWarning' or card.settled_on is null)
  order by card.settled_on is not null, card.fired_on desc, array_position(array['red', 'yellow'], card.step), card.id
  limit 1)`

/** All duties with the names a reader needs and the facts states and buttons ask for. */
export const dutyRows = (tx: Tx, today: string) =>
  tx
    .selectFrom('duty')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .innerJoin('item', 'item.id', 'duty.itemId')
    .innerJoin('division as responsible', 'responsible.id', 'duty.responsibleDivisionId')
    .innerJoin('division as coordinating', 'coordinating.id', 'duty.coordinatingDivisionId')
    .leftJoin('externalBody as unit', 'unit.id', 'duty.collectingUnitId')
    .leftJoin('collectionVersion as asked', 'asked.id', 'duty.collectionVersionId')
    .select([
      'duty.id',
      'duty.version',
      'duty.year',
      'duty.period',
      'duty.stage',
      'duty.kind',
      'duty.value',
      'duty.firstSignedOn',
      'duty.internalDueOn',
      'duty.externalDueOn',
      'duty.isCorrected',
      'duty.lateStart',
      'duty.opensOn',
      'duty.sortOn',
      'duty.responsibleDivisionId',
      'duty.coordinatingDivisionId',
      'duty.collectingUnitId',
      'duty.enteredBy',
      'duty.signedBy',
      'duty.signedFor',
      'duty.submissionId',
      'duty.isPreliminary',
      'duty.indicatorId',
      'indicator.name as indicatorName',
      'indicator.unit',
      'indicator.decimals',
      'duty.itemId',
      'item.code',
      'item.title',
      'responsible.nameZh as responsibleZh',
      'responsible.nameEn as responsibleEn',
      'coordinating.nameZh as coordinatingZh',
      'coordinating.nameEn as coordinatingEn',
      'unit.nameZh as unitZh',
      'unit.nameEn as unitEn',
    ])
    .select([byDeputy.as('acceptedByDeputy'), deputyInCharge(today).as('hasDeputyInCharge'), cardOf.as('card')])

export type SelectedDuty = Awaited<ReturnType<ReturnType<typeof dutyRows>['executeTakeFirstOrThrow']>>
