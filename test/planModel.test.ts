import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createItem } from '#domain/plan/item.api.ts'
import { createPlan, savePlan } from '#domain/plan/plan.api.ts'
import { type PlanAction, type PlanState, planTransitions } from '#domain/plan/plan.ts'
import { chapters, fullContent, signedNotice } from '#test/fixtures/plan.ts'
import {
  type Act,
  acts,
  amendmentActs,
  draftOf,
  type Model,
  newDraft,
  people,
  type Role,
  roles,
  type Step,
} from '#test/planModel.ts'
import { send } from '#test/planModelCalls.ts'
import { judged } from '#test/planModelJudge.ts'
import { dayAfter, move } from '#test/planModelMoves.ts'
import {
  countEntries,
  entriesAfter,
  frozenNow,
  keepFrozen,
  nameNew,
  seen,
  shown,
  type Watched,
} from '#test/planModelSeen.ts'
import { type Client, world } from '#test/world.ts'

const [runs, length] = process.env.LONG_MODELS ? [60, 170] : [15, 25]
const firstDay = '2025-11-06'
const w = world(undefined, { today: firstDay })

/** One of the steps that are allowed at this point, or that only a condition forbids; any step at all; or the next day. */
type Drawn = { readonly kind: 'right' | 'near'; readonly turn: number } & Pick<Step, 'pick' | 'odd'>
type Draw = Drawn | ({ readonly kind: 'any' } & Step) | { readonly kind: 'day' }
const pick = fc.nat({ max: 29 })
const odd = fc.integer({ min: 0, max: 2 }).map((number) => number === 0)
const chosen = (kind: Drawn['kind']) => fc.record({ kind: fc.constant(kind), turn: fc.nat({ max: 9_999 }), pick, odd })
const any = fc.record({
  kind: fc.constant('any' as const),
  ...{ act: fc.constantFrom(...acts), who: fc.constantFrom(...roles), pick, odd, stale: odd },
  of: fc.constantFrom('plan' as const, 'revision' as const),
})
const draw: fc.Arbitrary<Draw> = fc.oneof(
  { weight: 6, arbitrary: chosen('right') },
  { weight: 3, arbitrary: chosen('near') },
  { weight: 4, arbitrary: any },
  { weight: 1, arbitrary: fc.constant({ kind: 'day' as const }) },
)
/** Courses begin anywhere on the way to an issued plan, often with one, with a fault in it, or with an issued revision. */
const [faulty, revised] = [12, 13]
const given = fc.record({
  begun: fc.nat({ max: revised }),
  draws: fc.array(draw, { minLength: length, maxLength: length, size: 'max' }),
})

let clients: Record<Role, Client>
let divisionIds: Record<'a' | 'b' | 'c' | 'later', string>
let year = 2025

beforeAll(async () => {
  const later = await w.division({ fromOn: '2999-01-01' })
  divisionIds = { a: await w.division(), b: await w.division(), c: await w.division(), later }
  const byPerson = new Map<string, Client>()
  const made: Partial<Record<Role, Client>> = {}
  for (const role of roles) {
    const { post, person, division } = people[role] as { post: 'division.head'; person: string; division?: 'a' }
    const known = byPerson.get(person)
    const divisionId = division ? divisionIds[division] : null
    const client = known ? await w.alsoAs(known, post, divisionId) : await w.person(post, divisionId, person)
    byPerson.set(person, client)
    made[role] = client
  }
  clients = made as Record<Role, Client>
  const { postId } = clients.deputyInCharge
  await w.owner.insertInto('postCharge').values({ postId, divisionId: divisionIds.a }).execute()
})

test('whatever is done to a plan and by whom, it is answered as the regulation says, and what is frozen stays', {
  timeout: 120_000 + runs * 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(given, async ({ begun, draws }) => {
      const course = await newCourse()
      try {
        await begin(course, begun)
        for (const one of draws) await follow(course, one)
        await wholeCourse(course)
      } catch (cause) {
        throw new Error(`after these steps:\n${course.taken.join('\n')}`, { cause })
      }
    }),
    { numRuns: runs, endOnFailure: true, examples },
  )
  const untried = acts.filter((act) => !tried.has(`${act} done`) || !tried.has(`${act} refused`))
  if (process.env.LONG_MODELS) expect(untried).toEqual([])
})
/** How often each act was done, was refused, and was nearly allowed but for one condition. */
const tried = new Map<string, number>()
const timesTried = (key: string) => tried.get(key) ?? 0

const usual = { of: 'plan', pick: 0, odd: false, stale: false } as const
const toIssue: readonly Pick<Step, 'act' | 'who'>[] = [
  { act: 'consult', who: 'writer' },
  ...(['headA', 'headB', 'headC'] as const).map((who) => ({ act: 'answer' as const, who })),
  ...[
    { act: 'close' as const, who: 'writer' as const },
    { act: 'submit' as const, who: 'officeHead' as const },
  ],
  ...[
    { act: 'decide' as const, who: 'groupHead' as const },
    { act: 'issue' as const, who: 'officeHead' as const },
  ],
]

const revision = { act: 'beginRevision', who: 'writer' } as const
const edit = { act: 'editItem', who: 'writer', of: 'revision' } as const
const fault = { act: 'editItem', who: 'writer', odd: true } as const

/** Before anything is left to chance: what is nearly allowed while it is drafted, under review, decided, issued and revised. */
const examples = [faulty, 6, 7, 8, revised].map((begun): [{ begun: number; draws: Draw[] }] => [
  {
    begun,
    draws: Array.from({ length: 14 }, (_, at): Draw => ({ kind: 'near', turn: at * 7, pick: at, odd: at % 3 === 2 })),
  },
])

async function begin(course: Watched, begun: number): Promise<void> {
  const ofRevision = toIssue.map((one) => ({ ...one, of: 'revision' as const }))
  const further = begun === faulty ? [fault] : begun === revised ? [revision, edit, ...ofRevision] : []
  const steps = [...toIssue.slice(0, begun === faulty ? 5 : begun), ...further]
  for (const one of steps) {
    if (one.act === 'issue') await signNotices(course)
    await take(course, { ...usual, ...one })
  }
}

/** A plan of its own year with one item, and the model of it. */
async function newCourse(): Promise<Watched> {
  year += 1
  await setDay(firstDay)
  const begun = (await w.call(clients.writer, createPlan, { body: { year, title: `${year}年度绩效工作方案` } })).body
  const params = { id: begun.id }
  const body = { version: begun.version, title: begun.title, ...chapters }
  await w.call(clients.writer, savePlan, { params, body })
  const who = { responsible: divisionIds.a, coordinating: divisionIds.b, person: clients.headA }
  const item = (await w.call(clients.writer, createItem, { params, body: { content: fullContent(who, year) } })).body
  const plan = newDraft(false, { goal: item.goal, reporting: item.reporting, chapter: chapters.reportingText })
  Object.assign(plan, { id: begun.id, version: begun.version + 1, itemId: item.id, itemVersion: item.version })
  const model: Model = { today: firstDay, said: 0, plan, revisions: [], amendments: [] }
  return { w, year, model, clients, divisionIds, entries: await countEntries(w), frozen: new Map(), taken: [] }
}

const setDay = (clockDay: string) => w.owner.updateTable('office').set({ clockDay }).execute()

async function follow(course: Watched, drawn: Draw): Promise<void> {
  if (drawn.kind === 'any') return take(course, drawn)
  const step = drawn.kind === 'day' ? undefined : stepOf(course.model, drawn)
  if (step) return take(course, step)
  const { model } = course
  model.today = dayAfter(model.today, 1)
  await setDay(model.today)
  await signNotices(course)
}

/** What is decided is issued by a notice: drafted, checked, signed off. */
async function signNotices(course: Watched): Promise<void> {
  const { plan, revisions } = course.model
  const draft = [plan, ...revisions].find(({ state, isNoticeSigned }) => state === 'decided' && !isNoticeSigned)
  if (!draft) return
  const { responsible, coordinating } = { responsible: divisionIds.a, coordinating: divisionIds.b }
  await signedNotice(w, { ...clients, responsible, coordinating, person: clients.headA }, draft.id)
  draft.isNoticeSigned = true
  course.entries = await countEntries(w)
}

const plain = ['done', 'nothing', 'stale', 'wrong_state']
/** Somebody may do it, but not as things are: a condition of the regulation stands against it. */
const isNear = (code: string) => statusOf(code) === 409 && !plain.includes(code)

/**
 * One of the acts that are allowed now, or that are nearly so, by one of those who may; each act as likely. What is
 * nearly allowed is what was tried least so far.
 */
function stepOf(model: Model, { kind, turn, pick: number, odd: isOdd }: Drawn) {
  const possible = new Map<string, Step[]>()
  for (const of of ['plan', 'revision'] as const)
    for (const act of acts)
      for (const who of roles) {
        const step: Step = { act, who, of, pick: number, odd: isOdd, stale: false }
        const code = judged(model, step)
        if (kind === 'right' ? code !== 'done' : !isNear(code)) continue
        const key = `${isOfAmendment(act) ? act : `${act} ${of}`} ${code}`
        possible.set(key, [...(possible.get(key) ?? []), step])
      }
  const keys = [...possible.keys()]
  const least = Math.min(...keys.map(timesTried))
  const fitting = kind === 'right' ? keys : keys.filter((key) => timesTried(key) === least)
  const key = fitting[turn % Math.max(fitting.length, 1)] ?? ''
  if (kind === 'near') tried.set(key, timesTried(key) + 1)
  const steps = possible.get(key) ?? []
  return steps[Math.floor(turn / 100) % Math.max(steps.length, 1)]
}
const isOfAmendment = (act: Act) => act !== 'begin' && (amendmentActs as readonly Act[]).includes(act)

async function take(course: Watched, { act, who, of, pick: number, odd: isOdd, stale }: Step): Promise<void> {
  const { model } = course
  const step: Step = { act, who, of, pick: number, odd: isOdd, stale }
  const expected = judged(model, step)
  if (expected === 'nothing') return
  const before = draftOf(model, step)?.state
  course.taken.push(
    `${model.today} ${act} of ${of} by ${who}, ${number}${isOdd ? ' odd' : ''}${stale ? ' stale' : ''}: ${expected}`,
  )
  const answer = await send(course, step)
  const told = answer.status === 200 ? 'done' : ((answer.body as { code?: string }).code ?? '')
  expect([step, told, answer.status]).toEqual([step, expected, statusOf(expected)])
  tried.set(`${act} ${expected === 'done' ? 'done' : 'refused'}`, 1)
  const rows = expected === 'done' ? move(model, step) : []
  if (rows.length > 0) await nameNew(course)
  expect([step, await entriesAfter(w, course.entries)]).toEqual([step, rows])
  course.entries += rows.length
  expect([step, await seen(course)]).toEqual([step, shown(course)])
  const after = draftOf(model, step)?.state
  const action = actionOf[act]
  if (expected === 'done' && action) {
    expect(planTransitions[action].from).toContain(before)
    expect(planTransitions[action].to).toBe(after)
  } else expect(after).toBe(before)
  if (rows.length > 0) await keepFrozen(course)
}

const statuses: Record<string, number> = {
  ...{ done: 200, not_found: 404, invalid: 422, not_your_post: 403, not_decider: 403, not_of_side: 403 },
  ...{ not_head_of_division: 403, not_leader_in_charge: 403, not_withdrawer: 403 },
}
const statusOf = (code: string) => statuses[code] ?? 409

const actionOf: Partial<Record<Act, PlanAction>> = {
  ...{ editChapters: 'edit', editItem: 'edit', consult: 'consult', close: 'revise', submit: 'submit' },
  ...{ decide: 'decide', return: 'return', issue: 'issue', withdrawRevision: 'withdraw' },
}
const actionOfRow: Record<string, PlanAction> = {
  ...{ 'plan.draft': 'edit', 'plan.consult': 'consult', 'plan.revise': 'revise', 'plan.decide': 'decide' },
  ...{ 'plan.submitForDecision': 'submit', 'plan.return': 'return', 'plan.issue': 'issue' },
  ...{ 'plan.withdrawRevision': 'withdraw' },
}

/** The whole history is a path of the lifecycle, and every version is to the byte what was frozen. */
async function wholeCourse(course: Watched): Promise<void> {
  for (const { id, state } of [course.model.plan, ...course.model.revisions]) {
    let at: PlanState = 'drafting'
    for (const { action } of await w.history(id)) {
      const taken = actionOfRow[action]
      if (!taken) continue
      expect(planTransitions[taken].from).toContain(at)
      at = planTransitions[taken].to
    }
    expect(at).toBe(state)
  }
  const now = await frozenNow(course)
  expect(now.size).toBeGreaterThanOrEqual(course.frozen.size)
  expect(Object.fromEntries(now)).toEqual(Object.fromEntries(course.frozen))
}
