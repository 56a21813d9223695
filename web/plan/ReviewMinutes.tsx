import { useNavigate } from 'react-router'
import { draftMinutes } from '#domain/document/documentDraft.api.ts'
import { listDocuments } from '#domain/document/officialDocument.api.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Review } from '#domain/plan/review.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { DocumentLinks } from './DocumentLinks.tsx'

/** The minutes of a review that was held as a meeting: drafted from it once it is over. */
export function ReviewMinutes({ review }: { readonly review: Review }) {
  const { actor } = useSession()
  const navigate = useNavigate()
  const minutes = useRead(listDocuments, { subject: 'review', aboutId: review.id })
  const draft = useAct(draftMinutes, { id: review.id }, { onDone: ({ id }) => void navigate(`/documents/${id}`) })
  const documents = minutes.data?.rows ?? []
  const isBegun = documents.some(({ state }) => state !== 'withdrawn')
  return (
    <div className="panel-body">
      <DocumentLinks name={{ zh: '会议纪要', en: 'Minutes' }} documents={documents} />
      {isOneOf(actor.post, performanceOffice) && minutes.data && !isBegun && (
        <ActionButton
          endpoint={draftMinutes}
          label={{ zh: `拟第${review.number}版会议纪要`, en: `Draft the minutes on version ${review.number}` }}
          loading={draft.isPending}
          onClick={() => draft.mutate({})}
        />
      )}
      {draft.error && <ErrorState error={draft.error} />}
    </div>
  )
}
