import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { bodyColumns } from './importBodies.ts'
import { divisionColumns } from './importDivisions.ts'
import { personColumns } from './importPeople.ts'
import { postColumns } from './importPosts.ts'
import type { Proposed } from './importRow.ts'
import { settingColumns } from './importSettings.ts'
import { type Columns, rowLimit } from './importTable.ts'
import {
  keepsBodies,
  keepsPeople,
  keepsPosts,
  keepsSettings,
  readsBodies,
  readsPeople,
  readsSettings,
} from './organization.ts'

/** What can be taken in from a table, each a file of its own: who keeps the accounts never grants posts by the way. */
export const importKinds = {
  division: { zh: '处室', en: 'Divisions' },
  person: { zh: '人员', en: 'People' },
  post: { zh: '岗位', en: 'Posts' },
  externalBody: { zh: '外部单位', en: 'Outside bodies' },
  setting: { zh: '参数', en: 'Settings' },
} as const satisfies Record<string, Text>
export type ImportKind = keyof typeof importKinds
export const importKindNames = Object.keys(importKinds) as [ImportKind, ...ImportKind[]]

/** Whoever may enter it in the form may import it. */
export const importers: Record<ImportKind, Rule<unknown>> = {
  division: keepsPeople,
  person: keepsPeople,
  post: keepsPosts,
  externalBody: keepsBodies,
  setting: keepsSettings,
}

/** Whoever sees the list may take it along. */
export const exporters: Record<ImportKind, Rule<unknown>> = {
  division: readsPeople,
  person: readsPeople,
  post: readsPeople,
  externalBody: readsBodies,
  setting: readsSettings,
}

export const importBases: Record<ImportKind, string> = {
  division: 'organization.division',
  person: 'organization.person',
  post: 'organization.post',
  externalBody: 'organization.externalBody',
  setting: 'settings.set',
}

export const importColumns: Record<ImportKind, Columns> = {
  division: divisionColumns,
  person: personColumns,
  post: postColumns,
  externalBody: bodyColumns,
  setting: settingColumns,
}

/** The column that a file with problems gets; a file that has it is read without it. */
export const problemColumn: Text = { zh: '问题', en: 'Problem' }

type Seen = { readonly row: number; readonly version: number | null }

/** The records that are not any more what the dry run showed. */
export function changedSince(rows: readonly Proposed[], seen: readonly Seen[]): string[] {
  const before = new Map(seen.map(({ row, version }) => [row, version]))
  return rows.filter(({ row, version }) => before.get(row) !== version).map(({ name }) => name)
}

export const asSeen: Rule<{ readonly changedSince: readonly string[] }> = {
  code: 'changed_since_dry_run',
  message: ({ changedSince: names }) => {
    const [some, more] = [names.slice(0, 3), names.length - 3]
    return {
      zh: `试读之后有人改动了${some.map((name) => `“${name}”`).join('、')}${more > 0 ? `等${names.length}项` : ''}，没有导入任何一行，请重新试读。`,
      en: `Changed by somebody after the dry run: ${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Nothing was imported: try the file again.`,
    }
  },
  holds: ({ changedSince: names }) => names.length === 0,
}

export const somethingToDo: Rule<{ readonly writes: number }> = {
  code: 'nothing_to_import',
  message: () => ({
    zh: '文件内容与系统完全一致，没有可导入的。',
    en: 'The file says what the system has already: there is nothing to import.',
  }),
  holds: ({ writes }) => writes > 0,
}

/** What stands above the headings of an empty table. */
export const remarkOf = (kind: ImportKind): Text => ({ ...remarks[kind] })

const days: Text = { zh: '日期写2025-11-06', en: 'days as 2025-11-06' }
const remarks: Record<ImportKind, Text> = {
  division: {
    zh: `按编号识别：已有的编号修改，没有的新增；列的次序不限；${days.zh}；最多${rowLimit}行。`,
    en: `Known by the code: a known one is changed, a new one added; columns in any order; ${days.en}; at most ${rowLimit} rows.`,
  },
  person: {
    zh: `按用户名识别：已有的修改，没有的新增；岗位由安全管理员另行导入；邮箱地址空着的不改；新增账号没有密码，导入后发放初始密码；最多${rowLimit}行。`,
    en: `Known by the user name; posts are imported apart by the security administrator; a blank mail address changes nothing; new accounts have no password until start passwords are handed out; at most ${rowLimit} rows.`,
  },
  post: {
    zh: `按人员、岗位、处和到任日识别；处写编号或名称；终止岗位须写原因；领导小组成员随处长岗位产生，不用写；${days.zh}。`,
    en: `Known by person, post, division and first day; divisions by code or name; ending a post needs a reason; members of the leading group come with the heads of division; ${days.en}.`,
  },
  externalBody: {
    zh: `按类别和名称识别；${days.zh}；最多${rowLimit}行。`,
    en: `Known by kind and name; ${days.en}; at most ${rowLimit} rows.`,
  },
  setting: {
    zh: `参数写名称；生效日不得早于今天；来源写文件名称和文号；${days.zh}。`,
    en: `Settings by name; not in force before today; the source is the document; ${days.en}.`,
  },
}
