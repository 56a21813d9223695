import { Form, Input } from 'antd'
import { useState } from 'react'
import { documentKinds, documentSubjects } from '#domain/document/documentKind.ts'
import {
  attachScan,
  downloadDocument,
  downloadScan,
  type OfficialDocument,
} from '#domain/document/officialDocument.api.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { formatDigest, formatSize, useFormat } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useCitation, useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'

type Props = { readonly document: OfficialDocument }

/** Who did what to it, its number, its files. */
export function DocumentFacts({ document }: Props) {
  const text = useText()
  const format = useFormat()
  const citationOf = useCitation()
  const by = (name: string | null, at: string | null) =>
    name && at && text({ zh: `${name}，${format.instant(at)}`, en: `${name}, ${format.instant(at)}` })
  const facts = [
    { name: { zh: '文种', en: 'Kind' }, value: text(documentKinds[document.kind].name) },
    {
      name: { zh: '依据', en: 'Basis' },
      value: text(citationOf(documentSubjects[document.subject].basis)),
    },
    { name: { zh: '拟稿', en: 'Drafted' }, value: by(document.drafterName, document.draftedAt) },
    { name: { zh: '核稿', en: 'Checked' }, value: by(document.checkerName, document.checkedAt) },
    { name: { zh: '签发', en: 'Signed off' }, value: by(document.signedBy?.name ?? null, document.signedAt) },
    { name: { zh: '文号', en: 'Number' }, value: document.number },
    { name: { zh: '印发日期', en: 'Issued on' }, value: document.datedOn && format.longDay(document.datedOn) },
    { name: { zh: '内容摘要', en: 'Digest' }, value: <span className="digest">{formatDigest(document.digest)}</span> },
    { name: { zh: '纸质件', en: 'Paper' }, value: document.paperPlace || null },
  ].filter(({ value }) => value !== null)
  const isIssued = document.state === 'issued'
  return (
    <Panel title={{ zh: '基本情况', en: 'About it' }}>
      <Facts facts={facts} />
      <ul className="attachments dialog-section">
        <li>
          <a href={addressOf(downloadDocument, { id: document.id })} download>
            <Icon name="clip" />{' '}
            {isIssued
              ? text({ zh: '下载公文.docx', en: 'Download the document, .docx' })
              : text({ zh: '下载文稿.docx', en: 'Download the draft, .docx' })}
            {document.file && <span className="sub"> {formatSize(document.file.size)}</span>}
          </a>
        </li>
        {document.scan && (
          <li>
            <a href={addressOf(downloadScan, { id: document.id })} download>
              <Icon name="clip" /> {document.scan.name} <span className="sub">{formatSize(document.scan.size)}</span>
            </a>
          </li>
        )}
      </ul>
      {isIssued && <Scan document={document} />}
    </Panel>
  )
}

/** The sealed original: the scan, and where the paper lies. */
function Scan({ document }: Props) {
  const text = useText()
  const { actor } = useSession()
  const [form] = Form.useForm<{ paperPlace: string; reason?: string }>()
  const [file, setFile] = useState<{ readonly id: string; readonly name: string }>()
  const read = useAsOpened(document, file !== undefined)
  const act = useAct(attachScan, { id: document.id }, { onDone: () => setFile(undefined) })
  if (!isOneOf(actor.post, performanceOffice)) return null
  const save = async () => {
    const values = await soundValues(form)
    if (!values || !file) return
    const { paperPlace, reason } = values
    const body = { version: read.version, fileId: file.id, paperPlace, ...(reason ? { reason } : {}) }
    act.mutate(body, { onError: (error) => showFaults(form, error) })
  }
  return (
    <div className="dialog-section">
      <FileChoice
        label={
          document.scan
            ? { zh: '更换盖章扫描件…', en: 'Replace the sealed scan…' }
            : { zh: '附盖章扫描件…', en: 'Attach the sealed scan…' }
        }
        onFile={setFile}
        onOther={() => setFile(undefined)}
      />
      {file && (
        <Form form={form} layout="vertical" initialValues={{ paperPlace: document.paperPlace }}>
          <p className="sub">{file.name}</p>
          <FormItem
            name="paperPlace"
            label={{ zh: '纸质件存放', en: 'Where the paper lies' }}
            schema={attachScan.body.shape.paperPlace}
          >
            <Input lang="zh" />
          </FormItem>
          {read.scan && (
            <FormItem
              name="reason"
              label={{ zh: '更换理由', en: 'Why it is replaced' }}
              schema={attachScan.body.shape.reason.unwrap()}
            >
              <Input lang="zh" />
            </FormItem>
          )}
          <ButtonFace kind="primary" loading={act.isPending} onClick={() => void save()}>
            {text({ zh: '保存扫描件', en: 'Keep the scan' })}
          </ButtonFace>
        </Form>
      )}
      {act.error && <ErrorState error={act.error} />}
    </div>
  )
}
