import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { attachMinutes, detachMinutes, downloadMinutes, type Review } from '#domain/plan/review.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { formatSize } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useDialog } from '#web/kernel/useDialog.ts'

type Props = { readonly review: Review }

/** Minutes of the meeting and what was signed on paper. */
export function ReviewFiles({ review }: Props) {
  const text = useText()
  const { actor } = useSession()
  const attach = useAct(attachMinutes, { id: review.id })
  const isWriter = isOneOf(actor.post, performanceOffice)
  return (
    <div className="panel-body">
      {review.files.length > 0 && (
        <ul className="attachments" aria-label={text({ zh: '纪要', en: 'Minutes' })}>
          {review.files.map((file) => (
            <MinutesFile key={file.id} review={review} file={file} isWriter={isWriter} />
          ))}
        </ul>
      )}
      {isWriter && (
        <FileChoice
          label={{ zh: `附第${review.number}版审定纪要…`, en: `Attach minutes on version ${review.number}…` }}
          onFile={({ id }) => attach.mutate({ version: review.version, fileId: id })}
        />
      )}
      {attach.error && <ErrorState error={attach.error} />}
    </div>
  )
}

function MinutesFile({ review, file, isWriter }: Props & { file: Review['files'][number]; isWriter: boolean }) {
  const text = useText()
  const dialog = useDialog()
  const detach = useAct(detachMinutes, { id: review.id, fileId: file.id }, { onDone: dialog.close })
  return (
    <li className="row-of-actions">
      <a href={addressOf(downloadMinutes, { id: review.id, fileId: file.id })} download>
        <Icon name="clip" /> {file.name} <span className="sub">{formatSize(file.size)}</span>
      </a>
      {isWriter && (
        <ButtonFace kind="plain" onClick={dialog.open}>
          {text({ zh: '去掉…', en: 'Remove…' })}
          <span className="hidden-words">{file.name}</span>
        </ButtonFace>
      )}
      <ReasonDialog
        title={{ zh: `去掉${file.name}`, en: `Remove ${file.name}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        label={detachMinutes.summary}
        basis={detachMinutes.basis ?? 'system'}
        loading={detach.isPending}
        error={detach.error}
        onSubmit={(reason) => detach.mutate({ version: review.version, reason })}
      />
    </li>
  )
}
