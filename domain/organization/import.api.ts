import { z } from 'zod'
import { performanceOffice, postKinds } from '#domain/kernel/actor.ts'
import { endpoint, id, instant, text } from '#domain/kernel/endpoint.ts'
import { Change } from '#domain/kernel/history.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { newPassword } from '#domain/session/session.ts'
import { importKindNames } from './importing.ts'
import { rowStateNames } from './importRow.ts'
import { keepsPeople } from './organization.ts'
import { personStateNames } from './person.ts'
import { words } from './words.ts'

const kind = z.enum(importKindNames)
const form = {
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  language: z.enum(['zh', 'en']).default('zh'),
}
const access = [hasPost<unknown>(['systemAdmin', 'securityAdmin', ...performanceOffice])]
const version = z.int().min(0).nullable()

const Fault = z.strictObject({ column: z.string().nullable(), message: text })

/** What the file would do, row by row; nothing is written. With one fault nothing can be imported. */
export const OrganizationDryRun = z.strictObject({
  kind,
  file: z.strictObject({ id, name: z.string(), digest: z.string() }),
  sheet: z.string(),
  headerRow: z.int(),
  headings: z.array(z.strictObject({ column: z.string(), text: z.string() })),
  /** Columns whose heading means nothing here and which are not read. */
  unknown: z.array(z.strictObject({ column: z.string(), text: z.string() })),
  /** What is wrong with the table as a whole. */
  faults: z.array(Fault.extend({ row: z.int() })),
  rows: z.array(
    z.strictObject({
      row: z.int(),
      state: z.enum(rowStateNames),
      name: z.string(),
      version,
      changes: z.array(Change),
      faults: z.array(Fault),
    }),
  ),
})
export type OrganizationDryRun = z.infer<typeof OrganizationDryRun>

export const OrganizationImport = z.strictObject({
  id,
  kind,
  fileName: z.string(),
  importedBy: z.string(),
  importedAt: instant,
  added: z.int(),
  changed: z.int(),
})
export type OrganizationImport = z.infer<typeof OrganizationImport>

/** Reads an own upload. 403 where the post may not enter this kind of record. */
export const dryRunOrganization = endpoint({
  method: 'GET',
  path: '/api/organization-imports/:kind/dry-run/:id',
  summary: { zh: '试读', en: 'Try the file' },
  access,
  params: z.strictObject({ kind, id }),
  reply: OrganizationDryRun,
})

/** The rows of the file again, each with what is wrong with it in a column of its own. */
export const downloadProblems = endpoint({
  method: 'GET',
  path: '/api/organization-imports/:kind/problems/:id',
  summary: { zh: '下载带“问题”一列的文件', en: 'Download the file with its problems' },
  access,
  params: z.strictObject({ kind, id }),
  query: z.strictObject(form),
  reply: z.unknown(),
  download: true,
})

/**
 * All rows or none. `seen` is what the dry run showed: 409 `changed_since_dry_run` where somebody changed one of the
 * records since, 409 `nothing_to_import` where every row is in the system already, 422 by row and column otherwise.
 */
export const importOrganization = endpoint({
  method: 'POST',
  path: '/api/organization-imports/:kind',
  summary: { zh: '导入', en: 'Import' },
  basis: 'organization.import',
  access,
  params: z.strictObject({ kind }),
  body: z.strictObject({
    fileId: id,
    seen: z.array(z.strictObject({ row: z.int().min(1), version })).max(6_000),
  }),
  reply: OrganizationImport,
})

/** The newest fifty. */
export const listOrganizationImports = endpoint({
  method: 'GET',
  path: '/api/organization-imports',
  summary: { zh: '导入记录', en: 'Imports' },
  access: [hasPost<unknown>(['systemAdmin', 'securityAdmin', 'auditAdmin', ...performanceOffice])],
  reply: z.strictObject({ rows: z.array(OrganizationImport) }),
})

/** The headings and one remark above them. */
export const downloadTemplate = endpoint({
  method: 'GET',
  path: '/api/organization-templates/:kind',
  summary: { zh: '下载空表', en: 'Download an empty table' },
  access,
  params: z.strictObject({ kind }),
  query: z.strictObject(form),
  reply: z.unknown(),
  download: true,
})

/** Exactly what the list shows under the same filters: of people and posts those of `listAccounts`, of bodies the kind. */
export const exportOrganization = endpoint({
  method: 'GET',
  path: '/api/organization-exports/:kind',
  summary: { zh: '导出', en: 'Export' },
  access: 'anyPost',
  params: z.strictObject({ kind }),
  query: z.strictObject({
    ...form,
    divisionId: id.optional(),
    post: z.enum(postKinds).optional(),
    state: z.enum(personStateNames).optional(),
    name: words(1, 40).optional(),
    bodyKind: z.string().max(40).optional(),
  }),
  reply: z.unknown(),
  download: true,
})

/** Accounts that an import made and that nobody can log in with yet. */
export const listWithoutPassword = endpoint({
  method: 'GET',
  path: '/api/start-passwords',
  summary: { zh: '没有密码的账号', en: 'Accounts without a password' },
  access: [keepsPeople],
  reply: z.strictObject({
    rows: z.array(z.strictObject({ id, name: z.string(), userName: z.string(), version: z.int() })),
  }),
})

/** A hash takes its time on purpose: more of them go in several requests, each with its own short transaction. */
export const startPasswordsAtOnce = 20

/**
 * Start passwords for accounts that have none. They are made in the browser that shows them, once; here only their
 * hashes stay, and whoever logs in with one has to choose another first.
 */
export const setStartPasswords = endpoint({
  method: 'POST',
  path: '/api/start-passwords',
  summary: { zh: '发放初始密码', en: 'Hand out start passwords' },
  basis: 'organization.person',
  access: [keepsPeople],
  body: z.strictObject({
    rows: z
      .array(z.strictObject({ id, version: z.int().min(1), password: newPassword }))
      .min(1)
      .max(startPasswordsAtOnce),
  }),
  reply: z.strictObject({ left: z.int() }),
})
