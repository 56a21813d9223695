import { useState } from 'react'
import { isOneOf, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import {
  type Amendment,
  applyAmendment,
  approveAmendment,
  returnAmendment,
  submitAmendment,
  withdrawAmendment,
} from '#domain/plan/amendment.api.ts'
import { amendmentStates, amendmentTransition } from '#domain/plan/amendment.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Props = { readonly amendment: Amendment }

/** What this post does next with it. */
export function AmendmentActs({ amendment }: Props) {
  const context = useContextOfRules()
  const toast = useToast()
  const { id, version, digest, state, route } = amendment
  const { actor } = context
  const submit = useAct(submitAmendment, { id }, { onDone: () => toast({ zh: '已提请审核', en: 'Submitted' }) })
  const approve = useAct(approveAmendment, { id }, { onDone: () => toast({ zh: '已审核同意', en: 'Approved' }) })
  const apply = useAct(applyAmendment, { id }, { onDone: () => toast({ zh: '已纳入方案', en: 'In the plan' }) })
  const asked = { facts: amendment, states: amendmentStates, reason: 'below', kind: 'primary' } as const
  const isOfSide =
    refusalOf(amendmentTransition('edit', route), { ...amendment, state: 'drafted' }, context) === undefined
  const isLeader = isOneOf(actor.post, officeLeaders)
  const error = submit.error ?? approve.error ?? apply.error
  const goesIn = state === 'approved' || (state === 'drafted' && route === 'persons')
  return (
    <>
      {isOfSide && state !== 'applied' && state !== 'withdrawn' && <Reasoned amendment={amendment} action="withdraw" />}
      {isLeader && state === 'proposed' && <Reasoned amendment={amendment} action="return" />}
      {isOfSide && state === 'drafted' && route !== 'persons' && (
        <ActionButton
          id="act-submit"
          transition={amendmentTransition('submit', route)}
          {...asked}
          loading={submit.isPending}
          onClick={() => submit.mutate({ version })}
        />
      )}
      {isLeader && state === 'proposed' && (
        <ActionButton
          id="act-approve"
          transition={amendmentTransition('approve', route)}
          {...asked}
          loading={approve.isPending}
          onClick={() => approve.mutate({ version, digest })}
        />
      )}
      {isOneOf(actor.post, performanceOffice) && goesIn && (
        <ActionButton
          id="act-apply"
          transition={amendmentTransition('apply', route)}
          {...asked}
          loading={apply.isPending}
          onClick={() => apply.mutate({ version })}
        />
      )}
      {error && <ErrorState error={error} />}
    </>
  )
}

function Reasoned({ amendment, action }: Props & { action: 'return' | 'withdraw' }) {
  const toast = useToast()
  const [isOpen, setIsOpen] = useState(false)
  const onDone = () => {
    setIsOpen(false)
    toast({ zh: '已办理', en: 'Done' })
  }
  const acts = {
    return: useAct(returnAmendment, { id: amendment.id }, { onDone }),
    withdraw: useAct(withdrawAmendment, { id: amendment.id }, { onDone }),
  }
  const act = acts[action]
  const transition = amendmentTransition(action, amendment.route)
  return (
    <>
      <ActionButton
        transition={transition}
        facts={amendment}
        states={amendmentStates}
        reason="below"
        asks
        onClick={() => setIsOpen(true)}
      />
      <ReasonDialog
        title={{ zh: `${transition.label.zh}：${amendment.title}`, en: `${transition.label.en}: ${amendment.title}` }}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        label={transition.label}
        basis={transition.basis}
        loading={act.isPending}
        error={act.error}
        onSubmit={(reason) => act.mutate({ version: amendment.version, reason })}
      />
    </>
  )
}
