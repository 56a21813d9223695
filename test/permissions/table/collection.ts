import { z } from 'zod'
import {
  downloadDuties,
  downloadEvidence,
  listDuties,
  readDuty,
  readDutyHistory,
  readMatrix,
} from '#domain/collection/duty.api.ts'
import {
  accept,
  correct,
  offer,
  readAcceptance,
  readSignSheet,
  returnDuty,
  saveEntry,
  sign,
  takeBack,
} from '#domain/collection/dutyActs.api.ts'
import { readBurden, readCalendar, readDivisionMatrix } from '#domain/collection/dutyViews.api.ts'
import { offerEntries, readEntryGrid, saveEntries } from '#domain/collection/entryGrid.api.ts'
import {
  cancelEntryImport,
  downloadEntryErrors,
  downloadEntryTable,
  listEntryImports,
  readEntryImport,
  startEntryImport,
  takeEntryImport,
} from '#domain/collection/entryTable.api.ts'
import { dryRunPassengers, importPassengers, listFeedRuns } from '#domain/collection/feed.api.ts'
import { controlPoints } from '#domain/collection/ports.ts'
import { listSigners, register } from '#domain/collection/registration.api.ts'
import { readVouching } from '#domain/collection/vouching.api.ts'
import { businessPosts, divisionPosts, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { entry, offered, signed, versionOf } from '#test/duties.ts'
import { type Office, onceFor } from '../office.ts'
import { absentIn, nobody, row } from '../row.ts'

const accepting = ['division.head', 'division.officer', 'leadingGroup.deputy'] as const
const receiving = [...divisionPosts, ...performanceOffice]
const importing = [...performanceOffice, ...divisionPosts]

const officerOf = ({ at }: Office) => at.responsible['division.officer']
const headOf = ({ at }: Office) => at.responsible['division.head']

async function offeredDuty(office: Office, period: string): Promise<string> {
  const { id } = office.duty(period)
  await offered(office.w, officerOf(office), id)
  return id
}
async function signedDuty(office: Office, period: string): Promise<string> {
  const id = await offeredDuty(office, period)
  await signed(office.w, headOf(office), period)
  return id
}
/** What the coordinating division owes to itself. */
async function signedOfItself(office: Office, period: string): Promise<string> {
  const { id } = office.ofItself(period)
  await offered(office.w, office.at.coordinating['division.officer'], id)
  await signed(office.w, office.at.coordinating['division.head'], period)
  return id
}
const toJudge = async (office: Office, post: PostKind, period: string) => {
  const id = await (post === 'leadingGroup.deputy' ? signedOfItself(office, period) : signedDuty(office, period))
  return { params: { id }, version: await versionOf(office.w, office.at.coordinating[post], id) }
}
const someDuty = onceFor(async (office) => office.duty('2025-08').id)
const atSomeDuty = {
  ask: async (office: Office) => ({ params: { id: await someDuty(office) } }),
  foreign: 'elsewhere',
} as const

const someFigure = onceFor(async (office) => {
  const id = await offeredDuty(office, '2025-06')
  return z.uuid().parse((await office.w.call(officerOf(office), readDuty, { params: { id } })).body.submissionId)
})

const withEvidence = onceFor(async (office) => {
  const { id } = office.duty('2025-07')
  const officer = officerOf(office)
  const fileId = await office.fileOf(officer, 'evidence.csv', Buffer.from('a,b\n1,2\n'))
  const body = { version: await versionOf(office.w, officer, id), ...entry('7'), evidenceFileId: fileId }
  await office.w.call(officer, offer, { params: { id }, body })
  return { id, fileId }
})

/** Every day of the months that have ended, at each of our control points. */
const passengers = (office: Office, post: PostKind) => {
  const days = Array.from({ length: 304 }, (_, n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10))
  const others = office.next()
  const header = 'Date,Control Point,Arrival / Departure,Hong Kong Residents,Mainland Visitors,Other Visitors,Total,'
  const lines = days.flatMap((day) =>
    Object.values(controlPoints).flatMap((point) =>
      ['Arrival', 'Departure'].map(
        (way) => `${day.split('-').toReversed().join('-')},${point},${way},0,0,${others},${others},`,
      ),
    ),
  )
  return office.fileOf(office.at.coordinating[post], 'passengers.csv', Buffer.from([header, ...lines].join('\n')))
}

const feedRows = [
  row(dryRunPassengers, importing, {
    place: 'coordinating',
    ask: async (office, post) => ({ query: { fileId: await passengers(office, post), year: 2025 } }),
    absent: absentIn('query', 'fileId'),
    foreign: async (office, ask) => ({
      ...ask,
      query: { fileId: await passengers(office, 'division.head'), year: 2025 },
    }),
  }),
  row(importPassengers, importing, {
    place: 'coordinating',
    ask: async (office, post) => ({ body: { fileId: await passengers(office, post), year: 2025 } }),
    absent: absentIn('body', 'fileId'),
    foreign: async (office, ask) => ({
      ...ask,
      body: { fileId: await passengers(office, 'division.head'), year: 2025 },
    }),
  }),
  row(listFeedRuns, importing, { ask: () => ({ query: { year: 2025 } }) }),
]

const gridDuty = onceFor(async (office) => office.duty('2025-06').id)
const oneDraft = (dutyId: string) => ({ body: { drafts: [{ dutyId, ...entry('1'), replaces: null }] } })

const gridRows = [
  row(readEntryGrid, divisionPosts),
  row(saveEntries, divisionPosts, {
    ask: async (office) => oneDraft(await gridDuty(office)),
    absent: (ask) => ({ ...ask, ...oneDraft(nobody) }),
    foreign: 'elsewhere',
  }),
  row(offerEntries, divisionPosts, {
    ask: async (office) => {
      const { id } = office.duty('2025-01')
      const version = await versionOf(office.w, officerOf(office), id)
      return { body: { rows: [{ dutyId: id, version, ...entry('1') }] } }
    },
    absent: (ask) => ({ ...ask, body: { rows: [{ dutyId: nobody, version: 1, ...entry('1') }] } }),
    foreign: 'elsewhere',
  }),
]

const figures = (office: Office, post: PostKind) =>
  office.fileOf(office.at.responsible[post], 'figures.csv', Buffer.from(`数据编码,数值\nnobody,${office.next()}\n`))

/** Somebody has one import at a time: what an earlier request left makes room. */
async function noImport({ w, at }: Office, post: PostKind): Promise<void> {
  const ended = { state: 'cancelled', endedAt: new Date() }
  const { id } = at.responsible[post]
  await w.owner.updateTable('entryImport').set(ended).where('personId', '=', id).where('endedAt', 'is', null).execute()
}
/** An import of this post as its job leaves it: read, with a row to take. */
async function someImport(office: Office, post: PostKind) {
  await noImport(office, post)
  const client = office.at.responsible[post]
  const { body } = await office.w.call(client, startEntryImport, { body: { fileId: await figures(office, post) } })
  const read = { state: 'read', accepted: 1 }
  await office.w.owner.updateTable('entryImport').set(read).where('id', '=', body.id).execute()
  return { params: { id: body.id } }
}

const ofImport = { ask: someImport, foreign: 'elsewhere' } as const
const tableRows = [
  row(downloadEntryTable, divisionPosts),
  row(startEntryImport, divisionPosts, {
    ask: async (office, post) => {
      await noImport(office, post)
      return { body: { fileId: await figures(office, post) } }
    },
    absent: absentIn('body', 'fileId'),
    foreign: 'elsewhere',
  }),
  row(listEntryImports, divisionPosts),
  row(readEntryImport, divisionPosts, ofImport),
  row(downloadEntryErrors, divisionPosts, ofImport),
  row(takeEntryImport, divisionPosts, ofImport),
  row(cancelEntryImport, divisionPosts, ofImport),
]

export const collectionRows = [
  ...gridRows,
  ...tableRows,
  row(listDuties, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(downloadDuties, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readMatrix, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readDivisionMatrix, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readCalendar, businessPosts, { ask: () => ({ query: { month: '2025-11' } }) }),
  row(readBurden, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readVouching, businessPosts, {
    ask: async (office) => ({ params: { id: await someFigure(office) } }),
    foreign: 'elsewhere',
  }),
  row(readSignSheet, divisionPosts, { ask: () => ({ query: { period: '2025-03' } }) }),
  row(readAcceptance, accepting),
  row(readDuty, businessPosts, atSomeDuty),
  row(readDutyHistory, businessPosts, atSomeDuty),
  row(downloadEvidence, businessPosts, {
    ask: async (office) => ({ params: await withEvidence(office) }),
    foreign: 'elsewhere',
  }),
  row(saveEntry, divisionPosts, {
    ask: async (office) => ({ params: { id: await someDuty(office) }, body: { ...entry('1'), replaces: null } }),
    foreign: 'elsewhere',
  }),
  row(offer, divisionPosts, {
    ask: async (office) => {
      const { id } = office.duty('2025-01')
      return { params: { id }, body: { version: await versionOf(office.w, officerOf(office), id), ...entry('1') } }
    },
    foreign: 'elsewhere',
  }),
  row(takeBack, divisionPosts, {
    ask: async (office) => {
      const id = await offeredDuty(office, '2025-02')
      const version = await versionOf(office.w, officerOf(office), id)
      return { params: { id }, body: { version, reason: '数字有误' } }
    },
    foreign: 'elsewhere',
  }),
  row(sign, ['division.head'], {
    ask: async (office) => {
      const period = '2025-03'
      await offeredDuty(office, period)
      const head = await office.w.reauthenticated(headOf(office))
      const { body } = await office.w.call(head, readSignSheet, { query: { period } })
      return { body: { period, statementNumber: body.statement.number, digest: body.digest ?? '' } }
    },
  }),
  row(listSigners, receiving, {
    ...atSomeDuty,
    place: 'coordinating',
    ask: async (office) => ({
      params: { id: await someDuty(office) },
      query: { on: '2025-11-03' },
    }),
  }),
  row(register, receiving, {
    place: 'coordinating',
    ask: async (office, post) => {
      const { id } = office.duty('2025-08')
      const client = office.at.coordinating[post]
      const { evidenceFileId: _, ...figure } = entry('1')
      const paper = { way: 'paper' as const, signedOn: '2025-11-03', receivedOn: '2025-11-03' }
      const scanFileId = await office.fileOf(client, 'scan.csv', Buffer.from(`a,b\n1,${office.next()}\n`))
      const version = await versionOf(office.w, client, id)
      return { params: { id }, body: { ...figure, ...paper, version, scanFileId, signerId: headOf(office).id } }
    },
    foreign: 'elsewhere',
  }),
  row(accept, accepting, {
    place: 'coordinating',
    ask: async (office, post) => {
      const { params, version } = await toJudge(office, post, '2025-04')
      return { params, body: { version } }
    },
    foreign: 'elsewhere',
  }),
  row(returnDuty, accepting, {
    place: 'coordinating',
    ask: async (office, post) => {
      const { params, version } = await toJudge(office, post, '2025-05')
      return { params, body: { version, reason: '请核对口径' } }
    },
    foreign: 'elsewhere',
  }),
  row(correct, divisionPosts, {
    ask: async (office) => {
      const id = await signedDuty(office, '2025-06')
      const version = await versionOf(office.w, officerOf(office), id)
      return { params: { id }, body: { version, ...entry('13'), reason: '漏计一日' } }
    },
    foreign: 'elsewhere',
  }),
  ...feedRows,
]
