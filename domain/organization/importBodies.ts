import { changesOf } from '#domain/kernel/history.ts'
import { type Context, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { createExternalBody } from './externalBody.api.ts'
import { bodyFields, bodyRules } from './externalBody.ts'
import { dayIn, oneOf, optionalDayIn, type RowReader, rowReader, sameAsRow, shown } from './importCells.ts'
import { type Proposed, stateOf } from './importRow.ts'
import { by, type Columns, type Table } from './importTable.ts'
import { type BodyKind, bodyKinds } from './organization.ts'

export const bodyColumns = {
  kind: { ...bodyFields.kind, isRequired: true },
  nameZh: { ...bodyFields.nameZh, also: ['单位名称', '单位'], isRequired: true },
  nameEn: bodyFields.nameEn,
  fromOn: bodyFields.fromOn,
  toOn: bodyFields.toOn,
} as const satisfies Columns
type Key = keyof typeof bodyColumns

export type BodyContent = {
  readonly kind: BodyKind
  readonly nameZh: string
  readonly nameEn: string
  readonly fromOn: string
  readonly toOn: string | null
}
export type KnownBody = BodyContent & { readonly id: string; readonly version: number }
export type BodyProposal = Proposed & { readonly id: string | null; readonly content: BodyContent | null }

const { shape } = createExternalBody.body
const identity = ({ kind, nameZh }: { kind: string; nameZh: string }): string => `${kind} ${nameZh}`

/** What each row would do to the outside bodies: known by kind and name. */
export function proposeBodies(table: Table<Key>, known: readonly KnownBody[], context: Context): BodyProposal[] {
  const bodies = new Map(known.map((body) => [identity(body), body]))
  const rowOf = new Map<string, number>()
  return table.entries.map((entry) => {
    const reader = rowReader(entry, table.columnOf, bodyColumns)
    const kind = reader.read('kind', oneOf(bodyKinds))
    const nameZh = reader.read('nameZh', by(shape.name.shape.zh))
    const key = kind !== undefined && nameZh !== undefined ? identity({ kind, nameZh }) : undefined
    const before = key === undefined ? undefined : bodies.get(key)
    const earlier = rowOf.get(key ?? '')
    if (key !== undefined && earlier !== undefined) reader.refuse('nameZh', sameAsRow(earlier))
    else if (key !== undefined) rowOf.set(key, entry.row)
    const content = contentOf(reader, kind, nameZh, before)
    const refusal = content && refusalOfRules(bodyRules, 'organization.externalBody', content, context)
    if (refusal) reader.refuse(refusal.role ? null : 'toOn', refusal.message)
    const changes = content ? changesOf(bodyFields, before ?? {}, content) : []
    return {
      row: entry.row,
      name: shown(reader.words('nameZh')),
      state: stateOf(reader.faults.length > 0, before !== undefined, changes.length > 0),
      version: before?.version ?? null,
      changes,
      faults: reader.faults,
      id: before?.id ?? null,
      content: content ?? null,
    }
  })
}

function contentOf(
  { readOr }: RowReader<Key>,
  kind: BodyKind | undefined,
  nameZh: string | undefined,
  before: KnownBody | undefined,
): BodyContent | undefined {
  const nameEn = readOr('nameEn', before?.nameEn, by(shape.name.shape.en))
  const fromOn = readOr('fromOn', before?.fromOn, dayIn)
  const toOn = readOr('toOn', before ? before.toOn : null, optionalDayIn)
  if (kind === undefined || nameZh === undefined) return undefined
  if (nameEn === undefined || fromOn === undefined || toOn === undefined) return undefined
  return { kind, nameZh, nameEn, fromOn, toOn }
}
