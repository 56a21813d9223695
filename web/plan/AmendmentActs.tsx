import { useState } from 'react'
import { isOneOf, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import {
  type Amendment,
  applyAmendment,
  approveAmendment,
  returnAmendment,
  submitAmendment,
  withdrawAmendment,
} from '#domain/plan/amendment.api.ts'
import { amendmentStates, amendmentTransition } from '#domain/plan/amendment.ts'
import { sentenceOfAnswers } from '#domain/plan/amendmentOpinion.ts'
import { amendmentRoutes } from '#domain/plan/amendmentRoute.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { ApiError } from '#web/kernel/api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { OpinionFacts } from './AmendmentOpinions.tsx'
import { ChangeTable } from './ChangeTable.tsx'

type Props = { readonly amendment: Amendment }

/** What this post does next with it. */
export function AmendmentActs({ amendment }: Props) {
  const context = useContextOfRules()
  const toast = useToast()
  const { id, version, state, route } = amendment
  const { actor } = context
  const submit = useAct(submitAmendment, { id }, { onDone: () => toast({ zh: '已提请审核', en: 'Submitted' }) })
  const [approving, applying] = [useDialog(), useDialog()]
  const done = (dialog: typeof approving, words: Text) => () => {
    dialog.close()
    toast(words)
  }
  const approved = useAct(approveAmendment, { id }, { onDone: done(approving, { zh: '已审核同意', en: 'Approved' }) })
  const applied = useAct(applyAmendment, { id }, { onDone: done(applying, { zh: '已纳入方案', en: 'In the plan' }) })
  const approve = { ...approved, take: ({ version: of, digest }: Read) => approved.mutate({ version: of, digest }) }
  const apply = { ...applied, take: ({ version: of }: Read) => applied.mutate({ version: of }) }
  const asked = { facts: amendment, states: amendmentStates, reason: 'below', kind: 'primary' } as const
  const isOfSide =
    refusalOf(amendmentTransition('edit', route), { ...amendment, state: 'drafted' }, context) === undefined
  const isLeader = isOneOf(actor.post, officeLeaders)
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
          asks
          onClick={approving.open}
        />
      )}
      {isOneOf(actor.post, performanceOffice) && goesIn && (
        <ActionButton
          id="act-apply"
          transition={amendmentTransition('apply', route)}
          {...asked}
          asks
          onClick={applying.open}
        />
      )}
      {submit.error && <ErrorState error={submit.error} />}
      <Confirmed {...{ amendment }} action="approve" dialog={approving} act={approve} />
      <Confirmed {...{ amendment }} action="apply" dialog={applying} act={apply} />
    </>
  )
}

type Read = Pick<Amendment, 'version' | 'digest'>
type ConfirmedProps = Props & {
  readonly action: 'approve' | 'apply'
  readonly dialog: ReturnType<typeof useDialog>
  readonly act: { readonly isPending: boolean; readonly error: ApiError | null; readonly take: (read: Read) => void }
}

/** What the step decides on, before the eye: both texts, the reason, and what the divisions beside it say. */
function Confirmed({ amendment: now, action, dialog, act }: ConfirmedProps) {
  const text = useText()
  // the version on which the dialog was opened is the one that is approved
  const amendment = useAsOpened(now, dialog.isOpen)
  const { route, title, reason, changes, opinions, version, digest } = amendment
  const { label, basis } = amendmentTransition(action, route)
  const then =
    action === 'approve'
      ? { zh: '同意后由办绩效办纳入方案。', en: 'Once approved, the performance office puts it into the plan.' }
      : route === 'persons'
        ? { zh: '纳入后方案形成新的版本。', en: 'The plan gets a new version with it.' }
        : {
            zh: '纳入后方案形成新的版本，报送义务随之调整，并告知领导小组和有关处。',
            en: 'The plan gets a new version with it, duties follow, and the leading group and the divisions are told.',
          }
  return (
    <ConfirmDialog
      title={{ zh: `${label.zh}：${title}`, en: `${label.en}: ${title}` }}
      isOpen={dialog.isOpen}
      onClose={dialog.close}
      {...{ label, basis }}
      loading={act.isPending}
      error={act.error}
      onConfirm={() => act.take({ version, digest })}
    >
      <p>{text(then)}</p>
      <Facts
        facts={[
          { name: { zh: '类别', en: 'Kind' }, value: text(amendmentRoutes[route]) },
          { name: { zh: '变更理由', en: 'Reason' }, value: reason },
        ]}
      />
      <div className="dialog-section">
        <ChangeTable changes={changes} />
      </div>
      {opinions.length > 0 && (
        <div className="dialog-section">
          <p>
            <b>{text({ zh: '协调处、配合处意见', en: 'Divisions beside it' })}</b>{' '}
            <span className="sub">{text(sentenceOfAnswers(opinions.map(({ answer }) => answer)))}</span>
          </p>
          <OpinionFacts opinions={opinions} />
        </div>
      )}
    </ConfirmDialog>
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
