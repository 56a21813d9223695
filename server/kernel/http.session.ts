import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Actor, PostKind, StandInKind } from '#domain/kernel/actor.ts'
import type { Settings } from '#domain/kernel/settings.ts'
import type { App } from './app.ts'
import { type Clock, clockAt } from './clock.ts'
import { SignedOut } from './errors.ts'
import type { SessionFacts } from './routes.ts'

export type Signed = {
  readonly actor: Actor
  readonly session: SessionFacts
  readonly clock: Clock
  readonly settings: Settings
  readonly settingsRevision: number
  readonly hasStartPassword: boolean
}

type Row = {
  id: string
  created_at: string
  seen_at: string
  reauthenticated_at: string | null
  person_id: string
  name: string
  post_id: string
  kind: PostKind
  division_id: string | null
  is_in_force: boolean
  to_on: string | null
  stand_in_id: string | null
  stand_in_kind: StandInKind
  bases: string[] | null
  holder_id: string
  holder_name: string
  clock_day: string | null
  settings_revision: number
  in_charge_of: string[] | null
  has_start_password: boolean
}

/** Everything about who asks, in one statement: session, person, post and in whose place, charge, the office's clock. */
export const sessionStatement = `
  select session.id, session.created_at, session.seen_at, session.reauthenticated_at, person.id as person_id, person.name,
    person.has_start_password, post.id as post_id, post.kind, post.division_id, office.clock_day, office.settings_revision,
    session.stand_in_id, stand_in.kind as stand_in_kind, stand_in.bases, holder.id as holder_id, holder.name as holder_name,
    acting.post_id is not null as is_in_force, acting.to_on,
    (select array_agg(post_charge.division_id::text) from post_charge where post_charge.post_id = post.id) as in_charge_of
  from session join person on person.id = session.person_id join post on post.id = session.post_id
    join person holder on holder.id = post.person_id left join stand_in on stand_in.id = session.stand_in_id cross join office
    left join lateral (
      select post_id, to_on from acting_posts(session.person_id,
        coalesce(office.clock_day, (now() at time zone 'Asia/Shanghai')::date)) held
      where held.post_id = session.post_id and held.stand_in_id is not distinct from session.stand_in_id limit 1
    ) acting on true
  where session.token_digest = $1 and session.ended_at is null and person.disabled_at is null`

/** What everything is refused with until an own password takes the place of the one that was handed out. */
export const ownPasswordMissing = {
  code: 'own_password_needed',
  message: { zh: '请先设定自己的密码。', en: 'Choose your own password first.' },
  basis: 'organization.person',
  role: true,
} as const

export const tokenDigest = (token: string): string => createHash('sha256').update(token).digest('hex')

/** `__Host-` where the connection is secure; plain only on loopback http. */
export const cookieName = (origin: string): string => (origin.startsWith('https:') ? '__Host-jiheng' : 'jiheng')

/** The signed-in person under the post of the session, or SignedOut. */
export async function signedIn(app: App, request: FastifyRequest): Promise<Signed> {
  const token = request.cookies[cookieName(app.config.origin)]
  if (!token) throw new SignedOut()
  const { rows } = await app.pool.query<Row>({ name: 'session', text: sessionStatement, values: [tokenDigest(token)] })
  const row = rows[0]
  if (!row) throw new SignedOut()
  const clock = clockAt(row.clock_day)
  const settings = await app.settingsOf(app.db, row.settings_revision, clock.today)
  if (hasEnded(row, settings)) throw new SignedOut()
  await keepAlive(app, row)
  return {
    actor: actorOf(row),
    session: sessionOf(row),
    clock,
    settings,
    settingsRevision: row.settings_revision,
    hasStartPassword: row.has_start_password,
  }
}

function hasEnded(row: Row, settings: Settings): boolean {
  const now = Date.now()
  const idle = now - Date.parse(row.seen_at) > settings['session.idleMinutes'] * 60_000
  const old = now - Date.parse(row.created_at) > settings['session.absoluteHours'] * 3_600_000
  return idle || old || !row.is_in_force
}

/** Writes the time of last use at most once a minute. */
async function keepAlive(app: App, row: Row): Promise<void> {
  if (Date.now() - Date.parse(row.seen_at) < 60_000) return
  await app.pool.query('update session set seen_at = now() where id = $1', [row.id])
}

const actorOf = (row: Row): Actor => ({
  id: row.person_id,
  name: row.name,
  postId: row.post_id,
  post: row.kind,
  divisionId: row.division_id,
  inChargeOf: row.in_charge_of ?? [],
  standsInFor: standsInForOf(row),
})

const standsInForOf = (row: Row): Actor['standsInFor'] =>
  row.stand_in_id === null
    ? undefined
    : {
        standInId: row.stand_in_id,
        kind: row.stand_in_kind,
        personId: row.holder_id,
        personName: row.holder_name,
        toOn: row.to_on,
        bases: row.bases,
      }

const sessionOf = (row: Row): SessionFacts => ({
  id: row.id,
  reauthenticatedAt: row.reauthenticated_at,
  createdAt: row.created_at,
})
