import { useParams } from 'react-router'
import { documentKinds, documentSubjects } from '#domain/document/documentKind.ts'
import {
  type OfficialDocument,
  readDocument,
  readDocumentHistory,
  readNotice,
} from '#domain/document/officialDocument.api.ts'
import { documentStates, documentTransitions } from '#domain/document/officialDocument.ts'
import { seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { TicketOfMinutes } from '#web/supervision/Supervised.tsx'
import { Cosignatures } from './Cosignatures.tsx'
import { DocumentActs } from './DocumentActs.tsx'
import { DocumentFacts } from './DocumentFacts.tsx'
import { DocumentPaper } from './DocumentPaper.tsx'
import { Receipts } from './Receipts.tsx'
import './document.css'

/** An official document from its draft to the receipt of every division. */
export function DocumentPage() {
  const { id = '' } = useParams()
  const document = useRead(readDocument, { id })
  return (
    <Loaded isPage of={document} rows={10}>
      {(loaded) => <DocumentView document={loaded} />}
    </Loaded>
  )
}

/** The notice that issues the plan of a year. */
export function NoticePage() {
  const { year = '' } = useParams()
  const document = useRead(readNotice, { of: year })
  return (
    <Loaded isPage of={document} rows={10}>
      {(loaded) => <DocumentView document={loaded} />}
    </Loaded>
  )
}

const stageOf = {
  drafted: 'open',
  checked: 'submitted',
  signedOff: 'accepted',
  issued: 'reported',
  withdrawn: 'upcoming',
} as const

function DocumentView({ document }: { document: OfficialDocument }) {
  const text = useText()
  const { actor } = useSession()
  const seesAll = seesEverything(actor)
  return (
    <div className="document-page">
      <PageHead
        title={nameOf(document)}
        crumbs={[crumbOf(document)]}
        chips={<StageTag stage={stageOf[document.state]} label={documentStates[document.state]} />}
        sentence={text(sentenceOf(document))}
        actions={
          <>
            <DocumentActs document={document} />
            {document.kind === 'minutes' && document.state === 'issued' && seesAll && (
              <TicketOfMinutes documentId={document.id} />
            )}
          </>
        }
      />
      {document.returnReason && (document.state === 'drafted' || document.state === 'withdrawn') && (
        <p className="note warning">
          <b>
            {text(
              document.state === 'drafted'
                ? { zh: '退回修改：', en: 'Sent back: ' }
                : { zh: '作废理由：', en: 'Withdrawn: ' },
            )}
          </b>
          {document.returnReason}
        </p>
      )}
      <Columns
        sideWidth={340}
        main={
          <>
            <DocumentPaper document={document} />
            <Cosignatures document={document} />
            {document.receipts.length > 0 && seesAll && <Receipts document={document} />}
          </>
        }
        side={
          <>
            <DocumentFacts document={document} />
            {seesAll && <History id={document.id} />}
          </>
        }
      />
    </div>
  )
}

/** What the document is called on the screen. */
function nameOf({ kind, subject }: OfficialDocument): Text {
  const own: Partial<Record<typeof subject, Text>> = {
    plan: { zh: '印发通知', en: 'Notice of issue' },
    planCall: { zh: '编制要求下发通知', en: 'Notice of the call' },
    review: { zh: '会议纪要', en: 'Minutes of the meeting' },
    rectification: { zh: '整改通知', en: 'Rectification order' },
    bulletin: { zh: '绩效情况通报', en: 'Bulletin' },
  }
  const { zh, en } = documentKinds[kind].name
  return own[subject] ?? { zh: `报送方案的${zh}`, en: `${en} with the plan` }
}

/** What the document is about. */
function crumbOf({ subject, year, planKey, rectificationId, bulletinId }: OfficialDocument) {
  const call = { label: { zh: `${year}年度编制要求`, en: `Call of ${year}` }, to: `/plans/${year}/call` }
  const city = {
    label: { zh: `${year}年度市级指标`, en: `The city's indicators of ${year}` },
    to: `/plans/${year}/municipal`,
  }
  const plan = { label: { zh: `${year}年度方案`, en: `Plan of ${year}` }, to: `/plans/${planKey ?? year}` }
  const order = {
    label: { zh: '整改', en: 'Rectification' },
    to: rectificationId === null ? '/rectifications' : `/rectifications/${rectificationId}`,
  }
  const bulletin = {
    label: { zh: '绩效情况通报', en: 'Bulletin' },
    to: bulletinId === null ? '/bulletins' : `/bulletins/${bulletinId}`,
  }
  return { plan, planCall: call, planSending: city, review: plan, rectification: order, bulletin }[subject]
}

/** Where it stands, and who has received it. */
function sentenceOf(document: OfficialDocument): Text {
  const { state, subject, receipts, planNumber, signedBy, number } = document
  const { zh: about, en: aboutEn } = documentSubjects[subject].name
  const plan =
    planNumber === null || subject === 'review'
      ? { zh: about, en: aboutEn }
      : { zh: `附方案第${planNumber}版`, en: `With version ${planNumber} of the plan` }
  const stands: Record<Exclude<typeof state, 'issued'>, Text> = {
    drafted: { zh: '待核稿、签发', en: 'To be checked and signed off' },
    checked: { zh: '待办领导签发', en: 'To be signed off by a leader' },
    signedOff: {
      zh: `${signedBy?.name ?? ''}已签发，待编号印发`,
      en: `Signed off by ${signedBy?.name ?? ''}; it awaits its number and issue`,
    },
    withdrawn: { zh: '文稿已作废', en: 'The draft was withdrawn' },
  }
  if (state !== 'issued') return { zh: `${plan.zh}。${stands[state].zh}。`, en: `${plan.en}. ${stands[state].en}.` }
  if (receipts.length === 0) return { zh: `${number}。${plan.zh}。`, en: `${number}. ${plan.en}.` }
  const waiting = receipts.filter(({ readAt }) => readAt === null).length
  return waiting > 0
    ? { zh: `${number}。${waiting}个处还没有签收。`, en: `${number}. Divisions that have not received it: ${waiting}.` }
    : { zh: `${number}。已签收。`, en: `${number}. Received.` }
}

const acts: Readonly<Record<string, Text>> = {
  'document.draft': { zh: '拟稿', en: 'Drafted' },
  'document.check': documentTransitions.check.label,
  'document.return': documentTransitions.return.label,
  'document.takeBack': documentTransitions.takeBack.label,
  'document.sign': documentTransitions.sign.label,
  'document.issue': documentTransitions.issue.label,
  'document.withdraw': documentTransitions.withdraw.label,
  'document.cosign': documentTransitions.cosign.label,
  'document.answerCosign': { zh: '会签', en: 'Co-signed' },
  'document.withdrawCosign': { zh: '撤回会签', en: 'Withdrew the request' },
  'document.scan': { zh: '附盖章扫描件', en: 'Attached the sealed scan' },
  'document.receive': { zh: '签收', en: 'Received' },
  'document.urge': { zh: '催办签收', en: 'Urged' },
}

function History({ id }: { id: string }) {
  const history = useRead(readDocumentHistory, { id })
  return (
    <Loaded of={history}>
      {({ rows }) => <HistoryPanel entries={rows} nameOf={(action) => acts[action] ?? { zh: action, en: action }} />}
    </Loaded>
  )
}
