import type { Text } from '#domain/kernel/text.ts'
import { useText } from './language.tsx'

/** A Text where a component or a rule of Ant Design takes a node: it follows the reader's language. */
export function Words({ of }: { of: Text }) {
  return useText()(of)
}
