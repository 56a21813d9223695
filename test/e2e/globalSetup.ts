import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeBackup } from '#server/kernel/backup/backup.ts'
import { restoreBackup } from '#server/kernel/backup/restore.ts'
import { migrate } from '#server/kernel/migrate.ts'
import { startServer } from '#server/main.ts'
import { type ClonedDatabase, createDatabase, freshName, startTestServer } from '#test/databases.ts'
import { buildDemoOffice, demoClockDay } from '#tools/demo-office/build.ts'
import { demoConfig, type Template, templateVariable } from './template.ts'

const home = fileURLToPath(new URL('../..', import.meta.url))
const kept = join(home, '.jiheng/e2e-template')

/** Playwright's global set-up: one throw-away PostgreSQL with the demo office in it, as each story finds it. */
export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startTestServer()
  const dataDir = await mkdtemp(join(tmpdir(), 'jiheng-stories-'))
  const name = freshName('stories')
  const database = await createDatabase(server, 'template0', name)
  const end = async () => {
    await database.drop()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    await demoOffice(database, dataDir)
  } catch (error) {
    await end()
    throw error
  }
  const template: Template = { name, dataDir, ownerUrl: server.ownerUrl, appUrl: server.appUrl }
  process.env[templateVariable] = JSON.stringify(template)
  return end
}

/** From the backup that an earlier run made of the same sources, or built through its own interface. */
async function demoOffice(database: ClonedDatabase, dataDir: string): Promise<void> {
  const file = join(kept, `${sourcesDigest()}.tar.gz`)
  const filesFolder = join(dataDir, 'files')
  if (existsSync(file)) {
    await restoreBackup({ file, ...database, filesFolder })
    return
  }
  console.log('正在建立演示单位，约一分钟…\nBuilding the demo office, about a minute …')
  await migrate(database)
  const { appUrl } = database
  const office = await startServer({ config: demoConfig(dataDir), appUrl, clockDay: demoClockDay })
  try {
    if (office.setupCode === null) throw new Error('the demo office is there already')
    await buildDemoOffice(`http://127.0.0.1:${office.port}`, office.setupCode, () => {})
  } finally {
    await office.close()
  }
  await rm(kept, { recursive: true, force: true })
  await mkdir(kept, { recursive: true })
  await writeBackup({ ownerUrl: database.ownerUrl, filesFolder, file })
}

/** Everything the demo office is made by and from. */
function sourcesDigest(): string {
  const digest = createHash('sha256')
  for (const folder of ['domain', 'server', 'tools/demo-office', 'packs', 'data']) {
    const entries = readdirSync(join(home, folder), { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
      digest.update(path.slice(home.length)).update(readFileSync(path))
    }
  }
  return digest.digest('hex').slice(0, 16)
}
