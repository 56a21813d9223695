import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { command } from './command.ts'
import { type Found, find, summaryOf } from './crash/compare.ts'
import { kill, type Stand, standFor, type Victim } from './crash/stand.ts'
import { type Submission, send, sendAll, submissionsOf } from './crash/submissions.ts'

/**
 * `npm run crash [-- --rounds N] [--victim server|postmaster|both]`: in every round 500 submissions are sent at once to a real server on its own durable
 * PostgreSQL; in their midst the server, the postmaster or both are killed with SIGKILL. After the ordinary start, what
 * was acknowledged has to be there once; then every request is sent again with its key, and each has to be there once.
 */
const atOnce = 500
const victims = ['server', 'postmaster', 'both'] as const satisfies readonly Victim[]

await command(async () => {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '6' }, victim: { type: 'string' } } })
  const rounds = Number(values.rounds)
  const chosen = victims.filter((victim) => values.victim === undefined || victim === values.victim)
  const stand = await standFor(rounds * atOnce)
  const all: Submission[] = []
  let faults = 0
  try {
    for (let round = 1; round <= rounds; round += 1) {
      await stand.ready()
      const submissions = await submissionsOf(stand, all.length, atOnce)
      all.push(...submissions)
      faults += await crash(stand, chosen[(round - 1) % chosen.length] ?? 'both', submissions)
    }
    await stand.ready()
    const found = await find(stand, all)
    console.log(`${all.length} submissions in ${rounds} rounds, after all: ${summaryOf(found)}`)
    faults += faultsOf(found)
  } finally {
    await stand.close()
  }
  console.log(faults === 0 ? 'nothing acknowledged is missing or double' : `${faults} faults`)
  if (faults > 0) process.exitCode = 1
})

async function crash(stand: Stand, victim: Victim, submissions: readonly Submission[]): Promise<number> {
  const after = randomInt(10, atOnce / 2)
  let acknowledged = 0
  let killed: Promise<void> | undefined
  await Promise.all(
    submissions.map(async (submission) => {
      // where the machine is slow, many are told to come again before the first have been served
      while (!(await send(stand, submission)) && !killed) await sleep(1_000)
      if (submission.isAcknowledged) acknowledged += 1
      if (acknowledged >= after) killed ??= kill(stand, victim)
    }),
  )
  await killed
  await stand.ready()
  const left = await find(stand, submissions)
  await sendAll(stand, submissions)
  const repeated = await find(stand, submissions)
  console.log(`${victim} killed after ${after} answers; ${acknowledged} acknowledged in all`)
  console.log(`  after the start: ${summaryOf(left)}\n  all sent again:  ${summaryOf(repeated)}`)
  return faultsOf(left) + faultsOf(repeated)
}

function faultsOf({ missing, double, partial }: Found): number {
  return missing + double + partial
}
