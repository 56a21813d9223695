import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { businessPosts, type PostKind, performanceOffice, postKinds } from '#domain/kernel/actor.ts'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import { changeDivision, createDivision, readDivisionHistory } from '#domain/organization/division.api.ts'
import {
  changeExternalBody,
  createExternalBody,
  readExternalBodyHistory,
} from '#domain/organization/externalBody.api.ts'
import {
  changePerson,
  createPerson,
  disablePerson,
  enablePerson,
  endSessionsOfPerson,
  listAccounts,
  listSessionsOf,
  readPerson,
  readPersonHistory,
  resetPassword,
} from '#domain/organization/person.api.ts'
import { endPost, grantPost, setCharge } from '#domain/organization/post.api.ts'
import { needsDivision } from '#domain/organization/post.ts'
import { listAdministrationActs, listSecurityLog } from '#domain/organization/records.api.ts'
import { listSettings, readSettingHistory, setSetting } from '#domain/organization/settings.api.ts'
import { openYear } from '#domain/organization/year.api.ts'
import { world } from '#test/world.ts'
import { organizationRoutes } from './organization.routes.ts'

const w = world(organizationRoutes)

const system: PostKind[] = ['systemAdmin']
const security: PostKind[] = ['securityAdmin']
const audit: PostKind[] = ['auditAdmin']
const readers: PostKind[] = [...performanceOffice, 'systemAdmin', 'securityAdmin', 'auditAdmin']
const keepers: PostKind[] = [...performanceOffice, 'systemAdmin']

/** Who may, endpoint by endpoint; everybody else is refused before anything is read. */
const table: readonly (readonly [Endpoint, readonly PostKind[]])[] = [
  [createDivision, system],
  [changeDivision, system],
  [readDivisionHistory, readers],
  [createPerson, system],
  [changePerson, system],
  [disablePerson, system],
  [enablePerson, system],
  [resetPassword, system],
  [listAccounts, readers],
  [readPerson, readers],
  [readPersonHistory, readers],
  [listSessionsOf, security],
  [endSessionsOfPerson, security],
  [grantPost, security],
  [endPost, security],
  [setCharge, security],
  [createExternalBody, keepers],
  [changeExternalBody, keepers],
  [readExternalBodyHistory, [...businessPosts, 'systemAdmin']],
  [listSettings, [...performanceOffice, 'systemAdmin', 'auditAdmin']],
  [readSettingHistory, [...performanceOffice, 'systemAdmin', 'auditAdmin']],
  [setSetting, performanceOffice],
  [openYear, performanceOffice],
  [listSecurityLog, audit],
  [listAdministrationActs, audit],
]

test.each(postKinds)('%s is given what the post may do, and refused the rest with nothing changed', async (post) => {
  const client = await w.person(post, needsDivision(post) ? await w.division() : null)
  const before = await w.owner
    .selectFrom('history')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  for (const [endpoint, entitled] of table) {
    const params = { id: randomUUID(), key: 'card.internalCards' }
    const answer = await w.call(client, endpoint, { params })
    const isRefused = answer.status === 403
    expect([endpoint.path, endpoint.method, isRefused]).toEqual([
      endpoint.path,
      endpoint.method,
      !entitled.includes(post),
    ])
    if (isRefused) expect(answer.body).toMatchObject({ code: 'not_your_post', citation: { zh: '系统规则' } })
  }
  const after = await w.owner
    .selectFrom('history')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  expect(after).toEqual(before)
})
