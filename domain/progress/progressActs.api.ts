import { z } from 'zod'
import { divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import { byId, day, endpoint, id, reason, version } from '#domain/kernel/endpoint.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { ItemProgress } from './progress.api.ts'
import { rhythmNames } from './rhythm.ts'

const divisions = [hasPost<unknown>(divisionPosts)]
const words = z.string().trim().min(2).max(1000)
const optionalWords = z.string().trim().max(1000).default('')

export const recordOwnCheck = endpoint({
  method: 'POST',
  path: '/api/items/:id/own-checks',
  summary: { zh: '记录自查', en: 'Record an own check' },
  basis: 'progress.check',
  access: divisions,
  params: byId,
  body: z.strictObject({
    version,
    checkedOn: day,
    finding: words,
    measure: optionalWords,
    untilOn: day.nullable().default(null),
  }),
  reply: ItemProgress,
})

/** Done once; of a check that asks for a measure. */
export const completeMeasure = endpoint({
  method: 'POST',
  path: '/api/own-checks/:id/completion',
  summary: { zh: '记录措施完成', en: 'Record the measure as done' },
  basis: 'progress.measureDone',
  access: divisions,
  params: byId,
  body: z.strictObject({ words }),
  reply: ItemProgress,
})

/** From today on; null: as the office's setting says. `version` counts the changes that were seen. */
export const setReportRhythm = endpoint({
  method: 'POST',
  path: '/api/items/:id/report-rhythm',
  summary: { zh: '设定报告周期', en: 'Set how often it is reported' },
  basis: 'progress.setRhythm',
  access: [hasPost<unknown>(performanceOffice)],
  params: byId,
  body: z.strictObject({ version: z.int().min(0), rhythm: z.enum(rhythmNames).nullable(), reason }),
  reply: ItemProgress,
})

/** Of a phase that its division did not claim in time: not met. `version` is the item's. */
export const judgeUnclaimed = endpoint({
  method: 'POST',
  path: '/api/items/:id/phase-judgements',
  summary: { zh: '认定为未达到', en: 'Judge as not met' },
  basis: 'progress.judgeUnclaimed',
  access: [hasPost<unknown>([...performanceOffice, 'leadingGroup.deputy'])],
  params: byId,
  body: z.strictObject({ version, phaseId: id, reason: words }),
  reply: ItemProgress,
})
