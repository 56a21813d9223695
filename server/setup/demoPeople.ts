import { type PostKind, posts } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'

/** The one password of all people of the demo office. It opens nothing else: demo mode listens on loopback only. */
export const demoPassword = 'gangkou-2025-yanshi'

/** The people of the demo office, for the table on the log-in page. */
export async function demoPeople(tx: Tx) {
  const rows = await tx
    .selectFrom('person')
    .innerJoin('post', 'post.personId', 'person.id')
    .leftJoin('division', 'division.id', 'post.divisionId')
    .select(['person.userName', 'person.name', 'post.kind', 'division.nameZh', 'division.nameEn'])
    .where('post.toOn', 'is', null)
    .where('post.byVirtueOf', 'is', null)
    .orderBy('division.sort')
    .orderBy('post.kind')
    .orderBy('person.userName')
    .execute()
  const people = new Map<string, { userName: string; name: string; posts: Text[] }>()
  for (const { userName, name, kind, nameZh, nameEn } of rows) {
    const person = people.get(userName) ?? { userName, name, posts: [] }
    const { zh, en } = posts[kind as PostKind]
    person.posts.push({ zh: nameZh ? `${nameZh} ${zh}` : zh, en: nameEn ? `${en}, ${nameEn}` : en })
    people.set(userName, person)
  }
  return { password: demoPassword, people: [...people.values()] }
}
