import { downloadEntryTable } from '#domain/collection/entryTable.api.ts'
import { read } from '#server/kernel/routes.ts'
import { entryTableFile } from './entryTable.document.ts'
import { fillable } from './entryTable.store.ts'

export const entryTableRoutes = [
  read(
    downloadEntryTable,
    async ({ query }, { tx, actor, today }) => entryTableFile(await fillable(tx, actor, today, query), query.period),
    { snapshot: true },
  ),
]
