import { Input } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { documentKinds } from '#domain/document/documentKind.ts'
import { attendanceOf, markOf } from '#domain/document/documentPaper.ts'
import { type OfficialDocument, saveDocument } from '#domain/document/officialDocument.api.ts'
import { documentStates, documentTransitions } from '#domain/document/officialDocument.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { documentDate, titleLines } from '#domain/kernel/letter.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { EditedForm } from '#web/kernel/EditedForm.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { pick } from '#web/kernel/useEdited.tsx'
import { factsOf } from './factsOfDocument.ts'
import '#web/kernel/paper.css'

/** A bulletin has tables between its paragraphs. */
const BulletinText = lazy(async () => ({ default: (await import('#web/bulletin/BulletinText.tsx')).BulletinText }))

type Props = { readonly document: OfficialDocument }

/** The words as the paper shows them, or the form in which they are drafted. */
export function DocumentPaper({ document }: Props) {
  const { actor } = useSession()
  const [isEdited, setIsEdited] = useState(false)
  const { bulletinId } = document
  const isWriter = bulletinId === null && document.state === 'drafted' && isOneOf(actor.post, performanceOffice)
  if (isEdited) return <DocumentForm document={document} onClose={() => setIsEdited(false)} />
  return (
    <>
      {isWriter && (
        <p className="row-of-actions">
          <ActionButton
            id="act-edit"
            transition={documentTransitions.edit}
            facts={factsOf(document)}
            states={documentStates}
            onClick={() => setIsEdited(true)}
          />
        </p>
      )}
      <Paper document={document} />
    </>
  )
}

/** As GB/T 9704 lays it out; documents are Chinese in either language of the screen. */
function Paper({ document }: Props) {
  const text = useText()
  const { sender, title, addressee, datedOn, kind, text: words, attendance, bulletinId } = document
  const annexes = annexesOf(document)
  const { layout } = documentKinds[kind]
  return (
    <article className="paper letter" lang="zh-CN" aria-label={text({ zh: '公文预览', en: 'Preview of the document' })}>
      <Head document={document} />
      <h2>
        {titleLines(title).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </h2>
      {addressee && <p className="letter-flush">{addressee}：</p>}
      {bulletinId ? (
        <Suspense>
          <BulletinText id={bulletinId} />
        </Suspense>
      ) : (
        words.split('\n').map((paragraph) => <p key={paragraph}>{paragraph}</p>)
      )}
      {annexes.length > 0 && <p className="letter-annexes">附件：{annexes.join('、')}</p>}
      {layout !== 'minutes' && (
        <p className="letter-signature">
          <span>{sender}</span>
          <span>{datedOn ? documentDate(datedOn) : '（印发日期）'}</span>
        </p>
      )}
      {attendanceOf(attendance).map(({ label, names }) => (
        <p key={label} className="letter-present">
          <b>{label}：</b>
          {names}
        </p>
      ))}
    </article>
  )
}

/** What stands over the title: name, number and red line in the layout of the kind. */
function Head({ document: { kind, sender, number, datedOn, signedBy } }: Props) {
  const { layout } = documentKinds[kind]
  const given = number ?? '（文号待编）'
  if (layout === 'letter')
    return (
      <>
        <div className="letter-sender">{sender}</div>
        <div className="double-line" />
        <p className="letter-number">{given}</p>
      </>
    )
  return (
    <>
      <div className="letter-sender">{markOf(kind, sender)}</div>
      {layout === 'upward' ? (
        <p className="paper-number paper-sides">
          <span>{given}</span>
          <span>签发人：{signedBy?.name ?? '（待签发）'}</span>
        </p>
      ) : (
        <p className="paper-number">{given}</p>
      )}
      {layout === 'minutes' && (
        <p className="paper-number paper-sides">
          <span>{sender}</span>
          <span>{datedOn ? documentDate(datedOn) : '（印发日期）'}</span>
        </p>
      )}
      <div className="red-line" />
    </>
  )
}

/** The plan that is bound in, and files that go along. */
const annexesOf = ({ subject, year, planNumber, attachments }: OfficialDocument): readonly string[] => [
  ...(planNumber !== null && subject !== 'review' ? [`${year}年度绩效工作方案（第${planNumber}版）`] : []),
  ...attachments,
]

const { shape } = saveDocument.body

/** A kind without addressee, or without attendance, has no field for it. */
function DocumentForm({ document, onClose }: Props & { onClose: () => void }) {
  const { hasAddressee, hasAttendance } = documentKinds[document.kind]
  return (
    <Panel title={{ zh: '文稿', en: 'Draft' }}>
      <EditedForm
        endpoint={saveDocument}
        address={{ id: document.id }}
        name={{ zh: '文稿', en: 'draft' }}
        now={{ version: document.version, values: pick(document, ['title', 'addressee', 'text', 'attendance']) }}
        done={{ zh: '已保存', en: 'Saved' }}
        onClose={onClose}
      >
        <FormItem name="title" label={{ zh: '标题', en: 'Title' }} schema={shape.title}>
          <Input lang="zh" />
        </FormItem>
        {hasAddressee && (
          <FormItem name="addressee" label={{ zh: '主送', en: 'Addressee' }} schema={shape.addressee.min(2)}>
            <Input lang="zh" />
          </FormItem>
        )}
        <FormItem
          name="text"
          label={{ zh: '正文', en: 'Text' }}
          schema={shape.text}
          hint={{ zh: '每段一行。', en: 'One paragraph a line.' }}
        >
          <Input.TextArea rows={8} lang="zh" />
        </FormItem>
        {hasAttendance && (
          <FormItem
            name="attendance"
            label={{ zh: '出席情况', en: 'Who was there' }}
            schema={shape.attendance}
            hint={{
              zh: '按到会情况核对，每类一行，如“出席：”“请假：”“列席：”。',
              en: 'As it was, one line each: 出席 (present), 请假 (excused), 列席 (attending).',
            }}
          >
            <Input.TextArea rows={3} lang="zh" />
          </FormItem>
        )}
      </EditedForm>
    </Panel>
  )
}
