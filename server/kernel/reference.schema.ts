import type { JsonSchema } from './openapi.ts'

/** One field as the reference page tells it, with the fields within it. */
export type SchemaRow = {
  readonly name: string
  readonly words: string
  readonly isRequired: boolean
  readonly inner: readonly SchemaRow[]
}
type Given = { readonly name: string; readonly isRequired: boolean; readonly schema: JsonSchema }

export const rowsOf = (fields: readonly Given[]): SchemaRow[] =>
  fields.map(({ name, isRequired, schema }) => ({ name, isRequired, words: wordsOf(schema), inner: innerOf(schema) }))

type Known = {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly format?: string
  readonly properties?: Record<string, JsonSchema>
  readonly required?: readonly string[]
} & Partial<Record<(typeof limits)[number], number>>
const limits = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'] as const

function wordsOf(schema: JsonSchema): string {
  const known = schema as Known
  const choices = known.anyOf ?? known.oneOf
  if (known.$ref) return known.$ref.split('/').at(-1) ?? ''
  if (known.const !== undefined) return JSON.stringify(known.const)
  if (known.enum) return known.enum.map((value) => JSON.stringify(value)).join(', ')
  if (choices) return [...new Set(choices.map(wordsOf))].join(' or ')
  if (known.type === 'array') return `list of ${wordsOf(known.items ?? {})}${limitsOf(known)}`
  return `${known.format ?? known.type ?? 'anything'}${limitsOf(known)}`
}

/** Bounds that say something: those of every safe integer do not. */
const limitsOf = (schema: Known): string =>
  limits
    .flatMap((name) => {
      const value = schema[name]
      return value === undefined || Math.abs(value) === Number.MAX_SAFE_INTEGER ? [] : [`, ${name} ${value}`]
    })
    .join('')

/** The fields of an object, of the items of a list, or of every choice. */
function innerOf(schema: JsonSchema): SchemaRow[] {
  const { properties, required = [], items, anyOf, oneOf } = schema as Known
  if (properties) {
    const fields = Object.entries(properties)
    return rowsOf(fields.map(([name, of]) => ({ name, isRequired: required.includes(name), schema: of })))
  }
  if (items) return innerOf(items)
  return (anyOf ?? oneOf ?? []).flatMap(innerOf)
}
