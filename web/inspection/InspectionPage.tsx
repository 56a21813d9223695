import { useRef, useState } from 'react'
import { useParams } from 'react-router'
import { dayText } from '#domain/calendar/workingDays.ts'
import { aspects } from '#domain/inspection/check.ts'
import {
  downloadInspectionNotice,
  type Inspection,
  planInspection,
  readInspection,
  readInspectionHistory,
} from '#domain/inspection/inspection.api.ts'
import {
  awaitedOf,
  factsOfInspection,
  type InspectionAction,
  type InspectionFacts,
  inspectionKinds,
  inspectionStates,
  inspectionTransitions,
} from '#domain/inspection/inspection.ts'
import { refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
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
import { InspectionTag } from './CheckTags.tsx'
import { type Asking, InspectionDialog } from './InspectionDialogs.tsx'
import { PartyPanel } from './PartyPanel.tsx'
import './inspection.css'

/** One inspection: its plan, what was judged and found, what the divisions say, what came of it. */
export function InspectionPage() {
  const { id = '' } = useParams()
  const inspection = useRead(readInspection, { id })
  return (
    <Loaded isPage of={inspection}>
      {(loaded) => <Shown inspection={loaded} />}
    </Loaded>
  )
}

type Headed = Exclude<InspectionAction, 'judge' | 'find' | 'settle' | 'drop'>
const ofRunner: Record<Inspection['state'], readonly Headed[]> = {
  planned: ['change', 'withdraw', 'notify'],
  notified: ['withdraw', 'begin'],
  underway: ['tell'],
  told: ['conclude'],
  concluded: [],
  withdrawn: [],
}

/** What a post can do now: the division's head other things than those who run it. The last is the main one. */
function actionsOf({ state, kind }: Inspection, facts: InspectionFacts, isRunner: boolean): readonly Headed[] {
  if (!isRunner) return state === 'notified' ? ['acknowledge'] : state === 'told' ? ['reply'] : []
  if (state === 'planned' && kind === 'daily') return ['change', 'withdraw', 'begin']
  if (state === 'underway' && facts.parties.every(({ findings }) => findings === 0)) return ['conclude']
  return ofRunner[state]
}

function Shown({ inspection }: { readonly inspection: Inspection }) {
  const text = useText()
  const context = useContextOfRules()
  const { actor } = useSession()
  const [asking, setAsking] = useState<Asking>()
  const version = useRef(inspection.version)
  version.current = Math.max(version.current, inspection.version)
  const { id, state, year, kind, parties } = inspection
  const facts = factsOfInspection(inspection)
  const isRunner = refusalOfEndpoint(planInspection, context) === undefined
  const isReader = !isRunner && actor.post !== 'division.head'
  const actions = isReader ? [] : actionsOf(inspection, facts, isRunner)
  const main = actions.at(-1)
  return (
    <>
      <PageHead
        title={same(inspection.title)}
        crumbs={[{ label: { zh: '检查', en: 'Inspections' }, to: `/inspections?year=${year}` }]}
        chips={<InspectionTag state={state} />}
        sentence={text(sentenceOf(inspection, facts, context.today))}
        actions={
          <>
            {kind === 'special' && (
              <a className="button plain" download href={addressOf(downloadInspectionNotice, { id })}>
                {text({ zh: '检查通知.docx', en: 'Notice .docx' })}
              </a>
            )}
            {actions.map((action) => (
              <ActionButton
                key={action}
                id={`act-${action}`}
                transition={inspectionTransitions[action]}
                facts={facts}
                states={inspectionStates}
                kind={action === main ? 'primary' : 'normal'}
                reason="elsewhere"
                asks
                onClick={() => setAsking({ action })}
              />
            ))}
          </>
        }
        reasons={main && <RefusalOf transition={inspectionTransitions[main]} facts={facts} states={inspectionStates} />}
      />
      <Columns
        main={
          <>
            <Outcome inspection={inspection} />
            {state === 'planned' || state === 'notified' ? (
              <Plan inspection={inspection} />
            ) : (
              parties.map((party) => (
                <PartyPanel key={party.id} {...{ inspection, facts, party, version }} onAsk={setAsking} />
              ))
            )}
          </>
        }
        side={
          <>
            <Panel title={{ zh: '基本情况', en: 'About it' }}>
              <Facts facts={useFacts(inspection)} />
            </Panel>
            <History id={id} />
          </>
        }
      />
      {asking && (
        <InspectionDialog
          asking={asking}
          inspection={inspection}
          version={version.current}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

function Outcome({ inspection: { result, withdrawnReason } }: { readonly inspection: Inspection }) {
  const words = result ?? withdrawnReason
  if (words === null) return null
  const title = result === null ? { zh: '撤销理由', en: 'Why it was withdrawn' } : { zh: '检查结果', en: 'Result' }
  return (
    <Panel title={title}>
      <p className="check-words" lang="zh">
        {words}
      </p>
    </Panel>
  )
}

function Plan({ inspection: { scope, points, parties } }: { readonly inspection: Inspection }) {
  const text = useText()
  const format = useFormat()
  return (
    <>
      <Panel title={{ zh: '检查范围', en: 'Scope' }}>
        <p className="check-words" lang="zh">
          {scope || text({ zh: '还没有填写。', en: 'Not filled in yet.' })}
        </p>
      </Panel>
      <Panel title={{ zh: '检查要点', en: 'Check-list' }}>
        {points.length === 0 && <p className="mid">{text({ zh: '还没有要点。', en: 'No points yet.' })}</p>}
        <ol>
          {points.map(({ id, words }, at) => (
            <li key={id} lang="zh">{`${at + 1}. ${words}`}</li>
          ))}
        </ol>
      </Panel>
      <Panel title={{ zh: '被检查处', en: 'Divisions' }}>
        {parties.length === 0 && <p className="mid">{text({ zh: '还没有选择。', en: 'None chosen yet.' })}</p>}
        <ul className="check-findings">
          {parties.map(({ id, division, seenAt, seenBy, preparation }) => (
            <li key={id}>
              {text(division.name)}{' '}
              <span className="sub">
                {seenAt && seenBy
                  ? `${seenBy.name} ${format.instant(seenAt)} ${text({ zh: '知悉', en: 'acknowledged' })}`
                  : text({ zh: '尚未知悉', en: 'not acknowledged' })}
              </span>
              {preparation !== null && (
                <p className="check-words" lang="zh">
                  {preparation}
                </p>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}

function sentenceOf(inspection: Inspection, facts: InspectionFacts, today: string): Text {
  const { state, startsOn, replyBy, concludedOn, findings } = inspection
  const on = dayText(startsOn)
  if (state === 'planned') return { zh: `拟于${on.zh}检查。`, en: `Planned for ${on.en}.` }
  if (state === 'notified') {
    const seen = facts.parties.filter(({ isSeen }) => isSeen).length
    return {
      zh: `${on.zh}检查，${facts.parties.length}个处中${seen}个已知悉。`,
      en: `To begin on ${on.en}; ${seen} of ${facts.parties.length} divisions have acknowledged it.`,
    }
  }
  if (state === 'underway') {
    const { unjudged } = facts
    return {
      zh: `检查中，已登记${findings}个问题，还有${unjudged}个要点未判定。`,
      en: `Under way: ${findings} findings, ${unjudged} points not judged yet.`,
    }
  }
  if (state === 'told' && replyBy) {
    const [by, awaited] = [dayText(replyBy), awaitedOf(facts, today).length]
    return {
      zh: `发现${findings}个问题，请于${by.zh}前回复，${awaited}个处未回复，${facts.unsettled}个问题未处理。`,
      en: `${findings} findings, to be replied to by ${by.en}; ${awaited} divisions have not, ${facts.unsettled} are not settled.`,
    }
  }
  if (state === 'withdrawn' || !concludedOn) return { zh: '已撤销。', en: 'Withdrawn.' }
  const done = dayText(concludedOn)
  return { zh: `${done.zh}办结，发现${findings}个问题。`, en: `Concluded on ${done.en}: ${findings} findings.` }
}

function useFacts(inspection: Inspection): Fact[] {
  const text = useText()
  const format = useFormat()
  const { kind, aspect, request, startsOn, scope, divisions, plannedBy, notifiedOn, forHouse, concludedBy } = inspection
  const day = (value: string | null) => value && format.longDay(value)
  const follows = request
    ? `${request.document} ${format.longDay(request.on)}`
    : kind === 'special' && text({ zh: '自行组织', en: 'Our own' })
  return [
    { name: { zh: '种类', en: 'Kind' }, value: text(inspectionKinds[kind]) },
    { name: { zh: '方面', en: 'Aspect' }, value: text(aspects[aspect]) },
    { name: { zh: '依据', en: 'Follows' }, value: follows },
    { name: { zh: '检查日', en: 'Day' }, value: day(startsOn) },
    {
      name: { zh: '被检查处', en: 'Divisions' },
      value: divisions.map(({ name }) => text(name)).join(text({ zh: '、', en: ', ' })),
    },
    {
      name: { zh: '范围', en: 'Scope' },
      value: inspection.state !== 'planned' && inspection.state !== 'notified' && scope,
    },
    { name: { zh: '拟定', en: 'Planned by' }, value: plannedBy.name },
    { name: { zh: '通知日', en: 'Notified on' }, value: day(notifiedOn) },
    {
      name: { zh: '判定', en: 'Judged by' },
      value: forHouse && text({ zh: '领导小组副组长', en: 'A deputy head of the leading group' }),
    },
    { name: { zh: '办结', en: 'Concluded by' }, value: concludedBy?.name },
  ]
}

const nameOf = (action: string): Text => {
  const key = action.replace('inspection.', '')
  if (key === 'plan') return planInspection.summary
  return key in inspectionTransitions ? inspectionTransitions[key as InspectionAction].label : same(action)
}

/** For whoever sees all of it: a division reads its own part on the page. */
function History({ id }: { readonly id: string }) {
  const context = useContextOfRules()
  const isOpen = refusalOfEndpoint(readInspectionHistory, context) === undefined
  const history = useRead(readInspectionHistory, { id }, { enabled: isOpen })
  if (!isOpen) return null
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOf} />}</Loaded>
}
