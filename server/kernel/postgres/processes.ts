import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The number of the postmaster and whether it takes connections, as it wrote it in its own folder. */
export function postmasterOf(cluster: string): { pid: number; ready: boolean } | undefined {
  const lines = attempt(() => readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n'))
  const pid = Number(lines?.[0])
  return pid > 0 ? { pid, ready: lines?.[7]?.trim() === 'ready' } : undefined
}

/**
 * Ends whatever an earlier start left alive in the folder: a postmaster whose Node process was killed, or backends
 * whose postmaster was killed. Every PostgreSQL process has its data folder as working directory, which tells them
 * from an unrelated process that has been given a number found in an old postmaster.pid.
 */
export async function endLeftovers(cluster: string): Promise<void> {
  for (const [signal, seconds] of [['SIGINT', 30] as const, ['SIGQUIT', 5] as const, ['SIGKILL', 5] as const]) {
    signalLeftovers(cluster, signal)
    const deadline = Date.now() + seconds * 1000
    while (livingIn(cluster).length > 0 && Date.now() < deadline) await sleep(10)
  }
  const left = livingIn(cluster)
  if (left.length > 0) throw new Error(`processes ${left.join(', ')} in ${cluster} do not end`)
  removeStalePidFile(cluster)
}

function signalLeftovers(cluster: string, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  const living = livingIn(cluster)
  const postmaster = postmasterOf(cluster)?.pid
  // A living postmaster ends its backends itself and in order; SIGINT to a backend would only cancel a query.
  const targets = postmaster && living.includes(postmaster) && signal !== 'SIGKILL' ? [postmaster] : living
  for (const pid of targets) {
    attempt(() => process.kill(pid, signal === 'SIGINT' && pid !== postmaster ? 'SIGTERM' : signal))
  }
}

/** PostgreSQL itself clears the file of a dead process, but takes a zombie or a stranger with that number for alive. */
function removeStalePidFile(cluster: string): void {
  const pid = postmasterOf(cluster)?.pid
  if (pid !== undefined && attempt(() => process.kill(pid, 0))) rmSync(join(cluster, 'postmaster.pid'))
}

function livingIn(cluster: string): number[] {
  if (process.platform !== 'linux') {
    const pid = postmasterOf(cluster)?.pid
    return pid !== undefined && attempt(() => process.kill(pid, 0)) ? [pid] : []
  }
  const folder = attempt(() => realpathSync(cluster))
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && folder !== undefined && attempt(() => readlinkSync(`/proc/${pid}/cwd`)) === folder)
}

/** A process or file may vanish between two looks at it: that is an answer here, not an error. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
