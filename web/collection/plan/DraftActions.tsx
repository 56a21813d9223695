import { useState } from 'react'
import {
  type CollectionPlan,
  discardCollectionVersion,
  offerCollectionVersion,
} from '#domain/collection/collectionPlan.api.ts'
import { versionStates, versionTransitions } from '#domain/collection/collectionPlan.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { ForceVersion } from './ForceVersion.tsx'
import { factsOf } from './planFacts.ts'
import type { Version } from './VersionSheet.tsx'

type Props = { readonly plan: CollectionPlan; readonly draft: Version; readonly isUnsaved: boolean }

/** Why a draft cannot be ended now, below the head of the page. */
export function DraftRefusals({ plan, draft }: Omit<Props, 'isUnsaved'>) {
  const facts = factsOf(plan, draft)
  const { offer, force, discard } = versionTransitions
  const isHead = useSession().actor.post === 'division.head'
  return (
    <>
      {!isHead && <RefusalOf transition={offer} facts={facts} states={versionStates} />}
      <RefusalOf transition={force} facts={facts} states={versionStates} />
      <RefusalOf transition={discard} facts={facts} states={versionStates} />
    </>
  )
}

/** What ends a draft: it is put in force, or discarded with a reason. */
export function DraftActions({ plan, draft, isUnsaved }: Props) {
  const [open, setOpen] = useState<'force' | 'discard' | null>(null)
  const toast = useToast()
  const facts = factsOf(plan, draft)
  const { offer, force, discard } = versionTransitions
  const isHead = useSession().actor.post === 'division.head'
  const sent = useAct(
    offerCollectionVersion,
    { id: draft.id },
    { onDone: () => toast({ zh: '已送处长', en: 'Sent to the head' }) },
  )
  return (
    <>
      {!isHead && !isUnsaved && (
        <ActionButton
          id="act-offer"
          transition={offer}
          facts={facts}
          states={versionStates}
          kind="primary"
          reason="elsewhere"
          loading={sent.isPending}
          onClick={() => sent.mutate({ version: draft.version })}
        />
      )}
      <ActionButton
        id="act-force"
        transition={force}
        facts={facts}
        states={versionStates}
        kind={isHead ? 'primary' : 'normal'}
        reason="elsewhere"
        asks
        onClick={() => setOpen('force')}
      />
      <ActionButton
        transition={discard}
        facts={facts}
        states={versionStates}
        reason="elsewhere"
        asks
        onClick={() => setOpen('discard')}
      />
      {sent.error && <ErrorState error={sent.error} />}
      {open === 'force' && (
        <ForceVersion plan={plan} draft={draft} isUnsaved={isUnsaved} onClose={() => setOpen(null)} />
      )}
      {open === 'discard' && <Discard plan={plan} draft={draft} onClose={() => setOpen(null)} />}
    </>
  )
}

function Discard({ plan, draft, onClose }: Omit<Props, 'isUnsaved'> & { onClose: () => void }) {
  const toast = useToast()
  const act = useAct(
    discardCollectionVersion,
    { id: draft.id },
    {
      onDone: () => {
        toast({ zh: '拟稿已作废', en: 'The draft is discarded' })
        onClose()
      },
    },
  )
  const { label, basis } = versionTransitions.discard
  return (
    <ReasonDialog
      title={{
        zh: `作废${plan.indicator.name}第${draft.number}版拟稿`,
        en: `Discard the draft of version ${draft.number} of ${plan.indicator.name}`,
      }}
      isOpen
      {...{ label, basis, onClose }}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: draft.version, reason })}
    />
  )
}
