import type { OrganizationImport } from '#domain/organization/import.api.ts'
import type { ImportKind } from '#domain/organization/importing.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'

type NewImport = {
  readonly id: string
  readonly kind: ImportKind
  readonly fileId: string
  readonly importedBy: string
  readonly importedAt: string
  readonly added: number
  readonly changed: number
}

export const insert = (tx: Tx, row: NewImport) => tx.insertInto('organizationImport').values(row).execute()

const imports = (tx: Tx) =>
  tx
    .selectFrom('organizationImport')
    .innerJoin('storedFile', 'storedFile.id', 'organizationImport.fileId')
    .innerJoin('person', 'person.id', 'organizationImport.importedBy')
    .select(['organizationImport.id', 'organizationImport.kind', 'organizationImport.importedAt'])
    .select(['organizationImport.added', 'organizationImport.changed'])
    .select(['storedFile.name as fileName', 'person.name as importedBy'])

type Row = Awaited<ReturnType<ReturnType<typeof imports>['executeTakeFirstOrThrow']>>
const shown = (row: Row): OrganizationImport => ({ ...row, kind: row.kind as ImportKind })

export const find = async (tx: Tx, id: string): Promise<OrganizationImport> =>
  shown(
    await imports(tx)
      .where('organizationImport.id', '=', id)
      .executeTakeFirstOrThrow(() => new NotFound()),
  )

/** The newest first, of those kinds. */
export const list = async (tx: Tx, kinds: readonly ImportKind[]): Promise<OrganizationImport[]> =>
  (
    await imports(tx)
      .where('organizationImport.kind', 'in', kinds)
      .orderBy('organizationImport.importedAt', 'desc')
      .orderBy('organizationImport.id')
      .limit(50)
      .execute()
  ).map(shown)
