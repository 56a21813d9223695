import { readFile } from 'node:fs/promises'

/** Proportional set size of one process in megabytes, its threads among it. */
export async function memoryOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1_024
}

/** By how many megabytes a process grew at most while something was done, and how long it took. */
export async function grown<Result>(pid: number, work: () => Promise<Result>) {
  const before = await memoryOf(pid)
  let [most, isDone] = [before, false]
  const watch = (async () => {
    while (!isDone) {
      most = Math.max(most, await memoryOf(pid))
      await new Promise((resume) => setTimeout(resume, 50))
    }
  })()
  const began = performance.now()
  const result = await work().finally(() => {
    isDone = true
  })
  const seconds = (performance.now() - began) / 1_000
  await watch
  return { result, seconds, megabytes: most - before }
}
