import type { z } from 'zod'
import { dayText, longDayText } from '#domain/calendar/workingDays.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import { type SettingKey, settingSchemas } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import { keepsSettings } from './organization.ts'

export type SettingGroup = SettingKey extends `${infer Group}.${string}` ? Group : never

/** What the first part of a setting's key is about, in the order of the screen. */
export const settingGroups: Record<SettingGroup, Text> = {
  plan: { zh: '方案', en: 'Plan' },
  document: { zh: '公文', en: 'Official documents' },
  collection: { zh: '数据报送', en: 'Data collection' },
  opinion: { zh: '评估意见', en: 'Opinions' },
  progress: { zh: '进度和灯号', en: 'Progress and lights' },
  card: { zh: '预警和牌', en: 'Warnings and cards' },
  rectification: { zh: '整改', en: 'Rectification' },
  supervision: { zh: '督查督办', en: 'Supervision' },
  bulletin: { zh: '绩效情况通报', en: 'Bulletins' },
  notice: { zh: '通知消息', en: 'Notices' },
  reminder: { zh: '提醒', en: 'Reminders' },
  session: { zh: '登录', en: 'Log-in' },
}

export const groupOf = (key: SettingKey): SettingGroup => key.split('.')[0] as SettingGroup

/** Document numbers are entered from the register; any other value is the code of an own sequence. */
export const fromRegister = 'register'
export const ownSequence: Text = { zh: '自编文号，机关代字为：', en: 'Own sequence with the code:' }

const choices: Record<string, Text> = {
  withYear: { zh: '随年度数据报送', en: 'with the yearly data' },
  none: { zh: '不报', en: 'not collected' },
  [fromRegister]: { zh: '按发文登记填写', en: 'from the register' },
  any: { zh: '不限', en: 'no limit' },
  stays: { zh: '不变', en: 'stays' },
  nextWorkingDay: { zh: '顺延到下一工作日', en: 'moves to the next working day' },
  commission: { zh: '委', en: 'commission' },
  bureau: { zh: '局', en: 'bureau' },
  office: { zh: '办', en: 'office' },
  month: { zh: '每月', en: 'monthly' },
  quarter: { zh: '每季度', en: 'quarterly' },
  phaseEnd: { zh: '阶段终了', en: "at the phase's end" },
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
}

/** A value as it is read: 顺延到下一工作日, 是, 5, 7月15日. */
export function valueWords(value: unknown): Text {
  const words = String(value)
  if (/^\d\d-\d\d$/.test(words)) {
    const { zh, en } = dayText(`2001-${words}`)
    return { zh, en: en.replace(/ 2001$/, '') }
  }
  return choices[words] ?? { zh: words, en: words }
}

/** What a value is entered with: the kind of its schema, and what may be chosen. */
export type SettingForm =
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'choice'; readonly options: readonly (string | boolean)[] }
  | { readonly kind: 'monthDay' }
  | { readonly kind: 'code' }
  /** The code of a sequence (代字) that there always is. */
  | { readonly kind: 'ownCode' }
  | { readonly kind: 'domains' }

export function formOf(key: SettingKey): SettingForm {
  const { def } = settingSchemas[key] as z.ZodType
  if (def.type === 'boolean') return { kind: 'choice', options: [true, false] }
  if (def.type === 'enum') return { kind: 'choice', options: (settingSchemas[key] as z.ZodEnum).options as string[] }
  if (key === 'reminder.mailDomains') return { kind: 'domains' }
  if (key === 'document.ownSequence') return { kind: 'code' }
  if (key === 'rectification.code') return { kind: 'ownCode' }
  if (def.type === 'string') return { kind: 'monthDay' }
  const { minValue, maxValue } = settingSchemas[key] as z.ZodNumber
  return { kind: 'number', least: minValue ?? 0, most: maxValue ?? 0 }
}

/** Whether words stand for a value: as it is kept, or as it is read in either language. */
export const areWordsOf = (words: string, value: string | boolean): boolean =>
  [String(value), ...Object.values(valueWords(value))].some((one) => one.toLowerCase() === words.toLowerCase())

/** What was typed into the field of a setting as it is kept: the words of the screen, several domains however divided. */
export function typedValue(key: SettingKey, typed: unknown): unknown {
  if (typeof typed !== 'string') return typed
  const words = typed.normalize('NFKC').trim()
  const { kind } = formOf(key)
  if (kind === 'code') return areWordsOf(words, fromRegister) ? fromRegister : words
  if (kind !== 'domains') return typed
  if (areWordsOf(words, 'any')) return 'any'
  const domains = words.split(/[、,;\s]+/).map((one) => one.replace(/^@/, '').toLowerCase())
  return domains.filter((one) => one !== '').join('、')
}

/** Why a value does not fit its setting, or undefined. */
export function misfitOf(key: SettingKey, value: unknown): Text | undefined {
  if (settingSchemas[key].safeParse(value).success) return undefined
  const form = formOf(key)
  if (form.kind === 'number')
    return {
      zh: `应为${form.least}至${form.most}的整数。`,
      en: `Must be a whole number from ${form.least} to ${form.most}.`,
    }
  if (form.kind === 'monthDay') return key === 'collection.halfYearDueOn' ? afterHalfYear : someMonthDay
  if (form.kind === 'code') return someCode
  if (form.kind === 'ownCode') return someOwnCode
  if (form.kind === 'domains') return someDomains
  const words = form.options.map(valueWords)
  return {
    zh: `应为：${words.map(({ zh }) => zh).join('、')}。`,
    en: `Must be one of: ${words.map(({ en }) => en).join(', ')}.`,
  }
}

const someCode: Text = {
  zh: '自编文号的机关代字应为2至10个汉字，如“深口绩”；不自编的为“按发文登记填写”。',
  en: 'The code of an own sequence is 2 to 10 Chinese characters such as 深口绩; without one it is “from the register”.',
}
const someOwnCode: Text = {
  zh: '机关代字应为2至10个汉字，如“深口绩改”。',
  en: 'The code of the sequence is 2 to 10 Chinese characters such as 深口绩改.',
}
const someDomains: Text = {
  zh: `应为域名，如example.gov.cn，几个的用顿号分开；不限的写“${valueWords('any').zh}”。`,
  en: `Must be domains such as example.gov.cn, separated by commas, or “${valueWords('any').en}”.`,
}
const someMonthDay: Text = { zh: '应为“月-日”，如01-31。', en: 'Must be month-day such as 01-31.' }
const afterHalfYear: Text = {
  zh: '应为7月1日以后的“月-日”，如07-15。',
  en: 'Must be month-day after 30 June, such as 07-15.',
}

/** What was decided with an earlier value stands: a new one begins today at the earliest. */
const notBackdated: Rule<{ readonly fromOn: string }> = {
  code: 'setting_backdated',
  message: (_facts, { today }) => ({
    zh: `生效日不得早于今天（${longDayText(today).zh}）。`,
    en: `It cannot take effect before today, ${longDayText(today).en}.`,
  }),
  holds: ({ fromOn }, { today }) => fromOn >= today,
}

export const settingRules: readonly Rule<{ readonly fromOn: string }>[] = [keepsSettings, notBackdated]

/** What screens say of a value for which nobody has recorded where it is from. */
export const noSource: Text = {
  zh: '本单位默认值，未录来源',
  en: 'Office default, no source recorded',
}

export const settingFields = {
  value: { name: { zh: '数值', en: 'Value' } },
  source: { name: { zh: '来源', en: 'Source' } },
  fromOn: { name: { zh: '生效日', en: 'In force from' } },
} as const
