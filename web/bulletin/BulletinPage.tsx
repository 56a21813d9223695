import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { type Bulletin, beginBulletin, readBulletin, readBulletinHistory } from '#domain/bulletin/bulletin.api.ts'
import { bulletinName } from '#domain/bulletin/bulletin.ts'
import { periodText } from '#domain/calendar/periods.ts'
import { documentStates } from '#domain/document/documentState.ts'
import { isOneOf, performanceOffice, seesEverything } from '#domain/kernel/actor.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { BulletinBlocks } from './BulletinBlocks.tsx'
import { BulletinParts } from './BulletinPaper.tsx'
import { Recipients } from './Recipients.tsx'
import { Sources } from './Sources.tsx'
import { stageOfBulletin } from './stageOfBulletin.ts'

/** A bulletin: block by block while it is drafted, then as it is printed. */
export function BulletinPage() {
  const { id = '' } = useParams()
  const bulletin = useRead(readBulletin, { id })
  return (
    <Loaded isPage of={bulletin} rows={10}>
      {(loaded) => <View bulletin={loaded} />}
    </Loaded>
  )
}

function View({ bulletin }: { readonly bulletin: Bulletin }) {
  const text = useText()
  const { actor } = useSession()
  const isWriter = bulletin.state === 'drafted' && isOneOf(actor.post, performanceOffice)
  return (
    <>
      <PageHead
        title={same(bulletin.title)}
        crumbs={[{ label: bulletinName, to: '/bulletins' }]}
        chips={<StageTag stage={stageOfBulletin[bulletin.state]} label={documentStates[bulletin.state]} />}
        sentence={text(sentenceOf(bulletin))}
        actions={
          <>
            {bulletin.state === 'issued' && isOneOf(actor.post, performanceOffice) && <Correct bulletin={bulletin} />}
            <Link className="button normal" to={`/documents/${bulletin.documentId}`}>
              {text({ zh: '公文办理', en: 'The document' })}
            </Link>
          </>
        }
      />
      <Columns
        main={
          <>
            {isWriter && <BulletinBlocks bulletin={bulletin} />}
            <Panel title={{ zh: '正文', en: 'Text' }} id="text">
              <BulletinParts parts={bulletin.parts} />
            </Panel>
            {bulletin.state === 'issued' && <Sources bulletin={bulletin} />}
          </>
        }
        side={
          <>
            <About bulletin={bulletin} />
            {isWriter && <Recipients bulletin={bulletin} />}
            {seesEverything(actor) && <History id={bulletin.id} />}
          </>
        }
      />
    </>
  )
}

function sentenceOf({ state, figures, tables, number }: Bulletin): Text {
  if (state === 'issued')
    return { zh: `${number}。已印发，不再改动。`, en: `${number}. Issued: it is not changed any more.` }
  if (state === 'withdrawn') return { zh: '文稿已作废。', en: 'The draft was withdrawn.' }
  const used = [...figures, ...tables].filter(({ isUsed }) => isUsed)
  const [changed, open] = [used.filter(({ hasChanged }) => hasChanged), used.filter(({ isConfirmed }) => !isConfirmed)]
  if (changed.length > 0)
    return {
      zh: `有${changed.length}个数字确认以后变了，重新确认后才能核稿、签发、印发。`,
      en: `Figures that changed after they were confirmed: ${changed.length}. Confirm them before check, sign-off and issue.`,
    }
  if (open.length > 0) return { zh: `有${open.length}个数字待确认。`, en: `Figures to be confirmed: ${open.length}.` }
  return { zh: '数字都已确认。', en: 'Every figure is confirmed.' }
}

function Correct({ bulletin: { id, period, cutOffOn } }: { readonly bulletin: Bulletin }) {
  const navigate = useNavigate()
  const act = useAct(beginBulletin, {}, { onDone: (begun) => void navigate(`/bulletins/${begun.id}`) })
  return (
    <>
      <ActionButton
        endpoint={beginBulletin}
        label={{ zh: '拟更正通报', en: 'Draft a correction' }}
        loading={act.isPending}
        onClick={() => act.mutate({ period, cutOffOn, correctsId: id })}
      />
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}

function About({ bulletin }: { readonly bulletin: Bulletin }) {
  const text = useText()
  const format = useFormat()
  const { period, fromOn, toOn, cutOffOn, addressee, number, datedOn, corrects, correctedBy } = bulletin
  return (
    <Panel title={{ zh: '基本情况', en: 'About' }}>
      <Facts
        facts={[
          { name: { zh: '统计期', en: 'Period' }, value: text(periodText(period)) },
          { name: { zh: '起止', en: 'From, to' }, value: `${format.day(fromOn)}—${format.day(toOn)}` },
          { name: { zh: '统计截止日', en: 'Closing day' }, value: format.day(cutOffOn) },
          { name: { zh: '主送', en: 'Addressed to' }, value: <span lang="zh">{addressee}</span> },
          { name: { zh: '文号', en: 'Number' }, value: number && <span lang="zh">{number}</span> },
          { name: { zh: '印发', en: 'Issued' }, value: datedOn && format.day(datedOn) },
          {
            name: { zh: '更正', en: 'Corrects' },
            value: corrects && <Link to={`/bulletins/${corrects.id}`}>{corrects.number ?? corrects.title}</Link>,
          },
          {
            name: { zh: '已由下文更正', en: 'Corrected by' },
            value:
              correctedBy.length > 0 &&
              correctedBy.map((later) => (
                <Link key={later.id} to={`/bulletins/${later.id}`}>
                  {later.number}
                </Link>
              )),
          },
        ]}
      />
    </Panel>
  )
}

const acts: Readonly<Record<string, Text>> = {
  'bulletin.begin': { zh: '拟稿', en: 'Drafted' },
  'bulletin.save': { zh: '修改标题、范围', en: 'Changed title or recipients' },
  'bulletin.write': { zh: '修改文字', en: 'Changed words' },
  'bulletin.confirm': { zh: '确认数字', en: 'Confirmed figures' },
}

/** How the draft came about; loaded when it is looked at. */
function History({ id }: { readonly id: string }) {
  const [isOpen, setIsOpen] = useState(false)
  const text = useText()
  const history = useRead(readBulletinHistory, { id }, { enabled: isOpen })
  if (!isOpen)
    return (
      <button type="button" className="button plain" onClick={() => setIsOpen(true)}>
        {text({ zh: '拟稿记录', en: 'How it was drafted' })}
      </button>
    )
  return (
    <Loaded of={history}>
      {({ rows }) => <HistoryPanel entries={rows} nameOf={(action) => acts[action] ?? same(action)} />}
    </Loaded>
  )
}
