import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from './chromium.ts'
import { runProgram } from './command.ts'
import { buildWeb } from './web.ts'

/** A skipped test counts as failed: nothing here is left out. `secondTry`: passed, but not at once. */
export type Count = { readonly passed: number; readonly failed: number; readonly secondTry?: number }

export const sum = (counts: readonly Count[]): Required<Count> => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
  secondTry: counts.reduce((total, { secondTry = 0 }) => total + secondTry, 0),
})

type VitestReport = {
  numPassedTests: number
  numTotalTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** Rules and server, or what the words select. */
export const runVitest = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Count> =>
  withReport(async (file) => {
    const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { code } = await runProgram(['vitest', 'run', ...report, ...words], { env })
    const { numPassedTests: passed, numTotalTests: all, testResults } = await read<VitestReport>(file)
    const unreadable = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
    )
    return honest(code, { passed, failed: all - passed + unreadable.length })
  })

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

/** Browser stories on freshly built pages. */
export const runPlaywright = (words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Count> =>
  withReport(async (file) => {
    await buildWeb()
    // without a language of the machine Chromium does not keep the Chinese names of downloads
    const LANG = process.env.LANG ?? 'C.UTF-8'
    const env = { ...more, LANG, CHROMIUM: await chromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: file }
    const { code } = await runProgram(['playwright', 'test', '--reporter=list,json', ...words], { env })
    const { expected, unexpected, flaky, skipped } = (await read<PlaywrightReport>(file)).stats
    return honest(code, { passed: expected + flaky, failed: unexpected + skipped, secondTry: flaky })
  })

/** Prints the closing line and sets the exit code. */
export function conclude(count: Count): void {
  const { passed, failed, secondTry = 0 } = count
  console.log(
    `${passed} passed, ${failed} failed${secondTry > 0 ? `, ${secondTry} of the passed at the second try` : ''}`,
  )
  if (failed > 0 || passed === 0) process.exitCode = 1
}

/** A runner that fails without a failed test, as when it finds none, has failed once. */
const honest = (code: number, count: Count): Count =>
  code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count

async function withReport(run: (file: string) => Promise<Count>): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'jiheng-report-'))
  try {
    return await run(join(folder, 'report.json'))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const read = async <T>(file: string): Promise<T> => JSON.parse(await readFile(file, 'utf8')) as T
