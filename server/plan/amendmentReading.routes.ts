import { markAmendmentRead } from '#domain/plan/amendment.api.ts'
import { readingBasis, readingRules } from '#domain/plan/amendmentReading.ts'
import { command, demand } from '#server/kernel/routes.ts'
import { findAmendment } from './amendment.find.ts'
import { findRow } from './amendment.store.ts'
import { lockReading, markRead } from './amendmentReading.store.ts'

export const amendmentReadingRoutes = [
  command(
    markAmendmentRead,
    async ({ params: { id } }, context) => {
      const { tx, actor, clock, record } = context
      await findRow(tx, actor, id)
      const reading = await lockReading(tx, id, actor.id)
      demand(
        readingRules,
        readingBasis,
        { isInformed: reading !== undefined, readAt: reading?.readAt ?? null },
        context,
      )
      await markRead(tx, id, actor.id, clock.now)
      await record('amendment.read', { kind: 'amendment', id }, { basis: readingBasis })
      return id
    },
    findAmendment,
  ),
]
