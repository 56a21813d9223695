import { Input, Radio } from 'antd'
import type { ItemPage } from '#domain/plan/item.api.ts'
import {
  type JudgementAction,
  judgementTransitions,
  type Verdict,
  verdictNames,
  verdicts,
} from '#domain/progress/judgement.ts'
import {
  askReview,
  claimPhase,
  decideReview,
  judgePhase,
  type PhaseJudgement,
  type PhaseProgress,
  takeBackClaim,
} from '#domain/progress/progress.api.ts'
import { judgeUnclaimed } from '#domain/progress/progressActs.api.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Props = { readonly facts: ItemPage; readonly phase: PhaseProgress; readonly onClose: () => void }
type OfJudgement = Props & { readonly judgement: PhaseJudgement }

const named = ({ number, title }: PhaseProgress) => ({
  zh: `第${number}阶段　${title}`,
  en: `phase ${number}　${title}`,
})

/** The head of the division says that a phase is finished. */
export function ClaimDialog({ facts, phase, version, onClose }: Props & { readonly version: number }) {
  const name = named(phase)
  return (
    <FormDialog<typeof claimPhase, { words?: string }>
      endpoint={claimPhase}
      address={{ id: facts.item.id }}
      title={{ zh: `申请认定：${name.zh}`, en: `Claim ${name.en}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ words = '' }) => ({ version, phaseId: phase.id, words })}
      done={{ zh: '已申请，认定方已收到待办', en: 'Claimed: whoever judges it has it to do' }}
    >
      <Criterion phase={phase} />
      <FormItem
        name="words"
        label={{ zh: '说明', en: 'Words' }}
        schema={claimPhase.body.shape.words}
        hint={{ zh: '进度报告已写明的不必重复。', en: 'What the reports say need not be said again.' }}
      >
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

function Criterion({ phase, judgement }: { readonly phase: PhaseProgress; readonly judgement?: PhaseJudgement }) {
  const then = judgement?.phaseThen?.criterion
  const isChanged = then !== undefined && then !== phase.criterion
  const facts = [
    { name: { zh: '书面标准', en: 'Written criterion' }, value: <span lang="zh">{phase.criterion || '–'}</span> },
    ...(isChanged
      ? [{ name: { zh: '申请时的标准', en: 'Criterion when claimed' }, value: <span lang="zh">{then}</span> }]
      : []),
    ...(judgement?.claim?.words
      ? [{ name: { zh: '责任处说明', en: 'The division says' }, value: judgement.claim.words }]
      : []),
    ...(judgement?.judgement
      ? [{ name: { zh: '认定理由', en: 'Why so judged' }, value: judgement.judgement.words }]
      : []),
    ...(judgement?.request ? [{ name: { zh: '复核理由', en: 'Why a review' }, value: judgement.request.words }] : []),
  ]
  return <Facts facts={facts} />
}

/** Judged, or reviewed, with the written criterion beside it; the reason is never left out. */
export function VerdictDialog({
  phase,
  judgement,
  action,
  onClose,
}: OfJudgement & { readonly action: 'judge' | 'decide' }) {
  const text = useText()
  const endpoint = action === 'judge' ? judgePhase : decideReview
  const { label } = judgementTransitions[action]
  const name = named(phase)
  return (
    <FormDialog<typeof judgePhase, { verdict: Verdict; reason: string }>
      endpoint={endpoint}
      address={{ id: judgement.id }}
      title={{ zh: `${label.zh}：${name.zh}`, en: `${label.en}: ${name.en}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ verdict, reason }) => ({ version: judgement.version, verdict, reason })}
      done={{ zh: '已记录，责任处可见', en: 'Recorded; its division sees it' }}
    >
      <Criterion {...{ phase, judgement }} />
      <FormItem name="verdict" label={{ zh: '认定', en: 'Judgement' }} schema={judgePhase.body.shape.verdict}>
        <Radio.Group options={verdictNames.map((value) => ({ value, label: text(verdicts[value]) }))} />
      </FormItem>
      <FormItem name="reason" label={{ zh: '理由', en: 'Reason' }} schema={judgePhase.body.shape.reason}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

const reachedUnclaimed = {
  zh: '责任处已报告达到，但没有申请认定；可先请其申请。',
  en: 'Its division reported it as reached and did not claim it; you may ask for the claim first.',
}

/** Its division let the days for a claim pass: the phase is judged as not met, against the same criterion. */
export function UnclaimedDialog({ facts, phase, version, onClose }: Props & { readonly version: number }) {
  const name = named(phase)
  return (
    <FormDialog<typeof judgeUnclaimed, { reason: string }>
      endpoint={judgeUnclaimed}
      address={{ id: facts.item.id }}
      title={{ zh: `认定为未达到：${name.zh}`, en: `Judge as not met: ${name.en}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ reason }) => ({ version, phaseId: phase.id, reason })}
      done={{ zh: '已记录，责任处可申请复核', en: 'Recorded; its division may ask for a review' }}
    >
      <Criterion phase={phase} />
      <FormItem
        name="reason"
        label={{ zh: '理由', en: 'Reason' }}
        schema={judgeUnclaimed.body.shape.reason}
        {...(phase.isReached ? { hint: reachedUnclaimed } : {})}
      >
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

/** A reason is asked before a claim is taken back, or a review asked for. */
export function WithReason({
  phase,
  judgement,
  action,
  onClose,
}: OfJudgement & { readonly action: 'takeBack' | 'askReview' }) {
  const toast = useToast()
  const { label, basis } = judgementTransitions[action as JudgementAction]
  const name = named(phase)
  const act = useAct(
    action === 'takeBack' ? takeBackClaim : askReview,
    { id: judgement.id },
    {
      onDone: () => {
        toast(label)
        onClose()
      },
    },
  )
  return (
    <ReasonDialog
      title={{ zh: `${label.zh}：${name.zh}`, en: `${label.en}: ${name.en}` }}
      isOpen
      onClose={onClose}
      {...{ label, basis }}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: judgement.version, reason })}
    />
  )
}
