import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { dayText } from '#domain/calendar/workingDays.ts'
import { aspects } from '#domain/inspection/check.ts'
import {
  type Conformity,
  downloadConformityFile,
  handInMaterial,
  type Material,
  readConformity,
  readConformityHistory,
  recordConformity,
} from '#domain/inspection/conformity.api.ts'
import {
  type ConformityAction,
  type ConformityFacts,
  conformityResults,
  conformityStates,
  conformityTransitions,
  handInRules,
} from '#domain/inspection/conformity.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { FileLinks } from '#web/opinion/Attached.tsx'
import { ConformityTag } from './CheckTags.tsx'
import { type Asking, ConformityDialog } from './ConformityDialogs.tsx'
import './inspection.css'

/** One verification by the city: what it asked, what was handed in, what it found, what followed. */
export function ConformityPage() {
  const { id = '' } = useParams()
  const conformity = useRead(readConformity, { id })
  return (
    <Loaded isPage of={conformity}>
      {(loaded) => <Shown conformity={loaded} />}
    </Loaded>
  )
}

/** What the performance office does at each state; the last is the main one. */
const actionsAt: Record<Conformity['state'], readonly Exclude<ConformityAction, 'handIn'>[]> = {
  requested: ['withdraw', 'visit', 'demand'],
  preparing: ['withdraw', 'demand', 'send'],
  sent: ['demand', 'visit', 'result'],
  visited: ['demand', 'visit', 'result'],
  resulted: ['close'],
  closed: [],
  withdrawn: [],
}

function Shown({ conformity }: { readonly conformity: Conformity }) {
  const text = useText()
  const { actor } = useSession()
  const [asking, setAsking] = useState<Asking>()
  const { id, state, year, materials, result } = conformity
  const handedIn = materials.filter(({ handedAt }) => handedAt !== null).length
  const facts: ConformityFacts = { state, result, materials: materials.length, handedIn }
  const actions = isOneOf(actor.post, performanceOffice) ? actionsAt[state] : []
  const main = actions.at(-1)
  return (
    <>
      <PageHead
        title={same(conformity.title)}
        crumbs={[{ label: { zh: '符合性验证', en: 'Conformity verifications' }, to: `/conformities?year=${year}` }]}
        chips={<ConformityTag state={state} />}
        sentence={text(sentenceOf(conformity, facts))}
        actions={actions.map((action) => (
          <ActionButton
            key={action}
            id={`act-${action}`}
            transition={conformityTransitions[action]}
            facts={facts}
            states={conformityStates}
            kind={action === main ? 'primary' : 'normal'}
            reason="elsewhere"
            asks
            onClick={() => setAsking({ action })}
          />
        ))}
        reasons={main && <RefusalOf transition={conformityTransitions[main]} facts={facts} states={conformityStates} />}
      />
      <Columns
        main={
          <>
            <Results conformity={conformity} />
            <Panel title={{ zh: '材料', en: 'Materials' }}>
              {materials.length === 0 && (
                <p className="mid">{text({ zh: '还没有布置材料。', en: 'None asked for yet.' })}</p>
              )}
              <ul className="check-findings">
                {materials.map((material) => (
                  <MaterialShown key={material.id} {...{ material, facts, id }} onAsk={setAsking} />
                ))}
              </ul>
            </Panel>
            <Visits conformity={conformity} />
          </>
        }
        side={
          <>
            <Panel title={{ zh: '要求', en: 'The request' }}>
              <Facts facts={useFacts(conformity)} />
              <FileLinks files={conformity.files} to={(fileId) => addressOf(downloadConformityFile, { id, fileId })} />
            </Panel>
            <History id={id} />
          </>
        }
      />
      {asking && <ConformityDialog asking={asking} conformity={conformity} onClose={() => setAsking(undefined)} />}
    </>
  )
}

type MaterialProps = {
  readonly id: string
  readonly material: Material
  readonly facts: ConformityFacts
  readonly onAsk: (asking: Asking) => void
}

function MaterialShown({ id, material, facts, onAsk }: MaterialProps) {
  const text = useText()
  const format = useFormat()
  const context = useContextOfRules()
  const { division, heirId, words, dueOn, handedIn, handedBy, handedAt, sentOn, files } = material
  const own = { divisionId: heirId, isHandedIn: handedAt !== null, isSent: sentOn !== null }
  const mayHandIn =
    refusalOf(conformityTransitions.handIn, facts, context) === undefined &&
    refusalOfRules(handInRules, handInMaterial.basis, own, context) === undefined
  const due = text({ zh: `${format.day(dueOn)}前提交`, en: `by ${format.day(dueOn)}` })
  return (
    <li>
      <p className="check-words" lang="zh">
        <b>{words}</b>
      </p>
      <p className="sub">{`${text(division.name)} · ${due}`}</p>
      {handedIn !== null && (
        <p className="check-words" lang="zh">
          {handedIn}
        </p>
      )}
      <FileLinks files={files} to={(fileId) => addressOf(downloadConformityFile, { id, fileId })} />
      {handedBy && handedAt && (
        <p className="sub">
          {`${handedBy.name} ${format.instant(handedAt)}`}
          {sentOn && ` · ${text({ zh: `${format.day(sentOn)}报市里`, en: `sent on ${format.day(sentOn)}` })}`}
        </p>
      )}
      {mayHandIn && (
        <p className="row-of-actions">
          <ActionButton
            id={`act-handIn-${material.id}`}
            transition={conformityTransitions.handIn}
            facts={facts}
            states={conformityStates}
            kind={handedAt === null ? 'primary' : 'plain'}
            asks
            onClick={() => onAsk({ action: 'handIn', material })}
          />
        </p>
      )}
    </li>
  )
}

function Visits({ conformity: { visits } }: { readonly conformity: Conformity }) {
  const format = useFormat()
  if (visits.length === 0) return null
  return (
    <Panel title={{ zh: '现场核验', en: 'Visits' }}>
      <ul className="check-findings">
        {visits.map(({ id, visitedOn, visitors, lookedAt }) => (
          <li key={id}>
            <p className="sub" lang="zh">{`${format.longDay(visitedOn)} ${visitors}`}</p>
            <p className="check-words" lang="zh">
              {lookedAt}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Results({ conformity }: { readonly conformity: Conformity }) {
  const text = useText()
  const format = useFormat()
  const { result, resultOn, resultWords, resultDocument, followUp, withdrawnReason } = conformity
  if (result === null && withdrawnReason === null) return null
  const facts: Fact[] = [
    { name: { zh: '撤销理由', en: 'Why it was withdrawn' }, value: withdrawnReason },
    { name: { zh: '结果', en: 'Result' }, value: result && text(conformityResults[result]) },
    { name: { zh: '结果日', en: 'Day' }, value: resultOn && format.longDay(resultOn) },
    { name: { zh: '结果说明', en: 'Words' }, value: resultWords },
    { name: { zh: '结果文件', en: 'Document' }, value: resultDocument },
    { name: { zh: '跟进情况', en: 'What was done' }, value: followUp },
  ]
  return (
    <Panel title={{ zh: '结果', en: 'Result' }}>
      <Facts facts={facts} />
    </Panel>
  )
}

function sentenceOf({ state, dueOn, result, closedOn }: Conformity, { materials, handedIn }: ConformityFacts): Text {
  const due = dayText(dueOn)
  if (state === 'requested') return { zh: `市里要求${due.zh}前配合。`, en: `The city asks for it by ${due.en}.` }
  if (state === 'preparing')
    return {
      zh: `${materials}项材料，已交${handedIn}项，${due.zh}前报市里。`,
      en: `${handedIn} of ${materials} materials are in; the city asks for them by ${due.en}.`,
    }
  if (state === 'sent') return { zh: '材料已报市里，待核验。', en: 'The materials were sent; the city verifies.' }
  if (state === 'visited') return { zh: '已现场核验，待结果。', en: 'The city has been here; its result is awaited.' }
  if (state === 'withdrawn' || result === null) return { zh: '已撤销。', en: 'Withdrawn.' }
  const { zh, en } = conformityResults[result]
  if (closedOn === null) return { zh: `结果：${zh}，待跟进办结。`, en: `Result: ${en}; to be followed up.` }
  const closed = dayText(closedOn)
  return { zh: `结果：${zh}，${closed.zh}办结。`, en: `Result: ${en}; concluded on ${closed.en}.` }
}

function useFacts(conformity: Conformity): Fact[] {
  const text = useText()
  const format = useFormat()
  const { body, aspect, document, requestedOn, dueOn, concerns, items, recordedBy } = conformity
  return [
    { name: { zh: '单位', en: 'Unit' }, value: text(body.name) },
    { name: { zh: '方面', en: 'Aspect' }, value: text(aspects[aspect]) },
    { name: { zh: '来文', en: 'Document' }, value: document },
    { name: { zh: '收到日', en: 'Requested on' }, value: format.longDay(requestedOn) },
    { name: { zh: '期限', en: 'Due on' }, value: format.longDay(dueOn) },
    { name: { zh: '涉及指标', en: 'Indicators' }, value: concerns },
    {
      name: { zh: '涉及事项', en: 'Items' },
      value:
        items.length > 0 &&
        items.map(({ id, code, title }) => (
          <Link key={id} to={`/items/${id}`} style={{ display: 'block' }}>{`${code} ${title}`}</Link>
        )),
    },
    { name: { zh: '登记', en: 'Recorded by' }, value: recordedBy.name },
  ]
}

const nameOf = (action: string): Text => {
  const key = action.replace('conformity.', '')
  if (key === 'record') return recordConformity.summary
  return key in conformityTransitions ? conformityTransitions[key as ConformityAction].label : same(action)
}

function History({ id }: { readonly id: string }) {
  const context = useContextOfRules()
  const isOpen = refusalOfEndpoint(readConformityHistory, context) === undefined
  const history = useRead(readConformityHistory, { id }, { enabled: isOpen })
  if (!isOpen) return null
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOf} />}</Loaded>
}
