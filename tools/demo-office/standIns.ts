import { listPeople } from '#domain/organization/organization.api.ts'
import { delegateActs, listArrangedPosts, nameSubstitute } from '#domain/organization/standIn.api.ts'
import type { OfficeClient } from './client.ts'
import { people, type UserName } from './people.ts'

type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }

/** A head's own post, and the colleague who stands in. */
async function between(client: OfficeClient, holder: UserName, colleague: UserName) {
  const head = await client.as(holder)
  const { rows: posts } = await head.do(listArrangedPosts)
  const { rows: colleagues } = await head.do(listPeople)
  const post = posts.find(({ holderName }) => holderName === people[holder].name)
  const person = colleagues.find(({ name }) => name === people[colleague].name)
  if (!post || !person) throw new Error(`${holder} has no post, or ${colleague} is not there`)
  return { head, postId: post.id, personId: person.id }
}

/** A standing substitute, and signatures delegated for two weeks of November. */
export const standInEvents = (client: OfficeClient): readonly Event[] => [
  {
    on: '2025-03-03',
    order: 0,
    run: async () => {
      const { head, postId, personId } = await between(client, 'qinwangshan', 'xuwangshu')
      const body = {
        postId,
        personId,
        fromOn: '2025-03-03',
        toOn: null,
        reason: '处内分工：处长离岗时由许望舒主持工作',
      }
      await head.do(nameSubstitute, { body })
    },
  },
  {
    on: '2025-11-05',
    order: 0,
    run: async () => {
      const { head, postId, personId } = await between(client, 'songzhili', 'hezhiyuan')
      const period = { fromOn: '2025-11-05', toOn: '2025-11-20' }
      const body = { postId, personId, ...period, acts: ['signData' as const], reason: '参加市依法行政考评组' }
      await head.do(delegateActs, { body })
    },
  },
]
