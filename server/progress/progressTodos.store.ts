import { sql } from 'kysely'
import { plusDays } from '#domain/calendar/workingDays.ts'
import { type Actor, divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { claimRules, judgementTransitions, unclaimedRules } from '#domain/progress/judgement.ts'
import { claimPhase, reportProgress } from '#domain/progress/progress.api.ts'
import { completeMeasure, judgeUnclaimed } from '#domain/progress/progressActs.api.ts'
import { workingDaysOf } from '#domain/progress/rhythm.ts'
import { standOfPhase } from '#domain/progress/stand.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { waiting } from './judgement.store.ts'
import { measuresToDo } from './progress.store.ts'
import { type PhaseOfItem, phasesOf, unclaimedPhases } from './stand.store.ts'

const module = 'progress'

/** What progress asks of this post: to report and claim own phases, to judge those of others, to review judgements. */
export async function progressTodos(context: Reading): Promise<Todo[]> {
  if (isOneOf(context.actor.post, divisionPosts))
    return [...(await ofDivision(context)), ...(await measuresOf(context))]
  return [
    ...(await waitingFor(context, 'judge')),
    ...(await unclaimedFor(context)),
    ...(await waitingFor(context, 'decide')),
  ]
}

type Item = { readonly id: string; readonly code: string; readonly title: string }

/** Items in force of which this division has phases of its own, as the lead or as a co-responsible one. */
const ownItems = ({
  tx,
  actor: { divisionId },
}: {
  readonly tx: Reading['tx']
  readonly actor: Actor
}): Promise<Item[]> =>
  tx
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .innerJoin('performanceYear', 'performanceYear.year', 'item.year')
    .select(['item.id', 'item.code', 'item.title'])
    .where('plan.kind', '=', 'office')
    .where('plan.state', '=', 'issued')
    .where('performanceYear.state', '<>', 'closed')
    .where('item.withdrawnOn', 'is', null)
    .where(
      sql<boolean>`item.id in (select id from item where responsible_division_id = ${divisionId}::uuid
        union select item_id from item_division where division_id = ${divisionId}::uuid)`,
    )
    .orderBy('item.sort')
    .execute()

async function ofDivision(context: Reading): Promise<Todo[]> {
  const { tx, actor, app, today, settings } = context
  const items = await ownItems(context)
  if (items.length === 0) return []
  const days = workingDaysOf(app.holidays)
  const phases = await phasesOf(
    tx,
    items.map(({ id }) => id),
  )
  return items.flatMap((item) => {
    const own = (phases.get(item.id) ?? []).filter(({ divisionId }) => divisionId === actor.divisionId)
    const owed = own.flatMap((phase) => {
      const { next } = standOfPhase(phase, today, settings, days)
      return next?.isOver ? [{ phase, dueOn: next.dueOn }] : []
    })
    const [first] = owed
    return [
      ...(first ? [toReport(item, first.dueOn, owed.length)] : []),
      ...own.filter((phase) => mayClaim(phase, context)).map((phase) => toClaim(item, phase)),
    ]
  })
}

const mayClaim = (phase: PhaseOfItem, context: Reading): boolean => {
  const { divisionId, isOpen, verdict } = phase
  const isReached = phase.reports.at(-1)?.reached ?? false
  const facts = { divisionId, isInForce: true, isClaimed: isOpen, isMet: verdict === 'met', isReached }
  // what was judged otherwise may be claimed again, but nobody asks for it
  return verdict === null && !refusalOfRules(claimRules, claimPhase.basis, facts, context)
}

/** One for each item, however many phases of it run. */
const toReport = ({ id, code, title }: Item, dueOn: string | null, phases: number): Todo => ({
  ...{ module, id, action: reportProgress.summary, basis: reportProgress.basis, dueOn },
  object: { zh: title, en: title },
  from: { zh: `${phases}个阶段的进度`, en: `Progress of phases: ${phases}` },
  link: `/items/${id}#act-report`,
  item: { code, title },
})

const toClaim = ({ id, code, title }: Item, phase: PhaseOfItem): Todo => ({
  ...{ module, id: phase.id, action: claimPhase.summary, basis: claimPhase.basis, dueOn: null },
  object: { zh: `${title}第${phase.number}阶段`, en: `${title}: phase ${phase.number}` },
  from: { zh: '已报告达到', en: 'Reported as reached' },
  link: `/items/${id}#act-claim-${phase.id}`,
  item: { code, title },
})

async function waitingFor(context: Reading, action: 'judge' | 'decide'): Promise<Todo[]> {
  const transition = judgementTransitions[action]
  if (context.actor.post === 'leadingGroup.member') return []
  const rows = await waiting(context.tx, context.actor, action === 'judge' ? 'claimed' : 'underReview')
  return rows
    .filter((row) => !refusalOf(transition, row, context))
    .map(({ id, itemId, code, title, phaseNumber }) => {
      const phase =
        phaseNumber === null ? { zh: '', en: '' } : { zh: `第${phaseNumber}阶段`, en: `: phase ${phaseNumber}` }
      return {
        ...{ module, id, action: transition.label, basis: transition.basis, dueOn: null },
        object: { zh: `${title}${phase.zh}`, en: `${title}${phase.en}` },
        from:
          action === 'judge'
            ? { zh: '责任处申请认定', en: 'Claimed by its division' }
            : { zh: '责任处申请复核', en: 'Its division asks for a review' },
        link: `/items/${itemId}#act-${action}-${id}`,
        item: { code, title },
      }
    })
}

/** Measures of own checks that have a day, until the division says that they are done. */
async function measuresOf({ tx, actor }: Reading): Promise<Todo[]> {
  const rows = await measuresToDo(tx, actor)
  return rows.map(({ id, itemId, code, title, measure, untilOn }) => ({
    ...{ module, id, action: completeMeasure.summary, basis: completeMeasure.basis, dueOn: untilOn },
    object: { zh: measure, en: measure },
    from: { zh: '自查的措施', en: 'Measure of an own check' },
    link: `/items/${itemId}#act-measure-${id}`,
    item: { code, title },
  }))
}

/** Phases whose division has let the days for a claim pass: none is left without a judgement. */
async function unclaimedFor(context: Reading): Promise<Todo[]> {
  const { tx, actor, app, today, settings } = context
  const isDeputy = actor.post === 'leadingGroup.deputy'
  if (!isDeputy && !isOneOf(actor.post, performanceOffice)) return []
  const workingDays = settings['progress.judgeUnclaimedWorkingDays']
  const { after } = workingDaysOf(app.holidays)
  const rows = await unclaimedPhases(tx, isDeputy, plusDays(today, -workingDays))
  return rows
    .filter(({ judgedByDeputy, submittedBy, endsOn }) => {
      const facts = { judgedByDeputy, submittedBy, isInForce: true, isClaimed: false, verdict: null }
      const claimUntil = after(endsOn, workingDays)
      return !refusalOfRules(unclaimedRules, judgeUnclaimed.basis, { ...facts, claimUntil }, context)
    })
    .map(({ id, itemId, code, title, number }) => ({
      ...{ module, id, action: judgeUnclaimed.summary, basis: judgeUnclaimed.basis, dueOn: null },
      object: { zh: `${title}第${number}阶段`, en: `${title}: phase ${number}` },
      from: { zh: '逾期未申请认定', en: 'Not claimed in time' },
      link: `/items/${itemId}#act-unclaimed-${id}`,
      item: { code, title },
    }))
}
