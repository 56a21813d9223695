import { sql } from 'kysely'
import type { PostKind } from '#domain/kernel/actor.ts'
import type { Audience, Relation } from '#domain/notice/audience.ts'
import { type FactsOf, type NoticeKind, noticeKind } from '#domain/notice/noticeKind.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Tx } from '#server/kernel/db.ts'
import { addJob } from '#server/kernel/jobs.ts'

type Of<K extends NoticeKind> = {
  readonly kind: K
  readonly subjectId: string
  /** Tells apart what may happen to one subject more than once. */
  readonly occasion?: string | number
  readonly facts: FactsOf<K>
  /** Whom the kind's audiences mean: divisions, those whose deputy in charge is told, persons. */
  readonly divisionIds?: readonly (string | null)[]
  readonly leaderOf?: string | null
  readonly personIds?: readonly (string | null)[]
  /** Whoever did it is not told. */
  readonly causedBy?: string | null
}
/** One thing that is told. */
export type Told = { readonly [K in NoticeKind]: Of<K> }[NoticeKind]

/**
 * Tells people in the transaction of what causes it: both happen or neither, and once however often it is told. Mail and the
 * office's bridge come later, by jobs: they hold up nobody.
 */
export async function tell(tx: Tx, { now }: Pick<Clock, 'now'>, notices: readonly Told[]): Promise<void> {
  const rows = notices.flatMap((told) => rowsOf(told, now))
  let isQueued = false
  for (let start = 0; start < rows.length; start += 2_000)
    isQueued = (await insert(tx, rows.slice(start, start + 2_000))) || isQueued
  if (isQueued) await addJob(tx, 'deliverNotices', {}, { queue: 'webhook' })
}

const known = (ids: readonly (string | null)[] | undefined): string[] => [
  ...new Set((ids ?? []).filter((id) => id !== null)),
]

type Row = {
  readonly relation: Relation
  readonly divisionId: string | null
  readonly posts: readonly PostKind[]
  readonly personId: string | null
}
const none = { divisionId: null, personId: null, posts: [] } as const

function rowsOf({ kind, subjectId, occasion = '', facts, causedBy = null, ...whom }: Told, now: string): object[] {
  const { about, to } = noticeKind(kind)
  const told = { kind, subjectKind: about, subjectId, occasion: String(occasion), facts, causedBy, toldAt: now }
  return to.flatMap((audience) => addressesOf(audience, whom).map((row) => ({ ...told, ...row })))
}

type Whom = Pick<Told, 'divisionIds' | 'leaderOf' | 'personIds'>
function addressesOf(audience: Audience, { divisionIds, leaderOf, personIds }: Whom): Row[] {
  const { relation } = audience
  if (relation === 'person') return known(personIds).map((personId) => ({ ...none, relation, personId }))
  if (relation === 'leader') return known([leaderOf ?? null]).map((divisionId) => ({ ...none, relation, divisionId }))
  return known(divisionIds).map((divisionId) => ({ ...none, relation, divisionId, posts: audience.posts }))
}

/** One statement however many rows; answers whether something waits for the office's bridge now. */
async function insert(tx: Tx, rows: readonly object[]): Promise<boolean> {
  const { rows: queued } = await sql<{ id: string }>`
    with told as (
      insert into notice (kind, subject_kind, subject_id, occasion, relation, division_id, posts, person_id, facts,
        caused_by, told_at)
      select kind, "subjectKind", "subjectId", occasion, relation, "divisionId",
        array(select json_array_elements_text(posts)), "personId", facts, "causedBy", "toldAt"
      from json_to_recordset(${JSON.stringify(rows)}::json) as new(kind text, "subjectKind" text, "subjectId" uuid,
        occasion text, relation text, "divisionId" uuid, posts json, "personId" uuid, facts jsonb, "causedBy" uuid,
        "toldAt" timestamptz)
      on conflict do nothing
      returning id)
    insert into webhook_delivery (webhook_id, notice_id, queued_at, next_try_at)
    select webhook.id, told.id, now(), now() from told cross join webhook where webhook.is_on
    returning id`.execute(tx)
  return queued.length > 0
}
