import { useState } from 'react'
import { Link } from 'react-router'
import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { type Contact, listOfItem, recordContact } from '#domain/opinion/contact.api.ts'
import { downloadOpinionFile, type Opinion, recordOpinion } from '#domain/opinion/opinion.api.ts'
import { opinionWays, recordRules } from '#domain/opinion/opinion.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { FileLinks } from './Attached.tsx'
import { OneContact } from './OneContact.tsx'
import { aboutWhat, OpinionTag } from './OpinionTag.tsx'
import { RecordContact, RecordOpinion } from './RecordDialogs.tsx'
import './opinion.css'

/** What units said of an item of the plan in force and what was talked over with them, the newest first. */
export function ItemOpinions({ facts }: { readonly facts: ItemPage }) {
  const text = useText()
  const context = useContextOfRules()
  const { actor } = useSession()
  const [asking, setAsking] = useState<'opinion' | 'contact'>()
  const { item, plan } = facts
  const of = useRead(listOfItem, { id: item.id }, { enabled: plan.kind === 'office' && plan.state === 'issued' })
  const chain = {
    responsibleDivisionId: item.responsibleDivision?.id ?? null,
    coordinatingDivisionId: item.coordinatingDivision?.id ?? null,
  }
  const isWorker = isOneOf(actor.post, [...divisionPosts, ...performanceOffice])
  const mayRecord = isWorker && refusalOfRules(recordRules, 'opinion.record', chain, context) === undefined
  if (plan.kind !== 'office' || plan.state !== 'issued') return null
  return (
    <Panel
      id="opinions"
      title={{ zh: '评估意见与沟通', en: 'Opinions and contacts' }}
      more={<Link to={`/opinions?year=${item.year}`}>{text({ zh: '全部意见', en: 'All opinions' })}</Link>}
    >
      {mayRecord && (
        <p className="row-of-actions">
          <ActionButton endpoint={recordOpinion} asks onClick={() => setAsking('opinion')} />
          <ActionButton endpoint={recordContact} asks onClick={() => setAsking('contact')} />
        </p>
      )}
      <Loaded of={of} rows={3}>
        {({ opinions, contacts, reports }) =>
          opinions.length + contacts.length === 0 ? (
            <EmptyState
              why={{ zh: '还没有登记意见和沟通。', en: 'No opinion and no contact is recorded.' }}
              next={
                mayRecord
                  ? { zh: '收到采集单位意见或与其沟通后，在此登记。', en: 'Record here what the unit says.' }
                  : { zh: '由协调处登记。', en: 'The coordinating division records them.' }
              }
            />
          ) : (
            <Entries {...{ opinions, contacts, facts, reports }} />
          )
        }
      </Loaded>
      {asking === 'opinion' && (
        <RecordOpinion facts={facts} reports={of.data?.reports ?? []} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'contact' && (
        <RecordContact facts={facts} reports={of.data?.reports ?? []} onClose={() => setAsking(undefined)} />
      )}
    </Panel>
  )
}

type Known = Omit<Parameters<typeof OneContact>[0], 'of'>
type Given = Known & { readonly opinions: readonly Opinion[]; readonly contacts: readonly Contact[] }

function Entries({ opinions, contacts, ...known }: Given) {
  const entries = [
    ...opinions.map((one) => ({ on: one.receivedOn, at: one.recordedAt, key: one.id, shown: <OneOpinion of={one} /> })),
    ...contacts.map((one) => ({
      on: one.contactOn,
      at: one.recordedAt,
      key: one.id,
      shown: <OneContact of={one} {...known} />,
    })),
  ].toSorted((a, b) => b.on.localeCompare(a.on) || b.at.localeCompare(a.at))
  return (
    <ul className="opinion-log">
      {entries.map(({ key, shown }) => (
        <li key={key}>{shown}</li>
      ))}
    </ul>
  )
}

function OneOpinion({ of }: { readonly of: Opinion }) {
  const text = useText()
  const format = useFormat()
  const about = aboutWhat(of)
  return (
    <>
      <p className="opinion-head">
        <Link to={`/opinions/${of.id}`}>
          {text({ zh: `${of.body.name.zh}意见`, en: `Opinion of ${of.body.name.en}` })}
        </Link>
        <OpinionTag opinion={of} />
      </p>
      <p className="sub">
        {[format.longDay(of.receivedOn), text(opinionWays[of.way]), about && text(about)].filter(Boolean).join(' · ')}
      </p>
      <p lang="zh">{of.words}</p>
      <FileLinks files={of.files} to={(fileId) => addressOf(downloadOpinionFile, { id: of.id, fileId })} />
    </>
  )
}
