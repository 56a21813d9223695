import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Problem } from '#server/kernel/problem.ts'
import { runProgram } from './command.ts'

const home = fileURLToPath(new URL('..', import.meta.url))
const built = join(home, 'dist/web/index.html')
const sources = ['web', 'domain', 'vite.config.ts', 'package-lock.json']

/** Builds the pages when a source is newer than what was built; folders count too, so a deleted file is noticed. */
export async function buildWeb(): Promise<void> {
  const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0
  if (sources.every((source) => newest(join(home, source)) <= builtAt)) return
  console.log('正在构建网页…\nBuilding the pages …')
  const { code, output } = await runProgram(['vite', 'build', '--logLevel', 'warn'], { quiet: true })
  if (code === 0) return
  console.error(output)
  throw new Problem({ zh: '网页构建失败，原因见上。', en: 'The pages could not be built, the reason is above.' })
}

function newest(path: string): number {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), mtimeMs)
}
