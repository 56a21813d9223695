import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Problem } from '#server/kernel/problem.ts'

/** Runs one command of ours: a problem the operator can mend is a sentence, anything else a stack trace; both end with 1. */
export async function command(work: () => Promise<void>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => endUnlessAwaited(signal))
  try {
    await work()
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error)
    process.exitCode = 1
  }
}

/** A signal that nothing else waits for ends the process through `exit`, where database and programs are told to end too. */
function endUnlessAwaited(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void {
  if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal])
}

export type Program = { readonly env?: NodeJS.ProcessEnv; readonly quiet?: boolean; readonly cwd?: string }

/** Runs a program of node_modules/.bin or the system in the checkout and answers its exit code and, when quiet, its output. */
export async function runProgram(
  words: readonly string[],
  { env = {}, quiet = false, cwd = '.' }: Program = {},
): Promise<{ code: number; output: string }> {
  const [program = '', ...rest] = words
  const child = spawn(program, rest, {
    cwd,
    stdio: ['inherit', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    env: { ...process.env, ...env },
  })
  const end = () => child.kill('SIGTERM')
  process.once('exit', end)
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => chunks.push(text))
  const code = await new Promise<number>((resolve, reject) =>
    child.once('error', reject).once('close', (status, signal) => resolve(signal ? 130 : (status ?? 1))),
  )
  process.off('exit', end)
  return { code, output: chunks.join('') }
}
