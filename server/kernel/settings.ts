import { readFile } from 'node:fs/promises'
import { RulePack, type SettingHistory, type Settings, settingsOn } from '#domain/kernel/settings.ts'
import type { Database, Tx } from './db.ts'

/** Reads and checks one city's rule pack. */
export async function readPack(name: string): Promise<RulePack> {
  const file = new URL(`../../packs/${name}.json`, import.meta.url)
  return RulePack.parse(JSON.parse(await readFile(file, 'utf8')))
}

/** The office's own dated values, oldest first, so that of two values of one day the later decision counts. */
export async function ownSettings(tx: Tx | Database): Promise<SettingHistory> {
  const rows = await tx.selectFrom('setting').select(['key', 'fromOn', 'value', 'source']).orderBy('setAt').execute()
  const history: Record<string, { from: string; value: unknown; source: string | null }[]> = {}
  for (const { key, fromOn, value, source } of rows) {
    const values = history[key] ?? []
    history[key] = [...values, { from: fromOn, value, source }]
  }
  return history as SettingHistory
}

export type SettingsReader = (db: Database, revision: number, today: string) => Promise<Settings>

/** Settings of a day, read from the database only when the office's revision number has moved. */
export function settingsReader(pack: RulePack): SettingsReader {
  let held: { revision: number; own: SettingHistory } | undefined
  const byDay = new Map<string, Settings>()
  return async (db, revision, today) => {
    if (held?.revision !== revision) {
      held = { revision, own: await ownSettings(db) }
      byDay.clear()
    }
    const known = byDay.get(today)
    if (known) return known
    const settings = settingsOn(pack, held.own, today)
    byDay.set(today, settings)
    return settings
  }
}
