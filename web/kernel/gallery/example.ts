import type { HistoryEntry } from '#domain/kernel/history.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import { RulePack, settingsOn } from '#domain/kernel/settings.ts'
import type { Session } from '#domain/session/session.api.ts'
import packFile from '../../../packs/shenzhen.json' with { type: 'json' }

const id = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const pack = RulePack.parse(packFile)
const today = '2025-11-06'
const division = { zh: '陆路口岸一处', en: 'Land Ports Division I' }
const post = { id: id(2), kind: 'division.head', divisionId: id(3), divisionName: division } as const

/** An invented head of division on the day on which all drawings play. */
export const session: Session = {
  person: { id: id(1), name: '陈嘉禾' },
  post,
  posts: [post, { id: id(4), kind: 'leadingGroup.member', divisionId: id(3), divisionName: division }],
  actor: { id: id(1), name: '陈嘉禾', postId: id(2), post: 'division.head', divisionId: id(3), inChargeOf: [] },
  office: {
    name: { zh: '深圳市人民政府口岸办公室', en: 'Port Office of the Shenzhen Municipal Government' },
    shortName: { zh: '市口岸办', en: 'Port Office' },
  },
  year: { year: 2025, state: 'executing' },
  today,
  now: '2025-11-06T02:42:00Z',
  mode: 'demo',
  pack,
  settings: settingsOn(pack, {}, today),
  elsewhere: [],
  todoCount: 9,
  noticeCount: 3,
  todoCountOf: { collection: 6, report: 1, plan: 2 },
  reauthenticatedUntil: null,
  endsAt: '2099-01-01T00:00:00Z',
  language: null,
  hasStartPassword: false,
}

export type Facts = { readonly state: 'open' | 'signed'; readonly faulty: number }
const withoutFaults: Rule<Facts> = {
  code: 'out_of_range',
  message: ({ faulty }) => ({
    zh: `“自助通关占比”超出范围（${faulty}处）。改正后即可提交。`,
    en: `“Self-service share” is out of range (${faulty} place). Correct it and sign.`,
  }),
  holds: ({ faulty }) => faulty === 0,
}
export const states = { open: { zh: '填报中', en: 'Being filled in' }, signed: { zh: '已签字', en: 'Signed' } }
export const sign: Transition<Facts['state'], Facts> = {
  label: { zh: '签字提交', en: 'Sign and submit' },
  from: ['open'],
  to: 'signed',
  basis: 'duty.sign',
  requires: [hasPost(['division.head']), withoutFaults],
}
export const accept: Transition<Facts['state'], Facts> = {
  label: { zh: '接收', en: 'Accept' },
  from: ['signed'],
  to: 'signed',
  basis: 'duty.accept',
  requires: [hasPost(['performanceOffice.staff'])],
}

const entry = (at: number, more: Partial<HistoryEntry>): HistoryEntry => ({
  id: id(100 + at),
  action: 'change',
  occurredAt: `2025-11-0${7 - at}T09:20:00+08:00`,
  personName: '周以宁',
  inPlaceOf: null,
  post: 'division.officer',
  division,
  basis: 'duty.fill',
  changes: [],
  reason: null,
  ...more,
})
export const history: readonly HistoryEntry[] = [
  entry(1, {
    changes: [
      { field: 'value', name: { zh: '9月候检时间', en: 'Waiting time, Sep' }, old: '20', new: '22' },
      { field: 'note', name: { zh: '说明', en: 'Note' }, old: null, new: '漏计一个晚高峰时段' },
    ],
    reason: '漏计一个晚高峰时段',
  }),
  entry(2, { personName: '何景明', post: 'performanceOffice.head', division: null, basis: 'duty.extend' }),
  entry(3, { personName: null, post: null, division: null, basis: 'system' }),
]

export type Value = { name: string; now: string; before: string; proof: string; hint: string }
export const values: readonly Value[] = [
  { name: '旅客人次（万人次）', now: '523.2', before: '446.3', proof: '1件', hint: '较上月+17.2%' },
  { name: '旅客最长候检时间（分钟）', now: '24', before: '22', proof: '1件', hint: '' },
  { name: '自助通关占比（%）', now: '94.8', before: '94.1', proof: '不要求', hint: '' },
  { name: '有效投诉件数（件）', now: '0', before: '1', proof: '不要求', hint: '数值为零' },
]
