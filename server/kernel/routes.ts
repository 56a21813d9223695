import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { Context, Refusal, States, Transition } from '#domain/kernel/lifecycle.ts'
import { type Rule, refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { RulePack } from '#domain/kernel/settings.ts'
import type { App } from './app.ts'
import type { Clock } from './clock.ts'
import type { Tx } from './db.ts'
import { Refused } from './errors.ts'
import type { Entry } from './history.ts'

/** What a handler is given besides its input. `app` is for what lies outside the database: files, holidays, jobs. */
export type Reading = Context & {
  readonly tx: Tx
  readonly clock: Clock
  readonly pack: RulePack
  readonly settingsRevision: number
  readonly session: SessionFacts
  readonly app: App
  /** Replaces or clears the session's cookie. */
  readonly setSession: (token: string | null) => void
}
export type SessionFacts = {
  readonly id: string
  readonly reauthenticatedAt: string | null
  readonly createdAt: string
}

/** A command also records: without a history row its transaction fails. */
export type Acting = Reading & {
  readonly record: (action: string, subject: Entry['subject'], details?: Details) => Promise<void>
  readonly recordMany: (entries: readonly Entry[]) => Promise<void>
}
type Details = Pick<Entry, 'changes' | 'reason'> & { readonly basis?: string }

export type Outside = {
  readonly tx: Tx
  readonly app: App
  readonly clock: Clock
  readonly settingsRevision: number
  readonly network: string
  readonly browser: string
  readonly setSession: (token: string | null) => void
}

export type Download = { readonly name: string; readonly type: string; readonly content: Buffer | Readable }

type Input<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? { params: z.output<P>; query: z.output<Q>; body: z.output<B> }
    : never
type Reply<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.input<R> : never
type AnyEndpoint = Endpoint

export type Route =
  | {
      kind: 'read'
      endpoint: AnyEndpoint
      snapshot: boolean
      run: (input: never, context: Reading) => Promise<unknown>
    }
  | {
      kind: 'command'
      endpoint: AnyEndpoint
      act: (input: never, context: Acting) => Promise<string>
      find: (tx: Tx, actor: Actor, id: string, context: Reading) => Promise<unknown>
      recordsNothing: boolean
    }
  | { kind: 'public'; endpoint: AnyEndpoint; run: (input: never, context: Outside) => Promise<unknown> }

/** A read. One statement needs no transaction; several that must agree ask for `{ snapshot: true }`. */
export const read = <E extends AnyEndpoint>(
  endpoint: E,
  run: (input: Input<E>, context: Reading) => Promise<E['download'] extends true ? Download : Reply<E> | Download>,
  { snapshot = false } = {},
): Route => ({ kind: 'read', endpoint, snapshot, run })

/**
 * A command: lock, take, save, record in `act`, which answers the subject's id; `find` reads what is sent back. A
 * repeated request with the same key does not act again: it is answered by `find` under today's rights.
 */
export const command = <E extends AnyEndpoint>(
  endpoint: E,
  act: (input: Input<E>, context: Acting) => Promise<string>,
  find: (tx: Tx, actor: Actor, id: string, context: Reading) => Promise<Reply<E>>,
  { recordsNothing = false } = {},
): Route => ({ kind: 'command', endpoint, act, find, recordsNothing })

/** An endpoint without log-in. It is given no actor. */
export const open = <E extends AnyEndpoint>(
  endpoint: E,
  run: (input: Input<E>, context: Outside) => Promise<E['download'] extends true ? Download : Reply<E>>,
): Route => ({ kind: 'public', endpoint, run })

/** The state after the transition, or throws the refusal. */
export function take<State extends string, Facts extends { readonly state: State }>(
  transition: Transition<State, Facts>,
  facts: Facts,
  context: Context,
  states?: States<State>,
): State {
  const refusal = refusalOf(transition, facts, context, states)
  if (refusal) throw new Refused(refusal)
  return transition.to
}

/** Throws the refusal of the first condition that does not hold. */
export function demand<Facts>(rules: readonly Rule<Facts>[], basis: string, facts: Facts, context: Context): void {
  const refusal: Refusal | undefined = refusalOfRules(rules, basis, facts, context)
  if (refusal) throw new Refused(refusal)
}
