import type { Frequency } from '#domain/calendar/periods.ts'
import { officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import type { Decimal } from '#domain/kernel/decimal.ts'
import { hasPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import { joinTexts } from '#domain/kernel/text.ts'
import type { ItemContent } from './item.api.ts'
import { emptyContent } from './item.ts'
import type { OfficeClass } from './municipalRow.ts'
import { type PlanState, planStates } from './plan.ts'

/** The city's table is the performance office's to import and to allot (Art. 8(3)); leaders may look. */
export const municipalReaders = hasPost<unknown>([...performanceOffice, ...officeLeaders])
export const allotter = hasPost<unknown>(performanceOffice, {
  zh: '评估指标由办绩效办组织分解。',
  en: 'Indicators are allotted by the performance office.',
})

export const notImported: Rule<{ readonly isImported: boolean }> = {
  code: 'already_imported',
  message: () => ({
    zh: '该年度的市级指标已经导入。市里另有下达的，请按变更导入。',
    en: "The city's indicators of this year have been imported already. What the city changed is imported as a change.",
  }),
  holds: ({ isImported }) => !isImported,
}

type Allotted = {
  readonly isDrafting: boolean
  /** To divisions, or declared not applicable. */
  readonly isAllotted: boolean
  readonly isWithdrawn: boolean
}

const notWithdrawn: Rule<Allotted> = {
  code: 'row_withdrawn',
  message: () => ({ zh: '该指标市里已撤销，不再分解。', en: 'The city has withdrawn this indicator.' }),
  holds: ({ isWithdrawn }) => !isWithdrawn,
}

/** What a plan rests on stays once it is out of the performance office's hands; what the city added later is allotted. */
const whileDrafting: Rule<Allotted> = {
  code: 'plan_not_drafting',
  message: () => ({
    zh: '年度方案已不在编制中，不能再改指标分解。',
    en: 'The plan is no longer being drafted, so its indicators cannot be allotted anew.',
  }),
  holds: ({ isDrafting, isAllotted }) => isDrafting || !isAllotted,
}
export const allotmentRules: readonly Rule<Allotted>[] = [notWithdrawn, whileDrafting]

type Revised = {
  readonly planState: PlanState | null
  /** The performance year is closed. */
  readonly isClosed: boolean
  /** Rows that are added, changed, restored or withdrawn. */
  readonly changes: number
  /** Rows with an item that would be withdrawn and of which nobody said so. */
  readonly unconfirmed: readonly { readonly number: number; readonly name: string; readonly itemCode: string | null }[]
}

const notBeforeTheGroup: Rule<Revised> = {
  code: 'plan_before_group',
  message: ({ planState }) => {
    const state = planStates[planState ?? 'underReview']
    return {
      zh: `年度方案现为“${state.zh}”：${planState === 'decided' ? '请先印发' : '请先由领导小组退回'}，再导入变更后的指标。`,
      en: `The plan is “${state.en}”: ${planState === 'decided' ? 'issue it first' : 'the leading group returns it first'}, then import what the city changed.`,
    }
  },
  holds: ({ planState }) => planState !== 'underReview' && planState !== 'decided',
}

const yearNotClosed: Rule<Revised> = {
  code: 'year_closed',
  message: () => ({ zh: '该年度已结束，不能再导入变更。', en: 'The year is closed: nothing can be changed in it.' }),
  holds: ({ isClosed }) => !isClosed,
}

const somethingChanged: Rule<Revised> = {
  code: 'nothing_changed',
  message: () => ({
    zh: '与现有的市级指标没有不同，不必导入。',
    en: 'The table says what the office has already: there is nothing to import.',
  }),
  holds: ({ changes }) => changes > 0,
}

const nothingDroppedInSilence: Rule<Revised> = {
  code: 'rows_with_items',
  message: ({ unconfirmed }) => {
    const { zh, en } = joinTexts(
      unconfirmed.map(({ number, name, itemCode }) => ({
        zh: `第${number}项“${name}”（${itemCode}）`,
        en: `${number}, “${name}” (${itemCode})`,
      })),
      '、',
      '; ',
    )
    return {
      zh: `新表没有以下指标，而方案中已有事项：${zh}。请逐项确认标为“市里已撤销”；事项保留，由核对提示。`,
      en: `The new table lacks indicators that items rest on: ${en}. Confirm that each is marked as withdrawn by the city; the items stay, and the check points to them.`,
    }
  },
  holds: ({ unconfirmed }) => unconfirmed.length === 0,
}
export const revisionRules: readonly Rule<Revised>[] = [
  yearNotClosed,
  notBeforeTheGroup,
  somethingChanged,
  nothingDroppedInSilence,
]

export type SendingState = PlanState | 'none'
export type Sending = {
  /** That of the office's plan; none where it is not begun. */
  readonly state: SendingState
  /** How often it was recorded before. */
  readonly sent: number
  readonly note: string
}

const onceIssued: Rule<Sending> = {
  code: 'plan_not_issued',
  message: () => ({ zh: '年度方案印发后才能报送市绩效办。', en: 'The plan goes to the city once it is issued.' }),
  holds: ({ state }) => state === 'issued',
}
const laterOneIsExplained: Rule<Sending> = {
  code: 'note_missing',
  message: () => ({
    zh: '已经登记过报送：再次报送或更正须写明原因。',
    en: 'It is recorded already: say why it was sent again, or what is corrected.',
  }),
  holds: ({ sent, note }) => sent === 0 || note.length >= 2,
}
/** The office's plan goes to the city (city procedure rule, Art. 6), and again with a word why. */
export const sending: Transition<SendingState, Sending> = {
  label: { zh: '登记报送市绩效办', en: 'Record that the plan went to the city' },
  from: ['none', 'drafting', 'consulting', 'underReview', 'decided', 'issued'],
  to: 'issued',
  basis: 'plan.sendToCity',
  requires: [allotter, onceIssued, laterOneIsExplained],
}

/** Rows nobody has taken yet, of those the city still has. */
export const isOpenRow = (row: {
  readonly withdrawnOn: string | null
  readonly responsibleDivisionId: string | null
  readonly notApplicableReason: string | null
}): boolean => row.withdrawnOn === null && row.responsibleDivisionId === null && row.notApplicableReason === null

type Row = {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly level1: string
  readonly frequency: Frequency | null
  readonly weights: Readonly<Record<OfficeClass, Decimal | null>>
  readonly responsibleDivisionId: string | null
  readonly coordinatingDivisionId: string | null
}
type Named = { readonly id: string; readonly name: { readonly zh: string; readonly en: string } }
type Prefill = {
  readonly year: number
  readonly officeClass: OfficeClass
  /** The rule pack's dimensions; the one named like the first level is taken. */
  readonly dimensions: Readonly<Record<string, { readonly zh: string }>>
  /** Collecting units known to the office, and how the city's table names those of this row. */
  readonly units: readonly Named[]
  readonly collectingUnits: string
}

/** An item begun from a row of the city's table: enter once what the city has said already. */
export function contentOfRow(
  row: Row,
  { year, officeClass, dimensions, units, collectingUnits }: Prefill,
): ItemContent {
  const keys = Object.keys(dimensions)
  const unit = units.find(({ name }) => collectingUnits.includes(name.zh))
  return {
    ...emptyContent(year),
    code: `SZ-${year}-${String(row.number).padStart(2, '0')}`,
    title: shortName(row.name),
    kind: 'municipalIndicator',
    dimension: keys.find((key) => dimensions[key]?.zh === row.level1) ?? keys[0] ?? '',
    responsibleDivisionId: row.responsibleDivisionId,
    coordinatingDivisionId: row.coordinatingDivisionId,
    municipalIndicatorId: row.id,
    binding: true,
    weight: row.weights[officeClass] ?? null,
    indicators: [
      {
        name: shortName(row.name),
        unit: '%',
        decimals: 1,
        frequency: row.frequency ?? 'year',
        definition: '',
        collectingUnitId: unit?.id ?? null,
        delivery: 'citySystem',
        evidenceNeeded: false,
        target: null,
        feed: null,
        divisionId: null,
      },
    ],
  }
}

/** As much of a name as a title holds, without cutting a character in two. */
const shortName = (name: string): string =>
  [...name]
    .slice(0, 80)
    .join('')
    .slice(0, 80)
    .replace(/[\ud800-\udbff]$/, '')
