import { Link } from 'react-router'
import { type Stage, stageNames, stages } from '#domain/collection/duty.ts'
import { type DataState, dataStateKinds, dataStateNames } from '#domain/collection/dutyStates.ts'
import type { Tally } from '#domain/collection/dutyViews.api.ts'
import { stageSentences, stateSentences } from '#domain/collection/stateSentences.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import { DataGlyph, DataStateTag, StageGlyph, StageTag } from '#web/kernel/StatusTags.tsx'
import { type Listed, listTo } from './dutyAddress.ts'

/** The stages in which something still has to be done, in the order in which a reader looks for them. */
const stagesOf = ({ stages: counts }: Tally): Stage[] => stageNames.filter((stage) => (counts[stage] ?? 0) > 0)
const statesOf = ({ states: counts }: Tally): DataState[] => dataStateKinds.filter((state) => (counts[state] ?? 0) > 0)

const counted = ({ zh, en }: Text, count: number): Text => ({ zh: `${zh}${count}`, en: `${count} ${en.toLowerCase()}` })

/** "9项：已接收5，待填报4；未报2" */
export function tallyText(tally: Tally): Text {
  const lies = joinTexts(
    stagesOf(tally).map((stage) => counted(stages[stage], tally.stages[stage] ?? 0)),
    '，',
    ', ',
  )
  const are = joinTexts(
    statesOf(tally).map((state) => counted(dataStateNames[state], tally.states[state] ?? 0)),
    '，',
    ', ',
  )
  return {
    zh: `${tally.total}项：${[lies.zh, are.zh].filter(Boolean).join('；')}`,
    en: `${tally.total}: ${[lies.en, are.en].filter(Boolean).join('; ')}`,
  }
}

/** Glyphs with their numbers for a dense cell, whose accessible name says the words. */
export function TallyMarks({ tally }: { readonly tally: Tally }) {
  return (
    <span className="tally" aria-hidden="true">
      {stagesOf(tally).map((stage) => (
        <span key={stage}>
          {stage === 'upcoming' ? <span className="dot">·</span> : <StageGlyph stage={stage} />}
          {tally.stages[stage]}
        </span>
      ))}
      {statesOf(tally).map((state) => (
        <span key={state}>
          <DataGlyph state={state} />
          {tally.states[state]}
        </span>
      ))}
    </span>
  )
}

/** Every state with its number, its sentence and the list that the number counts. */
export function TallyLinks({ tally, listed }: { readonly tally: Tally; readonly listed: Listed }) {
  const text = useText()
  return (
    <ul className="tally-links">
      {stagesOf(tally).map((stage) => (
        <li key={stage}>
          <Link to={listTo({ ...listed, stage })}>
            <StageTag stage={stage} label={stages[stage]} />
            <b>{tally.stages[stage]}</b>
          </Link>
          <small className="sub">{text(stageSentences[stage])}</small>
        </li>
      ))}
      {statesOf(tally).map((state) => (
        <li key={state}>
          <Link to={listTo({ ...listed, dataState: state })}>
            <DataStateTag state={state} />
            <b>{tally.states[state]}</b>
          </Link>
          <small className="sub">{text(stateSentences[state])}</small>
        </li>
      ))}
    </ul>
  )
}
