import type { HistoryEntry } from '#domain/kernel/history.ts'
import { actName, readable } from '#domain/organization/records.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useLanguage } from '#web/kernel/language.tsx'

/** The history of a record of the organization, its codes in the reader's words. */
export function ActsPanel({ entries }: { entries: readonly HistoryEntry[] }) {
  const { language } = useLanguage()
  return <HistoryPanel entries={entries.map((entry) => readable(entry, language))} nameOf={actName} />
}
