import { plusDays } from '#domain/calendar/workingDays.ts'
import { changesOf } from '#domain/kernel/history.ts'
import { type Context, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { type SettingKey, settingKeys } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import { dayIn, oneOf, type RowReader, rowReader, sameAsRow, shown } from './importCells.ts'
import type { Proposed } from './importRow.ts'
import { by, type Columns, type Reading, type Table } from './importTable.ts'
import { setSetting } from './settings.api.ts'
import { areWordsOf, formOf, misfitOf, settingFields, settingRules, typedValue } from './settings.ts'

export const settingColumns = {
  key: { name: { zh: '参数', en: 'Setting' }, isRequired: true },
  value: { ...settingFields.value, isRequired: true },
  source: settingFields.source,
  fromOn: { ...settingFields.fromOn, isRequired: true },
  setBy: { name: { zh: '设定人', en: 'Set by' }, isShown: true },
} as const satisfies Columns
type Key = keyof typeof settingColumns

type SettingValue = string | number | boolean
export type SettingContent = {
  readonly key: SettingKey
  readonly value: SettingValue
  readonly source: string | null
  readonly fromOn: string
}
type Dated = { readonly value: unknown; readonly source: string | null; readonly fromOn: string }
/** `version` counts the office's own decisions on the setting. */
export type KnownSetting = {
  readonly key: SettingKey
  readonly name: Text
  readonly present: Dated
  readonly upcoming: readonly Dated[]
  readonly version: number
}
export type SettingProposal = Proposed & { readonly content: SettingContent | null }

/** What each row would decide: a value from a day on. A row that says what is in force, or to come, decides nothing. */
export function proposeSettings(
  table: Table<Key>,
  known: readonly KnownSetting[],
  context: Context,
): SettingProposal[] {
  const rowOf = new Map<string, number>()
  return table.entries.map((entry) => {
    const reader = rowReader(entry, table.columnOf, settingColumns)
    const setting = settingIn(reader, known)
    const fromOn = reader.read('fromOn', dayIn)
    const values = setting ? [setting.present, ...setting.upcoming] : []
    const before = values.find((value) => value.fromOn === fromOn)
    const content = setting && fromOn !== undefined ? contentOf(reader, setting, fromOn, before) : undefined
    const isSame = content && before && before.value === content.value && before.source === content.source
    const place = content && `${content.key} ${content.fromOn}`
    const earlier = rowOf.get(place ?? '')
    if (place && earlier !== undefined) reader.refuse('key', sameAsRow(earlier))
    else if (place) rowOf.set(place, entry.row)
    const refusal = content && !isSame && refusalOfRules(settingRules, 'settings.set', content, context)
    if (refusal) reader.refuse(refusal.role ? null : 'fromOn', refusal.message)
    return {
      row: entry.row,
      name: shown(reader.words('key')),
      state: stateOf(reader.faults.length > 0, isSame === true, before !== undefined),
      version: setting?.version ?? null,
      changes: content && !isSame ? changesOf(settingFields, setting?.present ?? {}, content) : [],
      faults: reader.faults,
      content: content ?? null,
    }
  })
}

function stateOf(isFaulty: boolean, isSame: boolean, replaces: boolean): Proposed['state'] {
  if (isFaulty) return 'refused'
  if (isSame) return 'unchanged'
  return replaces ? 'changed' : 'new'
}

function settingIn(reader: RowReader<Key>, known: readonly KnownSetting[]): KnownSetting | undefined {
  const names = Object.fromEntries(known.map(({ key, name }) => [key, name])) as Record<SettingKey, Text>
  const key = reader.read('key', (text): Reading<SettingKey> => {
    const found = oneOf(names)(text)
    return 'value' in found || text === '' ? found : { problem: noSuchSetting(text) }
  })
  return known.find((setting) => setting.key === key)
}

function contentOf(
  { read, readOr }: RowReader<Key>,
  { key }: KnownSetting,
  fromOn: string,
  before: Dated | undefined,
): SettingContent | undefined {
  const value = read('value', valueIn(key))
  const source = readOr('source', before?.source ?? null, (text) =>
    text === '' ? { value: null } : by(setSetting.body.shape.source)(text),
  )
  return value === undefined || source === undefined ? undefined : { key, value, source, fromOn }
}

const monthDays = Array.from({ length: 365 }, (_, n) => plusDays('2001-01-01', n).slice(5))

/** A value as it is read on the screen, in either language, or as it is kept. */
const valueIn =
  (key: SettingKey) =>
  (text: string): Reading<SettingValue> => {
    const form = formOf(key)
    const words = text.normalize('NFKC').trim()
    const is = (option: string | boolean) => areWordsOf(words, option)
    if (form.kind === 'choice') return fitting(key, form.options.find(is) ?? words)
    if (form.kind === 'monthDay') return fitting(key, monthDays.find(is) ?? words)
    if (form.kind === 'code' || form.kind === 'domains') return fitting(key, String(typedValue(key, words)))
    const isNumber = form.kind === 'number' && /^\d{1,9}$/.test(words)
    return fitting(key, isNumber ? Number(words) : words)
  }

function fitting(key: SettingKey, value: SettingValue): Reading<SettingValue> {
  const misfit = misfitOf(key, value)
  return misfit ? { problem: misfit } : { value }
}

const noSuchSetting = (text: string): Text => ({
  zh: `没有“${shown(text)}”这项参数（共${settingKeys.length}项，写参数页上的名称）。`,
  en: `There is no setting “${shown(text)}”: use a name of the page of settings.`,
})
