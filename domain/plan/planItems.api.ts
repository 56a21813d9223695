import { z } from 'zod'
import { byId, endpoint, id, pageOf, paging, version } from '#domain/kernel/endpoint.ts'
import { businessPost } from '#domain/kernel/lifecycle.ts'
import { Item } from './item.api.ts'
import { LastYearItem } from './lastYear.ts'
import { Finding } from './linter.api.ts'
import { LintFacts } from './plan.api.ts'

/** The items of a plan of either kind in the order of their codes; 404 for whoever does not see the plan. */
export const listPlanItems = endpoint({
  method: 'GET',
  path: '/api/plans/:id/items',
  summary: { zh: '查看方案的评估事项', en: 'List the items of a plan' },
  access: [businessPost],
  params: byId,
  query: z.strictObject({
    /** Responsible, sharing the responsibility, or coordinating. */
    divisionId: id.optional(),
    dimension: z.string().max(40).optional(),
    ...paging,
  }),
  reply: pageOf(Item),
})

/**
 * The items of last year with which those of this plan are compared: of a division's plan its own, of the office's all
 * that were issued. 404 for whoever does not see the plan.
 */
export const readLastYearItems = endpoint({
  method: 'GET',
  path: '/api/plans/:id/last-year-items',
  summary: { zh: '与上年方案比较', en: "Compare with last year's plan" },
  access: [businessPost],
  params: byId,
  reply: z.strictObject({ rows: z.array(LastYearItem) }),
})

/** What the linter says of a draft, and of which items: what they are called, in the version that was checked. */
export const PlanCheck = z.strictObject({
  findings: z.array(Finding),
  items: z.array(z.strictObject({ id, code: z.string(), title: z.string(), version })),
})
export type PlanCheck = z.infer<typeof PlanCheck>

/** Reads every item of the plan. 404 for whoever does not see the draft; nothing is found in a plan that is finished. */
export const readPlanFindings = endpoint({
  method: 'GET',
  path: '/api/plans/:id/findings',
  summary: { zh: '核对方案', en: 'Check a plan' },
  access: [businessPost],
  params: byId,
  reply: PlanCheck,
})

/** What a form or the grid needs to check while somebody writes; empty for whoever does not see the draft. */
export const readLintFacts = endpoint({
  method: 'GET',
  path: '/api/plans/:id/lint-facts',
  summary: { zh: '查看核对依据', en: 'Read what the check of a plan asks' },
  access: [businessPost],
  params: byId,
  reply: LintFacts,
})
