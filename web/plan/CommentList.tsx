import { useState } from 'react'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { type Answer, type Comment, type Consultation, removeComment } from '#domain/plan/consultation.api.ts'
import { commentParts, type Disposition, dispositions, seesAllAnswers } from '#domain/plan/consultation.ts'
import { keyOfChange } from '#domain/plan/ledTo.ts'
import { statesBeforeReview } from '#domain/plan/plan.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { ChangeLine } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { CommentDialog, type Commented } from './CommentDialog.tsx'
import { Dispose } from './Dispose.tsx'
import './consultation.css'

type Props = { readonly consultation: Consultation; readonly own: Answer | undefined }

/** The comments, each with what became of it and how its item has changed since. */
export function CommentList({ consultation, own }: Props) {
  const text = useText()
  const { actor } = useSession()
  const [changed, setChanged] = useState<Commented>()
  const { comments } = consultation
  const mayWrite = own?.state === 'asked' && consultation.state === 'open'
  const mayDispose = isOneOf(actor.post, performanceOffice) && statesBeforeReview.includes(consultation.planState)
  const first = comments.find(({ disposition }) => disposition === null)
  const title = seesAllAnswers(actor) ? { zh: '意见', en: 'Comments' } : { zh: '本处意见', en: 'Your comments' }
  return (
    <Panel title={title} note={text({ zh: `${comments.length}条`, en: `${comments.length}` })} flush>
      {comments.length === 0 ? (
        <EmptyState
          why={{ zh: '没有意见。', en: 'There are no comments.' }}
          next={
            mayWrite
              ? { zh: '在下面的征求意见稿中逐项提出。', en: 'Make them at the items of the draft below.' }
              : { zh: '各处反馈后列在这里。', en: 'They appear here once a division has answered.' }
          }
        />
      ) : (
        <ul className="comments">
          {comments.map((comment) => (
            <li key={comment.id}>
              <CommentShown comment={comment} withDivision={seesAllAnswers(actor)} mayDispose={mayDispose} />
              {mayDispose && (
                <Dispose
                  of={consultation.id}
                  comment={comment}
                  {...(comment.id === first?.id ? { id: 'act-dispose' } : {})}
                />
              )}
              {mayWrite && <Own comment={comment} onChange={() => setChanged({ item: comment.item, comment })} />}
            </li>
          ))}
        </ul>
      )}
      {changed && (
        <CommentDialog consultation={consultation} commented={changed} onClose={() => setChanged(undefined)} />
      )}
    </Panel>
  )
}

type ShownProps = { readonly comment: Comment; readonly withDivision: boolean; readonly mayDispose: boolean }

function CommentShown({ comment, withDivision, mayDispose }: ShownProps) {
  const text = useText()
  const format = useFormat()
  const { division, item, part, text: words, madeBy, madeAt, disposition, ledTo } = comment
  const named = new Set(ledTo.map(keyOfChange))
  const others = comment.changes.filter(({ field }) => !named.has(keyOfChange({ itemId: item?.id ?? null, field })))
  const about = item ? (
    <>
      <span className="nw">{item.code}</span> {item.title}
    </>
  ) : (
    text({ zh: '方案总体', en: 'The plan as a whole' })
  )
  return (
    <>
      <p>
        <b>{about}</b> <span className="sub">{text(commentParts[part])}</span>
        {disposition && <DispositionTag disposition={disposition} />}
      </p>
      <p>{words}</p>
      <p className="sub">
        {withDivision && text({ zh: `${division.name.zh}，`, en: `${division.name.en}, ` })}
        {madeBy} {format.instant(madeAt)}
      </p>
      {disposition && <Disposed comment={comment} mayDispose={mayDispose} />}
      {others.length > 0 && (
        <details className="sub">
          <summary>
            {text({
              zh: `征求意见以后本事项${named.size > 0 ? '另有' : ''}改动${others.length}处`,
              en: `${named.size > 0 ? 'Other changes' : 'Changes'} of the item since: ${others.length}`,
            })}
          </summary>
          {others.map((change) => (
            <ChangeLine key={change.field} change={change} />
          ))}
        </details>
      )}
    </>
  )
}

/** 采纳 filled, 部分采纳 half filled, 不采纳 dashed. */
const DispositionTag = ({ disposition }: { disposition: Disposition }) => {
  const text = useText()
  return <span className={`disposition ${disposition}`}>{text(dispositions[disposition])}</span>
}

function Disposed({ comment, mayDispose }: { comment: Comment; mayDispose: boolean }) {
  const text = useText()
  const format = useFormat()
  const { disposition, reason, ledTo, disposedBy, disposedAt } = comment
  const when = disposedAt ? format.instant(disposedAt) : ''
  return (
    <>
      {ledTo.length > 0 && <Led changes={ledTo} />}
      {mayDispose && disposition !== 'notAdopted' && ledTo.length === 0 && (
        <p className="sub">{text({ zh: '还没有指明据此修改之处。', en: 'No change is named yet.' })}</p>
      )}
      <p className="mid">
        {reason && text({ zh: `理由：${reason}　`, en: `Reason: ${reason} ` })}
        <span className="sub">
          {text({ zh: `${disposedBy}，${when}处理`, en: `dealt with by ${disposedBy}, ${when}` })}
        </span>
      </p>
    </>
  )
}

/** What was changed because of the comment, item by item. */
function Led({ changes }: { changes: Comment['ledTo'] }) {
  const text = useText()
  return (
    <div className="led-to">
      <span className="sub">{text({ zh: '据此修改', en: 'Changed for it' })}</span>
      <ul>
        {changes.map((change) => (
          <li key={keyOfChange(change)}>
            {change.code && <span className="sub nw">{change.code} </span>}
            <ChangeLine change={change} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A division's own comment, while it has not answered. */
function Own({ comment, onChange }: { comment: Comment; onChange: () => void }) {
  const text = useText()
  const remove = useAct(removeComment, { id: comment.id })
  return (
    <p className="row-of-actions">
      <ButtonFace kind="normal" onClick={onChange}>
        {text({ zh: '修改…', en: 'Change…' })}
      </ButtonFace>
      <ButtonFace kind="plain" loading={remove.isPending} onClick={() => remove.mutate({ version: comment.version })}>
        {text({ zh: '删除', en: 'Remove' })}
      </ButtonFace>
      {remove.error && <ErrorState error={remove.error} />}
    </p>
  )
}
