import { later } from '#domain/calendar/workingDays.ts'
import { changesOf } from '#domain/kernel/history.ts'
import type { HandoverLine, HandoverRow } from '#domain/organization/handover.api.ts'
import { standInFields } from '#domain/organization/standIn.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { itemsOfPerson } from '#server/plan/openItems.public.ts'
import { passItems } from '#server/plan/succession.public.ts'
import { leaverPosts } from './handover.sheet.ts'
import * as store from './handover.store.ts'
import { endEntry } from './post.history.ts'
import * as posts from './post.store.ts'

/** The signed sheet done as one act: items pass, posts end on the day of leaving, stand-ins with them. */
export async function carryOut(context: Acting, sheet: HandoverRow, lines: readonly HandoverLine[]): Promise<void> {
  const { tx, actor, clock, recordMany } = context
  await recordMany(await passItems(tx, await passesOf(context, sheet, lines), { personId: actor.id, at: clock.now }))
  await endPosts(context, sheet)
  await endStandIns(context, sheet)
}

/** What the person is still named in; a row whose item meanwhile went elsewhere is done already. */
async function passesOf({ tx }: Acting, { person }: HandoverRow, lines: readonly HandoverLine[]) {
  const rows = await itemsOfPerson(tx, person.id)
  return rows.flatMap(({ ids, role }) => {
    const line = lines.find((one) => one.kind === 'item' && ids.includes(one.subjectId) && one.role === role)
    return ids.map((itemId) => ({ itemId, role, from: person, to: line?.successor ?? null }))
  })
}

async function endPosts({ tx, today, recordMany }: Acting, sheet: HandoverRow): Promise<void> {
  const endsOn = later(sheet.leavesOn, today)
  for (const post of await leaverPosts(tx, sheet.person.id, today)) {
    if (post.toOn !== null && post.toOn <= endsOn) continue
    const on = later(endsOn, post.fromOn)
    const ended = await posts.end(tx, post.id, on)
    const end = { before: post.toOn, after: on, reason: sheet.reason }
    await recordMany(ended.map(({ id, kind }) => endEntry(id, { kind, division: post.divisionName?.zh }, end)))
  }
}

async function endStandIns({ tx, today, recordMany }: Acting, sheet: HandoverRow): Promise<void> {
  const standIns = await store.standInsOf(tx, sheet.person.id, today)
  if (standIns.length === 0) return
  const on = later(sheet.leavesOn, today)
  await store.endStandIns(
    tx,
    standIns.map(({ id }) => id),
    on,
  )
  await recordMany(
    standIns.map(({ postId, personName }) => ({
      action: 'post.endStandIn',
      subject: { kind: 'post', id: postId },
      basis: 'organization.handover',
      changes: changesOf(standInFields, {}, { person: personName, toOn: on }),
      reason: sheet.reason,
    })),
  )
}
