import type { Plan } from '#domain/plan/plan.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { withdrawRevision } from '#domain/plan/revision.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useDialog } from '#web/kernel/useDialog.ts'
import { factsOf } from './planFacts.ts'

/** Ends a revision that is not to go on. */
export function WithdrawRevision({ plan }: { plan: Plan }) {
  const dialog = useDialog()
  const toast = useToast()
  const done = () => {
    dialog.close()
    toast({ zh: '已撤回调整', en: 'Withdrawn' })
  }
  const withdraw = useAct(withdrawRevision, { id: plan.id }, { onDone: done })
  const { label, basis } = planTransitions.withdraw
  return (
    <>
      <ActionButton
        transition={planTransitions.withdraw}
        facts={factsOf(plan)}
        states={planStates}
        reason="elsewhere"
        asks
        onClick={dialog.open}
      />
      <ReasonDialog
        title={{ zh: `撤回${plan.title}`, en: `Withdraw: ${plan.title}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        {...{ label, basis }}
        loading={withdraw.isPending}
        error={withdraw.error}
        onSubmit={(reason) => withdraw.mutate({ version: plan.version, reason })}
      />
    </>
  )
}
