import { demoPassword } from '#server/setup/demoPeople.ts'
import { buildCall } from './call.ts'
import { officeClient } from './client.ts'
import { buildOrganization } from './organization.ts'
import { buildPlan } from './plan.ts'
import { buildYear } from './year.ts'

/** Where the demo office's clock begins; building moves it forward to `demoStandsOn`. */
export const demoClockDay = '2024-12-02'
export const demoStandsOn = '2025-11-06'

/**
 * Builds the demo office through its own interface: each record is made by the named person under the clock of that day.
 * No table is written from here.
 */
export async function buildDemoOffice(
  baseUrl: string,
  setupCode: string,
  onMonth: (month: string) => void,
): Promise<void> {
  const client = officeClient(baseUrl, demoPassword, demoClockDay)
  const ids = await buildOrganization(client, setupCode, demoPassword, demoClockDay)
  await buildCall(client, ids)
  await buildPlan(client, ids)
  await buildYear(client, ids, demoStandsOn, onMonth)
  await client.goTo(demoStandsOn)
}
