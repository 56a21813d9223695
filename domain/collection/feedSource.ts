import { type Actor, divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import type { Context, Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/** Where a feed's table comes from. */
export const feedKinds = {
  file: { zh: '上传文件', en: 'Uploaded file' },
  address: { zh: '网络地址', en: 'Address' },
} as const satisfies Record<string, Text>
export type FeedKind = keyof typeof feedKinds
export const feedKindNames = Object.keys(feedKinds) as [FeedKind, ...FeedKind[]]

export const feedFormats = {
  csv: { zh: 'CSV文本', en: 'CSV' },
  xlsx: { zh: 'Excel工作簿（.xlsx）', en: 'Workbook (.xlsx)' },
  json: { zh: 'JSON（逐行对象）', en: 'JSON (rows as objects)' },
} as const satisfies Record<string, Text>
export type FeedFormat = keyof typeof feedFormats
export const feedFormatNames = Object.keys(feedFormats) as [FeedFormat, ...FeedFormat[]]

/** How far one reading has come: fetched is looked at by a person before it is taken in. */
export const runStates = {
  asked: { zh: '正在取', en: 'Being fetched' },
  fetched: { zh: '已取到，待读入', en: 'Fetched, to be taken in' },
  taken: { zh: '已读入', en: 'Taken in' },
  failed: { zh: '没有读入', en: 'Not taken in' },
} as const satisfies Record<string, Text>
export type RunState = keyof typeof runStates
export const runStateNames = Object.keys(runStates) as [RunState, ...RunState[]]

/** A fetch that has not answered after so many minutes was cut off with its process. */
export const lostAfterMinutes = 10

const fault = (zh: string, en: string): Text => ({ zh, en })

/** What is wrong with an address before anything is fetched; undefined where nothing is. */
export function addressFault(address: string): Text | undefined {
  const [, authority = '', rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(address) ?? []
  if (authority === '')
    return fault('须以http://或者https://开头，写明主机。', 'It begins with http:// or https:// and names a host.')
  if (authority.includes('@')) return fault('地址中不得写用户名和密码。', 'An address holds no user name and password.')
  if (!/^(\[[0-9a-f:.]+\]|[\p{L}\p{N}.-]+)(:\d{1,5})?$/iu.test(authority) || /\s/.test(rest))
    return fault('不是网络地址。', 'This is no address.')
  if (rest.includes('#')) return fault('地址中不要有#。', 'An address has no #.')
  return undefined
}

/** Whether words can be a host: a name or an IP address, with no port, path or wildcard. */
export const isHost = (written: string): boolean =>
  /^(\[[0-9a-f:.]+\]|[\p{L}\p{N}]([\p{L}\p{N}.-]*[\p{L}\p{N}])?)$/iu.test(written.trim())

export type FeedFacts = {
  readonly divisionId: string
  readonly isEnded: boolean
  readonly isBeingFetched: boolean
  readonly kind: FeedKind
  readonly isMapped: boolean
}

const isKeeper = (actor: Actor, divisionId: string): boolean =>
  isOneOf(actor.post, divisionPosts) && actor.divisionId === divisionId

const keepsFeed: Rule<Pick<FeedFacts, 'divisionId'>> = {
  code: 'not_your_feed',
  who: { zh: '数据源所属处的处长、工作人员', en: 'Head or officer of the division the feed belongs to' },
  message: () => ({ zh: '须由数据源所属处办理。', en: 'To be done by the division the feed belongs to.' }),
  holds: ({ divisionId }, { actor }: Context) => isKeeper(actor, divisionId),
}
const inUse: Rule<Pick<FeedFacts, 'isEnded'>> = {
  code: 'feed_ended',
  message: () => ({ zh: '数据源已停用。', en: 'The feed is no longer in use.' }),
  holds: ({ isEnded }) => !isEnded,
}
const notBeingFetched: Rule<Pick<FeedFacts, 'isBeingFetched'>> = {
  code: 'being_fetched',
  message: () => ({ zh: '正在取数，请稍候。', en: 'It is being fetched: please wait.' }),
  holds: ({ isBeingFetched }) => !isBeingFetched,
}
const hasAddress: Rule<Pick<FeedFacts, 'kind'>> = {
  code: 'no_address',
  message: () => ({ zh: '这个数据源由上传的文件读入。', en: 'This feed is read from an uploaded file.' }),
  holds: ({ kind }) => kind === 'address',
}
const mapped: Rule<Pick<FeedFacts, 'isMapped'>> = {
  code: 'not_mapped',
  message: () => ({ zh: '请先核对并保存各列含义。', en: 'Check and keep first what the columns are.' }),
  holds: ({ isMapped }) => isMapped,
}

/** Who changes a feed and what its columns are taken for. */
export const keepRules: readonly Rule<FeedFacts>[] = [keepsFeed, inUse]
/** When it may be fetched now. */
export const fetchRules: readonly Rule<FeedFacts>[] = [keepsFeed, inUse, hasAddress, notBeingFetched]
/** When a reading may be taken in. */
export const takeRules: readonly Rule<FeedFacts>[] = [keepsFeed, inUse, mapped]

/** What was looked at is what is taken in; a duty handed in meanwhile, or another reading, makes it another. */
export const seenRules: readonly Rule<{ readonly isCurrent: boolean }>[] = [
  {
    code: 'feed_changed',
    message: () => ({
      zh: '试读以后数据有变（已有人提交，或者已另行读入），请重新核对。',
      en: 'The data changed since they were tried: somebody handed in, or read them in. Look again.',
    }),
    holds: ({ isCurrent }) => isCurrent,
  },
]

export const feedFields = {
  name: { name: { zh: '名称', en: 'Name' } },
  kind: { name: { zh: '来源', en: 'Source' } },
  format: { name: { zh: '格式', en: 'Format' } },
  fileName: { name: { zh: '文件名', en: 'File name' } },
  address: { name: { zh: '地址', en: 'Address' } },
  isDaily: { name: { zh: '每日自动读取', en: 'Read daily' } },
  mapping: { name: { zh: '各列含义', en: 'Columns' } },
  figures: { name: { zh: '读入个数', en: 'Figures' } },
  fault: { name: { zh: '没有读入的原因', en: 'Why nothing was read' } },
} as const

export const hostFields = {
  host: { name: { zh: '主机', en: 'Host' } },
  isInternal: { name: { zh: '本单位内部主机', en: "In the office's own network" } },
  reason: { name: { zh: '理由', en: 'Reason' } },
} as const
