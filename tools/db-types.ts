import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#server/kernel/migrate.ts'
import { startThrowAway } from '#server/kernel/postgres/throwAway.ts'
import { Problem } from '#server/kernel/problem.ts'
import { command, runProgram } from './command.ts'

const kept = 'server/kernel/db.types.ts'

/** Writes the types of all tables from a freshly migrated database; with --check only says whether they are current. */
await command(async () => {
  if (!process.argv.includes('--check')) return generate(kept)
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-types-'))
  try {
    const fresh = join(folder, 'db.types.ts')
    await generate(fresh)
    if ((await readFile(fresh, 'utf8')) === (await readFile(kept, 'utf8'))) return
  } finally {
    await rm(folder, { recursive: true })
  }
  throw new Problem({
    zh: `${kept} 与迁移文件不一致，请运行 npm run db:types。`,
    en: `${kept} does not fit the migrations: run npm run db:types.`,
  })
})

async function generate(file: string): Promise<void> {
  const postgres = await startThrowAway()
  try {
    await migrate(postgres)
    const shape = ['--dialect', 'postgres', '--camel-case', '--date-parser', 'string', '--numeric-parser', 'string']
    const tables = ['--include-pattern', 'public.*', '--exclude-pattern', 'public.schema_migration']
    const words = ['kysely-codegen', ...shape, ...tables, '--out-file', file]
    const { code, output } = await runProgram(words, {
      env: { DATABASE_URL: postgres.ownerUrl },
      quiet: true,
    })
    if (code !== 0) throw new Error(output)
    // db.ts reads an instant as ISO text, for which the generator has no option
    const types = await readFile(file, 'utf8')
    await writeFile(file, types.replace('type Timestamp = ColumnType<Date,', 'type Timestamp = ColumnType<string,'))
  } finally {
    await postgres.stop()
  }
}
