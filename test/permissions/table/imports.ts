import { administrators, isOneOf, type PostKind, performanceOffice, postKinds } from '#domain/kernel/actor.ts'
import {
  downloadProblems,
  downloadTemplate,
  dryRunOrganization,
  exportOrganization,
  importOrganization,
  listOrganizationImports,
  listWithoutPassword,
  setStartPasswords,
} from '#domain/organization/import.api.ts'
import type { ImportKind } from '#domain/organization/importing.ts'
import { type Office, password } from '../office.ts'
import { type Ask, row } from '../row.ts'

const importers = ['systemAdmin', 'securityAdmin', ...performanceOffice] as const

/** Each post takes in what it keeps. Who may not what is told kind by kind in the tests of the import itself. */
const kindOf = (post: PostKind): ImportKind => {
  if (post === 'securityAdmin') return 'post'
  return post === 'systemAdmin' ? 'person' : 'externalBody'
}
const tableOf = async ({ w, next, divisions }: Office, kind: ImportKind): Promise<string> => {
  const number = next()
  if (kind === 'person') return `姓名,用户名,身份\n来者${number},import-${number},雇员\n`
  if (kind === 'externalBody') return `类别,名称,英文名称,起始日\n市公报室,公报${number},G,2020-01-01\n`
  const { id } = await w.person('division.officer', divisions.responsible)
  const person = await w.owner.selectFrom('person').select('userName').where('id', '=', id).executeTakeFirstOrThrow()
  const division = w.owner.selectFrom('division').select('code').where('id', '=', divisions.elsewhere)
  const { code } = await division.executeTakeFirstOrThrow()
  return `用户名,岗位,处,到任日\n${person.userName},处工作人员,${code},2025-11-06\n`
}

async function uploaded(office: Office, post: PostKind) {
  const kind = kindOf(post)
  const table = await tableOf(office, kind)
  const id = await office.fileOf(office.at.responsible[post], `${kind}.csv`, Buffer.from(table))
  return { kind, id }
}

/** The upload of somebody else who may import the same. */
const othersUpload = async (office: Office, ask: Ask): Promise<Ask> => ({
  ...ask,
  params: {
    ...(ask.params as object),
    id: await office.fileOf(office.at.responsible.auditAdmin, 'a.csv', Buffer.from('a,b')),
  },
})
const absentUpload = (ask: Ask): Ask => ({
  ...ask,
  params: { ...(ask.params as object), id: '00000000-0000-4000-8000-000000000000' },
})

export const importRows = [
  row(dryRunOrganization, importers, {
    ask: async (office, post) => ({ params: await uploaded(office, post) }),
    foreign: othersUpload,
    absent: absentUpload,
  }),
  row(downloadProblems, importers, {
    ask: async (office, post) => ({ params: await uploaded(office, post) }),
    foreign: othersUpload,
    absent: absentUpload,
  }),
  row(importOrganization, importers, {
    ask: async (office, post) => {
      const { kind, id } = await uploaded(office, post)
      // A post is seen with its person's version, which is 1 as long as nothing was granted.
      return { params: { kind }, body: { fileId: id, seen: [{ row: 2, version: kind === 'post' ? 1 : null }] } }
    },
  }),
  row(listOrganizationImports, [...performanceOffice, ...administrators]),
  row(downloadTemplate, importers, { ask: (_office, post) => ({ params: { kind: kindOf(post) } }) }),
  row(exportOrganization, postKinds, {
    ask: (_office, post) => ({ params: { kind: isOneOf(post, administrators) ? 'division' : 'externalBody' } }),
  }),
  row(listWithoutPassword, ['systemAdmin']),
  row(setStartPasswords, ['systemAdmin'], {
    ask: async ({ w, divisions }) => {
      const { id } = await w.person('division.officer', divisions.responsible)
      await w.owner.updateTable('person').set({ passwordHash: null }).where('id', '=', id).execute()
      return { body: { rows: [{ id, version: 1, password }] } }
    },
  }),
]
