import {
  downloadReportFile,
  listReportableSets,
  listReports,
  readReport,
  readReportableSet,
  readReportHistory,
} from '#domain/collection/dataReport.api.ts'
import {
  acknowledgeReport,
  assembleReport,
  correctReport,
  refreshReport,
  returnReport,
  reviewReport,
  sendReport,
  signReport,
  takeBackReport,
} from '#domain/collection/dataReportActs.api.ts'
import { readVouchedSum } from '#domain/collection/vouching.api.ts'
import { businessPosts, divisionPosts, officeLeaders } from '#domain/kernel/actor.ts'
import { offered, signed } from '#test/duties.ts'
import { acceptDuty, assemble, correctDuty, details, reportAt, seen, sending } from '#test/reports.ts'
import { type Office, onceFor } from '../office.ts'
import { absentIn, row } from '../row.ts'

const period = '2025-10'
const coordinating = { admits: businessPosts, place: 'coordinating' } as const

/** One figure for a collecting unit of its own, accepted; and who brings it further. */
async function accepted({ w, at, divisions, duty }: Office) {
  const { id, unitId } = duty(period)
  const { 'division.officer': officer, 'division.head': head } = at.responsible
  const { 'division.officer': coordinator, 'division.head': signer, 'leadingGroup.deputy': deputy } = at.coordinating
  await offered(w, officer, id, '12')
  await signed(w, head, period)
  await acceptDuty(w, coordinator, id)
  const key = { collectingUnitId: unitId, coordinatingDivisionId: divisions.coordinating, period }
  return { ...divisions, officer, head, coordinator, signer, deputy, ids: [id], unitId, key }
}

type State = Parameters<typeof reportAt>[2]

async function report(office: Office, state: State) {
  const set = await accepted(office)
  const id = await reportAt(office.w, set, state)
  const { version, digest } = await seen(office.w, set.coordinator, id)
  return { set, params: { id }, version, digest }
}

const withReason = (state: State) => async (office: Office) => {
  const { params, version } = await report(office, state)
  return { params, body: { version, reason: '附件有误' } }
}
const withDigest = (state: State) => async (office: Office) => {
  const { params, version, digest } = await report(office, state)
  await office.w.reauthenticated(office.at.coordinating['division.head'])
  return { params, body: { version, digest } }
}

const someSet = onceFor(accepted)
const someReport = onceFor((office) => report(office, 'signed'))
const atSomeReport = {
  ...coordinating,
  ask: async (office: Office) => ({ params: (await someReport(office)).params }),
  foreign: 'elsewhere',
} as const

/** A report with one figure that is put together from its line. */
const someSum = onceFor(async (office) => {
  const set = await accepted(office)
  const { id, version, lines } = (await assemble(office.w, set)).body
  const count = {
    name: '有数项数',
    unit: '项',
    decimals: 0,
    rule: 'count' as const,
    of: [lines[0]?.name ?? ''],
    by: [],
  }
  const body = { version, ...details, withTotal: false, aggregates: [count] }
  await office.w.call(set.coordinator, refreshReport, { params: { id }, body })
  return id
})

export const reportRows = [
  row(listReports, businessPosts),
  row(listReportableSets, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readReportableSet, businessPosts, {
    place: 'coordinating',
    ask: async (office) => ({ query: (await someSet(office)).key }),
    absent: absentIn('query', 'collectingUnitId'),
    foreign: 'elsewhere',
  }),
  row(readReport, businessPosts, atSomeReport),
  row(readVouchedSum, businessPosts, {
    place: 'coordinating',
    ask: async (office) => ({ params: { id: await someSum(office), at: '0' } }),
    foreign: 'elsewhere',
  }),
  row(readReportHistory, businessPosts, atSomeReport),
  row(downloadReportFile, businessPosts, {
    place: 'coordinating',
    ask: async (office) => ({ params: { ...(await someReport(office)).params, kind: 'table' } }),
    foreign: 'elsewhere',
  }),
  row(assembleReport, divisionPosts, {
    ...coordinating,
    ask: async (office) => ({ body: { ...(await accepted(office)).key, ...details } }),
    absent: absentIn('body', 'collectingUnitId'),
    foreign: 'elsewhere',
  }),
  row(refreshReport, divisionPosts, {
    ...coordinating,
    ask: async (office) => {
      const { params, version } = await report(office, 'assembled')
      return { params, body: { version, ...details } }
    },
    foreign: 'elsewhere',
  }),
  row(signReport, ['division.head'], { ...coordinating, ask: withDigest('assembled'), foreign: 'elsewhere' }),
  row(reviewReport, officeLeaders, { ...coordinating, ask: withDigest('signed') }),
  row(returnReport, officeLeaders, { ...coordinating, ask: withReason('signed') }),
  row(takeBackReport, ['division.head'], { ...coordinating, ask: withReason('signed'), foreign: 'elsewhere' }),
  row(sendReport, divisionPosts, {
    ...coordinating,
    ask: async (office) => {
      const { params, version } = await report(office, 'reviewed')
      return { params, body: { version, ...sending() } }
    },
    foreign: 'elsewhere',
  }),
  row(acknowledgeReport, divisionPosts, {
    ...coordinating,
    ask: async (office) => {
      const { params, version } = await report(office, 'sent')
      return { params, body: { version, receiptOn: '2025-11-06' } }
    },
    foreign: 'elsewhere',
  }),
  row(correctReport, divisionPosts, {
    ...coordinating,
    ask: async (office) => {
      const { set, params } = await report(office, 'sent')
      await correctDuty(office.w, set, set.ids[0] ?? '', '13')
      const { version } = await seen(office.w, set.coordinator, params.id)
      return { params, body: { version } }
    },
    foreign: 'elsewhere',
  }),
]
