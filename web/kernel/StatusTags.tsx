import { type Light, lights } from '#domain/kernel/light.ts'
import type { RulePack } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import { Icon } from './Icon.tsx'
import { useText } from './language.tsx'
import { useSession } from './session.tsx'

/** Where a thing lies. The glyph's thick edge shows who has it; colour only repeats that. */
export const stages = {
  upcoming: { glyph: { zh: '·', en: '·' }, name: { zh: '未到期', en: 'Not yet open' } },
  open: { glyph: { zh: '待', en: 'O' }, name: { zh: '待填报', en: 'To be reported' } },
  offered: { glyph: { zh: '提', en: '…' }, name: { zh: '待签字', en: 'To be signed' } },
  submitted: { glyph: { zh: '签', en: 'S' }, name: { zh: '已签字', en: 'Signed' } },
  returned: { glyph: { zh: '退', en: '↩' }, name: { zh: '已退回', en: 'Returned' } },
  accepted: { glyph: { zh: '收', en: 'A' }, name: { zh: '已接收', en: 'Accepted' } },
  reported: { glyph: { zh: '报', en: '↗' }, name: { zh: '已报送', en: 'Sent on' } },
  acknowledged: { glyph: { zh: '执', en: '✓' }, name: { zh: '已回执', en: 'Acknowledged' } },
  withdrawn: { glyph: { zh: '消', en: '–' }, name: { zh: '已取消', en: 'Withdrawn' } },
} as const satisfies Record<string, { glyph: Text; name: Text }>
export type Stage = keyof typeof stages

/** The glyph alone, for a dense cell whose accessible name says the words. */
export function StageGlyph({ stage, glyph = stages[stage].glyph }: { stage: Stage; glyph?: Text }) {
  const text = useText()
  return (
    <span className={`stage-glyph stage-${stage}`} aria-hidden="true">
      {text(glyph)}
    </span>
  )
}

/** A thing's own word brings its own character: 印 before 已印发, not the 报 of the stage. */
export function glyphOf(stage: Stage, { zh }: Text): Text {
  const { glyph, name } = stages[stage]
  if (zh === name.zh || zh.includes(glyph.zh)) return glyph
  const [own] = zh.replace(/^(第\d+版|\d+年度)?[已待未]?/u, '')
  return own === undefined ? glyph : { zh: own, en: glyph.en }
}

/** Glyph and word; `label` where the thing has its own word for the stage: 编制中. */
export function StageTag({ stage, label }: { stage: Stage; label?: Text }) {
  const text = useText()
  return (
    <span
      className={`stage ${stage === 'acknowledged' || stage === 'upcoming' || stage === 'withdrawn' ? 'steps-back' : ''}`}
    >
      <StageGlyph stage={stage} {...(label ? { glyph: glyphOf(stage, label) } : {})} />
      {text(label ?? stages[stage].name)}
    </span>
  )
}

/** What the data are; independent of the stage and never merged with it. */
export const dataStates = {
  nil: { glyph: { zh: '无', en: '∅' }, name: { zh: '零报告', en: 'Nil return' } },
  zero: { glyph: { zh: '0', en: '0' }, name: { zh: '数值为零', en: 'Zero' } },
  missing: { glyph: { zh: '未', en: 'M' }, name: { zh: '未报', en: 'Missing' } },
  late: { glyph: { zh: '迟', en: 'L' }, name: { zh: '迟报', en: 'Late' } },
  corrected: { glyph: { zh: '更', en: 'C' }, name: { zh: '已更正', en: 'Corrected' } },
} as const satisfies Record<string, { glyph: Text; name: Text }>
export type DataState = keyof typeof dataStates

/** The mark in a cell, without words. */
export function DataGlyph({ state }: { state: DataState }) {
  const text = useText()
  return (
    <span className={`data-state data-${state} in-cell`} aria-hidden="true">
      {text(dataStates[state].glyph)}
    </span>
  )
}

const before: Record<DataState, 'refused' | 'clock' | 'triangle' | 'digit' | undefined> = {
  nil: 'refused',
  zero: 'digit',
  missing: undefined,
  late: 'clock',
  corrected: 'triangle',
}

/** The state as a tag; `label` says more: "迟报2个工作日", "已更正，第2版". */
export function DataStateTag({ state, label }: { state: DataState; label?: Text }) {
  const text = useText()
  const mark = before[state]
  return (
    <span className={`data-state data-${state}`}>
      {mark === 'digit' ? <span aria-hidden="true">0</span> : mark && <Icon name={mark} />}
      {text(label ?? dataStates[state].name)}
    </span>
  )
}

export { lights }

const lightShapes: Record<Light, { shape: string; inner?: string }> = {
  green: { shape: 'M1.5 9a7.5 7.5 0 1 0 15 0 7.5 7.5 0 1 0-15 0' },
  blue: {
    shape: 'M4.5 1.5h9a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-9a3 3 0 0 1-3-3v-9a3 3 0 0 1 3-3z',
    inner: 'M5 9.3l2.8 2.8L13.2 6.4',
  },
  yellow: { shape: 'M9 1.6 17 16H1z', inner: 'M9 6.6v4.2M9 13.2v.2' },
  red: {
    shape: 'M5.6 1h6.8L17 5.6v6.8L12.4 17H5.6L1 12.4V5.6z',
    inner: 'M6.2 6.2l5.6 5.6M11.8 6.2l-5.6 5.6',
  },
}

/** Disc, square with tick, triangle, octagon, with the word. `label` for what else is of that colour: 通过, 达到. */
export function LightTag({ light, label }: { light: Light; label?: Text }) {
  const text = useText()
  return (
    <span className={`light light-${light}`}>
      <LightShape light={light} />
      {text(label ?? lights[light])}
    </span>
  )
}

/** The shape alone, inside of a `light light-red`, whose accessible name says the word. */
export function LightShape({ light }: { light: Light }) {
  const { shape, inner } = lightShapes[light]
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true" strokeWidth="1.2" strokeLinejoin="round">
      <path d={shape} />
      {inner && <path className="inner" d={inner} />}
    </svg>
  )
}

export type CardKind = keyof RulePack['cards']
const cardGlyphs: Record<CardKind, string> = { earlyWarning: 'W', yellow: 'Y', red: 'R' }
const settledWord: Text = { zh: '，已解除', en: ', settled' }

type CardProps = { readonly card: CardKind; readonly isSettled?: boolean; readonly wordless?: boolean }

/** A card under the name the rule pack gives it. `wordless` in a cell whose accessible name says it. */
export function CardTag({ card, isSettled = false, wordless = false }: CardProps) {
  const text = useText()
  const name = useSession().pack.cards[card]
  return (
    <span className={`card-tag card-${card} ${isSettled ? 'settled' : ''}`}>
      <i aria-hidden="true">{text({ zh: name.zh.slice(0, 1), en: cardGlyphs[card] })}</i>
      {!wordless && text(name) + (isSettled ? text(settledWord) : '')}
    </span>
  )
}
