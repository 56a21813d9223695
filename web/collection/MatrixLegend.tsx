import { type Stage, stageNames, stages } from '#domain/collection/duty.ts'
import { type DataState, dataStateKinds } from '#domain/collection/dutyStates.ts'
import type { Text } from '#domain/kernel/text.ts'
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
              {text(meanings[state])}
            </span>
          ))}
        </p>
      </div>
    </section>
  )
}

const meanings: Record<DataState, Text> = {
  nil: { zh: '零报告，没有发生', en: 'nil return: nothing occurred' },
  zero: { zh: '数值为零', en: 'the value is zero' },
  missing: { zh: '应报未报', en: 'due and missing' },
  late: { zh: '逾期才报', en: 'came late' },
  corrected: { zh: '签字后更正', en: 'corrected after signing' },
}
