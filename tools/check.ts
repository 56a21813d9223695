import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command, runProgram } from './command.ts'

type Step = {
  readonly name: string
  readonly run: () => Promise<{ code: number; output: string }>
  /** What it says is shown also when all is well. */
  readonly tells?: boolean
}

const folders = ['domain', 'server', 'web', 'test', 'tools'] as const

const program = (name: string, ...words: string[]): Step => ({ name, run: () => runProgram(words, { quiet: true }) })
const isWriting = process.argv.includes('--write')
/** What is generated is compared, or with `npm run check -- --write` written anew. */
const generated = (name: string, file: string): Step[] =>
  existsSync(file) ? [program(name, process.execPath, file, ...(isWriting ? [] : ['--check']))] : []

const steps: readonly Step[] = [
  program('format and lint', 'biome', ...(isWriting ? ['check', '--write'] : ['ci']), '--error-on-warnings'),
  program('types of domain', 'tsc', '-p', 'domain/tsconfig.json'),
  program('types of server, tests and tools', 'tsc', '-p', 'tsconfig.json'),
  program('types of web', 'tsc', '-p', 'web/tsconfig.json'),
  { name: 'directions', run: directions },
  program('unused code', 'knip', '--no-progress'),
  ...generated('types of the database', 'tools/db-types.ts'),
  ...generated('generated documents', 'tools/docs.ts'),
  ...generated('table of settings', 'tools/configuration.ts'),
  program('planted faults apply', process.execPath, 'tools/faults.ts', '--check'),
  program('OpenAPI document', process.execPath, 'tools/openapi.ts'),
  { ...program('story table', process.execPath, 'tools/stories.ts'), tells: true },
  { ...program('sizes of the pages', process.execPath, 'tools/sizes.ts'), tells: true },
]

/** Runs every check, or those whose name holds the given word, also after one has failed; names at the end what failed. */
await command(async () => {
  const failed: string[] = []
  const word = process.argv.slice(2).find((each) => !each.startsWith('--')) ?? ''
  const chosen = steps.filter(({ name }) => name.includes(word))
  for (const { name, run, tells } of chosen) {
    const began = performance.now()
    const { code, output } = await run()
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(code === 0 ? `✓ ${name} (${seconds} s)` : `✗ ${name}\n${output}`)
    if (code === 0 && tells) console.log(output.trimEnd())
    if (code !== 0) failed.push(name)
  }
  console.log(failed.length === 0 ? `all ${chosen.length} checks passed` : `failed: ${failed.join(', ')}`)
  if (failed.length > 0) process.exitCode = 1
})

type Cruised = {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string }
      readonly from: string
      readonly to: string
    }[]
  }
}
/** A direction checker that could not read the files finds nothing wrong with them: it has to have seen every one. */
async function directions(): Promise<{ code: number; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-directions-'))
  const file = join(folder, 'result.json')
  const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', '--output-to', file]
  const { output } = await runProgram(['depcruise', ...options, ...folders], { quiet: true })
  if (!existsSync(file)) return { code: 1, output }
  const { modules, summary } = JSON.parse(await readFile(file, 'utf8')) as Cruised
  await rm(folder, { recursive: true })
  const seen = new Set(modules.map(({ source }) => source))
  const faults = [
    ...folders
      .flatMap(sourcesIn)
      .filter((source) => !seen.has(source))
      .map((source) => `not visited: ${source}`),
    ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  ]
  return { code: faults.length === 0 ? 0 : 1, output: faults.join('\n') }
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`)
}
