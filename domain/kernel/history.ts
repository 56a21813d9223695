import { z } from 'zod'
import { postKinds } from './actor.ts'
import { instant, text } from './endpoint.ts'

/** One field of a record that changed. Sensitive fields carry a salted digest in place of their words. */
export const Change = z.strictObject({
  field: z.string(),
  name: text,
  old: z.string().nullable(),
  new: z.string().nullable(),
})
export type Change = z.infer<typeof Change>

/** What happened: when by the office's clock, who acting as what (nobody: the system), on which basis and why. */
export const HistoryEntry = z.strictObject({
  id: z.uuid(),
  action: z.string(),
  occurredAt: instant,
  personName: z.string().nullable(),
  /** Whose post it was, where a stand-in acted: 代某某. */
  inPlaceOf: z.string().nullable(),
  post: z.enum(postKinds).nullable(),
  division: text.nullable(),
  basis: z.string(),
  changes: z.array(Change),
  reason: z.string().nullable(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

type Field = {
  readonly name: Change['name']
  readonly show?: (value: unknown) => string | null
  /** Personal consequences, complaints, identity: history keeps a salted digest in place of the words. */
  readonly isSensitive?: boolean
}

/** What stands in the history for the words of a sensitive field; the salt lies with the words, and goes with them. */
export type DigestOf = (field: string, words: string) => string

/** The fields that differ between two states of a record, in the order of `fields`. */
export function changesOf<Key extends string>(
  fields: Record<Key, Field>,
  before: Partial<Record<NoInfer<Key>, unknown>>,
  after: Partial<Record<NoInfer<Key>, unknown>>,
  digestOf?: DigestOf,
): Change[] {
  return (Object.keys(fields) as Key[]).flatMap((key) => {
    const { name, show = plain, isSensitive = false } = fields[key]
    const [old, now] = [show(before[key]), show(after[key])]
    if (old === now) return []
    if (!isSensitive) return [{ field: key, name, old, new: now }]
    if (!digestOf) throw new Error(`${key} is sensitive and there is no digest for it`)
    const kept = (words: string | null) => (words === null ? null : digestOf(key, words))
    return [{ field: key, name, old: kept(old), new: kept(now) }]
  })
}

const plain = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
