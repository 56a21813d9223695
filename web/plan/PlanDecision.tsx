import { useId, useState } from 'react'
import { decidePlan, type Plan } from '#domain/plan/plan.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { postName } from '#domain/session/postName.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { LimitedTextArea } from '#web/kernel/LimitedText.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { SignDialog } from '#web/kernel/SignDialog.tsx'
import { useCitation, useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useDialog } from '#web/kernel/useDialog.ts'
import { Decided } from './Decided.tsx'
import { shortDigest } from './PlanFacts.tsx'
import { factsOf } from './planFacts.ts'
import { ReturnPlan } from './ReturnPlan.tsx'
import { AmendedMeanwhile } from './Revised.tsx'

/**
 * The decision on exactly the version that is on the screen: its number and digest go with it. It is kept while the
 * page is open, so that a newer version is refused as stale instead of being decided unread.
 */
export function PlanDecision({ plan }: { plan: Plan }) {
  const text = useText()
  const format = useFormat()
  const { actor, post } = useSession()
  const [read, setRead] = useState(() => ({ version: plan.version, latest: plan.latest }))
  const isNewer = read.latest?.digest !== plan.latest?.digest
  if (!read.latest) return null
  const { number, digest, madeAt, madeBy } = read.latest
  const at = format.instant(madeAt)
  return (
    <Panel title={{ zh: '领导小组审定', en: 'Decision of the leading group' }}>
      <p className="note key">
        <b>
          {text({ zh: `待审定的是第${number}版，${at}冻结。`, en: `To be decided: version ${number}, frozen ${at}.` })}
        </b>{' '}
        <span className="nw">
          {text({ zh: '内容摘要', en: 'Digest' })} <span className="digest">{shortDigest(digest)}</span>
        </span>
        <br />
        <span className="sub">{text({ zh: `提请人：${madeBy.name}`, en: `Submitted by ${madeBy.name}` })}</span>
      </p>
      {isNewer && (
        <div className="note warning">
          <p>
            {text({
              zh: `您阅看的是第${number}版，现已有第${plan.latest?.number}版（摘要${shortDigest(plan.latest?.digest ?? '')}）。`,
              en: `You read version ${number}; version ${plan.latest?.number} exists now (digest ${shortDigest(plan.latest?.digest ?? '')}).`,
            })}
          </p>
          <ButtonFace kind="normal" onClick={() => setRead({ version: plan.version, latest: plan.latest })}>
            {text({ zh: '重新阅看', en: 'Read it anew' })}
          </ButtonFace>
        </div>
      )}
      <AmendedMeanwhile plan={plan} isShort />
      <p className="decider">
        {actor.name}，{text(postName(post))}
      </p>
      <Decide {...{ plan, number, digest }} version={read.version} />
    </Panel>
  )
}

type Read = {
  readonly plan: Plan
  readonly version: number
  readonly number: number
  readonly digest: string
}

function Decide({ plan, version, number, digest }: Read) {
  const text = useText()
  const toast = useToast()
  const id = useId()
  const { actor } = useSession()
  const cited = useCitation()(planTransitions.issue.basis)
  const [minutes, setMinutes] = useState('')
  const [isReturned, setIsReturned] = useState(false)
  const params = { id: plan.id }
  const signing = useDialog()
  const onDone = () => {
    signing.close()
    toast({ zh: '已审定', en: 'Decided' })
  }
  const decide = useAct(decidePlan, params, { onDone })
  const asked = { facts: factsOf(plan), states: planStates, reason: 'below' } as const
  const label = { zh: `审定第${number}版`, en: `Decide on version ${number}` }
  const isDecider =
    actor.post === 'leadingGroup.head' || (actor.post === 'leadingGroup.deputy' && actor.id === plan.entrustedTo)
  return (
    <>
      {isDecider && (
        <>
          <label htmlFor={id}>
            {text({ zh: '审定意见（会议审定的写明纪要，可不填）', en: 'Note (optional; of a meeting, its minutes)' })}
          </label>
          <LimitedTextArea
            id={id}
            value={minutes}
            limit={500}
            rows={2}
            onChange={(event) => setMinutes(event.target.value)}
          />
        </>
      )}
      <p className="row-of-actions decide-actions">
        <ActionButton
          id="act-decide"
          kind="primary"
          transition={planTransitions.decide}
          {...asked}
          label={label}
          asks
          onClick={signing.open}
        />
        {isDecider && (
          <ActionButton transition={planTransitions.return} {...asked} asks onClick={() => setIsReturned(true)} />
        )}
      </p>
      <p className="sub">
        {text({
          zh: `审定后由办绩效办编号印发，责任处和协调处即行确定（${cited.zh}）。`,
          en: `Once decided it is numbered and issued by the performance office; its divisions are then bound (${cited.en}).`,
        })}
      </p>
      <SignDialog
        title={{ zh: `审定${plan.title}`, en: `Decide on ${plan.title}` }}
        isOpen={signing.isOpen}
        onClose={signing.close}
        intro={text({
          zh: `您将审定第${number}版。审定后由办绩效办编号印发，不能收回。`,
          en: `You are about to decide on version ${number}. It is then numbered and issued, and cannot be taken back.`,
        })}
        values={<Decided {...{ plan, number, minutes }} />}
        {...{ digest, label }}
        basis={planTransitions.decide.basis}
        loading={decide.isPending}
        error={decide.error}
        onSign={() => decide.mutate({ version, number, digest, minutes })}
      />
      <ReturnPlan {...{ plan, version, number }} isOpen={isReturned} onClose={() => setIsReturned(false)} />
    </>
  )
}
