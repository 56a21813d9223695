import { changesOf } from '#domain/kernel/history.ts'
import type { SettingKey } from '#domain/kernel/settings.ts'
import { listSettings, readSettingHistory, setSetting } from '#domain/organization/settings.api.ts'
import { misfitOf, settingFields, settingRules } from '#domain/organization/settings.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { historyOf } from '#server/kernel/history.ts'
import { command, demand, read } from '#server/kernel/routes.ts'
import * as store from './settings.store.ts'

const basis = 'settings.set'

export const settingsRoutes = [
  read(
    listSettings,
    async (_input, { tx, pack, today }) => ({
      revision: await store.revision(tx),
      rows: await store.list(tx, pack, today),
    }),
    { snapshot: true },
  ),

  command(
    setSetting,
    async ({ body: { revision, ...content } }, context) => {
      const { tx, pack, actor, today } = context
      const misfit = misfitOf(content.key, content.value)
      if (misfit) throw new Invalid([{ path: 'body.value', message: misfit }])
      demand(settingRules, basis, content, context)
      await store.moveRevision(tx, revision)
      const { present } = await store.find(tx, pack, content.key, today)
      const id = await store.insert(tx, { ...content, setBy: actor.id })
      const changes = changesOf(settingFields, present, content)
      await context.record('setting.set', { kind: 'setting', id }, { changes, basis })
      return id
    },
    async (tx, _actor, id, { pack, today }) =>
      store.find(tx, pack, (await store.keyOf(tx, id)).key as SettingKey, today),
  ),

  read(
    readSettingHistory,
    async ({ params }, { tx }) => {
      const ids = await store.idsOf(tx, params.key)
      return {
        rows: await historyOf(
          tx,
          ids.map((id) => ({ kind: 'setting', id })),
        ),
      }
    },
    { snapshot: true },
  ),
]
