import { z } from 'zod'
import type { Decimal } from '#domain/kernel/decimal.ts'
import { entryWords, type FormField } from './form.ts'

/** A further field as the canonical bytes of a submission hold it: what the signature was made over. */
export const SignedField = z.object({
  key: z.string(),
  value: z.string(),
  file: z.object({ name: z.string(), digest: z.string() }).optional(),
})
export type SignedField = z.infer<typeof SignedField>

/** What a collecting unit asks beside the figure, as it goes out with it. */
export const LineField = z.strictObject({
  key: z.string(),
  name: z.string(),
  /** Empty where a correction leaves out what the report before gave. */
  words: z.string(),
  /** Of a number: it has a row of its own in the table. */
  figure: z.strictObject({ value: z.string(), unit: z.string(), decimals: z.int() }).nullable(),
  /** Of a file. */
  digest: z.string().nullable(),
  /** What the report before said, where that was something else; empty where it said nothing. */
  before: z.string().nullable(),
})
export type LineField = z.infer<typeof LineField>

/** The further fields of a line in the order of the form; `before` those of the report that is corrected, or null. */
export function lineFields(
  fields: readonly FormField[],
  now: readonly SignedField[],
  before: readonly SignedField[] | null,
): LineField[] {
  const [words, wordsBefore] = [wordsOf(fields, now), wordsOf(fields, before ?? [])]
  return fields.flatMap((field) => {
    const { key, name } = field
    const [said, saidBefore] = [words.get(key) ?? '', wordsBefore.get(key) ?? '']
    if (said === '' && saidBefore === '') return []
    const signed = now.find((one) => one.key === key)
    return [
      {
        ...{ key, name, words: said, digest: signed?.file?.digest ?? null },
        figure: field.kind === 'number' && signed ? figureOf(field, signed.value) : null,
        before: before === null || said === saidBefore ? null : saidBefore,
      },
    ]
  })
}

const figureOf = ({ unit, decimals }: { readonly unit: string; readonly decimals: number }, value: Decimal) => ({
  ...{ value: value.trim(), unit, decimals },
})

function wordsOf(fields: readonly FormField[], signed: readonly SignedField[]): ReadonlyMap<string, string> {
  const entry = Object.fromEntries(signed.map(({ key, value }) => [key, value]))
  const files = Object.fromEntries(signed.flatMap(({ key, file }) => (file ? [[key, file.name] as const] : [])))
  return new Map(entryWords(fields, entry, files).map(({ key, words }) => [key, words]))
}
