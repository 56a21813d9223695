import { useParams } from 'react-router'
import { type OfficialDocument, readDocumentHistory, readNotice } from '#domain/document/officialDocument.api.ts'
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
import { NoticeActs } from './NoticeActs.tsx'
import { NoticeFacts } from './NoticeFacts.tsx'
import { NoticePaper } from './NoticePaper.tsx'
import { Receipts } from './Receipts.tsx'
import './document.css'

/** The notice that issues a plan, from its draft to the receipt of every division. */
export function NoticePage() {
  const { year = '' } = useParams()
  const notice = useRead(readNotice, { year })
  return (
    <Loaded isPage of={notice} rows={10}>
      {(loaded) => <NoticeView notice={loaded} />}
    </Loaded>
  )
}

const stageOf = { drafted: 'open', checked: 'submitted', signedOff: 'accepted', issued: 'reported' } as const

function NoticeView({ notice }: { notice: OfficialDocument }) {
  const text = useText()
  const { actor } = useSession()
  const seesAll = seesEverything(actor)
  return (
    <div className="notice-page">
      <PageHead
        title={{ zh: '印发通知', en: 'Notice of issue' }}
        crumbs={[
          {
            label: { zh: `${notice.year}年度方案`, en: `Plan of ${notice.year}` },
            to: `/plans/${notice.year}`,
          },
        ]}
        chips={<StageTag stage={stageOf[notice.state]} label={documentStates[notice.state]} />}
        sentence={text(sentenceOf(notice))}
        actions={<NoticeActs notice={notice} />}
      />
      {notice.returnReason && notice.state === 'drafted' && (
        <p className="note warning">
          <b>{text({ zh: '退回修改：', en: 'Sent back: ' })}</b>
          {notice.returnReason}
        </p>
      )}
      <Columns
        sideWidth={340}
        main={
          <>
            <NoticePaper key={notice.version} notice={notice} />
            {notice.state === 'issued' && seesAll && <Receipts notice={notice} />}
          </>
        }
        side={
          <>
            <NoticeFacts notice={notice} />
            {seesAll && <History id={notice.id} />}
          </>
        }
      />
    </div>
  )
}

/** Where it stands, and who has received it. */
function sentenceOf({ state, receipts, planNumber, signedBy, number }: OfficialDocument): Text {
  const plan = { zh: `附方案第${planNumber}版`, en: `With version ${planNumber} of the plan` }
  if (state === 'drafted') return { zh: `${plan.zh}。待核稿、签发。`, en: `${plan.en}. To be checked and signed off.` }
  if (state === 'checked') return { zh: `${plan.zh}。待办领导签发。`, en: `${plan.en}. To be signed off by a leader.` }
  if (state === 'signedOff')
    return {
      zh: `${plan.zh}。${signedBy?.name ?? ''}已签发，待编号印发。`,
      en: `${plan.en}. Signed off by ${signedBy?.name ?? ''}; it awaits its number and issue.`,
    }
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
