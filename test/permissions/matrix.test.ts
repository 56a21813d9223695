import { beforeAll, describe, expect, test } from 'vitest'
import { type PostKind, postKinds } from '#domain/kernel/actor.ts'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { uploadRoute } from '#server/kernel/http.upload.ts'
import { allRoutes } from '#server/main.ts'
import { world } from '#test/world.ts'
import { type Office, prepareOffice } from './office.ts'
import type { Ask, Row } from './row.ts'
import { type Refused, refusedAll, send, words } from './send.ts'
import { table } from './table.ts'

/** Who may do what: every endpoint under every post, with the record of one's own, a foreign and an absent one. */
const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`
const served = [...allRoutes, uploadRoute].map(({ endpoint }) => nameOf(endpoint))

test('every endpoint has its row, and every row its endpoint', () => {
  expect(table.map(({ endpoint }) => nameOf(endpoint)).toSorted()).toEqual(served.toSorted())
})

describe('what an endpoint says of itself is what its row says', () => {
  const cells = table.flatMap((row) => postKinds.map((post) => ({ row, post, name: nameOf(row.endpoint) })))
  test.each(cells)('$name: $post', ({ row, post }) => {
    expect(isLetIn(row.endpoint, post)).toBe(row.posts === 'public' || row.admits.includes(post))
  })
})

function isLetIn({ access, basis }: Endpoint, post: PostKind): boolean {
  if (access === 'public' || access === 'anyPost') return true
  const actor = { id: 'a', name: 'a', postId: 'p', post, divisionId: null, inChargeOf: [] }
  // No condition of an endpoint asks for a setting: it would be undefined here and fail.
  const context = { actor, today: '2025-11-06', settings: {} as never }
  return refusalOfRules(access, basis, undefined, context) === undefined
}

describe('over HTTP', () => {
  const w = world()
  let office: Office
  beforeAll(async () => {
    office = await prepareOffice(w)
  })

  test.each(table.map((row) => ({ row, name: nameOf(row.endpoint) })))(
    '$name',
    { timeout: 60_000 },
    async ({ row }) => {
      const first = await row.ask(office, entitled(row)[0] ?? 'auditAdmin')
      expect(await refusedAll(w, row.endpoint, await refusalsOf(row, first))).toEqual([])
      if (row.absent && row.foreign) {
        const [foreign, absent] = [await row.foreign(office, first), row.absent(first)]
        expect(words(await send(w, row.endpoint, foreign))).toBe(words(await send(w, row.endpoint, absent)))
      }
      for (const [at, post] of entitled(row).entries()) {
        const told = await send(w, row.endpoint, at === 0 ? first : await row.ask(office, post))
        expect(told.status === row.status ? '' : `${post} was told ${words(told)}`).toBe('')
      }
    },
  )

  /** Everybody else, nobody at all, and whoever may with a record that is not there or not theirs to see. */
  async function refusalsOf(row: Row, first: Ask): Promise<Refused[]> {
    const { posts, admits, foreign, absent } = row
    if (posts === 'public') return []
    const others = postKinds
      .filter((post) => !posts.includes(post))
      .map((post) => ({
        name: post,
        ask: { ...first, as: office.at[row.place][post] },
        status: admits.includes(post) ? refusalFor(row, post) : 403,
      }))
    return [
      { name: 'without log-in', ask: { ...first, as: null }, status: 401 },
      ...others,
      ...(absent ? [{ name: 'an absent record', ask: absent(first), status: 404 }] : []),
      ...(foreign ? [{ name: 'a foreign record', ask: await foreign(office, first), status: 404 }] : []),
    ]
  }
})

const refusalFor = ({ refusal }: Row, post: PostKind): number =>
  typeof refusal === 'function' ? refusal(post) : refusal

const entitled = ({ posts }: Row): readonly PostKind[] => (posts === 'public' ? ['division.officer'] : posts)
