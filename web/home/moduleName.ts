import { same, type Text } from '#domain/kernel/text.ts'
import { menuFor } from '#web/kernel/menu.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'

/** What the menu calls the part of the system that a to-do belongs to. */
export function useModuleName(): (module: string) => Text {
  const entries = menuFor(useContextOfRules()).flatMap((group) => group.entries)
  return (module) => entries.find(({ counts = [] }) => [counts].flat().includes(module))?.name ?? same(module)
}
