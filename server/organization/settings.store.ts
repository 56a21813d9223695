import { sql } from 'kysely'
import { inForce, type RulePack, type SettingKey, settingKeys } from '#domain/kernel/settings.ts'
import type { DatedValue, Setting } from '#domain/organization/settings.api.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Stale } from '#server/kernel/errors.ts'

type Dated = DatedValue & { readonly from: string }

/** Every setting as it stands on a day, with the values to come; the office's own go before the pack's. */
export async function list(tx: Tx, pack: RulePack, today: string): Promise<Setting[]> {
  const own = await ownValues(tx)
  return settingKeys.map((key) => settingOf(pack, key, own.get(key) ?? [], today))
}

export async function find(tx: Tx, pack: RulePack, key: SettingKey, today: string): Promise<Setting> {
  return settingOf(pack, key, (await ownValues(tx)).get(key) ?? [], today)
}

function settingOf(pack: RulePack, key: SettingKey, own: readonly Dated[], today: string): Setting {
  const ofPack = (pack.settings[key]?.values ?? []).map(
    ({ from, value, source }): Dated => ({ from, fromOn: from, value, source, setBy: null, setAt: null }),
  )
  const present = inForce(own, today) ?? inForce(ofPack, today)
  const name = pack.settings[key]?.name
  if (!present || !name) throw new Error(`rule pack ${pack.name} has no value of ${key} for ${today}`)
  const upcoming = [...lastOfEachDay(own), ...ofPack].filter(({ from }) => from > today)
  return { key, name, present: shown(present), upcoming: upcoming.toSorted(byDay).map(shown) }
}

const shown = ({ value, source, fromOn, setBy, setAt }: Dated): DatedValue => ({ value, source, fromOn, setBy, setAt })
const byDay = (a: Dated, b: Dated): number => a.from.localeCompare(b.from)

/** Of two values set for one day the later decision counts. */
const lastOfEachDay = (values: readonly Dated[]): Dated[] => [
  ...new Map(values.map((value) => [value.from, value])).values(),
]

/** The office's own values by key, oldest decision first. */
async function ownValues(tx: Tx): Promise<Map<string, Dated[]>> {
  const rows = await tx
    .selectFrom('setting')
    .innerJoin('person', 'person.id', 'setting.setBy')
    .select(['setting.key', 'setting.fromOn', 'setting.value', 'setting.source', 'setting.setAt'])
    .select('person.name as setBy')
    .orderBy('setting.setAt')
    .execute()
  return Map.groupBy(
    rows.map((row) => ({ ...row, from: row.fromOn })),
    ({ key }) => key,
  ) as Map<string, Dated[]>
}

/** Moves the revision that every process watches; another one than the person saw means Stale. */
export async function moveRevision(tx: Tx, seen: number): Promise<void> {
  const moved = await tx
    .updateTable('office')
    .set((eb) => ({ settingsRevision: eb('settingsRevision', '+', 1) }))
    .where('settingsRevision', '=', seen)
    .returning('settingsRevision')
    .executeTakeFirst()
  if (!moved) throw new Stale()
}

export const revision = async (tx: Tx): Promise<number> =>
  (await tx.selectFrom('office').select('settingsRevision').executeTakeFirstOrThrow()).settingsRevision

type NewValue = { key: SettingKey; value: unknown; source: string | null; fromOn: string; setBy: string }

export async function insert(tx: Tx, { value, ...row }: NewValue): Promise<string> {
  const { id } = await tx
    .insertInto('setting')
    .values({ ...row, value: JSON.stringify(value), setAt: sql`clock_timestamp()` })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const keyOf = (tx: Tx, id: string) =>
  tx.selectFrom('setting').select('key').where('id', '=', id).executeTakeFirstOrThrow()

export const idsOf = async (tx: Tx, key: SettingKey): Promise<string[]> =>
  (await tx.selectFrom('setting').select('id').where('key', '=', key).execute()).map(({ id }) => id)
