import { sql } from 'kysely'
import { duties } from './duties.ts'
import type { Client, World } from './world.ts'

type Given = {
  readonly responsible: string
  readonly coordinating: string
  readonly officer: Client
  readonly head: Client
  readonly indicators: number
}

/** Signed values of a year, twelve of each indicator, written by the owner of the tables: what a sample is drawn from. */
export async function signedValues(w: World, given: Given): Promise<void> {
  const { responsible, coordinating, officer, head } = given
  const indicators = Array.from({ length: given.indicators }, () => ({}))
  const { itemId } = await duties(w, { responsible, coordinating, indicators })
  await sql`with entered as (
      insert into submission (duty_id, number, kind, value, entered_by, entered_at, canonical, digest)
      select id, 1, 'value', 7, ${officer.id}, now(), ''::bytea, 'x' from duty
      where item_id = ${itemId} and submission_id is null
      returning id, duty_id, value)
    update duty set submission_id = entered.id, kind = 'value', value = entered.value, stage = 'submitted',
      entered_by = ${officer.id}, signed_by = ${head.id}, signed_at = now(), first_signed_on = date '2025-11-01'
    from entered where entered.duty_id = duty.id`.execute(w.owner)
}
