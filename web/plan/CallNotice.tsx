import { useNavigate } from 'react-router'
import { draftCallNotice } from '#domain/document/documentDraft.api.ts'
import type { PlanCall } from '#domain/plan/planCall.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { useAct } from '#web/kernel/queries.ts'

type Props = { readonly call: PlanCall }

/** Begins a notice of the call's own, and goes to it. Without one the secretariat takes the call into its document. */
export function DraftCallNotice({ call }: Props) {
  const navigate = useNavigate()
  const draft = useAct(draftCallNotice, { id: call.id }, { onDone: ({ id }) => void navigate(`/documents/${id}`) })
  return (
    <ActionButton
      id="act-notice"
      endpoint={draftCallNotice}
      label={draftCallNotice.summary}
      loading={draft.isPending}
      onClick={() => draft.mutate({})}
    />
  )
}

/** The notice with which the call is issued, or was. */
export const CallNoticeLink = ({ call: { notice } }: Props) =>
  notice && <ActionLink to={`/documents/${notice.id}`} label={{ zh: '下发通知', en: 'Notice of the call' }} />
