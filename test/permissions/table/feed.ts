import { allowFeedHost, listFeedHosts, withdrawFeedHost } from '#domain/collection/feedHost.api.ts'
import {
  addFeed,
  changeFeed,
  endFeed,
  fetchFeed,
  listFeeds,
  mapFeed,
  readFeed,
  readFeedHistory,
  takeFeed,
  tryFeed,
} from '#domain/collection/feedSource.api.ts'
import { businessPosts, divisionPosts, performanceOffice } from '#domain/kernel/actor.ts'
import { type Office, onceFor } from '../office.ts'
import { absentIn, row } from '../row.ts'

const looking = [...divisionPosts, ...performanceOffice]
const officerOf = ({ at }: Office) => at.responsible['division.officer']
const content = { name: '月报', kind: 'file', format: 'csv', fileName: '', address: null, isDaily: false } as const
const mapping = { indicator: '指标', fixed: null, period: '报送期', value: '数值', unit: null, names: [] }

/** An internal host that answers nobody: what is asked of it is not fetched while the matrix runs. */
const allowed = onceFor(async (office) => {
  const body = { host: '127.0.0.1', port: 9, isInternal: true, reason: '统计系统' }
  await office.w.call(office.at.responsible.systemAdmin, allowFeedHost, { body })
  return 'http://127.0.0.1:9/month.csv'
})
const newHost = async (office: Office) => {
  const body = { host: `host${office.next()}.example.gov.cn`, port: 443, isInternal: false, reason: '统计系统' }
  return (await office.w.call(office.at.responsible.systemAdmin, allowFeedHost, { body })).body
}

async function newFeed(office: Office, given: { kind: 'address'; address: string } | object = {}) {
  const { body } = await office.w.call(officerOf(office), addFeed, { body: { ...content, ...given } })
  return (
    await office.w.call(officerOf(office), mapFeed, {
      params: { id: body.id },
      body: { version: body.version, mapping },
    })
  ).body
}
const someFeed = onceFor(newFeed)
const atSomeFeed = async (office: Office) => ({ params: { id: (await someFeed(office)).id } })
const fileBy = (office: Office, post: (typeof divisionPosts)[number]) =>
  office.fileOf(office.at.responsible[post], 'month.csv', Buffer.from('指标,报送期,数值\n别处指标,2025-10,1\n'))

const asDivision = (post: string): (typeof divisionPosts)[number] =>
  divisionPosts.find((one) => one === post) ?? 'division.officer'

export const feedTableRows = [
  row(listFeedHosts, [...businessPosts, 'systemAdmin', 'auditAdmin']),
  row(allowFeedHost, ['systemAdmin'], {
    ask: (office) => ({
      body: { host: `h${office.next()}.example.gov.cn`, port: 80, isInternal: false, reason: '统计系统' },
    }),
  }),
  row(withdrawFeedHost, ['systemAdmin'], {
    ask: async (office) => {
      const { id, version } = await newHost(office)
      return { params: { id }, body: { version, reason: '接口停用' } }
    },
  }),
  row(listFeeds, looking),
  row(readFeed, looking, { ask: atSomeFeed, foreign: 'elsewhere' }),
  row(readFeedHistory, looking, { ask: atSomeFeed, foreign: 'elsewhere' }),
  row(addFeed, divisionPosts, { ask: () => ({ body: content }) }),
  row(changeFeed, divisionPosts, {
    ask: async (office) => {
      const { id, version } = await newFeed(office)
      return { params: { id }, body: { ...content, name: '新月报', version } }
    },
    foreign: 'elsewhere',
  }),
  row(endFeed, divisionPosts, {
    ask: async (office) => {
      const { id, version } = await newFeed(office)
      return { params: { id }, body: { version, reason: '不再更新' } }
    },
    foreign: 'elsewhere',
  }),
  row(mapFeed, divisionPosts, {
    ask: async (office) => {
      const { id, version } = await newFeed(office)
      return { params: { id }, body: { version, mapping } }
    },
    foreign: 'elsewhere',
  }),
  row(tryFeed, divisionPosts, {
    ask: async (office, post) => ({
      ...(await atSomeFeed(office)),
      query: { fileId: await fileBy(office, asDivision(post)) },
    }),
    absent: absentIn('query', 'fileId'),
    foreign: 'elsewhere',
  }),
  row(fetchFeed, divisionPosts, {
    ask: async (office) => {
      const { id } = await newFeed(office, { kind: 'address', address: await allowed(office) })
      return { params: { id } }
    },
    foreign: 'elsewhere',
  }),
  row(takeFeed, divisionPosts, {
    ask: async (office, post) => {
      const division = asDivision(post)
      const [params, fileId] = [(await atSomeFeed(office)).params, await fileBy(office, division)]
      const client = office.at.responsible[division]
      const { seen } = (await office.w.call(client, tryFeed, { params, query: { fileId } })).body
      return { params, body: { fileId, seen } }
    },
    absent: absentIn('body', 'fileId'),
    foreign: 'elsewhere',
  }),
]
