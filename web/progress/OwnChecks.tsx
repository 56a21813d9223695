import { useState } from 'react'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { ItemProgress, OwnCheck } from '#domain/progress/progress.api.ts'
import { completeMeasure } from '#domain/progress/progressActs.api.ts'
import { measureRules } from '#domain/progress/report.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { MeasureDialog } from './CheckDialog.tsx'

type Props = { readonly progress: ItemProgress }

/** What the divisions found in their own checks (Art. 9), and whether their measures are done. */
export function OwnChecks({ progress }: Props) {
  const text = useText()
  const { checks } = progress
  return (
    <Panel
      id="checks"
      title={{ zh: '责任处自查', en: 'Own checks' }}
      note={text({ zh: `${checks.length}次`, en: `${checks.length}` })}
    >
      <ul className="progress-log">
        {checks.map((check) => (
          <Check key={check.id} {...{ check, progress }} />
        ))}
      </ul>
    </Panel>
  )
}

function Check({ check, progress }: Props & { readonly check: OwnCheck }) {
  const text = useText()
  const format = useFormat()
  const { checkedOn, finding, measure, division, madeBy } = check
  return (
    <li>
      <p className="progress-head">
        <b>{format.day(checkedOn)}</b>
        <span className="sub">
          {text(division.name)}　{madeBy.name}
        </span>
      </p>
      <p lang="zh">{finding}</p>
      {measure && <Measure {...{ check, progress }} />}
    </li>
  )
}

function Measure({ check, progress }: Props & { readonly check: OwnCheck }) {
  const text = useText()
  const format = useFormat()
  const context = useContextOfRules()
  const [isAsking, setIsAsking] = useState(false)
  const { id, measure, untilOn, done, ownerId } = check
  const facts = { divisionId: ownerId, isInForce: progress.isInForce, hasMeasure: true, isDone: done !== null }
  const mayComplete = !refusalOfRules(measureRules, completeMeasure.basis, facts, context)
  return (
    <>
      <p>
        <span className="sub">{text({ zh: '措施', en: 'Measure' })}</span> <span lang="zh">{measure}</span>
        {untilOn && (
          <span className="sub">
            {text({ zh: `，${format.day(untilOn)}前`, en: `, until ${format.day(untilOn)}` })}
          </span>
        )}
      </p>
      {done && (
        <p>
          <span className="sub">{text({ zh: '完成情况', en: 'Done' })}</span> <span lang="zh">{done.words}</span>
          <span className="sub">
            　{done.by.name}　{format.instant(done.at)}
          </span>
        </p>
      )}
      {mayComplete && (
        <p className="row-of-actions">
          <ActionButton id={`act-measure-${id}`} endpoint={completeMeasure} asks onClick={() => setIsAsking(true)} />
        </p>
      )}
      {isAsking && <MeasureDialog check={check} onClose={() => setIsAsking(false)} />}
    </>
  )
}
