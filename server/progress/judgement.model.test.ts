import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Verdict } from '#domain/progress/judgement.ts'
import {
  askReview,
  claimPhase,
  decideReview,
  type ItemProgress,
  judgePhase,
  readItemProgress,
  reportProgress,
  takeBackClaim,
} from '#domain/progress/progress.api.ts'
import { insertIndicator } from '#test/fixtures/duties.ts'
import { type Client, world } from '#test/world.ts'

const w = world(undefined, { today: '2026-03-10' })

const names = ['head', 'officer', 'staff', 'headAsStaff', 'deputy', 'headAsDeputy', 'leader', 'stranger'] as const
type Name = (typeof names)[number]
type People = Readonly<Record<Name, Client>>

async function office() {
  const responsible = await w.division()
  const head = await w.person('division.head', responsible)
  const people: People = {
    head,
    officer: await w.person('division.officer', responsible),
    staff: await w.person('performanceOffice.staff', await w.division()),
    headAsStaff: await w.alsoAs(head, 'performanceOffice.head', responsible),
    deputy: await w.person('leadingGroup.deputy'),
    headAsDeputy: await w.alsoAs(head, 'leadingGroup.deputy'),
    leader: await w.person('leadingGroup.head'),
    stranger: await w.person('division.head', await w.division()),
  }
  return { responsible, people }
}

/** An item in force with one phase, as rows. */
async function itemOf(responsible: string, by: Client) {
  const { itemId } = await insertIndicator(w.owner, { responsible, coordinating: await w.division() })
  await sql`insert into phase (item_id, sort, title, starts_on, ends_on) values (${itemId}, 1, '全年', '2026-01-01', '2026-12-31')`.execute(
    w.owner,
  )
  await sql`insert into item_version (item_id, number, canonical, digest, made_by, made_at)
    values (${itemId}, 1, convert_to('{"phases":[]}', 'UTF8'), 'x', ${by.id}, now())`.execute(w.owner)
  return itemId
}

type Model = {
  isReached: boolean
  state: 'none' | 'claimed' | 'judged' | 'underReview' | 'final'
  verdict: Verdict | null
}
type Action = 'report' | 'notYet' | 'claim' | 'takeBack' | 'judge' | 'askReview' | 'decide' | 'pass'

/** What people try: mostly what might come next, so that every state is reached and left by the wrong ones too. */
const tried: Readonly<Record<Model['state'], readonly Action[]>> = {
  none: ['report', 'report', 'claim', 'claim', 'notYet', 'judge'],
  claimed: ['judge', 'judge', 'judge', 'takeBack', 'report', 'decide'],
  judged: ['askReview', 'askReview', 'askReview', 'pass', 'judge', 'claim'],
  underReview: ['decide', 'decide', 'decide', 'judge', 'report', 'askReview'],
  final: ['report', 'claim', 'claim', 'decide', 'askReview', 'notYet'],
}

/** Who may do what when: written anew, without the tables of the programme. */
function mayBe(action: Action, who: Name, { state, isReached, verdict }: Model): boolean {
  if (action === 'report' || action === 'notYet')
    return (who === 'head' || who === 'officer') && state !== 'claimed' && state !== 'underReview' && verdict !== 'met'
  if (action === 'claim')
    return who === 'head' && isReached && (state === 'none' || (state === 'final' && verdict !== 'met'))
  if (action === 'takeBack') return who === 'head' && state === 'claimed'
  if (action === 'judge') return who === 'staff' && state === 'claimed'
  if (action === 'askReview') return who === 'head' && state === 'judged' && verdict !== 'met'
  if (action === 'decide') return who === 'deputy' && state === 'underReview'
  return true
}

test('whatever people try, a judgement goes its way and nobody judges what they claimed', {
  timeout: 240_000,
}, async () => {
  const { responsible, people } = await office()
  const step = fc.record({
    who: fc.constantFrom('head', 'staff', 'deputy', ...names),
    at: fc.nat({ max: 5 }),
    verdict: fc.constantFrom<Verdict>('met', 'partly', 'notMet'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30 }), async (steps) => {
      await w.owner.updateTable('office').set({ clockDay: '2026-03-10' }).execute()
      const id = await itemOf(responsible, people.head)
      let day = 10
      let model: Model = { isReached: false, state: 'none', verdict: null }
      for (const { who, at, verdict } of steps) {
        const action = tried[model.state][at] ?? 'pass'
        if (action === 'pass') {
          day += 9
          if (day < 150) await w.clock(new Date(Date.UTC(2026, 2, day)).toISOString().slice(0, 10))
          if (model.state === 'judged') model = { ...model, state: 'final' }
          continue
        }
        const now = (await w.call(people.staff, readItemProgress, { params: { id } })).body
        const answer = await act(people[who], action, now, verdict)
        const allowed = mayBe(action, who, model)
        expect(`${action} by ${who} in ${model.state}: ${answer.status === 200}`).toBe(
          `${action} by ${who} in ${model.state}: ${allowed}`,
        )
        if (!allowed) continue
        model = after(model, action, verdict)
        const [latest] = (answer.body as ItemProgress).judgements.filter(({ state }) => state !== 'takenBack')
        expect([latest?.state ?? 'none', (answer.body as ItemProgress).phases[0]?.verdict ?? null]).toEqual([
          model.state,
          model.verdict,
        ])
      }
      const { judgements } = (await w.call(people.staff, readItemProgress, { params: { id } })).body
      for (const one of judgements) {
        expect(one.submittedBy).not.toContain(one.judgement?.by.id)
        expect(one.submittedBy).not.toContain(one.review?.by.id)
        if (one.judgement) expect(one.judgement.words).not.toBe('')
      }
    }),
    { numRuns: 12 },
  )
})

function after(model: Model, action: Action, verdict: Verdict): Model {
  if (action === 'report') return { ...model, isReached: true }
  if (action === 'notYet') return { ...model, isReached: false }
  if (action === 'claim') return { ...model, state: 'claimed' }
  if (action === 'takeBack') return { ...model, state: model.verdict === null ? 'none' : 'final' }
  if (action === 'judge') return { ...model, state: 'judged', verdict }
  if (action === 'askReview') return { ...model, state: 'underReview' }
  return { ...model, state: 'final', verdict }
}

function act(client: Client, action: Exclude<Action, 'pass'>, now: ItemProgress, verdict: Verdict) {
  const params = { id: now.itemId }
  const phaseId = now.phases[0]?.id ?? ''
  const said = { version: now.version, phaseId, words: '进展如此', reached: action === 'report' }
  if (action === 'report' || action === 'notYet') return w.call(client, reportProgress, { params, body: said })
  if (action === 'claim') return w.call(client, claimPhase, { params, body: { version: now.version, phaseId } })
  const [latest] = now.judgements
  const of = { params: { id: latest?.id ?? now.itemId } }
  const version = latest?.version ?? 1
  if (action === 'takeBack') return w.call(client, takeBackClaim, { ...of, body: { version, reason: '材料不全' } })
  if (action === 'judge') return w.call(client, judgePhase, { ...of, body: { version, verdict, reason: '对照标准' } })
  if (action === 'askReview') return w.call(client, askReview, { ...of, body: { version, reason: '请复核' } })
  return w.call(client, decideReview, { ...of, body: { version, verdict, reason: '对照标准' } })
}
