import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plusDays } from '#domain/calendar/workingDays.ts'
import { acknowledgeReport } from '#domain/collection/dataReportActs.api.ts'
import type { EntryKind } from '#domain/collection/duty.ts'
import { type Action, factsOf, type Stage, stages, transitions } from '#domain/collection/duty.ts'
import { accept, correct, offer, returnDuty, takeBack } from '#domain/collection/dutyActs.api.ts'
import { lateAgainst } from '#domain/collection/dutyStates.ts'
import { register } from '#domain/collection/registration.api.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { collectingUnit, entry, openDuty, paper, signed, uploaded } from '#test/duties.ts'
import { reportAt, seen } from '#test/reports.ts'
import { type Client, world } from '#test/world.ts'

const runs = process.env.LONG_MODELS ? 60 : 2
const firstDay = '2025-11-06'
const reason = '漏计一个晚高峰时段'
const w = world(undefined, { today: firstDay })

/** Whoever may try: some of them are one person under two posts. */
const roles = ['officer', 'head', 'coordinator', 'officerAsCoordinator', 'headAsCoordinator', 'stranger'] as const
type Role = (typeof roles)[number]
const acts = [
  'offer',
  'takeBack',
  'sign',
  'register',
  'accept',
  'return',
  'correct',
] as const satisfies readonly Action[]
type Step =
  | { readonly act: (typeof acts)[number]; readonly who: Role; readonly value: string | null }
  | { readonly act: 'report' }
  | { readonly act: 'pass'; readonly days: number }

const value = fc.constantFrom('1', '2', null)
const right: Record<(typeof acts)[number], Role> = {
  ...{ offer: 'officer', takeBack: 'officer', sign: 'head', accept: 'coordinator' },
  ...{ register: 'coordinator', return: 'coordinator', correct: 'officer' },
}
const byAnybody = fc.record({ act: fc.constantFrom(...acts), who: fc.constantFrom(...roles), value })
const byTheRightOne = fc
  .record({ act: fc.constantFrom(...acts), value })
  .map((step) => ({ ...step, who: right[step.act] }))
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: byTheRightOne },
  { weight: 2, arbitrary: byAnybody },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 2, arbitrary: fc.constant({ act: 'report' as const }) },
)

test(
  'whatever course a duty takes, its rules hold and nothing of it is lost',
  { timeout: 120_000 + runs * 60_000 },
  () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25, size: 'max' }), async (steps) => {
        const course = await newCourse()
        let before = await course.look()
        for (const one of steps) {
          await take(course, one, before)
          const after = await course.look()
          nothingLost(before, after)
          before = after
        }
      }),
      { numRuns: runs, endOnFailure: true },
    ),
)

async function newCourse() {
  await w.clock(firstDay)
  const unitId = await collectingUnit(w)
  const { id, officer, head, coordinator, coordinating } = await openDuty(w, { collectingUnitId: unitId })
  const clients: Record<Role, Client> = {
    officer,
    head,
    coordinator,
    officerAsCoordinator: await w.alsoAs(officer, 'division.officer', coordinating),
    headAsCoordinator: await w.alsoAs(head, 'division.officer', coordinating),
    stranger: await w.person('division.officer', await w.division()),
  }
  const signer = await w.person('division.head', coordinating)
  const deputy = await w.person('leadingGroup.deputy')
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: coordinating }).execute()
  const key = { collectingUnitId: unitId, coordinatingDivisionId: coordinating, period: '2025-10' }
  return {
    id,
    clients,
    look: () => look(id),
    set: { officer, head, coordinator, signer, deputy, key },
    reports: [] as string[],
  }
}
type Course = Awaited<ReturnType<typeof newCourse>>

async function look(id: string) {
  const duty = await w.owner.selectFrom('duty').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const versions = await w.owner
    .selectFrom('submission')
    .selectAll()
    .where('dutyId', '=', id)
    .orderBy('number')
    .execute()
  const cards = await w.owner.selectFrom('card').selectAll().where('dutyId', '=', id).orderBy('id').execute()
  const entries = (await w.history(id)).map(({ action }) => action)
  const { clockDay } = await w.owner.selectFrom('office').select('clockDay').executeTakeFirstOrThrow()
  return { duty, versions, cards, entries, today: clockDay ?? firstDay }
}
type Seen = Awaited<ReturnType<typeof look>>

async function take(course: Course, step: Step, before: Seen): Promise<void> {
  if (step.act === 'pass') return w.clock(plusDays(before.today, step.days))
  if (step.act === 'report') return report(course, before)
  const answer = await send(course, step, before)
  const expected = await expectedOf(course, step, before)
  const told = answer.status === 200 ? 'done' : ((answer.body as unknown as { code: string }).code ?? '')
  expect([step, told]).toEqual([step, expected])
  const after = await course.look()
  if (told !== 'done') return expect(after).toEqual(before)
  const restores = step.act === 'takeBack' ? replacedBy(before) : undefined
  expect(after.duty.stage).toBe(restores?.replacedStage ?? transitions[step.act].to)
  if (restores) expect(after.duty.submissionId).toBe(restores.replacesId)
  expect(after.duty.version).toBe(before.duty.version + 1)
  expect(after.entries).toEqual([...before.entries, `duty.${step.act}`])
  const isNew = step.act === 'offer' || step.act === 'register' || step.act === 'correct'
  expect(after.versions).toHaveLength(before.versions.length + (isNew ? 1 : 0))
  if (step.act === 'accept')
    expect([after.duty.enteredBy, after.duty.signedBy]).not.toContain(course.clients[step.who].id)
}

/** The version in force, if it is a correction that took the place of another. */
const replacedBy = ({ duty, versions }: Seen) =>
  versions.find(({ id, replacesId }) => id === duty.submissionId && replacesId !== null)

type ByPerson = Extract<Step, { readonly who: Role }>

async function send({ id, clients }: Course, { act, who, value: given }: ByPerson, { duty: { version }, today }: Seen) {
  const client = clients[who]
  const params = { id }
  if (act === 'offer') return w.call(client, offer, { params, body: { version, ...entry(given) } })
  if (act === 'correct') return w.call(client, correct, { params, body: { version, reason, ...entry(given) } })
  if (act === 'register') {
    const days = { signedOn: today, receivedOn: today, signerId: clients.head.id }
    const body = { ...(await paper(w, clients.coordinator, id, given)), ...days, scanFileId: await uploaded(w, client) }
    return w.call(client, register, { params, body })
  }
  if (act === 'takeBack') return w.call(client, takeBack, { params, body: { version, reason } })
  if (act === 'return') return w.call(client, returnDuty, { params, body: { version, reason } })
  return act === 'accept' ? w.call(client, accept, { params, body: { version } }) : signed(w, client)
}

/** What the rules say of it: `done`, or the code of the refusal. */
async function expectedOf({ clients }: Course, { act, who, value: given }: ByPerson, { duty, versions, today }: Seen) {
  const { id, postId, divisionId } = clients[who]
  const post = who === 'head' ? 'division.head' : 'division.officer'
  if (act === 'sign' && post !== 'division.head') return 'not_your_post'
  if (act === 'sign') return duty.stage === 'offered' ? 'done' : 'invalid' // there is no sheet whose digest could be sent
  if (who === 'stranger') return 'not_found'
  const actor: Actor = { id, name: '', postId, post, divisionId, inChargeOf: [] }
  const facts = factsOf({ ...duty, stage: duty.stage as Stage, acceptedByDeputy: false, hasDeputyInCharge: false })
  const settings = await w.app.settingsOf(w.app.db, 1, today)
  const refusal = refusalOf(transitions[act], facts, { actor, today, settings }, stages)
  if (refusal) return refusal.code
  if (act === 'register' && id === clients.head.id) return 'invalid' // one's own signature is given here
  const inForce = versions.find((version) => version.id === duty.submissionId)
  const isSame = inForce?.value === given && inForce.evidenceFileId === null
  return act === 'correct' && isSame ? 'invalid' : 'done'
}

/** The first report of the period takes the duty along if it is accepted; the unit answers it at the next step. */
async function report({ reports, set, look }: Course, { duty, today }: Seen): Promise<void> {
  const [sent] = reports
  if (!sent && duty.stage === 'accepted') {
    reports.push(await reportAt(w, set, 'sent', { sentOn: today }))
    expect((await look()).duty.stage).toBe('reported')
  } else if (sent && duty.stage === 'reported') {
    const { version } = await seen(w, set.coordinator, sent)
    const body = { version, receiptOn: today, note: '' }
    await w.call(set.coordinator, acknowledgeReport, { params: { id: sent }, body })
    expect((await look()).duty.stage).toBe('acknowledged')
  }
}

const timing = ({ duty }: Seen) =>
  lateAgainst({ ...duty, stage: duty.stage as Stage, kind: duty.kind as EntryKind | null })

/** What has been said stays said: versions, history, marks, and cards, each once. */
function nothingLost(before: Seen, after: Seen): void {
  expect(after.versions.slice(0, before.versions.length)).toEqual(before.versions)
  expect(after.entries.slice(0, before.entries.length)).toEqual(before.entries)
  const isTakenBack = after.entries.at(-1) === 'duty.takeBack'
  if (before.duty.isCorrected && !isTakenBack) expect(after.duty.isCorrected).toBe(true)
  if (before.duty.firstSignedOn) expect(after.duty.firstSignedOn).toBe(before.duty.firstSignedOn)
  if (timing(before)) expect(timing(after)).toBe(timing(before))
  const keys = after.cards.map(({ ladder, step: at, dueRevision }) => `${ladder} ${at} ${dueRevision}`)
  expect(new Set(keys).size).toBe(keys.length)
  for (const card of before.cards) {
    const now = after.cards.find(({ id }) => id === card.id)
    expect(now).toEqual({ ...card, settledOn: card.settledOn ?? now?.settledOn })
  }
}
