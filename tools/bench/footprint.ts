import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { runProgram } from '../command.ts'

export type Footprint = {
  readonly starts: readonly number[]
  readonly nodeMegabytes: number
  readonly postgresMegabytes: number
  readonly installMegabytes: Record<string, number>
}

/** The demo office started three times: seconds until it says ready, and what it holds in memory at rest (PSS). */
export async function benchFootprint(): Promise<Footprint> {
  const starts: number[] = []
  let memory = { node: 0, postgres: 0 }
  for (let n = 0; n < 3; n += 1) {
    const began = performance.now()
    const child = spawn('node', ['tools/run.mjs', 'demo'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, PORT: '4700' },
    })
    await new Promise<void>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => /^ready /m.test(text) && resolve())
      child.once('exit', () => reject(new Error('the demo office ended before it was ready')))
    })
    starts.push((performance.now() - began) / 1_000)
    if (n === 2) {
      await new Promise((resolve) => setTimeout(resolve, 10_000))
      memory = await memoryBelow(child.pid ?? 0)
    }
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  }
  return {
    starts,
    nodeMegabytes: memory.node,
    postgresMegabytes: memory.postgres,
    installMegabytes: await installSizes(),
  }
}

/** Proportional set size of the process and all below it, PostgreSQL apart. */
async function memoryBelow(root: number): Promise<{ node: number; postgres: number }> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : ''
    const parent = /\) \S (\d+)/.exec(stat)?.[1]
    if (parent) parents.set(Number(name), Number(parent))
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid) ?? 0))
  const sums = { node: 0, postgres: 0 }
  for (const pid of [...parents.keys()].filter((one) => isBelow(one))) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
    const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
    sums[command.startsWith('postgres') ? 'postgres' : 'node'] += kilobytes / 1_024
  }
  return sums
}

async function installSizes(): Promise<Record<string, number>> {
  const { output: all } = await runProgram(['du', '-sm', 'node_modules'], { quiet: true })
  const { output: listed } = await runProgram(['npm', 'ls', '--omit=dev', '--all', '--parseable'], { quiet: true })
  const runtime = listed.split('\n').filter((line) => line.includes('node_modules'))
  const { output } = await runProgram(['du', '-scm', ...runtime], { quiet: true })
  return {
    'with development': Number(all.split('\t')[0]),
    runtime: Number(output.trim().split('\n').at(-1)?.split('\t')[0] ?? 0),
  }
}
