import { expect, test } from 'vitest'
import { businessPosts } from '#domain/kernel/actor.ts'
import { listDivisions, listExternalBodies, listPeople } from '#domain/organization/organization.api.ts'
import { world } from '#test/world.ts'
import { organizationRoutes } from './organization.routes.ts'

const w = world(organizationRoutes)

test('everybody in a business post reads colleagues with their posts, and no user names', async () => {
  const home = await w.division({ nameZh: '秘书处', housesPerformanceOffice: true })
  const first = await w.division()
  const head = await w.person('division.head', first, '林处长')
  await w.alsoAs(head, 'leadingGroup.member', first)
  await w.person('performanceOffice.staff', home, '何工')
  await w.person('systemAdmin')
  const officer = await w.person('division.officer', first, '苏工')
  const everybody = await w.call(officer, listPeople)
  expect(everybody.status).toBe(200)
  expect(everybody.body.rows.map(({ name }) => name)).toEqual(['何工', '林处长', '苏工'])
  expect(JSON.stringify(everybody.body)).not.toMatch(/person\d/)
  const own = await w.call(officer, listPeople, { query: { divisionId: first } })
  expect(own.body.rows.map(({ name, posts }) => [name, posts.length])).toEqual([
    ['林处长', 2],
    ['苏工', 1],
  ])
})

test.each(['systemAdmin', 'securityAdmin', 'auditAdmin'] as const)('%s is not given the colleagues', async (post) => {
  expect(await w.call(await w.person(post), listPeople)).toMatchObject({
    status: 403,
    body: { code: 'no_business_content' },
  })
})

test.each([...businessPosts, 'systemAdmin'] as const)('%s reads divisions and outside bodies', async (post) => {
  const isOfDivision = !['leadingGroup.head', 'leadingGroup.deputy', 'systemAdmin'].includes(post)
  const client = await w.person(post, isOfDivision ? await w.division() : null)
  expect(await w.call(client, listDivisions)).toMatchObject({ status: 200 })
  expect(await w.call(client, listExternalBodies, { query: { kind: 'collectingUnit' } })).toMatchObject({ status: 200 })
})

test.each(['securityAdmin', 'auditAdmin'] as const)('%s reads divisions, not outside bodies', async (post) => {
  const client = await w.person(post)
  expect(await w.call(client, listDivisions)).toMatchObject({ status: 200 })
  expect(await w.call(client, listExternalBodies)).toMatchObject({ status: 403, body: { code: 'not_your_post' } })
})
