import { sql } from 'kysely'
import { divisionPosts, type PostKind } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'

type EndedPost = {
  readonly id: string
  readonly kind: PostKind
  readonly personId: string
  readonly name: string
  readonly division: Text
  readonly fromOn: string
}

/**
 * Posts that ended, or are to end, with their division, whose holder was granted none since and holds none of a division
 * beyond that day; the latest of each person who may still log in.
 */
export async function endedWithDivision(tx: Tx, today: string): Promise<EndedPost[]> {
  const { rows } = await sql<EndedPost>`
    select distinct on (reorganisation.from_on, person.id) post.id, post.kind, person.id as person_id, person.name,
      jsonb_build_object('zh', division.name_zh, 'en', division.name_en) as division, reorganisation.from_on
    from reorganisation_post ended
      join reorganisation on reorganisation.id = ended.reorganisation_id
      join post on post.id = ended.post_id
      join division on division.id = post.division_id
      join person on person.id = post.person_id
    where reorganisation.state in ('planned', 'applied') and post.by_virtue_of is null and person.disabled_at is null
      and post.to_on = greatest(post.from_on, reorganisation.from_on)
      and not exists (select from post held where held.person_id = person.id and held.from_on >= reorganisation.from_on
        and held.by_virtue_of is null and held.id <> post.id)
      and not exists (select from post held where held.person_id = person.id and held.kind = any(${[...divisionPosts]})
        and (held.to_on is null or held.to_on > greatest(reorganisation.from_on, ${today}::date)))
    order by reorganisation.from_on, person.id, post.kind
    limit 50`.execute(tx)
  return rows
}
