import { createHash } from 'node:crypto'
import {
  type KyselyPlugin,
  type LimitNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PostgresPool,
  type PostgresPoolClient,
  ValueNode,
} from 'kysely'
import type pg from 'pg'

/**
 * PostgreSQL plans a statement each time it comes, and planning a list with its names takes longer than running it. A
 * statement that comes again is therefore prepared by name: after a few times its plan is kept on the connection. What
 * chooses a partial index for ON CONFLICT has to be literal: with a parameter there is no plan for all values.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    connect: async () => {
      const client = await pool.connect()
      const known = wrapped.get(client) ?? preparingClient(client)
      wrapped.set(client, known)
      return known
    },
    end: () => pool.end(),
  }
}

/** Plans take memory on each connection: this many, and only of what is not written for one occasion. */
const mostOfConnection = 150
const longest = 12_000
const mostRemembered = 1_000
/** How often a statement has come, on any connection. */
const seen = new Map<string, number>()

function comesAgain(sql: string): boolean {
  if (seen.size > mostRemembered) seen.clear()
  const times = (seen.get(sql) ?? 0) + 1
  seen.set(sql, times)
  return times > 2
}

function preparingClient(client: pg.PoolClient): PostgresPoolClient {
  const names = new Map<string, string>()
  const nameOf = (sql: string): string | undefined => {
    const known = names.get(sql)
    if (known !== undefined || names.size >= mostOfConnection) return known
    if (sql.length > longest || !/^(select|with|insert|update|delete)\b/.test(sql) || !comesAgain(sql)) return undefined
    const name = createHash('sha1').update(sql).digest('base64url')
    names.set(sql, name)
    return name
  }
  const query = (sql: string, values: readonly unknown[]) => {
    const name = nameOf(sql)
    return client.query({ text: sql, values: [...values], ...(name === undefined ? {} : { name }) })
  }
  // cursors, the other thing that can be asked for, are not used here
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() }
}

/** A limit that stands in the statement itself: with a parameter a kept plan would have to do for any number of rows. */
class LiteralLimits extends OperationNodeTransformer {
  protected override transformLimit(node: LimitNode): LimitNode {
    const { limit } = node
    return ValueNode.is(limit) && Number.isSafeInteger(limit.value)
      ? { ...node, limit: ValueNode.createImmediate(limit.value) }
      : node
  }
}

const literalLimits = new LiteralLimits()
export const withLiteralLimits: KyselyPlugin = {
  transformQuery: ({ node, queryId }: PluginTransformQueryArgs) => literalLimits.transformNode(node, queryId),
  transformResult: async ({ result }) => result,
}
