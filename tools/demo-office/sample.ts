import {
  askForEvidence,
  concludeSelfCheck,
  drawSample,
  giveEvidence,
  judgeValue,
  readSelfCheck,
} from '#domain/inspection/selfCheck.api.ts'
import type { OfficeClient } from './client.ts'
import type { Event } from './inspections.ts'
import type { Ids } from './organization.ts'
import { type DivisionCode, divisions, staffOf } from './people.ts'

const codes = ['L1', 'L2', 'SA'] as const satisfies readonly DivisionCode[]

/** 20 of the values of three divisions are drawn and checked; one is inconsistent. */
export function sampleEvents(client: OfficeClient, ids: Ids): readonly Event[] {
  const kept = { id: '' }
  return [
    { on: '2025-09-16', order: 8, run: () => drawn(client, ids, kept) },
    { on: '2025-09-18', order: 8, run: () => evidenced(client, kept) },
    { on: '2025-09-23', order: 8, run: () => judged(client, kept) },
  ]
}

async function drawn(client: OfficeClient, ids: Ids, kept: { id: string }): Promise<void> {
  const staff = await client.as('linzhixia')
  const divisionIds = codes.map((code) => ids.divisions.get(code) ?? '')
  const { id, version } = await staff.do(drawSample, {
    body: { title: '2025年第三季度数据自查抽验', year: 2025, divisionIds, size: 20, seed: 'jiheng-2025-3' },
  })
  kept.id = id
  await staff.do(askForEvidence, { params: { id }, body: { version, evidenceBy: '2025-09-22' } })
}

async function evidenced(client: OfficeClient, { id }: { id: string }): Promise<void> {
  const staff = await client.as('linzhixia')
  const { values } = await staff.do(readSelfCheck, { params: { id } })
  for (const { id: valueId, ownEvidence, responsibleDivision, indicator, period } of values) {
    const code = codes.find((one) => divisions[one].zh === responsibleDivision.name.zh)
    if (ownEvidence !== null || !code) continue
    const officer = await client.as(staffOf[code].officer)
    const words = `${indicator}${period}原始台账，已归档`
    await officer.do(giveEvidence, { params: { id, valueId }, body: { words } })
  }
}

async function judged(client: OfficeClient, { id }: { id: string }): Promise<void> {
  const staff = await client.as('linzhixia')
  let { version, values } = await staff.do(readSelfCheck, { params: { id } })
  for (const [at, { id: valueId }] of values.entries()) {
    const body =
      at === 6
        ? {
            ...{ version, judgement: 'inconsistent' as const, outcome: 'note' as const },
            words: '台账四舍五入到整数，填报保留一位小数，相差0.4，已提示统一取位。',
          }
        : { version, judgement: 'consistent' as const }
    version = (await staff.do(judgeValue, { params: { id, valueId }, body })).version
  }
  const result = '已抽查20项，1项不一致，为取位问题，已提示统一口径。'
  await staff.do(concludeSelfCheck, { params: { id }, body: { version, result } })
}
