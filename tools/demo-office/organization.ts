import { createDivision } from '#domain/organization/division.api.ts'
import { createExternalBody } from '#domain/organization/externalBody.api.ts'
import { createPerson } from '#domain/organization/person.api.ts'
import { grantPost } from '#domain/organization/post.api.ts'
import { completeSetup } from '#domain/session/session.api.ts'
import type { OfficeClient } from './client.ts'
import {
  administrators,
  type BodyCode,
  type DivisionCode,
  divisionCodes,
  divisions,
  externalBodies,
  office,
  personOf,
  type UserName,
  userNames,
} from './people.ts'

export type Ids = {
  readonly divisions: ReadonlyMap<DivisionCode, string>
  readonly people: ReadonlyMap<UserName, string>
  readonly bodies: ReadonlyMap<BodyCode, string>
}

/** Sets the office up: administrators by the set-up code, then divisions, people, posts and outside bodies. */
export async function buildOrganization(
  client: OfficeClient,
  setupCode: string,
  password: string,
  fromOn: string,
): Promise<Ids> {
  const { systemAdmin, securityAdmin, auditAdmin } = administrators
  const account = (person: { name: string; userName: string }) => ({ ...person, password })
  await client.outside(completeSetup, {
    body: {
      code: setupCode,
      office,
      systemAdmin: account(systemAdmin),
      securityAdmin: account(securityAdmin),
      auditAdmin: account(auditAdmin),
    },
  })
  const keeper = await client.as(systemAdmin.userName)
  const granter = await client.as(securityAdmin.userName)
  const divisionIds = new Map<DivisionCode, string>()
  for (const [at, code] of divisionCodes.entries()) {
    const body = { code, name: divisions[code], sort: (at + 1) * 10, housesPerformanceOffice: code === 'MS', fromOn }
    divisionIds.set(code, (await keeper.do(createDivision, { body })).id)
  }
  const peopleIds = new Map<UserName, string>()
  for (const userName of userNames) {
    const { name, kind = 'civilServant', post, division, inChargeOf = [] } = personOf(userName)
    const person = await keeper.do(createPerson, { body: { name, userName, kind, password } })
    peopleIds.set(userName, person.id)
    const divisionId = division ? (divisionIds.get(division) ?? null) : null
    const charge = inChargeOf.flatMap((code) => divisionIds.get(code) ?? [])
    await granter.do(grantPost, {
      params: { id: person.id },
      body: { version: person.version, kind: post, divisionId, fromOn, toOn: null, inChargeOf: charge },
    })
  }
  return { divisions: divisionIds, people: peopleIds, bodies: await buildBodies(client, fromOn) }
}

async function buildBodies(client: OfficeClient, fromOn: string): Promise<Map<BodyCode, string>> {
  const staff = await client.as('linzhixia')
  const ids = new Map<BodyCode, string>()
  for (const code of Object.keys(externalBodies) as BodyCode[]) {
    const body = { ...externalBodies[code], fromOn, toOn: null }
    ids.set(code, (await staff.do(createExternalBody, { body })).id)
  }
  return ids
}
