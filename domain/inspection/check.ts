import { isJudge } from '#domain/card/cardAnswer.ts'
import { isOneOf, performanceOffice, posts } from '#domain/kernel/actor.ts'
import type { Context, Rule } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'

/** What every check looks at (Art. 33): how items were carried out, or how their data were reported. */
export const aspects = {
  item: { zh: '评估事项绩效状况', en: 'Performance of items' },
  reporting: { zh: '指标数据报送', en: 'Reporting of indicator data' },
} as const satisfies Record<string, Text>
export type Aspect = keyof typeof aspects
export const aspectNames = Object.keys(aspects) as [Aspect, ...Aspect[]]

/** What becomes of something that was found: Art. 34 settles small faults by a note, graver ones by an order. */
export const outcomes = {
  explained: { zh: '情况已说明', en: 'Explained' },
  correction: { zh: '更正数据', en: 'Correction of the data' },
  note: { zh: '提示', en: 'Note' },
  order: { zh: '整改通知', en: 'Order of rectification' },
} as const satisfies Record<string, Text>
export type Outcome = keyof typeof outcomes

/** What a finding of an inspection can lead to, and what an inconsistent value can. */
export const findingOutcomes = ['explained', 'note', 'order'] as const satisfies readonly Outcome[]
export const valueOutcomes = ['correction', 'note', 'order'] as const satisfies readonly Outcome[]

type OfHouse = {
  /** It is about the division that houses the performance office: a deputy of the leading group judges in its place. */
  readonly forHouse: boolean
}

const deputy = posts['leadingGroup.deputy']

/** Who judges, settles and concludes: the performance office, over its own division a deputy (as with cards). */
export const byJudge: Rule<OfHouse> = {
  code: 'not_judge_of_check',
  who: joinTexts(
    [
      { zh: '办绩效办', en: 'The performance office' },
      {
        zh: `涉及办绩效办所在处的，${deputy.zh}`,
        en: 'a deputy head of the leading group where it is about the division that houses the performance office',
      },
    ],
    '；',
    '; ',
  ),
  message: ({ forHouse }) =>
    forHouse
      ? {
          zh: `涉及办绩效办所在处，须由${deputy.zh}办理。`,
          en: 'It is about the division that houses the performance office: for a deputy head of the leading group.',
        }
      : { zh: '须由办绩效办办理。', en: 'To be done by the performance office.' },
  holds: ({ forHouse }, { actor }) => isJudge(actor, forHouse),
}

/** Who prepares a check: the performance office, or whoever judges it. */
export const byPreparer: Rule<OfHouse> = {
  ...byJudge,
  code: 'not_preparer_of_check',
  message: () => ({ zh: '须由办绩效办办理。', en: 'To be done by the performance office.' }),
  holds: ({ forHouse }, { actor }) => isOneOf(actor.post, performanceOffice) || isJudge(actor, forHouse),
}

/** The head of one of these divisions. */
export const isHeadOf = ({ actor }: Context, divisionIds: readonly string[]): boolean =>
  actor.post === 'division.head' && actor.divisionId !== null && divisionIds.includes(actor.divisionId)

export type Fault = { readonly path: string; readonly message: Text }

/** A day by which something is asked for: today or later. */
export const dueFaults = (path: string, on: string, today: string): Fault[] =>
  on < today ? [{ path, message: { zh: '不能早于今天。', en: 'Not before today.' } }] : []

/** A day on which something happened: not after today. */
export const pastFaults = (path: string, on: string, today: string): Fault[] =>
  on > today ? [{ path, message: { zh: '不能晚于今天。', en: 'Not after today.' } }] : []
