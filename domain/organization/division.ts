import type { Rule } from '#domain/kernel/lifecycle.ts'

/** What is known when a division is written: what it shall be, and who houses the performance office now (Art. 8). */
export type DivisionFacts = {
  readonly houses: boolean
  readonly housedBefore: boolean
  /** Posts of the performance office that are held, or will be, in the division that houses it now. */
  readonly officePosts: number
  readonly presentHouse: string | null
}

const houseIsKept: Rule<DivisionFacts> = {
  code: 'house_needed',
  message: () => ({
    zh: '办绩效办须设在一个处：请在要改设的处上勾选，原处随之取消。',
    en: 'One division houses the performance office: tick it on the other division, and this one is released.',
  }),
  holds: ({ houses, housedBefore }) => houses || !housedBefore,
}

const officePostsFirst: Rule<DivisionFacts> = {
  code: 'office_posts_held',
  message: ({ presentHouse, officePosts }) => ({
    zh: `办绩效办设在${presentHouse}，还有${officePosts}个岗位没有终止，终止后才能改设。`,
    en: `The performance office sits in ${presentHouse} with ${officePosts} posts: they have to end first.`,
  }),
  holds: ({ houses, housedBefore, presentHouse, officePosts }) =>
    !houses || housedBefore || presentHouse === null || officePosts === 0,
}

/** Exactly one division houses the performance office (Art. 8). */
export const divisionRules: readonly Rule<DivisionFacts>[] = [houseIsKept, officePostsFirst]

export const divisionFields = {
  code: { name: { zh: '编号', en: 'Code' } },
  nameZh: { name: { zh: '名称', en: 'Name' } },
  nameEn: { name: { zh: '英文名称', en: 'English name' } },
  sort: { name: { zh: '排列次序', en: 'Order' } },
  housesPerformanceOffice: { name: { zh: '办绩效办所在处', en: 'Houses the performance office' } },
  fromOn: { name: { zh: '设立日', en: 'Since' } },
} as const
