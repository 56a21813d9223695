import { useNavigate } from 'react-router'
import { draftSending } from '#domain/document/documentDraft.api.ts'
import { documentKinds } from '#domain/document/documentKind.ts'
import type { DocumentRef } from '#domain/document/officialDocument.api.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { DocumentLinks } from './DocumentLinks.tsx'

type Props = { readonly planId: string; readonly documents: readonly DocumentRef[] }

/** The reports and letters with which the plan goes to the city; a new one is begun where none is on its way. */
export function SendingDocuments({ planId, documents }: Props) {
  const { actor } = useSession()
  const navigate = useNavigate()
  const draft = useAct(draftSending, { id: planId }, { onDone: ({ id }) => void navigate(`/documents/${id}`) })
  const isUnderWay = documents.some(({ state }) => state !== 'issued' && state !== 'withdrawn')
  const mayDraft = isOneOf(actor.post, performanceOffice) && !isUnderWay
  return (
    <>
      <DocumentLinks name={{ zh: '报送公文', en: 'Documents to the city' }} documents={documents} />
      {mayDraft && (
        <p className="row-of-actions">
          {(['report', 'letter'] as const).map((kind) => (
            <ActionButton
              key={kind}
              id={`act-${kind}`}
              endpoint={draftSending}
              label={{
                zh: `拟${documentKinds[kind].name.zh}`,
                en: `Draft a ${documentKinds[kind].name.en.toLowerCase()}`,
              }}
              loading={draft.isPending}
              onClick={() => draft.mutate({ kind })}
            />
          ))}
        </p>
      )}
      {draft.error && <ErrorState error={draft.error} />}
    </>
  )
}
