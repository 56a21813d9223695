import { z } from 'zod'
import type { Settings } from '#domain/kernel/settings.ts'
import { lastDayOf } from './periods.ts'

/** The external due day as a collecting unit requires it; `office`: the city's rule with the office's settings. */
export const ExternalDue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('office') }),
  /** So many working days after the period has ended. */
  z.strictObject({ kind: z.literal('workingDays'), days: z.int().min(1).max(60) }),
  /** A day of the month so many months after the period's last one; 0: in that month, before the period is over. */
  z.strictObject({ kind: z.literal('dayOfMonth'), months: z.int().min(0).max(6), day: z.int().min(1).max(31) }),
])
export type ExternalDue = z.infer<typeof ExternalDue>

/** When a duty is due: outside as its unit requires it, inside so many working days before; null: as set for the office. */
export type DueRule = { readonly external: ExternalDue; readonly internalLead: number | null }

/** The fixed day of a period's last month, or so many months later; the month's last day where it has no such day. */
export function dayOfMonthFor(
  period: string,
  { months, day }: { readonly months: number; readonly day: number },
): string {
  const [year = 0, month = 0] = lastDayOf(period).split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0))
  last.setUTCDate(Math.min(day, last.getUTCDate()))
  return last.toISOString().slice(0, 10)
}

/** The settings by which a rule's days are counted: the rule's own internal lead in place of the office's. */
export const settingsBy = <Of extends Pick<Settings, 'collection.internalLeadWorkingDays'>>(
  settings: Of,
  rule: DueRule | null,
): Of =>
  rule === null || rule.internalLead === null
    ? settings
    : { ...settings, 'collection.internalLeadWorkingDays': rule.internalLead }
