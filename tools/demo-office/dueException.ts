import { askDueException, grantDueException } from '#domain/collection/dueException.api.ts'
import type { OfficeClient } from './client.ts'
import { type DivisionCode, staffOf } from './people.ts'

/** A division asks for a later internal day of one figure, and the performance office grants it. */
export async function laterDay(
  client: OfficeClient,
  division: DivisionCode,
  dutyId: string,
  given: { readonly internalOn: string; readonly reason: string },
): Promise<void> {
  const officer = await client.as(staffOf[division].officer)
  const body = { of: { dutyId }, ...given, externalOn: null, consent: null }
  const { id, version } = await officer.do(askDueException, { body })
  const staff = await client.as('linzhixia')
  await staff.do(grantDueException, { params: { id }, body: { version } })
}
