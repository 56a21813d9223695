import { sql } from 'kysely'
import { type Holidays, workingDaysBetween } from '#domain/calendar/workingDays.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { compareItems, type Reader } from '#domain/plan/compare.ts'
import type { Comment, Consultation, LedTo } from '#domain/plan/consultation.api.ts'
import {
  type AnswerFacts,
  type AnswerState,
  type CommentPart,
  type ConsultationFacts,
  type ConsultationState,
  type Disposition,
  seesAllAnswers,
} from '#domain/plan/consultation.ts'
import type { ItemSnapshot } from '#domain/plan/item.api.ts'
import { type PlanKind, type PlanState, statesBeforeReview } from '#domain/plan/plan.ts'
import type { Tx } from '#server/kernel/db.ts'
import { divisionWhen } from '#server/kernel/divisionName.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import { urgedAtOf, urgesOf } from '#server/kernel/urge.ts'
import { itemsAfter } from './ledTo.store.ts'
import { readVersion } from './planVersion.store.ts'

const waiting = sql<number>`(select count(*)::int from consultation_answer
  where consultation_id = consultation.id and consultation_answer.state = 'asked')`

/** Consultations that this post sees: all of them, or those in which its division was asked. */
const visible = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('consultation')
    .innerJoin('plan', 'plan.id', 'consultation.planId')
    .innerJoin('planVersion', 'planVersion.id', 'consultation.planVersionId')
    .innerJoin('person as opener', 'opener.id', 'consultation.openedBy')
    .select(['consultation.id', 'consultation.version', 'consultation.planId', 'consultation.note'])
    .select(['consultation.openedOn', 'consultation.closesOn', 'consultation.closedOn'])
    .select(['plan.year', 'plan.title', 'planVersion.number', 'planVersion.digest'])
    .select(sql<PlanKind>`plan.kind`.as('kind'))
    .select(['opener.id as openerId', 'opener.name as openerName'])
    .select([
      sql<ConsultationState>`consultation.state`.as('state'),
      sql<PlanState>`plan.state`.as('planState'),
      sql<number>`(select count(*)::int from consultation_answer where consultation_id = consultation.id)`.as('asked'),
      waiting.as('waiting'),
    ])
    .$if(!seesAllAnswers(actor), (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('consultationAnswer as own')
            .select('own.divisionId')
            .whereRef('own.consultationId', '=', 'consultation.id')
            .where('own.divisionId', '=', actor.divisionId),
        ),
      ),
    )

export type ConsultationRow = Awaited<ReturnType<typeof findRow>>
export const findRow = (tx: Tx, actor: Actor, id: string) =>
  visible(tx, actor)
    .where('consultation.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound())

/** Locks the consultation; `version`, where given, is the one the person was looking at. */
export async function lock(tx: Tx, actor: Actor, id: string, version?: number): Promise<ConsultationRow> {
  const row = await visible(tx, actor)
    .where('consultation.id', '=', id)
    .forUpdate('consultation')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (version !== undefined && row.version !== version) throw new Stale()
  return row
}

/** The latest consultation of a plan, of a year or a revision. */
export async function idOf(tx: Tx, actor: Actor, key: number | string): Promise<string> {
  const { id } = await visible(tx, actor)
    .$if(typeof key === 'number', (query) =>
      query.where('plan.kind', '=', 'office').where('plan.year', '=', Number(key)),
    )
    .$if(typeof key === 'string', (query) => query.where('plan.id', '=', String(key)))
    .orderBy('consultation.openedOn', 'desc')
    .orderBy('planVersion.number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow(() => new NotFound())
  return id
}

/** Consultations whose plan is still on its way to the leading group. */
export const openOnes = (tx: Tx, actor: Actor) =>
  visible(tx, actor).where('plan.state', 'in', statesBeforeReview).orderBy('plan.year').execute()

export const factsOf = ({ state, closesOn, waiting: n }: ConsultationRow): ConsultationFacts => ({
  state,
  closesOn,
  waiting: n,
})

const ofReader = (actor: Actor): string | null => (seesAllAnswers(actor) ? null : (actor.divisionId ?? ''))

/** Who answers in place of a division that has ended. */
const passedTo = sql<Text | null>`(select jsonb_build_object('zh', heir.name_zh, 'en', heir.name_en)
  from division_successor succession join division heir on heir.id = succession.successor_id
  where succession.division_id = answer.division_id and answer.state = 'passed')`

/** The answers of one consultation, in the order of the divisions; of one division where it is named. */
export const answersOf = (tx: Tx, consultationId: string, divisionId: string | null) =>
  tx
    .selectFrom('consultationAnswer as answer')
    .innerJoin('division', 'division.id', 'answer.divisionId')
    .leftJoin('person', 'person.id', 'answer.answeredBy')
    .select(['answer.divisionId', 'answer.answeredAt', 'answer.version', 'person.name as answeredBy'])
    .select([
      sql<AnswerState>`answer.state`.as('state'),
      divisionWhen('answer.divisionId', 'answer.answeredAt').as('division'),
      passedTo.as('passedTo'),
      sql<number>`(select count(*)::int from comment where comment.consultation_id = answer.consultation_id
        and comment.division_id = answer.division_id)`.as('comments'),
      sql<number>`(select count(*)::int from comment where comment.consultation_id = answer.consultation_id
        and comment.division_id = answer.division_id and disposition is not null)`.as('disposed'),
      urgesOf('consultation', 'answer.consultationId', 'answer.divisionId').as('urges'),
      urgedAtOf('consultation', 'answer.consultationId', 'answer.divisionId').as('urgedAt'),
    ])
    .where('answer.consultationId', '=', consultationId)
    .$if(divisionId !== null, (query) => query.where('answer.divisionId', '=', divisionId ?? ''))
    .orderBy('division.sort')
    .orderBy('division.id')
    .execute()

export type AnswerRow = Awaited<ReturnType<typeof answersOf>>[number]

/** The answer of the actor's division; 404 where it was not asked. */
export async function answerOf(tx: Tx, consultationId: string, divisionId: string | null): Promise<AnswerRow> {
  const [row] = await answersOf(tx, consultationId, divisionId ?? '')
  if (!row) throw new NotFound()
  return row
}

export const answerFacts = (answer: AnswerRow, { state }: Pick<ConsultationRow, 'state'>): AnswerFacts => ({
  state: answer.state,
  divisionId: answer.divisionId,
  isOpen: state === 'open',
  disposed: answer.disposed,
})

const isHandedIn = sql<boolean>`exists (select from consultation_answer as answer
  where answer.consultation_id = comment.consultation_id and answer.division_id = comment.division_id
    and answer.state = 'answered')`

const comments = (tx: Tx) =>
  tx
    .selectFrom('comment')
    .innerJoin('division', 'division.id', 'comment.divisionId')
    .innerJoin('person as maker', 'maker.id', 'comment.madeBy')
    .leftJoin('person as disposer', 'disposer.id', 'comment.disposedBy')
    .select(['comment.id', 'comment.version', 'comment.consultationId', 'comment.divisionId', 'comment.itemId'])
    .select(['comment.text', 'comment.madeAt', 'comment.reason', 'comment.disposedAt'])
    .select(['maker.name as madeBy', 'disposer.name as disposedBy'])
    .select([
      sql<CommentPart>`comment.part`.as('part'),
      sql<Disposition | null>`comment.disposition`.as('disposition'),
      sql<LedTo[]>`comment.led_to`.as('ledTo'),
      divisionWhen('comment.divisionId', 'comment.madeAt').as('division'),
    ])

/** Locks one comment of a consultation that the actor sees; another division's is not there. */
export async function lockComment(tx: Tx, actor: Actor, id: string, version: number) {
  const divisionId = ofReader(actor)
  const row = await comments(tx)
    .where('comment.id', '=', id)
    .$if(divisionId !== null, (query) => query.where('comment.divisionId', '=', divisionId ?? ''))
    .forUpdate('comment')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

const undisposed = sql<number>`(select count(*)::int from comment
  join consultation_answer as answer using (consultation_id, division_id)
  where comment.consultation_id = consultation.id and answer.state = 'answered' and disposition is null)`

/** Comments handed in that have no disposition. */
export const undisposedOf = async (tx: Tx, id: string): Promise<number> =>
  (
    await tx
      .selectFrom('consultation')
      .select(undisposed.as('undisposed'))
      .where('consultation.id', '=', id)
      .executeTakeFirstOrThrow(() => new NotFound())
  ).undisposed

/** How many comments of the latest consultation of a plan have no disposition, and whether there was one that is closed. */
export async function progressOf(tx: Tx, planId: string): Promise<{ isConsulted: boolean; undisposed: number }> {
  const row = await tx
    .selectFrom('consultation')
    .innerJoin('planVersion', 'planVersion.id', 'consultation.planVersionId')
    .select(undisposed.as('undisposed'))
    .where('consultation.planId', '=', planId)
    .where('consultation.state', '=', 'closed')
    .orderBy('planVersion.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { isConsulted: row !== undefined, undisposed: row?.undisposed ?? 0 }
}

type Context = { readonly holidays: Holidays; readonly today: string; readonly reader: Reader }

/** The consultation as this post sees it, each comment with what has changed in its item since. */
export async function find(tx: Tx, actor: Actor, id: string, context: Context): Promise<Consultation> {
  const row = await findRow(tx, actor, id)
  const { openerId, openerName, ...head } = row
  const own = ofReader(actor)
  const content = await readVersion(tx, row.planId, row.number)
  const rows = await comments(tx)
    .where('comment.consultationId', '=', id)
    .$if(own !== null, (query) => query.where('comment.divisionId', '=', own ?? ''))
    // what a division is still writing is its own business
    .$if(own === null, (query) => query.where(isHandedIn))
    .orderBy('division.sort')
    .orderBy('comment.madeAt')
    .orderBy('comment.id')
    .execute()
  const present = new Map(
    own === null && rows.length > 0 ? (await itemsAfter(tx, row)).map((one) => [one.id, one]) : [],
  )
  const before = new Map(content.items.map((item) => [item.id, item]))
  return {
    ...head,
    openedBy: { id: openerId, name: openerName },
    workingDaysLeft: workingDaysBetween(context.today, row.closesOn, context.holidays),
    answers: (await answersOf(tx, id, own)).map(({ divisionId: _, ...answer }) => answer),
    comments: rows.map((comment) => shown(comment, before, present, context.reader)),
    content,
  }
}

type CommentRow = Awaited<ReturnType<typeof lockComment>>

function shown(
  { itemId, consultationId: _consultation, divisionId: _division, ...comment }: CommentRow,
  before: ReadonlyMap<string, ItemSnapshot>,
  present: ReadonlyMap<string, ItemSnapshot>,
  reader: Reader,
): Comment {
  const item = itemId === null ? undefined : before.get(itemId)
  return {
    ...comment,
    item: item ? { id: item.id, code: item.code, title: item.title } : null,
    changes: item && present.size > 0 ? compareItems(item, present.get(item.id), reader) : [],
  }
}
