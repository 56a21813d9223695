import type { CollectionContent } from '#domain/collection/collectionContent.ts'
import {
  beginCollectionVersion,
  changeCollectionVersion,
  forceCollectionVersion,
  listCollectionPlans,
  offerCollectionVersion,
} from '#domain/collection/collectionPlan.api.ts'
import type { OfficeClient } from './client.ts'
import { staffOf } from './people.ts'

type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }

/** New lines between ports: a quarter's figure, of which the unit also wants the lines in use and what hinders others. */
const indicatorName = '组合港新增航线'
const asked = {
  ...{ requirement: '按季度报送，航线以海关备案开通为准。', way: 'officeAutomation', evidence: true },
  externalDue: { kind: 'dayOfMonth', months: 1, day: 15 },
  checks: [{ kind: 'range', severity: 'error', least: '0', most: null }],
  fields: [
    {
      ...{ key: 'inUse', name: '已通航航线数', kind: 'number', unit: '条', decimals: 0, role: 'current' },
      checks: [
        { kind: 'required', severity: 'error' },
        { kind: 'range', severity: 'error', least: '0', most: '200' },
      ],
    },
    {
      ...{ key: 'hindered', name: '未如期开通的主要原因', kind: 'choice', checks: [] },
      choices: [
        { key: 'none', name: '无' },
        { key: 'berth', name: '泊位不足' },
        { key: 'cargo', name: '货源不足' },
        { key: 'other', name: '其他' },
      ],
    },
  ],
} satisfies Partial<CollectionContent>

/** The coordinating division drafts a plan from the last quarter on, and its head puts it in force. */
export const collectionPlanEvents = (client: OfficeClient): readonly Event[] => [
  { on: '2025-10-20', order: 8, run: () => planOf(client) },
]

async function planOf(client: OfficeClient): Promise<void> {
  const officer = await client.as(staffOf.TG.officer)
  const { rows } = await officer.do(listCollectionPlans, { query: { year: 2025, limit: 200 } })
  const found = rows.find(({ indicator }) => indicator.name === indicatorName)
  if (!found) throw new Error(`no indicator ${indicatorName}`)
  const params = { id: found.indicator.id }
  const { versions } = await officer.do(beginCollectionVersion, { params, body: { from: null } })
  const [draft] = versions
  if (!draft) throw new Error('no draft of a collection plan')
  const content = { ...draft.content, ...asked }
  const body = { version: draft.version, effectiveOn: '2025-10-01', content }
  const changed = await officer.do(changeCollectionVersion, { params: { id: draft.id }, body })
  const offer = { version: changed.versions[0]?.version ?? 0 }
  const offered = await officer.do(offerCollectionVersion, { params: { id: draft.id }, body: offer })
  const head = await client.as(staffOf.TG.head)
  const version = offered.versions[0]?.version ?? 0
  await head.do(forceCollectionVersion, { params: { id: draft.id }, body: { version } })
}
