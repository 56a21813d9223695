import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { assembleReport, reviewReport, sendReport, signReport } from '#domain/collection/dataReportActs.api.ts'
import { accept, readAcceptance, readSignSheet, sign } from '#domain/collection/dutyActs.api.ts'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import { collectingUnit, duties, offered, peopleOf, versionOf } from './duties.ts'
import { digestOfAll } from './permissions/digest.ts'
import { aReportNumber, details, seen } from './reports.ts'
import { until, untilWaiting } from './waiting.ts'
import { type Client, world } from './world.ts'

/** A server of its own is killed with SIGKILL at every step of a figure's way; the next one begins where it stood. */
const w = world()
let victim: ChildProcess | undefined
let base = ''
const kill = async () => {
  if (!victim) return
  const gone = once(victim, 'exit')
  victim.kill('SIGKILL')
  await gone
  victim = undefined
}
afterEach(kill)

async function start(): Promise<void> {
  const env = { ...process.env, NODE_NO_WARNINGS: '1' }
  const server = spawn(process.execPath, ['test/serve.ts', w.database.appUrl, w.app.config.dataDir], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  victim = server
  base = await new Promise((resolve, reject) => {
    server.once('exit', () => reject(new Error('the server did not start')))
    createInterface({ input: server.stdout }).once('line', resolve)
  })
}

type Asked = {
  readonly client: Client
  readonly endpoint: Endpoint
  readonly id?: string
  readonly body: object
  readonly key: string
}

async function send({ client, endpoint, id = '', body, key }: Asked) {
  const answer = await fetch(`${base}${endpoint.path.replace(':id', id)}`, {
    method: endpoint.method,
    headers: {
      ...{ origin: 'http://127.0.0.1', cookie: `jiheng=${client.token}` },
      ...{ 'content-type': 'application/json', 'idempotency-key': key },
    },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.json() }
}

/** Whoever still holds something of the killed server lets it go: what it began is rolled back. */
const rolledBack = () =>
  until(async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and usename = (select current_user) and state <> 'idle' and pid <> pg_backend_pid()`.execute(
      w.db,
    )
    return rows[0]?.n === 0
  }, 'the killed server still holds its work')

/**
 * The act as it goes on a server that is killed when everything but its history is written, on the next one with the same
 * key, and once more: nothing half is left, and it is done once. Answers its reply.
 */
async function killedAndDone(asked: Omit<Asked, 'key'>) {
  const request = { ...asked, key: randomUUID() }
  const before = await digestOfAll(w)
  await w.owner.transaction().execute(async (tx) => {
    await sql`lock table history in share mode`.execute(tx)
    const lost = send(request).catch(() => undefined)
    await untilWaiting(w.app.db, 1)
    await kill()
    expect(await lost).toBeUndefined()
  })
  await rolledBack()
  // bytes that were on the disk already are named by no row
  expect({ ...(await digestOfAll(w)), files: before.files }).toEqual(before)
  await start()
  const done = await send(request)
  expect(done, JSON.stringify(done.body)).toMatchObject({ status: 200 })
  const after = await digestOfAll(w)
  expect(after).not.toEqual(before)
  expect((await send(request)).status).toBe(200)
  expect(await digestOfAll(w)).toEqual(after)
  return done.body
}

test('a server killed between signature and acceptance, and at every other step: nothing lost, nothing half, all once', {
  timeout: 240_000,
}, async () => {
  const [responsible, coordinating, unitId] = [await w.division(), await w.division(), await collectingUnit(w)]
  const { officer, head, coordinator } = await peopleOf(w, responsible, coordinating)
  const indicators = ['甲', '乙', '丙'].map((name) => ({ name: `${name}数`, collectingUnitId: unitId }))
  const { ids } = await duties(w, { responsible, coordinating, indicators })
  for (const [n, id] of ids.entries()) await offered(w, officer, id, String(n + 7))
  const [signer, deputy] = [await w.person('division.head', coordinating), await w.person('leadingGroup.deputy')]
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: coordinating }).execute()
  for (const one of [head, signer]) await w.reauthenticated(one)
  await start()

  // the division signs: all of the sheet or none
  const period = '2025-10'
  const sheet = (await w.call(head, readSignSheet, { query: { period } })).body
  const body = { period, statementNumber: sheet.statement.number, digest: sheet.digest ?? '' }
  const done = await killedAndDone({ client: head, endpoint: sign, body })
  const signedSheet = z.object({ dutyIds: z.array(z.string()) }).parse(done)
  const signatures = () => w.owner.selectFrom('signature').selectAll().where('subjectKind', '=', 'submission').execute()
  expect((await signatures()).map(({ digest }) => digest)).toEqual(ids.map(() => sheet.digest))
  expect(signedSheet.dutyIds.toSorted()).toEqual(ids.toSorted())

  // what was acknowledged is there for whoever accepts, on the next server, as it was signed
  await kill()
  await start()
  const waiting = (await w.call(coordinator, readAcceptance, { query: { period } })).body.rows
  expect(waiting.map(({ id, value }) => [id, value]).toSorted()).toEqual(
    ids.map((id, n) => [id, String(n + 7)]).toSorted(),
  )
  for (const id of ids) {
    const version = await versionOf(w, coordinator, id)
    await killedAndDone({ client: coordinator, endpoint: accept, id, body: { version, comment: '' } })
  }
  const key = { collectingUnitId: unitId, coordinatingDivisionId: coordinating, period }
  const report = await killedAndDone({ client: coordinator, endpoint: assembleReport, body: { ...key, ...details } })
  const { id } = z.object({ id: z.string() }).parse(report)
  const seenBy = async (client: Client) => {
    const { version, digest } = await seen(w, client, id)
    return { version, digest }
  }
  await killedAndDone({ client: signer, endpoint: signReport, id, body: await seenBy(signer) })
  const files = await w.owner.selectFrom('dataReportFile').selectAll().where('reportId', '=', id).execute()
  expect(files).toHaveLength(3)
  await killedAndDone({ client: deputy, endpoint: reviewReport, id, body: await seenBy(deputy) })
  const sent = { sentOn: '2025-11-06', way: 'officeAutomation', receiver: '综合处', documentNumber: aReportNumber() }
  const { version } = await seen(w, coordinator, id)
  await killedAndDone({ client: coordinator, endpoint: sendReport, id, body: { version, ...sent } })
  const stages = await w.owner.selectFrom('duty').select('stage').where('id', 'in', ids).execute()
  expect(stages.map(({ stage }) => stage)).toEqual(ids.map(() => 'reported'))
  expect(await signatures()).toHaveLength(ids.length)
  const acts = (await w.history(id)).map(({ action }) => action)
  expect(acts).toEqual(['report.assemble', 'report.sign', 'report.review', 'report.send'])
})
