import type { Actor } from '#domain/kernel/actor.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Item } from '#domain/plan/item.api.ts'
import { liftSilence, silenceHint } from '#domain/plan/itemHint.api.ts'
import { type HintFacts, liftRules, silenceRules } from '#domain/plan/itemHint.ts'
import type { Finding } from '#domain/plan/linter.api.ts'
import { lintItems } from '#domain/plan/linter.ts'
import { isAnswerable, lintRules } from '#domain/plan/lintRules.ts'
import type { Tx } from '#server/kernel/db.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { type Acting, command, demand, type Reading } from '#server/kernel/routes.ts'
import { findingsOf, lockDraft } from './item.routes.ts'
import * as store from './item.store.ts'
import { divisionLintFacts, lintFactsOf } from './lintFacts.store.ts'
import { findAny, type SeenPlan } from './seenPlan.store.ts'

const subject = (id: string) => ({ kind: 'item', id })
const findItem = async (tx: Tx, actor: Actor, id: string): Promise<Item> => (await store.find(tx, actor, id)).item

/** Hints of the linter that are answered: left as they are, with a reason. */
export const itemHintRoutes = [
  command(
    silenceHint,
    async ({ params, body }, context) => {
      const { item, plan, hint } = await lockHint(context, params.id, body, silenceRules)
      await store.saveSilence(context, item.id, body)
      const changes = [{ field: body.field, name: hintName(hint), old: null, new: body.reason }]
      await context.record('item.silence', subject(item.id), { basis: plan.basis, changes })
      return item.id
    },
    findItem,
  ),

  command(
    liftSilence,
    async ({ params, body }, context) => {
      const { item, plan, hint } = await lockHint(context, params.id, body, liftRules)
      await store.dropSilence(context.tx, item.id, body)
      const changes = [{ field: body.field, name: hintName(hint), old: hint.silence?.reason ?? null, new: null }]
      await context.record('item.liftSilence', subject(item.id), { basis: plan.basis, changes })
      return item.id
    },
    findItem,
  ),
]

type Answered = { readonly code: string; readonly field: string; readonly version: number }

/** The hint as the linter gives it now, of an item whose plan may be written. */
async function lockHint(
  context: Acting,
  itemId: string,
  { code, field, version }: Answered,
  rules: readonly Rule<HintFacts>[],
) {
  const { tx, actor } = context
  const plan = await lockDraft(context, await store.planIdOf(tx, itemId))
  const item = await store.lock(tx, itemId, version)
  const seen = await findAny(tx, actor, plan.id)
  const isMeant = (one: Finding) => one.code === code && one.field === field && isAnswerable(one.code)
  const hint =
    (await findingsOf(context, seen, item)).find(isMeant) ?? (await findingsAmong(context, seen, item)).find(isMeant)
  const facts = { isGiven: hint !== undefined, isAnswered: Boolean(hint?.silence) }
  demand(rules, silenceHint.basis ?? '', facts, context)
  if (!hint) throw new NotFound()
  return { item, plan, hint }
}

/** What the linter says of one item beside the others of its plan: that takes all of them. */
async function findingsAmong(context: Reading, plan: SeenPlan, item: Item): Promise<Finding[]> {
  const items = await store.itemsOf(context.tx, plan.id)
  const facts =
    plan.kind === 'division'
      ? await divisionLintFacts(context.tx, item.year, plan.division.id, context)
      : await lintFactsOf(context.tx, item.year, context, { planId: plan.id })
  return lintItems(items, facts, plan.kind === 'division' ? plan.kind : 'office').filter(
    ({ itemId }) => itemId === item.id,
  )
}

const hintName = ({ code }: Finding): Text => {
  const { zh, en } = lintRules[code]?.name ?? { zh: '', en: '' }
  return { zh: `${code}${zh}`, en: `${code} ${en}` }
}
