import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ItemSnapshot } from './item.api.ts'

/** What becomes of an item of a division's accepted plan in the office's plan (Art. 21). */
export const sourceStates = {
  open: { zh: '未处理', en: 'Not dealt with' },
  taken: { zh: '已纳入', en: 'Taken over' },
  declined: { zh: '不纳入', en: 'Not taken over' },
} as const satisfies Record<string, Text>
export type SourceState = keyof typeof sourceStates

/** Where a division stands that was called and whose plan is not accepted yet. */
export const waitingStates = {
  notBegun: { zh: '未编制', en: 'Not begun' },
  drafting: { zh: '编制中', en: 'Drafting' },
  returned: { zh: '退回修改', en: 'Returned to be revised' },
  submitted: { zh: '已报送，待接收', en: 'Submitted, to be accepted' },
} as const satisfies Record<string, Text>
export type WaitingState = keyof typeof waitingStates

/** What became of an item of a division's plan, in one sentence: it binds nobody before the office's plan is issued with it. */
export function itemFate(takenAs: string | null, declinedBecause: string | null): Text {
  if (takenAs !== null)
    return {
      zh: `处年度方案的事项，已纳入办年度方案（${takenAs}）；以印发的办方案为准。`,
      en: `An item of a division's own plan, taken into the office's plan as ${takenAs}: the issued plan counts.`,
    }
  if (declinedBecause !== null)
    return {
      zh: `处年度方案的事项，没有纳入办年度方案。理由：${declinedBecause}`,
      en: `An item of a division's own plan, not taken into the office's plan. Reason: ${declinedBecause}`,
    }
  return {
    zh: '处年度方案的事项；纳入办年度方案并印发后生效。',
    en: "An item of a division's own plan: it takes effect once it is in the office's issued plan.",
  }
}

type SourceFacts = { readonly state: SourceState }

/** Conditions of taking an item over, or of declining it: what is in the plan already is neither. */
export const sourceRules: readonly Rule<SourceFacts>[] = [
  {
    code: 'taken_already',
    message: () => ({ zh: '该事项已纳入办方案。', en: "The item is in the office's plan already." }),
    holds: ({ state }) => state !== 'taken',
  },
]

type Compared = Pick<ItemSnapshot, 'id' | 'code' | 'title' | 'indicators' | 'municipalIndicator'>

/** Words without signs, blanks, width and case: what two titles are compared by. */
export const bare = (words: string): string =>
  words
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .toLowerCase()
const figures = ({ indicators }: Compared): string[] => indicators.map(({ name, unit }) => `${bare(name)}/${unit}`)

/** What an item has in common with another: its name, a figure that both ask for, a row of the city's table. */
export function alike(one: Compared, other: Compared): Text | undefined {
  if (one.id === other.id) return undefined
  const where = { zh: `与${other.code}“${other.title}”`, en: `as ${other.code}, “${other.title}”` }
  if (bare(one.title) === bare(other.title)) return { zh: `${where.zh}名称相同`, en: `The same name ${where.en}` }
  const common = figures(one).find((figure) => figures(other).includes(figure))
  if (common) return { zh: `${where.zh}要同一个数`, en: `The same figure ${where.en}` }
  const row = one.municipalIndicator?.id
  return row !== undefined && row === other.municipalIndicator?.id
    ? { zh: `${where.zh}承担同一市级指标`, en: `The same indicator of the city ${where.en}` }
    : undefined
}

const marks = (item: Compared): string[] => [
  `name/${bare(item.title)}`,
  ...figures(item).map((figure) => `figure/${figure}`),
  ...(item.municipalIndicator ? [`row/${item.municipalIndicator.id}`] : []),
]

/** For each item what it has in common with the others, five sentences at most. Only items with a mark in common are compared. */
export function inCommon(all: readonly Compared[]): (one: Compared) => Text[] {
  const byMark = new Map<string, Compared[]>()
  for (const item of all)
    for (const mark of marks(item)) byMark.set(mark, [...(byMark.get(mark) ?? []).slice(0, most), item])
  return (one) => {
    const others = new Map(marks(one).flatMap((mark) => (byMark.get(mark) ?? []).map((other) => [other.id, other])))
    return [...others.values()].flatMap((other) => alike(one, other) ?? []).slice(0, most)
  }
}
const most = 5

/** A code that the plan does not have yet: the same, or with a number after it. */
export function freeCode(code: string, used: ReadonlySet<string>): string {
  if (!used.has(code)) return code
  for (let n = 2; ; n += 1) if (!used.has(`${code}-${n}`)) return `${code}-${n}`
}
