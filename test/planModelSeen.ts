import { sql } from 'kysely'
import { expect } from 'vitest'
import { digestOf } from '#server/kernel/canonical.ts'
import { people, type Role } from '#test/planModel.ts'
import type { Course } from '#test/planModelCalls.ts'
import type { World } from '#test/world.ts'

export type Watched = Course & {
  /** How many rows the history of the office has. */
  entries: number
  /** Every version as it was when it was frozen: its digest and its bytes. */
  readonly frozen: Map<string, string>
  /** The steps so far in words, for whoever reads a failure. */
  readonly taken: string[]
}

export async function countEntries(w: World): Promise<number> {
  const query = w.owner.selectFrom('history').select((eb) => eb.fn.countAll<string>().as('count'))
  return Number((await query.executeTakeFirstOrThrow()).count)
}

/** What history has had to say since it had so many rows. */
export async function entriesAfter(w: World, known: number): Promise<string[]> {
  const fresh = (await countEntries(w)) - known
  if (fresh <= 0) return []
  const rows = await w.owner.selectFrom('history').select('action').orderBy('recordedAt', 'desc').limit(fresh).execute()
  return rows.map(({ action }) => action).toSorted()
}

const draftsOf = ({ model }: Course) => [model.plan, ...model.revisions]
const idsOf = (course: Course) => draftsOf(course).map(({ id }) => id)

/** Gives what the last step made the ids that it has in the database. */
export async function nameNew(course: Course): Promise<void> {
  const { w, model } = course
  const revision = model.revisions.find(({ id }) => id === '')
  if (revision) {
    const known = idsOf(course).filter((id) => id !== '')
    const plan = w.owner.selectFrom('plan').select('id').where('amendsId', '=', model.plan.id)
    revision.id = (await plan.where('id', 'not in', known).executeTakeFirstOrThrow()).id
    const copy = w.owner.selectFrom('item').select('id').where('originItemId', '=', model.plan.itemId)
    revision.itemId = (await copy.where('planId', '=', revision.id).executeTakeFirstOrThrow()).id
  }
  const lists = [
    { of: model.amendments, rows: () => idsIn(w, sql`amendment where plan_id = ${model.plan.id}`) },
    ...draftsOf(course).flatMap(({ id, consultations, reviews }) => [
      { of: consultations, rows: () => idsIn(w, sql`consultation where plan_id = ${id}`) },
      { of: reviews, rows: () => idsIn(w, sql`review where plan_id = ${id}`) },
      ...consultations.map(({ id: asked, comments }) => ({
        ...{ of: comments, rows: () => idsIn(w, sql`comment where consultation_id = ${asked}`) },
      })),
    ]),
  ]
  for (const { of, rows } of lists) {
    const fresh = of.find(({ id }) => id === '')
    if (!fresh) continue
    const known = new Set(of.map(({ id }) => id))
    fresh.id = (await rows()).find((id) => !known.has(id)) ?? 'missing'
  }
}

const idsIn = async (w: World, from: ReturnType<typeof sql>): Promise<string[]> =>
  (await sql<{ id: string }>`select id from ${from}`.execute(w.owner)).rows.map(({ id }) => id)

/** The records of the course as they are: kind and id, then state and version, and the words that the steps write. */
export async function seen(course: Course): Promise<string[]> {
  const ids = sql`any(${idsOf(course)}::uuid[])`
  const asked = sql`(select id from consultation where plan_id = ${ids})`
  const { rows } = await sql<{ line: string }>`
    select concat_ws(' ', 'plan', id, state, version,
      (select count(*) from plan_version where plan_id = plan.id)) as line
      from plan where id = ${ids} or amends_id = ${course.model.plan.id}
    union all select concat_ws(' ', 'item', id, version) from item
      where plan_id = ${ids} and (id = ${course.model.plan.itemId} or origin_item_id = ${course.model.plan.itemId})
    union all select concat_ws(' ', 'words', item.plan_id, goal, reporting, reporting_text)
      from item join plan on plan.id = item.plan_id
      where plan_id = ${ids} and (item.id = ${course.model.plan.itemId} or origin_item_id = ${course.model.plan.itemId})
    union all select concat_ws(' ', 'consultation', id, state, version) from consultation where plan_id = ${ids}
    union all select concat_ws(' ', 'answer', consultation_id, division_id, state, version)
      from consultation_answer where consultation_id in ${asked}
    union all select concat_ws(' ', 'comment', id, division_id, disposition, version)
      from comment where consultation_id in ${asked}
    union all select concat_ws(' ', 'review', id, state, entrusted_to, version) from review where plan_id = ${ids}
    union all select concat_ws(' ', 'opinion', review_id, person_id, version) from review_opinion
      where opinion is not null and review_id in (select id from review where plan_id = ${ids})
    union all select concat_ws(' ', 'amendment', id, route, state, version) from amendment where plan_id = ${ids}`.execute(
    course.w.owner,
  )
  return rows.map(({ line }) => line).toSorted()
}

/** The same lines as the model has them. */
export function shown({ model, clients, divisionIds }: Course): string[] {
  const personOf = (name: string | null) => {
    const role = (Object.keys(people) as Role[]).find((one) => people[one].person === name)
    return role && clients[role].id
  }
  const line = (...parts: (string | number | null | undefined)[]) =>
    parts.filter((part) => part !== null && part !== undefined).join(' ')
  const drafts = [model.plan, ...model.revisions]
  const consultations = drafts.flatMap((draft) => draft.consultations)
  const reviews = drafts.flatMap((draft) => draft.reviews)
  const lines = [
    ...drafts.map(({ id, state, version, frozen }) => line('plan', id, state, version, frozen)),
    ...drafts.map(({ itemId, itemVersion }) => line('item', itemId, itemVersion)),
    ...drafts.map(({ id, words: { goal, reporting, chapter } }) => line('words', id, goal, reporting, chapter)),
    ...consultations.map(({ id, state, version }) => line('consultation', id, state, version)),
    ...consultations.flatMap(({ id, answers }) =>
      (['a', 'b', 'c'] as const).map((name) =>
        line('answer', id, divisionIds[name], answers[name].state, answers[name].version),
      ),
    ),
    ...consultations.flatMap(({ comments }) =>
      comments.map(({ id, division, disposition, version }) =>
        line('comment', id, divisionIds[division], disposition, version),
      ),
    ),
    ...reviews.map(({ id, state, entrustedTo, version }) => line('review', id, state, personOf(entrustedTo), version)),
    ...reviews.flatMap(({ id, opinions }) =>
      [...opinions].map(([person, version]) => line('opinion', id, personOf(person), version)),
    ),
    ...model.amendments.map(({ id, route, state, version }) => line('amendment', id, route, state, version)),
  ]
  return lines.toSorted()
}

/** The frozen versions of the plan, its revisions and their items; each digest is that of its bytes. */
export async function frozenNow(course: Course): Promise<Map<string, string>> {
  const ids = sql`any(${idsOf(course)}::uuid[])`
  const { rows } = await sql<{ id: string; digest: string; canonical: Buffer }>`
    select id, digest, canonical from plan_version where plan_id = ${ids}
    union all select id, digest, canonical from item_version
      where item_id in (select id from item where plan_id = ${ids})`.execute(course.w.owner)
  return new Map(
    rows.map(({ id, digest, canonical }) => {
      expect(digestOf(canonical)).toBe(digest)
      return [id, `${digest} ${canonical.toString('utf8')}`]
    }),
  )
}

/** Remembers what was frozen last; what was frozen before is still the same. */
export async function keepFrozen(course: Watched): Promise<void> {
  for (const [id, content] of await frozenNow(course)) {
    const kept = course.frozen.get(id)
    if (kept !== undefined) expect(content).toBe(kept)
    course.frozen.set(id, content)
  }
}
