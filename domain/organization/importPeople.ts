import { changesOf } from '#domain/kernel/history.ts'
import { type Context, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { mailAddress, ofOwnDomain } from '#domain/kernel/mail.ts'
import type { Text } from '#domain/kernel/text.ts'
import { blankOr, oneOf, type RowReader, rowReader, sameAsRow, shown } from './importCells.ts'
import { type Proposed, stateOf } from './importRow.ts'
import { by, type Columns, type Reading, type Table } from './importTable.ts'
import { type PersonKind, personKinds } from './organization.ts'
import { createPerson } from './person.api.ts'
import { personFields } from './person.ts'

export const personColumns = {
  name: { ...personFields.name, isRequired: true },
  userName: { ...personFields.userName, also: ['登录名', '账号'], isRequired: true },
  kind: { ...personFields.kind, also: ['人员身份', '编制'], isRequired: true },
  mailAddress: { ...personFields.mailAddress, also: ['邮箱', '电子邮箱', '电子邮件', 'E-mail', 'Mail'] },
  state: { name: { zh: '状态', en: 'State' }, isShown: true },
  posts: { name: { zh: '岗位', en: 'Posts' }, isShown: true },
} as const satisfies Columns
type Key = keyof typeof personColumns

export type PersonContent = {
  readonly name: string
  readonly userName: string
  readonly kind: PersonKind
  readonly mailAddress: string | null
}
export type KnownPerson = PersonContent & { readonly id: string; readonly version: number }
export type PersonProposal = Proposed & { readonly id: string | null; readonly content: PersonContent | null }

const { shape } = createPerson.body

/**
 * What each row would do to the accounts: known by their user name. Posts are no part of it. A blank mail address leaves
 * the one that is there: whoever has it may have entered it.
 */
export function proposePeople(table: Table<Key>, known: readonly KnownPerson[], context: Context): PersonProposal[] {
  const byUserName = new Map(known.map((person) => [person.userName, person]))
  const rowOf = new Map<string, number>()
  return table.entries.map((entry) => {
    const reader = rowReader(entry, table.columnOf, personColumns)
    const name = reader.read('name', by(shape.name))
    const userName = reader.read('userName', userNameIn)
    const earlier = rowOf.get(userName ?? '')
    if (userName !== undefined && earlier !== undefined) reader.refuse('userName', sameAsRow(earlier))
    else if (userName !== undefined) rowOf.set(userName, entry.row)
    const before = userName === undefined ? undefined : byUserName.get(userName)
    const content = contentOf(reader, { name, userName }, before, context)
    const changes = content ? changesOf(personFields, before ?? {}, content) : []
    return {
      row: entry.row,
      name: shown(reader.words('name') || reader.words('userName')),
      state: stateOf(reader.faults.length > 0, before !== undefined, changes.length > 0),
      version: before?.version ?? null,
      changes,
      faults: reader.faults,
      id: before?.id ?? null,
      content,
    }
  })
}

function contentOf(
  reader: RowReader<Key>,
  { name, userName }: { readonly name: string | undefined; readonly userName: string | undefined },
  before: KnownPerson | undefined,
  context: Context,
): PersonContent | null {
  const kind = reader.read('kind', oneOf(personKinds))
  const kept = before?.mailAddress ?? null
  const address = reader.readOr('mailAddress', kept, blankOr<string | null>(kept, addressIn))
  if (name === undefined || userName === undefined || kind === undefined || address === undefined) return null
  const content = { name, userName, kind, mailAddress: address }
  const refusal = address !== kept && refusalOfRules([ofOwnDomain], 'organization.person', content, context)
  if (refusal) reader.refuse('mailAddress', refusal.message)
  return content
}

const addressIn = (text: string): Reading<string> => by(mailAddress)(text.normalize('NFKC'))

function userNameIn(text: string): Reading<string> {
  const reading = by(shape.userName)(text.normalize('NFKC'))
  return 'problem' in reading && text !== '' ? { problem: notAUserName } : reading
}

const notAUserName: Text = {
  zh: '用户名为2至40个小写字母、数字、点或短横，以字母开头。',
  en: 'A user name has 2 to 40 lower-case letters, digits, dots or hyphens and begins with a letter.',
}
