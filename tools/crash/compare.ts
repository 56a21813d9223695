import { sql } from 'kysely'
import type { Stand } from './stand.ts'
import type { Submission } from './submissions.ts'

export type Found = {
  readonly acknowledged: number
  /** There with one version, its history row and its key, whether acknowledged or not. */
  readonly once: number
  readonly absent: number
  /** Acknowledged and not there. */
  readonly missing: number
  readonly double: number
  /** Neither wholly there nor wholly absent, or with another figure. */
  readonly partial: number
}

type Row = { id: string; version: number; value: string | null; versions: number; entries: number; keys: number }

/** What the database holds of these submissions. */
export async function find(stand: Stand, submissions: readonly Submission[]): Promise<Found> {
  const ids = submissions.map(({ dutyId }) => dutyId)
  const { rows } = await stand.ask((owner) =>
    sql<Row>`select duty.id, duty.version, duty.value::text as value,
      (select count(*)::int from submission where submission.duty_id = duty.id) as versions,
      (select count(*)::int from history where subject_kind = 'duty' and subject_id = duty.id
        and action = 'duty.offer') as entries,
      (select count(*)::int from idempotency_key where subject_id = duty.id) as keys
      from duty where duty.id = any(${ids}::uuid[])`.execute(owner),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const kinds = submissions.map((submission) => kindOf(submission, byId.get(submission.dutyId)))
  const count = (kind: Kind) => kinds.filter((each) => each === kind).length
  return {
    acknowledged: submissions.filter(({ isAcknowledged }) => isAcknowledged).length,
    once: count('once'),
    absent: count('absent'),
    missing: count('missing'),
    double: count('double'),
    partial: count('partial'),
  }
}

type Kind = Exclude<keyof Found, 'acknowledged'>

function kindOf({ value, isAcknowledged }: Submission, row: Row | undefined): Kind {
  if (!row) return 'missing'
  const { version, versions, entries, keys } = row
  if (versions > 1 || entries > 1 || keys > 1 || version > 2) return 'double'
  if (version === 2 && versions === 1 && entries === 1 && keys === 1 && row.value === value) return 'once'
  const isAbsent = version === 1 && versions === 0 && entries === 0 && keys === 0 && row.value === null
  if (!isAbsent) return 'partial'
  return isAcknowledged ? 'missing' : 'absent'
}

export const summaryOf = ({ acknowledged, once, absent, missing, double, partial }: Found): string =>
  `${acknowledged} acknowledged, ${once} there once, ${absent} absent; ${missing} missing, ${double} double, ${partial} partial`
