import pg from 'pg'

export type Statement = { readonly text: string; readonly values: readonly unknown[]; readonly name?: string }

type Query = { text?: string; values?: unknown[]; name?: string } | string

/** The statements that run while `work` does, exactly as they reach the driver: what a bench then runs bare. */
export async function captured(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  const { prototype } = pg.Client
  const original = prototype.query
  prototype.query = function query(this: pg.Client, ...words: unknown[]) {
    const [first, values] = words as [Query, unknown[] | undefined]
    const {
      text,
      name,
      values: own,
    } = typeof first === 'string' ? { text: first, name: undefined, values: undefined } : first
    if (text) statements.push({ text, values: own ?? values ?? [], ...(name ? { name } : {}) })
    return Reflect.apply(original, this, words)
  } as typeof original
  try {
    await work()
  } finally {
    prototype.query = original
  }
  return statements
}
