import { downloadTimeliness, listCounted, readTimeliness } from '#domain/collection/timeliness.api.ts'
import { read } from '#server/kernel/routes.ts'
import { timelinessFile } from './timeliness.document.ts'
import { listOf, tableOf } from './timeliness.store.ts'

export const timelinessRoutes = [
  read(readTimeliness, ({ query }, { tx, actor, today }) => tableOf(tx, actor, query, today), { snapshot: true }),

  read(
    downloadTimeliness,
    async ({ query }, { tx, actor, today }) => timelinessFile(await tableOf(tx, actor, query, today), query.by, today),
    { snapshot: true },
  ),

  read(listCounted, ({ query }, { tx, actor, today }) => listOf(tx, actor, query, today)),
]
