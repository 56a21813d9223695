import type { z } from 'zod'
import type { PostKind } from '#domain/kernel/actor.ts'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { Client } from '#test/world.ts'
import type { Office, Place } from './office.ts'

/** One request as it goes over the wire. `as` null: without log-in. */
export type Ask = {
  readonly as: Client | null
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly file?: { readonly name: string; readonly content: string }
}
/** As the request's schema has it, or frozen: what a row writes down is known to the letter. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T
type AskOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? {
        readonly as?: Client
        readonly params?: Frozen<z.input<P>>
        readonly query?: Frozen<z.input<Q>>
        readonly body?: Frozen<z.input<B>>
        readonly file?: NonNullable<Ask['file']>
      }
    : never

/** Who may call one endpoint, how, and what whoever may not is told. */
export type Row = {
  readonly endpoint: Endpoint
  /** The posts that succeed, each on a record of its own; `public`: also without log-in. */
  readonly posts: readonly PostKind[] | 'public'
  /** The posts the endpoint lets in, where conditions on the record narrow them further. */
  readonly admits: readonly PostKind[]
  /** Where those who ask sit: the division that owes the data, or the one that coordinates them. */
  readonly place: Place
  /** What a post is told that is let in and may not: 403, or 404 where the record's existence is hidden from it. */
  readonly refusal: 403 | 404 | ((post: PostKind) => 403 | 404)
  /** What those who may are answered. */
  readonly status: number
  readonly ask: (office: Office, post: PostKind) => Promise<Ask>
  /** The same request for a record that exists and is not this person's to see; null where whoever may sees all. */
  readonly foreign: ((office: Office, ask: Ask) => Promise<Ask>) | null
  /** The same request for a record that does not exist; null where none is named. */
  readonly absent: ((ask: Ask) => Ask) | null
}

type Given<Asked> = Partial<Pick<Row, 'admits' | 'place' | 'refusal' | 'status' | 'absent' | 'posts'>> & {
  readonly foreign?: Row['foreign'] | 'elsewhere'
  readonly ask?: (office: Office, post: PostKind) => Asked | Promise<Asked>
}

/** A row; without `ask` the request is the bare endpoint. A path with `:id` has an absent record by itself. */
export function row<E extends Endpoint, const Asked extends AskOf<E>>(
  endpoint: E,
  posts: Row['posts'],
  given: Given<Asked> = {},
): Row {
  const { admits = posts === 'public' ? [] : posts, place = 'responsible', refusal = 403, status = 200 } = given
  const absent = given.absent ?? (endpoint.path.includes(':id') ? absentId : null)
  const foreign = given.foreign === 'elsewhere' ? elsewhere(posts) : (given.foreign ?? null)
  const ask: Row['ask'] = async (office, post) => ({
    as: posts === 'public' ? null : office.at[place][post],
    ...(await given.ask?.(office, post)),
  })
  return { endpoint, posts, admits, place, refusal, status, ask, foreign, absent }
}

/** The id of nothing. */
export const nobody = '00000000-0000-4000-8000-000000000000'
const absentId = (ask: Ask): Ask => ({ ...ask, params: { ...(ask.params as object), id: nobody } })
/** The request names, in its body or query, a record that does not exist. */
export const absentIn =
  (part: 'body' | 'query', name: string, value: unknown = nobody) =>
  (ask: Ask): Ask => ({ ...ask, [part]: { ...(ask[part] as object), [name]: value } })

/** Somebody of the same post in a division that has nothing to do with the record. */
const elsewhere =
  (posts: Row['posts']): Row['foreign'] =>
  async (office, ask) => {
    const post = posts !== 'public' && posts.find((kind) => /^division\.|member$/.test(kind))
    if (!post) throw new Error('no post of this row is bound to a division')
    return { ...ask, as: office.at.elsewhere[post] }
  }
