import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { offer } from '#domain/collection/dutyActs.api.ts'
import type { BulkPerson } from '#test/bulk.ts'
import type { Stand } from './stand.ts'

/** One request of one person with its key; `isAcknowledged` once the server has said that it is done. */
export type Submission = {
  readonly dutyId: string
  readonly person: BulkPerson
  readonly key: string
  readonly value: string
  isAcknowledged: boolean
}

/** The next open duties, each with the officer of its division and a figure of its own. */
export async function submissionsOf(stand: Stand, from: number, count: number): Promise<Submission[]> {
  const duties = await stand.ask((owner) =>
    owner
      .selectFrom('duty')
      .select(['id', 'responsibleDivisionId'])
      .where('opensOn', '<=', stand.today)
      .orderBy('id')
      .offset(from)
      .limit(count)
      .execute(),
  )
  if (duties.length < count) throw new Error(`only ${duties.length} open duties are left`)
  return duties.map(({ id, responsibleDivisionId }, at) => ({
    dutyId: id,
    person: stand.officerOf(responsibleDivisionId),
    key: randomUUID(),
    value: String(10_000 + from + at),
    isAcknowledged: false,
  }))
}

/** Answers whether the server acknowledged it; a broken connection and “not available” leave it open. */
export async function send(stand: Stand, submission: Submission): Promise<boolean> {
  const { dutyId, person, key, value } = submission
  const answer = await fetch(`${stand.base}${offer.path.replace(':id', dutyId)}`, {
    method: 'POST',
    headers: {
      origin: stand.base,
      cookie: `jiheng=${person.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ version: 1, kind: 'value', value, note: '' }),
  }).catch(() => undefined) // the server was killed
  const body = await answer?.text().catch(() => undefined) // in the midst of its answer
  if (answer === undefined || body === undefined || answer.status === 503) return false
  if (answer.status !== 200) throw new Error(`${answer.status} ${body}`)
  submission.isAcknowledged = true
  return true
}

/** Every request with its key, answered or not, by so many clients at once as a server serves without waiting. */
export async function sendAll(stand: Stand, submissions: readonly Submission[]): Promise<void> {
  const left = [...submissions]
  const client = async () => {
    for (let next = left.pop(); next; next = left.pop()) await sendUntilAnswered(stand, next)
  }
  await Promise.all(Array.from({ length: 16 }, client))
}

async function sendUntilAnswered(stand: Stand, submission: Submission): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await send(stand, submission)) return
    await sleep(1_000)
  }
  throw new Error(`a submission is not answered, however often it is sent: ${submission.dutyId}`)
}
