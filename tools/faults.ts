import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { Problem } from '#server/kernel/problem.ts'
import { command, runProgram } from './command.ts'

/**
 * Plants each fault of test/faults in a copy of the checkout and runs the test that its first lines name:
 * `# test: <project> <file>` and `# red: <name of the test>`. A fault that no longer applies, that leaves its test
 * green, or that ends it by anything but a failed expectation of that test, fails the run. Words select faults;
 * `--check` only looks whether each one still applies.
 */
const folder = 'test/faults'
const Report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ status: z.string(), failureMessages: z.array(z.string()) })),
    }),
  ),
})

await command(async () => {
  const words = process.argv.slice(2).filter((word) => word !== '--check')
  const patches = (await readdir(folder))
    .filter((name) => name.endsWith('.patch') && (words.length === 0 || words.some((word) => name.includes(word))))
    .toSorted()
  const faults = await Promise.all(
    patches.map(async (name) => faultIn(name, await readFile(join(folder, name), 'utf8'))),
  )
  if (process.argv.includes('--check')) return demandThatEachApplies(faults)
  const copy = await copyOfCheckout()
  let caught = 0
  try {
    await demandGreen(copy, faults)
    for (const fault of faults) {
      const outcome = await plant(copy, fault)
      console.log(`${outcome === 'caught' ? '✓' : '✗'} ${basename(fault.patch, '.patch')}: ${outcome}`)
      if (outcome === 'caught') caught += 1
    }
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
  console.log(`${caught} of ${patches.length} planted faults caught`)
  if (caught < patches.length || patches.length === 0) process.exitCode = 1
})

async function copyOfCheckout(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'jiheng-faults-'))
  const { output } = await runProgram(['git', 'ls-files'], { quiet: true })
  for (const file of output.split('\n').filter(Boolean)) await cp(file, join(copy, file))
  await symlink(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'))
  return copy
}

type Fault = { readonly patch: string; readonly project: string; readonly file: string; readonly test: string }

function faultIn(patch: string, text: string): Fault {
  const [, project = '', file = '', test = ''] = /^# test: (\S+) (\S+)\n# red: (.+)\n/.exec(text) ?? []
  if (test) return { patch, project, file, test }
  throw new Problem({ zh: `${patch} 前两行未写明测试。`, en: `The first two lines of ${patch} do not name its test.` })
}

/** A test that is red by itself would catch everything. */
async function demandGreen(copy: string, faults: readonly Fault[]): Promise<void> {
  const { passed, failures, said } = await run(copy, faults)
  if (failures.length === 0 && passed >= new Set(faults.map(({ test }) => test)).size) return
  throw new Error(`without a fault the tests are not green: ${failures[0] ?? said}`)
}

async function demandThatEachApplies(faults: readonly Fault[]): Promise<void> {
  for (const { patch } of faults) {
    const { code, output } = await applied('.', patch, '--check')
    if (code !== 0)
      throw new Problem({ zh: `${patch} 已不能植入：${output}`, en: `${patch} no longer applies: ${output}` })
  }
}

/** With one line around each change, so that nothing is planted elsewhere than where it belongs. */
function applied(copy: string, patch: string, ...options: string[]) {
  const words = ['git', '-C', copy, 'apply', '-C1', ...options, resolve(folder, patch)]
  return runProgram(words, { quiet: true })
}

async function plant(copy: string, fault: Fault): Promise<string> {
  const planted = await applied(copy, fault.patch)
  if (planted.code !== 0) return `does not apply: ${planted.output.trim()}`
  const { passed, failures, said } = await run(copy, [fault])
  const taken = await applied(copy, fault.patch, '--reverse')
  if (taken.code !== 0) throw new Error(`${fault.patch} stays planted: ${taken.output}`)
  const [failure] = failures
  if (failure === undefined) return passed > 0 ? 'the test stays green' : `the test did not run: ${said}`
  return /AssertionError|^Error: expected /.test(failure)
    ? 'caught'
    : `red for another reason: ${failure.slice(0, 400)}`
}

/** The named tests alone: how many passed, and what each failed one says. */
async function run(copy: string, faults: readonly Fault[]) {
  const report = join(copy, 'report.json')
  await rm(report, { force: true })
  const pattern = faults.map(({ test }) => test.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|')
  const projects = [...new Set(faults.map(({ project }) => project))].flatMap((project) => ['--project', project])
  const patience = ['--testTimeout=180000', '--hookTimeout=180000'] // what is slow is not caught
  const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const files = new Set(faults.map(({ file }) => file))
  const words = [...projects, '-t', pattern, ...patience, ...reporting, ...files]
  const { output: said } = await runProgram(['vitest', 'run', ...words], { quiet: true, cwd: copy })
  const content = await readFile(report, 'utf8').catch(() => '{"testResults":[]}') // it ended before its report
  const results = Report.parse(JSON.parse(content)).testResults.flatMap(({ assertionResults }) => assertionResults)
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    failures: results
      .filter(({ status }) => status === 'failed')
      .map(({ failureMessages }) => failureMessages.join('\n')),
    said: said.slice(-400),
  }
}
