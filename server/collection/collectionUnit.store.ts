import type { Text } from '#domain/kernel/text.ts'
import type { Tx } from '#server/kernel/db.ts'
import { text } from './duty.shape.ts'

/** What outside bodies are called, by their ids; of all of them where none are named. */
export async function unitNames(
  tx: Tx,
  unitIds: readonly (string | null)[] | undefined,
): Promise<ReadonlyMap<string, Text>> {
  const wanted = unitIds?.filter((id) => id !== null)
  const rows = await tx
    .selectFrom('externalBody')
    .select(['id', 'nameZh', 'nameEn'])
    .$if(wanted !== undefined, (query) => query.where('id', 'in', wanted && wanted.length > 0 ? wanted : [null]))
    .execute()
  return new Map(rows.map(({ id, nameZh, nameEn }) => [id, text(nameZh, nameEn)]))
}
