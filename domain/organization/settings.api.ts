import { z } from 'zod'
import { day, endpoint, instant, text } from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { settingKeys } from '#domain/kernel/settings.ts'
import { keepsSettings, readsSettings } from './organization.ts'
import { words } from './words.ts'

const key = z.enum(settingKeys)

/** One dated value. `setBy` null: the rule pack's own. */
const value = z.strictObject({
  value: z.unknown(),
  source: z.string().nullable(),
  fromOn: day,
  setBy: z.string().nullable(),
  setAt: instant.nullable(),
})

/** A setting as it stands today, and the values that are still to come, earliest first. */
export const Setting = z.strictObject({ key, name: text, present: value, upcoming: z.array(value) })
export type Setting = z.infer<typeof Setting>
export type DatedValue = z.infer<typeof value>

/** `revision` is what a change has to name: another one means that somebody changed a setting meanwhile. */
export const Settings = z.strictObject({ revision: z.int().min(1), rows: z.array(Setting) })

export const listSettings = endpoint({
  method: 'GET',
  path: '/api/settings',
  summary: { zh: '参数', en: 'Settings' },
  access: [readsSettings],
  reply: Settings,
})

/** A new value from a day on. Open things keep the value they were made with. */
export const setSetting = endpoint({
  method: 'POST',
  path: '/api/settings',
  summary: { zh: '设定', en: 'Set' },
  basis: 'settings.set',
  access: [keepsSettings],
  body: z.strictObject({
    revision: z.int().min(1),
    key,
    value: z.union([z.int(), z.boolean(), words(1, 200)]),
    source: words(2, 200).nullable(),
    fromOn: day,
  }),
  reply: Setting,
})

export const readSettingHistory = endpoint({
  method: 'GET',
  path: '/api/settings/:key/history',
  summary: { zh: '参数的办理记录', en: 'History of a setting' },
  access: [readsSettings],
  params: z.strictObject({ key }),
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
