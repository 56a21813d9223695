import type { BriefedSource } from '#domain/bulletin/briefing.api.ts'
import type { BriefedKind } from '#domain/bulletin/briefing.ts'
import { conformityResults } from '#server/inspection/toBrief.public.ts'
import type { Tx } from '#server/kernel/db.ts'

/** A result that was not put before the leading group yet. */
export type ToBrief = { readonly id: string; readonly title: string; readonly link: string; readonly on: string }

/** Each module with results to brief the group on names its source here; `briefed` are those that are covered. */
const sources: Readonly<Record<BriefedKind, (tx: Tx) => Promise<readonly ToBrief[]>>> = {
  conformity: conformityResults,
}

/** Results that no briefing covers, drafted or sent, the oldest first. */
export async function toBrief(tx: Tx): Promise<(BriefedSource & { readonly on: string })[]> {
  const covered = await tx
    .selectFrom('briefingSource as source')
    .innerJoin('briefing', 'briefing.id', 'source.briefingId')
    .select(['source.kind', 'source.sourceId'])
    .where('briefing.state', '<>', 'withdrawn')
    .execute()
  const known = new Set(covered.map(({ kind, sourceId }) => `${kind} ${sourceId}`))
  const lists = await Promise.all(
    (Object.keys(sources) as BriefedKind[]).map(async (kind) =>
      (await sources[kind](tx)).map((result) => ({ kind, ...result })),
    ),
  )
  return lists.flat().filter(({ kind, id }) => !known.has(`${kind} ${id}`))
}
