import type { Light } from '#domain/kernel/light.ts'
import { judgementStates, type Verdict, verdicts } from '#domain/progress/judgement.ts'
import type { PhaseJudgement, PhaseProgress } from '#domain/progress/progress.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { LightTag, StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'

const lightOfVerdict: Record<Verdict, Light> = { met: 'blue', partly: 'yellow', notMet: 'red' }

export const VerdictTag = ({ verdict }: { readonly verdict: Verdict }) => (
  <LightTag light={lightOfVerdict[verdict]} label={verdicts[verdict]} />
)

/** Where a phase stands in one line: judged so, waiting to be judged, running with its percents, not begun. */
export function PhaseState({ phase, judgement }: { phase: PhaseProgress; judgement: PhaseJudgement | undefined }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const waits = judgement?.state === 'claimed' || judgement?.state === 'underReview'
  const { verdict, percent, planned } = phase
  return (
    <>
      {verdict && <VerdictTag verdict={verdict} />}
      {waits && <StageTag stage="submitted" label={judgementStates[judgement.state]} />}
      {!verdict && !waits && (
        <span className="mid">
          {text(
            phase.startsOn > today
              ? { zh: '未开始', en: 'Not begun' }
              : phase.isReached
                ? { zh: '已报告达到', en: 'Reported as reached' }
                : percent === null
                  ? { zh: '进行中', en: 'Running' }
                  : { zh: `进行中${percent}%，计划${planned}%`, en: `${percent}%, planned ${planned}%` },
          )}
        </span>
      )}
      {judgement?.state === 'judged' && judgement.reviewUntil && verdict !== 'met' && (
        <span className="sub phase-of">
          {text({
            zh: `${format.day(judgement.reviewUntil)}前可申请复核`,
            en: `A review may be asked for until ${format.day(judgement.reviewUntil)}`,
          })}
        </span>
      )}
    </>
  )
}
