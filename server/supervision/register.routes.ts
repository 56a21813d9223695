import { exportRegister, listRegister } from '#domain/supervision/register.api.ts'
import { read } from '#server/kernel/routes.ts'
import { registerFile } from './register.document.ts'
import { list, listAll } from './register.store.ts'

export const registerRoutes = [
  read(listRegister, ({ query }, context) => list(context, query)),

  read(exportRegister, async ({ query: { language, ...query } }, context) =>
    registerFile(await listAll(context, query), query.year, language),
  ),
]
