import { sql, type Updateable } from 'kysely'
import { z } from 'zod'
import { type Actor, seesEverything } from '#domain/kernel/actor.ts'
import { id, instant } from '#domain/kernel/endpoint.ts'
import type { listProblems, Problem } from '#domain/problem/problem.api.ts'
import type { ProblemKind, ProblemState } from '#domain/problem/problem.ts'
import { cursorAt, instantForCursor, pageFrom, placeOf } from '#server/kernel/cursor.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { Problem as Row } from '#server/kernel/db.types.ts'
import { NotFound, Stale } from '#server/kernel/errors.ts'
import type { Acting } from '#server/kernel/routes.ts'
import type { IsSeen } from '#server/kernel/seen.ts'
import { coordinatingId, dutyOf, filesOf, person, reportOf, responsibleId } from '#server/opinion/opinion.public.ts'

type Query = Omit<z.output<typeof listProblems.query>, 'limit' | 'after'>
const Place = z.tuple([instant, id])

/**
 * The divisions that report what a problem is about: of a report, whoever gave its data and whoever sends it; where it is
 * about none of these, whoever raised it, or the successor.
 */
const chain = sql<string[]>`array_remove(array[${responsibleId}, ${coordinatingId},
  data_report.coordinating_division_id, heir_of(problem.division_id)] || array(select given.responsible_division_id
  from data_report_line as line join duty as given on given.id = line.duty_id
  where line.report_id = problem.report_id), null)`

const seen = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('problem')
    .leftJoin('item', 'item.id', 'problem.itemId')
    .leftJoin('duty', 'duty.id', 'problem.dutyId')
    .leftJoin('dataReport', 'dataReport.id', 'problem.reportId')
    .$if(!seesEverything(actor), (q) =>
      q.where(sql<boolean>`(problem.owner_division_id = ${actor.divisionId}::uuid
        or ${actor.divisionId}::uuid = any(${chain}))`),
    )

export const problemIsSeen: IsSeen = ({ tx, actor }, id) =>
  sql<boolean>`exists (${seen(tx, actor).select('problem.id').where('problem.id', '=', id)})`

const named = sql`json_build_object('id', division.id, 'name', json_build_object('zh', name_zh, 'en', name_en))`

const problems = (tx: Tx, actor: Actor) =>
  seen(tx, actor)
    .select(['problem.id', 'problem.version', 'problem.year', 'problem.title', 'problem.words', 'problem.raisedAt'])
    .select(['problem.solution', 'problem.solvedAt', sql<ProblemState>`problem.state`.as('state')])
    .select(sql<ProblemKind>`problem.kind`.as('kind'))
    .select([
      dutyOf.as('duty'),
      reportOf.as('report'),
      sql<Problem['item']>`(case when item.id is null then null else json_build_object('id', item.id, 'code', item.code,
        'title', item.title) end)`.as('item'),
      sql<Problem['chain']>`coalesce((select json_agg(${named} order by division.sort, division.id)
        from division where division.id = any(${chain})), '[]')`.as('chain'),
      sql<Problem['ownerDivision']>`(select ${named} from division where division.id = owner_division_id)`.as(
        'ownerDivision',
      ),
      person('problem.raisedBy').$notNull().as('raisedBy'),
      person('problem.ownerPersonId').as('ownerPerson'),
      sql<Problem['notes']>`coalesce((select json_agg(json_build_object('id', note.id, 'words', note.words,
        'by', json_build_object('id', writer.id, 'name', writer.name), 'at', note.written_at)
        order by note.written_at desc, note.id) from problem_note as note
        join person as writer on writer.id = note.written_by where note.problem_id = problem.id), '[]')`.as('notes'),
      filesOf('problem').as('files'),
      instantForCursor('problem.raisedAt').as('place'),
    ])

/** Words of what was said of it, or letters of the title's pinyin. */
function isFound(search: string) {
  const words = search.toLowerCase()
  const letters = words.replace(/\s+/g, '')
  return sql<boolean>`(strpos(lower(problem.title), ${words}) > 0 or strpos(lower(problem.words), ${words}) > 0
    or strpos(lower(coalesce(problem.solution, '')), ${words}) > 0
    or (${/^[a-z0-9]+$/.test(letters)} and strpos(problem.initials, ${letters}) > 0)
    or exists (select from problem_note as note where note.problem_id = problem.id
      and strpos(lower(note.words), ${words}) > 0))`
}

function filtered(tx: Tx, actor: Actor, query: Query) {
  const { year, state, kind, search, divisionId, itemId, dutyId, reportId } = query
  return problems(tx, actor)
    .$if(year !== undefined, (q) => q.where('problem.year', '=', year ?? 0))
    .$if(state !== undefined, (q) => q.where('problem.state', '=', state ?? ''))
    .$if(kind !== undefined, (q) => q.where('problem.kind', '=', kind ?? ''))
    .$if(search !== undefined && search !== '', (q) => q.where(isFound(search ?? '')))
    .$if(divisionId !== undefined, (q) => q.where('problem.ownerDivisionId', '=', divisionId ?? ''))
    .$if(itemId !== undefined, (q) => q.where('problem.itemId', '=', itemId ?? ''))
    .$if(dutyId !== undefined, (q) => q.where('problem.dutyId', '=', dutyId ?? ''))
    .$if(reportId !== undefined, (q) => q.where('problem.reportId', '=', reportId ?? ''))
    .orderBy('problem.raisedAt', 'desc')
    .orderBy('problem.id', 'desc')
}

type Read = Awaited<ReturnType<ReturnType<typeof problems>['executeTakeFirstOrThrow']>>
const problemOf = ({ place: _, ...row }: Read): Problem => ({
  ...row,
  notes: row.notes.map((note) => ({ ...note, at: new Date(note.at).toISOString() })),
})

export async function list(tx: Tx, actor: Actor, query: z.output<typeof listProblems.query>) {
  const after = placeOf(query.after, Place)
  const rows = await filtered(tx, actor, query)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(problem.raised_at, problem.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .limit(query.limit + 1)
    .execute()
  const page = pageFrom(rows, query.limit, ({ place, id: last }) => cursorAt(place, last))
  return { rows: page.rows.map(problemOf), next: page.next }
}

/** The most rows that one file of a list has. */
const exported = 10_000

export const listAll = async (tx: Tx, actor: Actor, query: Query): Promise<Problem[]> =>
  (await filtered(tx, actor, query).limit(exported).execute()).map(problemOf)

export const find = async (tx: Tx, actor: Actor, problemId: string): Promise<Problem> =>
  problemOf(
    await problems(tx, actor)
      .where('problem.id', '=', problemId)
      .executeTakeFirstOrThrow(() => new NotFound()),
  )

const facts = (tx: Tx, actor: Actor) =>
  seen(tx, actor)
    .select(['problem.id', 'problem.version', 'problem.title', 'problem.ownerDivisionId', 'problem.ownerPersonId'])
    .select(['problem.solution', 'problem.raisedBy', sql<ProblemState>`problem.state`.as('state'), chain.as('chain')])

/** Locks a problem that the actor sees; `version` is the one that was looked at. */
export async function lock(tx: Tx, actor: Actor, problemId: string, version: number) {
  const row = await facts(tx, actor)
    .where('problem.id', '=', problemId)
    .forUpdate('problem')
    .executeTakeFirstOrThrow(() => new NotFound())
  if (row.version !== version) throw new Stale()
  return row
}

/** What waits for the performance office to name an owner, or for the owner's division; the oldest first. */
export const waiting = (tx: Tx, actor: Actor, which: 'office' | 'owner') =>
  facts(tx, actor)
    .innerJoin('person', 'person.id', 'problem.raisedBy')
    .select(['person.name as raiser', 'item.code', 'item.title as itemTitle'])
    .$if(which === 'office', (q) => q.where('problem.state', '=', 'raised'))
    .$if(which === 'owner', (q) =>
      q.where('problem.state', '=', 'owned').where('problem.ownerDivisionId', '=', actor.divisionId),
    )
    .orderBy('problem.raisedAt')
    .orderBy('problem.id')
    .limit(100)
    .execute()

type Subject =
  | { readonly subject: 'item' | 'duty' | 'report'; readonly subjectId: string }
  | { readonly subject: 'none'; readonly subjectId: null }

const none = { itemId: null, dutyId: null, reportId: null, divisionId: null } as const

/** What a problem is about, as its columns; 404 where it is absent or not this post's to see. */
export async function subjectOf({ tx, actor, today }: Acting, of: Subject): Promise<About> {
  const { divisionId } = actor
  if (of.subject === 'none')
    return { ...none, divisionId, year: Number(today.slice(0, 4)), chain: divisionId ? [divisionId] : [] }
  const found = await about(tx, of).executeTakeFirstOrThrow(() => new NotFound())
  if (!seesEverything(actor) && !found.chain.includes(divisionId ?? '')) throw new NotFound()
  return { ...none, ...found }
}

type About = {
  readonly year: number
  readonly itemId: string | null
  readonly dutyId: string | null
  readonly reportId: string | null
  /** Of whoever raises it, where it is about nothing else. */
  readonly divisionId: string | null
  readonly chain: readonly string[]
}

function about(tx: Tx, { subject, subjectId }: Exclude<Subject, { readonly subject: 'none' }>) {
  if (subject === 'report')
    return tx
      .selectFrom('dataReport')
      .select([
        sql<number>`left(period, 4)::int`.as('year'),
        sql<string | null>`null`.as('itemId'),
        sql<string | null>`null`.as('dutyId'),
        sql<string | null>`id`.as('reportId'),
        sql<string[]>`array[coordinating_division_id] || array(select given.responsible_division_id
          from data_report_line as line join duty as given on given.id = line.duty_id
          where line.report_id = data_report.id)`.as('chain'),
      ])
      .where('dataReport.id', '=', subjectId)
  const isDuty = subject === 'duty'
  return tx
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .leftJoin('duty', (join) => join.onRef('duty.itemId', '=', 'item.id').on('duty.id', '=', subjectId))
    .select([
      'item.year',
      sql<string | null>`item.id`.as('itemId'),
      sql<string | null>`duty.id`.as('dutyId'),
      sql<string | null>`null`.as('reportId'),
      sql<string[]>`array_remove(array[${responsibleId}, ${coordinatingId}], null)`.as('chain'),
    ])
    .where('plan.kind', '=', 'office')
    .where('plan.state', '=', 'issued')
    .where(isDuty ? 'duty.id' : 'item.id', '=', subjectId)
}

type New = Omit<About, 'chain'> & {
  readonly kind: ProblemKind
  readonly title: string
  readonly words: string
  readonly initials: string
}

export async function insert({ tx, actor, clock }: Acting, values: New): Promise<string> {
  const row = await tx
    .insertInto('problem')
    .values({ ...values, raisedBy: actor.id, raisedAt: clock.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export const save = (tx: Tx, problemId: string, change: Updateable<Row>) =>
  tx
    .updateTable('problem')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', problemId)
    .execute()

export const insertNote = ({ tx, actor, clock }: Acting, problemId: string, words: string) =>
  tx.insertInto('problemNote').values({ problemId, words, writtenBy: actor.id, writtenAt: clock.now }).execute()

/** A division of the day, and a person who holds a post in it where one is named. */
export const ownerOf = (tx: Tx, divisionId: string, personId: string | null, today: string) =>
  tx
    .selectFrom('division')
    .select(['division.nameZh'])
    .select(
      sql<string | null>`(select person.name from person join post on post.person_id = person.id
        where person.id = ${personId}::uuid and post.division_id = division.id
          and post.kind in ('division.head', 'division.officer')
          and post.from_on <= ${today} and (post.to_on is null or post.to_on > ${today}) limit 1)`.as('personName'),
    )
    .where('division.id', '=', divisionId)
    .where('fromOn', '<=', today)
    .where((or) => or.or([or('toOn', 'is', null), or('toOn', '>', today)]))
    .executeTakeFirst()
