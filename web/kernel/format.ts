import { useSyncExternalStore } from 'react'
import type { Decimal } from '#domain/kernel/decimal.ts'
import { fromBoth, type Language } from '#domain/kernel/text.ts'
import { useLanguage } from './language.tsx'

const officeZone = 'Asia/Shanghai'
const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const partsOf = (day: string) => {
  const [year = '', month = '', date = ''] = day.split('-')
  return { year, month: Number(month), date: Number(date) }
}
const english = (month: number): string => englishMonths[month - 1] ?? ''

/** '2025-11-06' as 11月6日 or 6 Nov. */
export function formatDay(day: string, language: Language): string {
  const { month, date } = partsOf(day)
  return language === 'zh' ? `${month}月${date}日` : `${date} ${english(month)}`
}

/** '2025-11-06' as 2025年11月6日 or 6 Nov 2025. */
export function formatLongDay(day: string, language: Language): string {
  const { year } = partsOf(day)
  return language === 'zh' ? `${year}年${formatDay(day, language)}` : `${formatDay(day, language)} ${year}`
}

/** '2025-11-06' as 11.06 in Chinese tables; in English, where that could be a number, as 6 Nov. */
export const formatTableDay = (day: string, language: Language): string =>
  language === 'zh' ? day.slice(5).replace('-', '.') : formatDay(day, language)

/** '2025-10' or a day of it as 2025年10月 or Oct 2025. */
export function formatMonth(day: string, language: Language): string {
  const { year, month } = partsOf(day)
  return language === 'zh' ? `${year}年${month}月` : `${english(month)} ${year}`
}

/** 星期四 or Thursday. */
export const formatWeekday = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

/** The office's day and 24-hour time of an instant: { day: '2025-11-06', time: '9:12' }. */
export function inOfficeTime(instant: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: officeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? ''
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${Number(part('hour'))}:${part('minute')}`,
  }
}

export const formatTime = (instant: string): string => inOfficeTime(instant).time

/** 11月6日10:42; with the year where it is not this one; 今天10:42 where `today` is given and it is today. */
export function formatInstant(instant: string, language: Language, today?: string): string {
  const { day, time } = inOfficeTime(instant)
  if (day === today) return language === 'zh' ? `今天${time}` : `today ${time}`
  const sameYear = today === undefined || day.slice(0, 4) === today.slice(0, 4)
  const shown = sameYear ? formatDay(day, language) : formatLongDay(day, language)
  return language === 'zh' ? `${shown}${time}` : `${shown}, ${time}`
}

/** '5232142.10' as 5,232,142.10 with U+2212 for minus; digits are never rounded here. */
export function formatNumber(value: Decimal | number): string {
  const text = String(value)
  const [whole = '', fraction] = text.replace('-', '').split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${text.startsWith('-') ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** A change in percent with its sign: +17.2%, −7.7%, 0.0%. */
export function formatChange(percent: Decimal): string {
  const shown = formatNumber(percent)
  return `${Number(percent) > 0 ? '+' : ''}${shown}%`
}

/** A SHA-256 in hex as 7c1e 90af … 4b22. */
export const formatDigest = (hex: string): string => `${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-4)}`

/** A value of history as a person reads it: a day, a digest, words kept in both languages; anything else as it is. */
export function formatKept(value: string, language: Language): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return formatLongDay(value, language)
  if (/^[0-9a-f]{64}$/.test(value)) return formatDigest(value)
  return fromBoth(value)?.[language] ?? value
}

/** Bytes as 41 KB. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}

const paper = () => matchMedia('print')
const onPrint = (changed: () => void) => {
  const media = paper()
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

/** The formats in the reader's language: `const format = useFormat()`, then `format.day('2025-11-06')`. */
export function useFormat() {
  const { language } = useLanguage()
  // On paper "today" means nothing tomorrow.
  const isPrinted = useSyncExternalStore(onPrint, () => paper().matches)
  return {
    day: (day: string) => formatDay(day, language),
    longDay: (day: string) => formatLongDay(day, language),
    tableDay: (day: string) => formatTableDay(day, language),
    month: (day: string) => formatMonth(day, language),
    weekday: (day: string) => formatWeekday(day, language),
    time: formatTime,
    instant: (instant: string, today?: string) => formatInstant(instant, language, isPrinted ? undefined : today),
    number: formatNumber,
    change: formatChange,
    size: formatSize,
    kept: (value: string) => formatKept(value, language),
  }
}
