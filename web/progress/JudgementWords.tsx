import type { Text } from '#domain/kernel/text.ts'
import { judgementStates } from '#domain/progress/judgement.ts'
import type { ItemProgress, PhaseJudgement } from '#domain/progress/progress.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { VerdictTag } from './VerdictTag.tsx'

const acts = [
  ['claim', { zh: '申请', en: 'Claimed' }],
  ['judgement', { zh: '认定', en: 'Judged' }],
  ['request', { zh: '申请复核', en: 'Review asked for' }],
  ['review', { zh: '复核', en: 'Reviewed' }],
] as const satisfies readonly (readonly [keyof PhaseJudgement, Text])[]

/** Every claim with what was said of it, folded away below the table. */
export function JudgementWords({ progress }: { readonly progress: ItemProgress }) {
  const text = useText()
  const format = useFormat()
  const { judgements, phases } = progress
  const nameOf = ({ phaseId, phaseThen }: PhaseJudgement) => {
    const phase = phases.find(({ id }) => id === phaseId)
    return phase ? text({ zh: `第${phase.number}阶段`, en: `Phase ${phase.number}` }) : (phaseThen?.title ?? '')
  }
  return (
    <details className="judgement-words">
      <summary>
        {text({ zh: `认定经过（${judgements.length}次）`, en: `How it was judged (${judgements.length})` })}
      </summary>
      <ul className="progress-log">
        {judgements.map((one) => (
          <li key={one.id}>
            <p className="progress-head">
              <b>{nameOf(one)}</b>
              <span className="sub">
                {text(judgementStates[one.state])}
                {!one.claim && text({ zh: '　责任处未申请认定', en: ', not claimed by its division' })}
              </span>
            </p>
            {acts.map(([key, name]) => {
              const act = one[key]
              return (
                act && (
                  <p key={key}>
                    <span className="sub">
                      {text(name)}　{act.by.name}　{format.instant(act.at)}
                    </span>{' '}
                    {act.verdict && <VerdictTag verdict={act.verdict} />} <span lang="zh">{act.words}</span>
                  </p>
                )
              )
            })}
          </li>
        ))}
      </ul>
    </details>
  )
}
