import { Form, Input } from 'antd'
import { useState } from 'react'
import { type OfficialDocument, saveNotice } from '#domain/document/officialDocument.api.ts'
import { documentStates, documentTransitions } from '#domain/document/officialDocument.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { documentDate, titleLines } from '#domain/kernel/letter.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { Body } from '#web/kernel/api.ts'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import '#web/kernel/paper.css'

type Props = { readonly notice: OfficialDocument }

/** The words as the paper shows them, or the form in which they are drafted. */
export function NoticePaper({ notice }: Props) {
  const { actor } = useSession()
  const [isEdited, setIsEdited] = useState(false)
  const isWriter = notice.state === 'drafted' && isOneOf(actor.post, performanceOffice)
  if (isEdited) return <NoticeForm notice={notice} onClose={() => setIsEdited(false)} />
  return (
    <>
      {isWriter && (
        <p className="row-of-actions">
          <ActionButton
            id="act-edit"
            transition={documentTransitions.edit}
            facts={notice}
            states={documentStates}
            onClick={() => setIsEdited(true)}
          />
        </p>
      )}
      <Paper notice={notice} />
    </>
  )
}

/** As GB/T 9704 lays it out; documents are Chinese in either language of the screen. */
function Paper({ notice }: Props) {
  const text = useText()
  const { sender, number, title, addressee, datedOn } = notice
  return (
    <article className="paper letter" lang="zh-CN" aria-label={text({ zh: '公文预览', en: 'Preview of the document' })}>
      <div className="letter-sender">{sender}文件</div>
      <p className="paper-number">{number ?? '（文号待编）'}</p>
      <div className="red-line" />
      <h2>
        {titleLines(title).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </h2>
      <p className="letter-flush">{addressee}：</p>
      {notice.text.split('\n').map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p className="letter-annexes">
        附件：{notice.year}年度绩效工作方案（第{notice.planNumber}版）
      </p>
      <p className="letter-signature">
        <span>{sender}</span>
        <span>{datedOn ? documentDate(datedOn) : '（印发日期）'}</span>
      </p>
    </article>
  )
}

function NoticeForm({ notice, onClose }: Props & { onClose: () => void }) {
  const text = useText()
  const toast = useToast()
  const [form] = Form.useForm<Omit<Body<typeof saveNotice>, 'version'>>()
  const onDone = () => {
    toast({ zh: '已保存', en: 'Saved' })
    onClose()
  }
  const save = useAct(saveNotice, { id: notice.id }, { onDone })
  const { shape } = saveNotice.body
  const send = async () => {
    const values = await soundValues(form)
    if (values) save.mutate({ version: notice.version, ...values }, { onError: (error) => showFaults(form, error) })
  }
  const { title, addressee } = notice
  return (
    <Panel title={{ zh: '文稿', en: 'Draft' }}>
      <Form form={form} layout="vertical" initialValues={{ title, addressee, text: notice.text }}>
        <FormItem name="title" label={{ zh: '标题', en: 'Title' }} schema={shape.title}>
          <Input lang="zh" />
        </FormItem>
        <FormItem name="addressee" label={{ zh: '主送', en: 'Addressee' }} schema={shape.addressee}>
          <Input lang="zh" />
        </FormItem>
        <FormItem
          name="text"
          label={{ zh: '正文', en: 'Text' }}
          schema={shape.text}
          hint={{ zh: '每段一行。', en: 'One paragraph a line.' }}
        >
          <Input.TextArea rows={8} lang="zh" />
        </FormItem>
      </Form>
      {save.error && <ErrorState error={save.error} />}
      <p className="row-of-actions">
        <ActionButton
          endpoint={saveNotice}
          label={{ zh: '保存文稿', en: 'Save the draft' }}
          kind="primary"
          loading={save.isPending}
          onClick={() => void send()}
        />
        <ButtonFace kind="normal" onClick={onClose}>
          {text({ zh: '取消', en: 'Cancel' })}
        </ButtonFace>
      </p>
    </Panel>
  )
}
