import { useState } from 'react'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import { lightSentence } from '#domain/progress/light.ts'
import { type ItemProgress, type PhaseProgress, reportProgress } from '#domain/progress/progress.api.ts'
import { recordOwnCheck } from '#domain/progress/progressActs.api.ts'
import { reportRules } from '#domain/progress/report.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Reason } from '#web/kernel/Reason.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { CheckDialog } from './CheckDialog.tsx'
import { ReportDialog } from './ReportDialog.tsx'
import { useOwnPhases, useProgress } from './useProgress.ts'

type Props = { readonly facts: ItemPage }

/** Beside the title: the light, and when the next report is due. */
export function LightChips({ facts }: Props) {
  const { data } = useProgress(facts)
  if (!data) return null
  const next = data.phases
    .flatMap((phase) => phase.next ?? [])
    .toSorted((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))[0]
  return (
    <>
      {data.light && <LightTag light={data.light.light} />}
      {next && (
        <DeadlineChip
          dueOn={next.dueOn}
          workingDaysLeft={next.workingDaysLeft}
          what={{ zh: '进度报告', en: 'Progress report ' }}
        />
      )}
    </>
  )
}

/** Under the title: the rule that gave the light, with the item's own figures. */
export function LightReason({ facts }: Props) {
  const text = useText()
  const { data } = useProgress(facts)
  if (!data?.light) return null
  return <Reason icon="rule">{text(lightSentence(data.light))}</Reason>
}

/** What a division does on the page of its item: report its progress, record an own check. */
export function ProgressActs({ facts }: Props) {
  const { data } = useProgress(facts)
  return data ? <Acts facts={facts} progress={data} /> : null
}

/** Phases of the own division that can be reported today. */
function useReportable(progress: ItemProgress): PhaseProgress[] {
  const context = useContextOfRules()
  return useOwnPhases(progress.phases).filter(({ division, startsOn, isBeingJudged, isMet }) => {
    const facts = { divisionId: division?.id ?? null, isInForce: progress.isInForce, startsOn, isMet }
    return !refusalOfRules(reportRules, reportProgress.basis, { ...facts, isClaimed: isBeingJudged }, context)
  })
}

function Acts({ facts, progress }: Props & { readonly progress: ItemProgress }) {
  const { actor } = useSession()
  const [asking, setAsking] = useState<'report' | 'check'>()
  const phases = useReportable(progress)
  const isOwn =
    isOneOf(actor.post, divisionPosts) && actor.divisionId !== null && progress.divisionIds.includes(actor.divisionId)
  if (!isOwn || !progress.isInForce) return null
  const close = () => setAsking(undefined)
  const isDue = phases.some(({ next }) => next?.isOver)
  return (
    <>
      {phases.length > 0 && (
        <ActionButton
          id="act-report"
          endpoint={reportProgress}
          kind={isDue ? 'primary' : 'normal'}
          asks
          onClick={() => setAsking('report')}
        />
      )}
      <ActionButton endpoint={recordOwnCheck} asks onClick={() => setAsking('check')} />
      {asking === 'report' && <ReportDialog {...{ facts, progress, phases }} onClose={close} />}
      {asking === 'check' && <CheckDialog {...{ facts, progress }} onClose={close} />}
    </>
  )
}
