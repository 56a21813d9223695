import { type Stage, stageNames, stages } from '#domain/collection/duty.ts'
import { dataStateKinds, dataStateNames } from '#domain/collection/dutyStates.ts'
import { stageSentences, stateSentences } from '#domain/collection/stateSentences.ts'
import { useText } from '#web/kernel/language.tsx'
import { DataGlyph, StageTag } from '#web/kernel/StatusTags.tsx'

/** What the glyphs of the cells mean, in the very glyphs. */
export function MatrixLegend() {
  const text = useText()
  return (
    <section className="panel matrix-legend" aria-label={text({ zh: '图例', en: 'Legend' })}>
      <div>
        <h2>{text({ zh: '办理环节', en: 'Stage' })}</h2>
        <p>
          {stageNames.map((stage: Stage) => (
            <StageTag key={stage} stage={stage} label={stages[stage]} />
          ))}
        </p>
      </div>
      <div>
        <h2>{text({ zh: '数据状态', en: 'Data' })}</h2>
        <p>
          {dataStateKinds.map((state) => (
            <span key={state} className="legend-state">
              {state === 'zero' ? <span className="value-zero">0.0</span> : <DataGlyph state={state} />}
              {text(dataStateNames[state])}
            </span>
          ))}
        </p>
      </div>
      <StateSentences />
    </section>
  )
}

/** Each word of the legend in a sentence: what it says and how it is reckoned. */
export function StateSentences() {
  const text = useText()
  return (
    <details className="state-sentences">
      <summary>{text({ zh: '各状态怎样算出', en: 'How each is reckoned' })}</summary>
      <dl>
        {stageNames.map((stage: Stage) => (
          <div key={stage}>
            <dt>{text(stages[stage])}</dt>
            <dd>{text(stageSentences[stage])}</dd>
          </div>
        ))}
        {dataStateKinds.map((state) => (
          <div key={state}>
            <dt>{text(dataStateNames[state])}</dt>
            <dd>{text(stateSentences[state])}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
