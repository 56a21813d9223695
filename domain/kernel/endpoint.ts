import { z } from 'zod'
import { type Context, type Refusal, type Rule, refusalOfRules, refusalOfScope } from './lifecycle.ts'
import type { Text } from './text.ts'

export type Method = 'GET' | 'POST' | 'PUT'

/**
 * One endpoint, used by the server to parse and check, by the web to call and type, and by the OpenAPI document.
 * `requires` are conditions on who acts, with no facts: what depends on the record is a transition's business.
 */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> = {
  readonly method: Method
  readonly path: `/api/${string}`
  readonly summary: Text
  readonly basis: string
  /** `public`: no log-in. `anyPost`: administrators too. Otherwise the conditions that the actor must meet. */
  readonly access: 'public' | 'anyPost' | readonly Rule<unknown>[]
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly reply: Reply
  /** The reply is a stored file instead of JSON. */
  readonly download: boolean
  /** Open to whoever still has the start password that was handed out; everything else waits for an own one. */
  readonly withStartPassword: boolean
}

/** Why this person may not call it, whatever the record: by the post, or because it was not delegated. */
export function refusalOfEndpoint({ access, basis, method }: Endpoint, context: Context): Refusal | undefined {
  if (typeof access === 'string') return undefined
  const refusal = refusalOfRules(access, basis, undefined, context)
  // reading is no act, nor is what rests on nothing but the system, such as laying down a file
  if (refusal || method === 'GET' || basis === 'system') return refusal
  return refusalOfScope(basis, context)
}

const nothing = z.strictObject({})
type Nothing = typeof nothing

type Definition<Params, Query, Body, Reply> = {
  method: Method
  path: `/api/${string}`
  summary: Text
  basis?: string
  access: Endpoint['access']
  params?: Params
  query?: Query
  body?: Body
  reply: Reply
  download?: boolean
  withStartPassword?: boolean
}

export const endpoint = <
  Reply extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(
  definition: Definition<Params, Query, Body, Reply>,
): Endpoint<Params, Query, Body, Reply> => ({
  basis: 'system',
  download: false,
  withStartPassword: false,
  ...definition,
  params: definition.params ?? (nothing as unknown as Params),
  query: definition.query ?? (nothing as unknown as Query),
  body: definition.body ?? (nothing as unknown as Body),
})

export const id = z.uuid()
export const byId = z.strictObject({ id })
/** The version the person was looking at; another one means 409. */
export const version = z.int().min(1)
export const versionOnly = z.strictObject({ version })
export const day = z.iso.date()
export const instant = z.iso.datetime({ offset: true })
export const text = z.strictObject({ zh: z.string(), en: z.string() })
/** A performance year: four digits, and none before the regulation. */
export const years = { first: 2000, last: 2999 } as const
export const performanceYear = z.int().min(years.first).max(years.last)
export const yearInAddress = z.coerce.number().int().min(years.first).max(years.last)
export const reason = z.string().trim().min(2).max(500)
export const withReason = z.strictObject({ version, reason })

/** A page of a list: rows in a fixed order, and where the next page starts. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({ rows: z.array(row), next: z.string().nullable() })
export const paging = {
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
