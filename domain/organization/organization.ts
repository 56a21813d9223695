import { longDayText } from '#domain/calendar/workingDays.ts'
import {
  administrators,
  businessPosts,
  isOneOf,
  type PostKind,
  performanceOffice,
  posts,
} from '#domain/kernel/actor.ts'
import { hasPost, type Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/** Civil servant or employee (雇员): a field of the person, which Art. 20 names for the persons of an item. */
export const personKinds = {
  civilServant: { zh: '公务员', en: 'Civil servant' },
  employee: { zh: '雇员', en: 'Employee' },
} as const satisfies Record<string, Text>
export type PersonKind = keyof typeof personKinds
export const personKindNames = Object.keys(personKinds) as [PersonKind, ...PersonKind[]]

/** Outside bodies: they are addressed, and their answers are recorded; they do not log in. */
export const bodyKinds = {
  municipalPerformanceOffice: { zh: '市绩效办', en: 'Municipal performance office' },
  collectingUnit: { zh: '市级数据采集责任单位', en: 'Collecting unit' },
  cityLeaders: { zh: '市领导', en: 'City leaders' },
  cityLeaderInCharge: { zh: '市分管领导', en: 'City leader in charge' },
  gazetteOffice: { zh: '市公报室', en: 'Gazette office' },
} as const satisfies Record<string, Text>
export type BodyKind = keyof typeof bodyKinds
export const bodyKindNames = Object.keys(bodyKinds) as [BodyKind, ...BodyKind[]]

/** A person belongs to one line for good: business posts, or one of the three administrators (domain.md 2). */
export const lines = {
  business: { zh: '业务岗位', en: 'business posts' },
  systemAdmin: posts.systemAdmin,
  securityAdmin: posts.securityAdmin,
  auditAdmin: posts.auditAdmin,
} as const satisfies Record<string, Text>
export type Line = keyof typeof lines

export const lineOf = (kind: PostKind): Line => (isOneOf(kind, administrators) ? (kind as Line) : 'business')

/** Who keeps what: divisions and people, posts, records, outside bodies and settings. */
export const keepsPeople = hasPost<unknown>(['systemAdmin'])
export const keepsPosts = hasPost<unknown>(['securityAdmin'])
export const readsRecords = hasPost<unknown>(['auditAdmin'])
export const readsPeople = hasPost<unknown>([...performanceOffice, ...administrators])
export const keepsBodies = hasPost<unknown>([...performanceOffice, 'systemAdmin'])
export const readsBodies = hasPost<unknown>([...businessPosts, 'systemAdmin'], {
  zh: '外部单位供各业务岗位和系统管理员查看。',
  en: 'Outside bodies are for business posts and the system administrator.',
})
export const keepsSettings = hasPost<unknown>(performanceOffice)
export const readsSettings = hasPost<unknown>([...performanceOffice, 'systemAdmin', 'auditAdmin'])

/** Half-open: on `toOn` it holds no longer. */
export type Period = { readonly fromOn: string; readonly toOn: string | null }

export const holdsOn = ({ fromOn, toOn }: Period, day: string): boolean =>
  fromOn <= day && (toOn === null || day < toOn)

export const overlap = (a: Period, b: Period): boolean =>
  !isEmpty(a) && !isEmpty(b) && (b.toOn === null || a.fromOn < b.toOn) && (a.toOn === null || b.fromOn < a.toOn)

const isEmpty = ({ fromOn, toOn }: Period): boolean => toOn !== null && toOn <= fromOn

export const endsAfterBegin: Rule<Period> = {
  code: 'ends_before_begin',
  message: ({ fromOn, toOn }) => {
    const [from, to] = [longDayText(fromOn), longDayText(toOn ?? fromOn)]
    return {
      zh: `终止日${to.zh}不晚于开始日${from.zh}。`,
      en: `The end, ${to.en}, is not after the beginning, ${from.en}.`,
    }
  },
  holds: (period) => !isEmpty(period),
}
