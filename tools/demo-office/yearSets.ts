import type { Holidays } from '#domain/calendar/workingDays.ts'
import type { ReportSet } from './acts.ts'
import type { OfficeClient } from './client.ts'
import { figures } from './figures.ts'
import type { DivisionCode } from './people.ts'

export type Duty = {
  readonly id: string
  readonly indicator: string
  readonly period: string
  readonly division: DivisionCode
  readonly feeds: boolean
  readonly externalDueOn: string
  readonly internalDueOn: string
}
export type DutySet = ReportSet & { readonly duties: readonly Duty[] }
export type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }
export type Year = {
  readonly client: OfficeClient
  readonly sets: readonly DutySet[]
  readonly holidays: Holidays
  readonly csv: string
}

const atOf = (period: string): number => Number(/\d+$/.exec(period.slice(5))?.[0] ?? 1) - 1
export const figureOf = ({ indicator, period, feeds }: Duty): string | null | undefined =>
  feeds ? undefined : (figures[indicator]?.[atOf(period)] ?? null)
export const isThe = ({ indicator, period }: Duty, exception: { indicator: string; period: string }) =>
  indicator === exception.indicator && period === exception.period

let letters = 0
export const nextNumber = (): string => {
  letters += 1
  return `深口函〔2025〕${letters}号`
}
