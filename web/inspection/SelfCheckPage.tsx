import { useState } from 'react'
import { useParams } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { dayText } from '#domain/calendar/workingDays.ts'
import {
  drawSample,
  exportSelfCheck,
  readSelfCheck,
  readSelfCheckHistory,
  type SelfCheck,
} from '#domain/inspection/selfCheck.api.ts'
import {
  intervalOfTally,
  intervalSentence,
  type SelfCheckAction,
  type SelfCheckFacts,
  sampleMethods,
  selfCheckStates,
  selfCheckTransitions,
  tallySentence,
} from '#domain/inspection/selfCheck.ts'
import { isOneOf, performanceOffice, seesEverything } from '#domain/kernel/actor.ts'
import { refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { SelfCheckTag } from './CheckTags.tsx'
import { SampleTable } from './SampleTable.tsx'
import { type Asking, SelfCheckDialog } from './SelfCheckDialogs.tsx'
import './inspection.css'

/** One self-check: what the sample says, how it was drawn, each value with its evidence and judgement. */
export function SelfCheckPage() {
  const { id = '' } = useParams()
  const selfCheck = useRead(readSelfCheck, { id })
  return (
    <Loaded isPage of={selfCheck}>
      {(loaded) => <Shown selfCheck={loaded} />}
    </Loaded>
  )
}

/** What the performance office does at each state; the last is the main one. */
function actionsOf({ state, withoutEvidence }: SelfCheck): readonly ('ask' | 'conclude' | 'withdraw')[] {
  if (state === 'drawn') return withoutEvidence > 0 ? ['withdraw', 'ask'] : ['withdraw', 'conclude']
  return state === 'asked' ? ['withdraw', 'conclude'] : []
}

function Shown({ selfCheck }: { readonly selfCheck: SelfCheck }) {
  const text = useText()
  const { language } = useLanguage()
  const { actor } = useSession()
  const [asking, setAsking] = useState<Asking>()
  const { id, state, year, tally, withoutEvidence, result, withdrawnReason } = selfCheck
  const facts: SelfCheckFacts = { state, values: tally.drawn, judged: tally.judged, withoutEvidence }
  const actions = isOneOf(actor.post, performanceOffice) ? actionsOf(selfCheck) : []
  const main = actions.at(-1)
  const words = result ?? withdrawnReason
  return (
    <>
      <PageHead
        title={same(selfCheck.title)}
        crumbs={[{ label: { zh: '数据自查抽验', en: 'Self-checks of data' }, to: `/self-checks?year=${year}` }]}
        chips={<SelfCheckTag state={state} />}
        sentence={text(sentenceOf(selfCheck, seesEverything(actor)))}
        actions={
          <>
            <a className="button plain" download href={addressOf(exportSelfCheck, { id, language })}>
              {text({ zh: '导出样本.xlsx', en: 'Sample as .xlsx' })}
            </a>
            {actions.map((action) => (
              <ActionButton
                key={action}
                id={`act-${action}`}
                transition={selfCheckTransitions[action]}
                facts={facts}
                states={selfCheckStates}
                kind={action === main ? 'primary' : 'normal'}
                reason="elsewhere"
                asks
                onClick={() => setAsking({ action })}
              />
            ))}
          </>
        }
        reasons={main && <RefusalOf transition={selfCheckTransitions[main]} facts={facts} states={selfCheckStates} />}
      />
      <Columns
        main={
          <>
            {words !== null && (
              <Panel title={result === null ? { zh: '撤销理由', en: 'Why it was withdrawn' } : resultName}>
                <p className="check-words" lang="zh">
                  {words}
                </p>
                <IntervalShown selfCheck={selfCheck} />
              </Panel>
            )}
            <SampleTable selfCheck={selfCheck} facts={facts} onAsk={setAsking} />
          </>
        }
        side={
          <>
            <Panel title={{ zh: '抽样', en: 'The drawing' }}>
              <Facts facts={useFacts(selfCheck)} />
            </Panel>
            <History id={id} />
          </>
        }
      />
      {asking && <SelfCheckDialog asking={asking} selfCheck={selfCheck} onClose={() => setAsking(undefined)} />}
    </>
  )
}
const resultName: Text = { zh: '结果', en: 'Result' }

/** What the sample says of all values, folded away below the result. */
function IntervalShown({ selfCheck: { tally, state } }: { readonly selfCheck: SelfCheck }) {
  const text = useText()
  const interval = state === 'concluded' ? intervalOfTally(tally) : undefined
  if (!interval) return null
  return (
    <details className="check-interval">
      <summary>{text({ zh: '对全部数据的推断', en: 'What it says of all values' })}</summary>
      <p>{text(intervalSentence(tally, interval))}</p>
    </details>
  )
}

function sentenceOf({ state, tally, evidenceBy, withoutEvidence }: SelfCheck, isSteering: boolean): Text {
  if (state === 'concluded') return tallySentence(tally)
  if (state === 'withdrawn') return { zh: '已撤销。', en: 'Withdrawn.' }
  if (state === 'drawn' && withoutEvidence > 0)
    return {
      zh: `从${tally.population}项中抽取${tally.drawn}项，${withoutEvidence}项没有佐证材料。`,
      en: `${tally.drawn} drawn from ${tally.population}; ${withoutEvidence} lack evidence.`,
    }
  const by = evidenceBy ? dayText(evidenceBy) : undefined
  const due = { zh: by ? `佐证材料${by.zh}前提交。` : '', en: by ? ` Evidence is due by ${by.en}.` : '' }
  if (isSteering) {
    const { zh, en } = tallySentence(tally)
    return { zh: `${zh}${due.zh}`, en: `${en}${due.en}` }
  }
  return {
    zh: `本处有${withoutEvidence}项待提交佐证。${due.zh}`,
    en: `${withoutEvidence} values of your division lack evidence.${due.en}`,
  }
}

function useFacts(selfCheck: SelfCheck): Fact[] {
  const text = useText()
  const format = useFormat()
  const { seed, method, populationDigest, tally, periods, divisions, units, drawnBy, drawnAt } = selfCheck
  const comma = text({ zh: '、', en: ', ' })
  const all = text({ zh: '全部', en: 'all' })
  const list = (names: readonly string[]) => (names.length === 0 ? all : names.join(comma))
  return [
    { name: { zh: '总体', en: 'Population' }, value: format.number(String(tally.population)) },
    { name: { zh: '样本量', en: 'Size' }, value: tally.drawn },
    { name: { zh: '期间', en: 'Periods' }, value: list(periods.map((period) => text(shortPeriodText(period)))) },
    { name: { zh: '责任处', en: 'Divisions' }, value: list(divisions.map(({ name }) => text(name))) },
    { name: { zh: '采集单位', en: 'Collecting units' }, value: list(units.map(({ name }) => text(name))) },
    { name: { zh: '种子', en: 'Seed' }, value: <span className="check-hash">{seed}</span> },
    { name: { zh: '方法', en: 'Method' }, value: text(sampleMethods[method]) },
    {
      name: { zh: '总体摘要', en: 'Digest' },
      value: <span className="check-hash">{populationDigest}</span>,
    },
    { name: { zh: '抽样', en: 'Drawn by' }, value: `${drawnBy.name} ${format.instant(drawnAt)}` },
  ]
}

const nameOf = (action: string): Text => {
  const key = action.replace('selfCheck.', '')
  if (key === 'draw') return drawSample.summary
  return key in selfCheckTransitions ? selfCheckTransitions[key as SelfCheckAction].label : same(action)
}

function History({ id }: { readonly id: string }) {
  const context = useContextOfRules()
  const isOpen = refusalOfEndpoint(readSelfCheckHistory, context) === undefined
  const history = useRead(readSelfCheckHistory, { id }, { enabled: isOpen })
  if (!isOpen) return null
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOf} />}</Loaded>
}
