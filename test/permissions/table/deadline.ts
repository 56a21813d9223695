import {
  askDueException,
  downloadConsent,
  grantDueException,
  listDueExceptions,
  readDueException,
  readDueExceptionHistory,
  refuseDueException,
  takeBackDueException,
} from '#domain/collection/dueException.api.ts'
import { downloadTimeliness, listCounted, readTimeliness } from '#domain/collection/timeliness.api.ts'
import { businessPosts, divisionPosts, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { type Office, onceFor } from '../office.ts'
import { absentIn, row } from '../row.ts'

const days = { internalOn: '2025-11-18', externalOn: '2025-11-20', reason: '市局系统升级' }

/** November's figures are due in December: their days are ahead, and a later one may be asked for. */
async function asked(office: Office, client = office.at.responsible['division.officer']): Promise<string> {
  const dutyId = office.duty('2025-11').id
  const fileId = await office.fileOf(client, 'consent.csv', Buffer.from('a\n1\n'))
  const consent = { on: '2025-11-06', from: '市统计局', fileId }
  const body = { of: { dutyId }, ...days, internalOn: null, externalOn: '2025-12-20', consent }
  const { status, body: made } = await office.w.call(client, askDueException, { body })
  if (status !== 200) throw new Error(`the request was answered ${status}: ${JSON.stringify(made)}`)
  return made.id
}
const someException = onceFor((office) => asked(office))
const ofException = {
  ask: async (office: Office) => ({ params: { id: await someException(office) } }),
  foreign: 'elsewhere',
} as const

const judges = [...performanceOffice, 'leadingGroup.deputy'] as const
/** What concerns the division that houses the performance office a deputy decides. */
async function toJudge(office: Office, post: PostKind): Promise<string> {
  const id = await asked(office)
  if (post === 'leadingGroup.deputy')
    await office.w.owner
      .updateTable('dueException')
      .set({ askedDivisionId: office.secretariat })
      .where('id', '=', id)
      .execute()
  return id
}

export const deadlineRows = [
  row(listDueExceptions, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readDueException, businessPosts, ofException),
  row(readDueExceptionHistory, businessPosts, ofException),
  row(downloadConsent, businessPosts, ofException),
  row(askDueException, divisionPosts, {
    ask: (office) => ({
      body: {
        ...{ of: { dutyId: office.duty('2025-11').id }, reason: '市局系统升级', consent: null },
        ...{ internalOn: '2025-12-05', externalOn: null },
      },
    }),
    absent: absentIn('body', 'of', { dutyId: '00000000-0000-4000-8000-000000000000' }),
    foreign: 'elsewhere',
  }),
  row(grantDueException, judges, {
    ask: async (office, post) => ({ params: { id: await toJudge(office, post) }, body: { version: 1 } }),
  }),
  row(refuseDueException, judges, {
    ask: async (office, post) => ({
      params: { id: await toJudge(office, post) },
      body: { version: 1, reason: '可以按期提供' },
    }),
  }),
  row(takeBackDueException, divisionPosts, {
    ask: async (office) => ({ params: { id: await asked(office) }, body: { version: 1 } }),
    foreign: 'elsewhere',
  }),
  row(readTimeliness, businessPosts),
  row(downloadTimeliness, businessPosts),
  row(listCounted, businessPosts, { ask: () => ({ query: { measure: 'complete', outcome: 'counted' } }) }),
]
