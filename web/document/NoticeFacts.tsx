import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  attachScan,
  downloadNotice,
  downloadScan,
  type OfficialDocument,
} from '#domain/document/officialDocument.api.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { FormItem, soundValues } from '#web/kernel/FormItem.tsx'
import { formatDigest, formatSize, useFormat } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'

type Props = { readonly notice: OfficialDocument }

/** Who did what to it, its number, its files. */
export function NoticeFacts({ notice }: Props) {
  const text = useText()
  const format = useFormat()
  const by = (name: string | null, at: string | null) => name && at && `${name}，${format.instant(at)}`
  const facts = [
    { name: { zh: '拟稿', en: 'Drafted' }, value: by(notice.drafterName, notice.draftedAt) },
    { name: { zh: '核稿', en: 'Checked' }, value: by(notice.checkerName, notice.checkedAt) },
    { name: { zh: '签发', en: 'Signed off' }, value: by(notice.signedBy?.name ?? null, notice.signedAt) },
    { name: { zh: '文号', en: 'Number' }, value: notice.number },
    { name: { zh: '印发日期', en: 'Issued on' }, value: notice.datedOn && format.longDay(notice.datedOn) },
    { name: { zh: '内容摘要', en: 'Digest' }, value: <span className="digest">{formatDigest(notice.digest)}</span> },
    { name: { zh: '纸质件', en: 'Paper' }, value: notice.paperPlace || null },
  ].filter(({ value }) => value !== null)
  const isIssued = notice.state === 'issued'
  return (
    <Panel title={{ zh: '基本情况', en: 'About it' }}>
      <Facts facts={facts} />
      <ul className="attachments dialog-section">
        <li>
          <a href={addressOf(downloadNotice, { id: notice.id })} download>
            <Icon name="clip" />{' '}
            {isIssued
              ? text({ zh: '下载公文.docx', en: 'Download the document, .docx' })
              : text({ zh: '下载文稿.docx', en: 'Download the draft, .docx' })}
            {notice.file && <span className="sub"> {formatSize(notice.file.size)}</span>}
          </a>
        </li>
        {notice.scan && (
          <li>
            <a href={addressOf(downloadScan, { id: notice.id })} download>
              <Icon name="clip" /> {notice.scan.name} <span className="sub">{formatSize(notice.scan.size)}</span>
            </a>
          </li>
        )}
      </ul>
      {isIssued && <Scan notice={notice} />}
    </Panel>
  )
}

/** The sealed original: the scan, and where the paper lies. */
function Scan({ notice }: Props) {
  const text = useText()
  const { actor } = useSession()
  const [form] = Form.useForm<{ paperPlace: string }>()
  const [file, setFile] = useState<{ readonly id: string; readonly name: string }>()
  const act = useAct(attachScan, { id: notice.id }, { onDone: () => setFile(undefined) })
  if (!isOneOf(actor.post, performanceOffice)) return null
  const save = async () => {
    const values = await soundValues(form)
    if (values && file) act.mutate({ version: notice.version, fileId: file.id, paperPlace: values.paperPlace })
  }
  return (
    <div className="dialog-section">
      <FileChoice label={{ zh: '附盖章扫描件…', en: 'Attach the sealed scan…' }} onFile={setFile} />
      {file && (
        <Form form={form} layout="vertical" initialValues={{ paperPlace: notice.paperPlace }}>
          <p className="sub">{file.name}</p>
          <FormItem
            name="paperPlace"
            label={{ zh: '纸质件存放', en: 'Where the paper lies' }}
            schema={attachScan.body.shape.paperPlace}
          >
            <Input lang="zh" />
          </FormItem>
          <ButtonFace kind="primary" loading={act.isPending} onClick={() => void save()}>
            {text({ zh: '保存扫描件', en: 'Keep the scan' })}
          </ButtonFace>
        </Form>
      )}
      {act.error && <ErrorState error={act.error} />}
    </div>
  )
}
