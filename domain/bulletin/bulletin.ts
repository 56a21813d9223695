import { firstDayOf, frequencyOf, lastDayOf, periodText } from '#domain/calendar/periods.ts'
import { dayText } from '#domain/calendar/workingDays.ts'
import type { DocumentState } from '#domain/document/documentState.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { printedIn } from './changed.ts'
import { type Counted, isTable, nameOfSource, type SourceKey } from './figure.ts'

export const bulletinName: Text = { zh: '绩效情况通报', en: 'Bulletin' }

/** The title that is proposed: of a month or a quarter, or the correction of one that was issued. */
export const proposedTitle = (period: string, corrected: string | null): string => {
  const name = `${periodText(period).zh}绩效情况`
  return corrected === null ? `关于${name}的通报` : `关于更正${name}通报的通报`
}

type BeginFacts = {
  readonly period: string
  readonly cutOffOn: string
  /** What stands of this period, or of its corrections, already; null where nothing does. */
  readonly standing: string | null
  /** The state of the one that is corrected; null where it is no correction. */
  readonly corrected: DocumentState | null
}

/** Conditions of drafting a bulletin. */
export const beginRules: readonly Rule<BeginFacts>[] = [
  {
    code: 'period_kind',
    message: () => ({ zh: '通报按月或者按季度。', en: 'A bulletin is of a month or a quarter.' }),
    holds: ({ period }) => ['month', 'quarter'].includes(frequencyOf(period)),
  },
  {
    code: 'period_to_come',
    message: () => ({ zh: '统计期还没有开始。', en: 'The period has not begun.' }),
    holds: ({ period }, { today }) => firstDayOf(period) <= today,
  },
  {
    code: 'cut_off_day',
    message: ({ period }) => {
      const { zh, en } = dayText(firstDayOf(period))
      return {
        zh: `统计截止日须在${zh}以后、今天以前（含当日）。`,
        en: `The closing day lies between ${en} and today.`,
      }
    },
    holds: ({ period, cutOffOn }, { today }) => cutOffOn >= firstDayOf(period) && cutOffOn <= today,
  },
  {
    code: 'not_issued',
    message: () => ({ zh: '只更正已经印发的通报。', en: 'Only an issued bulletin is corrected.' }),
    holds: ({ corrected }) => corrected === null || corrected === 'issued',
  },
  {
    code: 'bulletin_exists',
    message: ({ standing, corrected }) =>
      corrected === null
        ? {
            zh: `该期已有“${standing}”。已印发的要改，请在该通报中拟更正通报。`,
            en: `There is “${standing}” of this period already. Correct an issued one from its own page.`,
          }
        : {
            zh: `已有更正文稿“${standing}”，请在该文稿中修改，或者先作废。`,
            en: `There is a draft of a correction, “${standing}”: change that one, or withdraw it first.`,
          },
    holds: ({ standing }) => standing === null,
  },
]

/** The closing day that is proposed: the end of the period, or today while it goes on. */
export const proposedCutOff = (period: string, today: string): string => {
  const last = lastDayOf(period)
  return last < today ? last : today
}

/** A figure or a table as it was confirmed. */
export type Confirmed = { readonly value: unknown; readonly isConfirmed: boolean }
export type ConfirmedFigures = ReadonlyMap<SourceKey, Confirmed>

export type Changed = { readonly key: SourceKey; readonly old: string; readonly now: string }
type FigureFacts = { readonly unconfirmed: readonly SourceKey[]; readonly changed: readonly Changed[] }

/** What of the figures that are printed is not confirmed, and what has changed since it was. */
export function compareFigures(used: readonly SourceKey[], kept: ConfirmedFigures, counted: Counted): FigureFacts {
  const unconfirmed = used.filter((key) => !kept.get(key)?.isConfirmed)
  const changed = used.flatMap((key) => {
    const was = kept.get(key)
    const now = isTable(key) ? counted.tables[key] : counted.figures[key]
    if (!was || JSON.stringify(was.value) === JSON.stringify(now)) return []
    return [{ key, ...printedIn(key, was.value, now) }]
  })
  return { unconfirmed, changed }
}

/** Of many the first few are named. */
const most = 5
const named = (texts: readonly Text[]): Text => {
  const { zh, en } = joinTexts(texts.slice(0, most), '；', '; ')
  const more = texts.length - most
  return more > 0 ? { zh: `${zh}；等${texts.length}处`, en: `${en}; ${texts.length} in all` } : { zh, en }
}
const sentenceOf = ({ key, old, now }: Changed): Text => {
  const { zh, en } = nameOfSource(key)
  return { zh: `“${zh}”由${old}变为${now}`, en: `“${en}” went from ${old} to ${now}` }
}

/** Check, sign-off and issue are refused only while a figure is not what was confirmed. */
export const figureRules: readonly Rule<FigureFacts>[] = [
  {
    code: 'figure_changed',
    message: ({ changed }) => {
      const { zh, en } = named(changed.map(sentenceOf))
      return {
        zh: `确认以后数字有变化：${zh}。请修改文稿，重新确认。`,
        en: `Figures changed after they were confirmed: ${en}. Confirm them anew in the draft.`,
      }
    },
    holds: ({ changed }) => changed.length === 0,
  },
  {
    code: 'figure_unconfirmed',
    message: ({ unconfirmed }) => {
      const { zh, en } = named(unconfirmed.map(nameOfSource))
      return { zh: `还有数字没有确认：${zh}。`, en: `Not confirmed yet: ${en}.` }
    },
    holds: ({ unconfirmed }) => unconfirmed.length === 0,
  },
]

/** The text of a bulletin is made of its blocks. */
export const writtenInBlocks: Rule<{ readonly isBulletin: boolean }> = {
  code: 'written_in_blocks',
  message: () => ({
    zh: '通报的文字、数字在通报页面按板块修改。',
    en: 'A bulletin is changed block by block on its own page.',
  }),
  holds: ({ isBulletin }) => !isBulletin,
}
