import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Problem } from '#server/kernel/problem.ts'
import { runProgram } from './command.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The system's Chromium, or the one CHROMIUM names; installed from Debian's packages where that is possible. */
export async function chromium(): Promise<string> {
  const found = process.env.CHROMIUM ?? onPath()
  if (found && existsSync(found)) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) await installByApt()
  const installed = onPath()
  if (installed) return installed
  throw new Problem({
    zh: '浏览器测试需要 Chromium：请安装（Debian：apt-get install chromium），或用环境变量 CHROMIUM 指明程序路径。',
    en: 'The browser tests need Chromium: install it (Debian: apt-get install chromium) or name the program by CHROMIUM.',
  })
}

const onPath = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isProgram)

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function installByApt(): Promise<void> {
  console.log('正在安装 Chromium…\nInstalling Chromium …')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runProgram(['apt-get', 'update', '-qq'], { env, quiet: true })
  const words = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']
  const { code, output } = await runProgram(words, { env, quiet: true })
  if (code !== 0) console.error(output)
}
