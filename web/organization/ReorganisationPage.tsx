import { useState } from 'react'
import { useParams } from 'react-router'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import {
  planReorganisation,
  type Reorganisation,
  readReorganisation,
  readReorganisationHistory,
  withdrawReorganisation,
} from '#domain/organization/reorganisation.api.ts'
import {
  type ReorganisationFacts,
  reorganisationStates,
  reorganisationTransitions,
} from '#domain/organization/reorganisation.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Stack } from '#web/kernel/Columns.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { ErrorState, Skeleton } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { ActsPanel } from './ActsPanel.tsx'
import { LeftMatters } from './LeftMatters.tsx'
import { ReasonedAct } from './ReasonedAct.tsx'
import { ReorganisationForm } from './ReorganisationForm.tsx'
import { ReorganisationOutcome, WhatHappens } from './ReorganisationOutcome.tsx'

const noOutcome = { founded: 0, renamed: [], ended: [], twice: [] }

/** One reorganisation: what changes, what that brings about, and the act. */
export function ReorganisationPage() {
  const { id = '' } = useParams()
  const plan = useRead(readReorganisation, { id })
  const history = useRead(readReorganisationHistory, { id })
  const context = useContextOfRules()
  if (plan.error) return <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />
  if (!plan.data) return <Skeleton rows={8} />
  const facts = factsOf(plan.data)
  const mayEdit = refusalOf(reorganisationTransitions.draft, facts, context) === undefined
  return (
    <>
      <Head plan={plan.data} facts={facts} />
      <Stack>
        <Arranged plan={plan.data} mayEdit={mayEdit} />
        <LeftMatters plan={plan.data} />
        {plan.data.outcome && <ReorganisationOutcome outcome={plan.data.outcome} />}
        {history.data && <ActsPanel entries={history.data.rows} />}
      </Stack>
    </>
  )
}

/** The form keeps what is being written; what nobody writes on follows what others save. */
function Arranged({ plan, mayEdit }: { plan: Reorganisation; mayEdit: boolean }) {
  const [isDirty, setIsDirty] = useState(false)
  const shown = useAsOpened(plan.version, isDirty && mayEdit)
  return <ReorganisationForm key={shown} {...{ plan, mayEdit }} onDirty={setIsDirty} />
}

const factsOf = ({ state, fromOn, outcome }: Reorganisation): ReorganisationFacts => ({
  ...(outcome ?? noOutcome),
  state,
  fromOn,
})

function Head({ plan, facts }: { plan: Reorganisation; facts: ReorganisationFacts }) {
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const { id, version, state, document, fromOn, content } = plan
  const dialog = useDialog()
  const read = useAsOpened(plan, dialog.isOpen)
  const onDone = () => {
    toast({ zh: '已确定', en: 'Settled' })
    dialog.close()
  }
  const settle = useAct(planReorganisation, { id }, { onDone })
  const isOpen = state === 'drafted' || state === 'planned'
  const [founded, renamed, ended] = [content.founded.length, content.renamed.length, content.ended.length]
  return (
    <PageHead
      title={{ zh: `机构调整：${document}`, en: `Reorganisation: ${document}` }}
      crumbs={[
        { label: { zh: '人员与处室', en: 'People and divisions' }, to: '/organization' },
        { label: { zh: '机构调整', en: 'Reorganisations' }, to: '/organization/reorganisation' },
      ]}
      chips={<span className="stage">{text(reorganisationStates[state])}</span>}
      sentence={text({
        zh: `${format.longDay(fromOn)}起增设${founded}个、更名${renamed}个、终止${ended}个处。`,
        en: `From ${format.longDay(fromOn)}: ${founded} founded, ${renamed} renamed, ${ended} ended.`,
      })}
      actions={
        isOpen && (
          <>
            <ActionButton
              id="act-plan"
              kind="primary"
              transition={reorganisationTransitions.plan}
              facts={facts}
              states={reorganisationStates}
              asks
              onClick={dialog.open}
            />
            <ConfirmDialog
              title={{ zh: `确定机构调整：${document}`, en: `Settle: ${document}` }}
              {...{ isOpen: dialog.isOpen, onClose: dialog.close }}
              label={reorganisationTransitions.plan.label}
              basis={reorganisationTransitions.plan.basis}
              loading={settle.isPending}
              error={settle.error}
              onConfirm={() => settle.mutate({ version: read.version })}
            >
              <WhatHappens plan={read} />
            </ConfirmDialog>
            <ReasonedAct
              endpoint={withdrawReorganisation}
              address={{ id }}
              transition={reorganisationTransitions.withdraw}
              facts={facts}
              title={{ zh: `撤回机构调整：${document}`, en: `Withdraw: ${document}` }}
              bodyOf={(reason) => ({ version, reason })}
              done={{ zh: '已撤回', en: 'Withdrawn' }}
              reason="elsewhere"
            />
          </>
        )
      }
    />
  )
}
