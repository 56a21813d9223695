import type { Text } from '#domain/kernel/text.ts'

type Part = string | number

/** Names of fields as the forms show them, kept once a form was there: an answer may be read away from it. */
const names = new Map<string, Text>()
/** Two lists have a field of one key under different names: neither is said. */
const doubtful = new Set<string>()

const keyOf = (parts: readonly Part[]): string => parts.map((part) => (/^\d+$/.test(`${part}`) ? '*' : part)).join('.')

/** A form shows this field under this name; inside of a list its name begins with the row. */
export function rememberField(name: Part | readonly Part[], label: Text): void {
  const key = keyOf(typeof name === 'object' ? name : [name])
  const known = names.get(key)
  if (key.startsWith('*') && known && known.zh !== label.zh) doubtful.add(key)
  names.set(key, label)
}

/** What the form calls the field of a refusal's path; in a list with the row before it. Undefined where none has shown it. */
export function nameOfField(path: string): Text | undefined {
  const parts = path.replace(/^body\.(content\.)?/, '').split('.')
  const known = names.get(keyOf(parts))
  if (known) return known
  const at = parts.findLastIndex((part) => /^\d+$/.test(part))
  const key = keyOf(parts.slice(at))
  const inList = at < 0 || doubtful.has(key) ? undefined : names.get(key)
  const row = Number(parts[at]) + 1
  return inList && { zh: `第${row}项${inList.zh}`, en: `${inList.en} ${row}` }
}
