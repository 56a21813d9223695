import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#domain/kernel/actor.ts'
import type { NoticeSubject } from '#domain/notice/noticeKind.ts'
import { cardIsSeen } from '#server/card/card.public.ts'
import { dutyIsSeen, exceptionIsSeen } from '#server/collection/collection.public.ts'
import { documentIsSeen } from '#server/document/officialDocument.public.ts'
import { inspectionIsSeen } from '#server/inspection/inspection.public.ts'
import type { Tx } from '#server/kernel/db.ts'
import type { IsSeen } from '#server/kernel/seen.ts'
import { opinionIsSeen } from '#server/opinion/opinion.public.ts'
import { handoverIsSeen } from '#server/organization/todos.public.ts'
import { amendmentIsSeen } from '#server/plan/amendment.public.ts'
import { divisionPlanIsSeen } from '#server/plan/divisionPlan.public.ts'
import { problemIsSeen } from '#server/problem/problem.public.ts'
import { orderIsSeen } from '#server/rectification/rectification.public.ts'
import { ticketIsSeen } from '#server/supervision/supervision.public.ts'

/** Each module says who may see its own. */
const sources: Readonly<Record<NoticeSubject, IsSeen>> = {
  card: cardIsSeen,
  duty: dutyIsSeen,
  divisionPlan: divisionPlanIsSeen,
  amendment: amendmentIsSeen,
  opinion: opinionIsSeen,
  officialDocument: documentIsSeen,
  handover: handoverIsSeen,
  problem: problemIsSeen,
  dueException: exceptionIsSeen,
  ticket: ticketIsSeen,
  rectification: orderIsSeen,
  inspection: inspectionIsSeen,
}

/** Whether the actor may still see what a notice is about, of a query of `notice`; only that module is asked. */
export function subjectIsSeen(tx: Tx, actor: Actor, today: string): RawBuilder<boolean> {
  const id = sql<string>`notice.subject_id`
  const cases = Object.entries(sources).map(
    ([kind, isSeen]) => sql`when ${sql.lit(kind)} then ${isSeen({ tx, actor, today }, id)}`,
  )
  return sql<boolean>`(case notice.subject_kind ${sql.join(cases, sql` `)} else false end)`
}
