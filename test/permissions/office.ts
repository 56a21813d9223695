import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type PostKind, postKinds } from '#domain/kernel/actor.ts'
import { needsDivision } from '#domain/organization/post.ts'
import { insertFile } from '#server/kernel/files.ts'
import { hashPassword } from '#server/session/session.public.ts'
import { collectingUnit, duties } from '#test/duties.ts'
import type { Client, World } from '#test/world.ts'

export type Place = 'responsible' | 'coordinating' | 'elsewhere'
export type People = Readonly<Record<PostKind, Client>>
export type OwnDuty = { readonly id: string; readonly unitId: string }

export const password = '清晨渡口 ferry at dawn'
/** Each of a collecting unit of its own, so that every request finds a duty or a report of its own. */
const indicators = 20

/** One office for the whole matrix: every post at three places, a year's duties, and records nobody has touched yet. */
export async function prepareOffice(w: World) {
  const secretariat = await w.division({ housesPerformanceOffice: true })
  const divisions = { responsible: await w.division(), coordinating: await w.division(), elsewhere: await w.division() }
  const leaders = await everyPost(w, secretariat)
  const at: Record<Place, People> = {
    responsible: await peopleAt(w, divisions.responsible, leaders),
    coordinating: await peopleAt(w, divisions.coordinating, leaders),
    elsewhere: await peopleAt(w, divisions.elsewhere, leaders),
  }
  const charge = { postId: leaders['leadingGroup.deputy'].postId, divisionId: divisions.coordinating }
  await w.owner.insertInto('postCharge').values(charge).execute()
  await w.owner
    .updateTable('person')
    .set({ passwordHash: await hashPassword(password) })
    .execute()
  const own = await untouched(w, divisions.responsible, divisions.coordinating)
  const ofItself = await untouched(w, divisions.coordinating, divisions.coordinating)
  const passengers = { name: '罗湖口岸旅客', unit: '万人次', decimals: 1, feed: 'passengers:Lo Wu' }
  await duties(w, { ...divisions, indicators: [passengers] })
  let counter = 0
  return {
    w,
    secretariat,
    divisions,
    at,
    /** An open duty of the period that no request has had before. */
    duty: (period: string) => take(own, period),
    /** One that the coordinating division owes to itself: the deputy in charge accepts it. */
    ofItself: (period: string) => take(ofItself, period),
    next: () => {
      counter += 1
      return counter
    },
    fileOf: (client: Client, name: string, content: Buffer) =>
      w.db.transaction().execute(async (tx) => {
        const type = name.endsWith('.pdf') ? 'application/pdf' : 'application/octet-stream'
        const file = { name, type, content, uploadedBy: client.id }
        return (await insertFile(tx, w.app.files, file)).id
      }),
  }
}
export type Office = Awaited<ReturnType<typeof prepareOffice>>

const everyPost = async (w: World, secretariat: string): Promise<People> => {
  const people: Partial<Record<PostKind, Client>> = {}
  for (const kind of postKinds) people[kind] = await w.person(kind, needsDivision(kind) ? secretariat : null)
  return people as People
}

async function peopleAt(w: World, division: string, others: People): Promise<People> {
  const own = { ...others }
  for (const kind of ['division.head', 'division.officer', 'leadingGroup.member'] as const)
    own[kind] = await w.person(kind, division)
  return own
}

type Untouched = Map<string, OwnDuty[]>

async function untouched(w: World, responsible: string, coordinating: string): Promise<Untouched> {
  const units = []
  for (let n = 0; n < indicators; n += 1) units.push(await collectingUnit(w, `市直单位${responsible.slice(0, 8)}-${n}`))
  const of = units.map((collectingUnitId) => ({ collectingUnitId }))
  const { itemId } = await duties(w, { responsible, coordinating, indicators: of })
  const rows = await w.owner
    .selectFrom('duty')
    .select(['id', 'period', 'collectingUnitId'])
    .where('itemId', '=', itemId)
    .execute()
  return Map.groupBy(
    rows.map(({ id, period, collectingUnitId }) => ({ id, period, unitId: z.string().parse(collectingUnitId) })),
    ({ period }) => period,
  )
}

const take = (duties: Untouched, period: string): OwnDuty => {
  const duty = duties.get(period)?.pop()
  if (!duty) throw new Error(`no duty of ${period} is left: more indicators are needed`)
  return duty
}

/** What all requests may share, made by the first that needs it. */
export function onceFor<Thing>(make: (office: Office) => Promise<Thing>): (office: Office) => Promise<Thing> {
  const made = new WeakMap<Office, Promise<Thing>>()
  return (office) => {
    const thing = made.get(office) ?? make(office)
    made.set(office, thing)
    return thing
  }
}

export const realTable = () => readFile(new URL('../../data/municipal-indicators-2010.xlsx', import.meta.url))
