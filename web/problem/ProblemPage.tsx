import { useState } from 'react'
import { useParams } from 'react-router'
import { dayText } from '#domain/calendar/workingDays.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import {
  downloadProblemFile,
  type Problem,
  raiseProblem,
  readProblem,
  readProblemHistory,
} from '#domain/problem/problem.api.ts'
import {
  type ProblemAction,
  type ProblemFacts,
  problemKinds,
  problemStates,
  problemTransitions,
} from '#domain/problem/problem.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { inOfficeTime, useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { FileLinks } from '#web/opinion/Attached.tsx'
import { NewOrderLink } from '#web/rectification/NewOrderLink.tsx'
import { ProblemDialog } from './ProblemDialogs.tsx'
import { ProblemSubject, ProblemTag } from './ProblemTag.tsx'
import '#web/opinion/opinion.css'

/** One problem: what is wrong, who sees to it, how far it has come. */
export function ProblemPage() {
  const { id = '' } = useParams()
  const problem = useRead(readProblem, { id })
  return (
    <Loaded isPage of={problem}>
      {(loaded) => <Shown problem={loaded} />}
    </Loaded>
  )
}

const factsOf = ({ state, chain, ownerDivision, ownerPerson }: Problem): ProblemFacts => ({
  state,
  chain: chain.map(({ id }) => id),
  ownerDivisionId: ownerDivision?.id ?? null,
  ownerPersonId: ownerPerson?.id ?? null,
})

const actionsAt: Record<Problem['state'], readonly ProblemAction[]> = {
  raised: ['own'],
  owned: ['own', 'note', 'solve'],
  solved: ['reopen'],
}

function Shown({ problem }: { readonly problem: Problem }) {
  const text = useText()
  const [asking, setAsking] = useState<ProblemAction>()
  const { id, state, year } = problem
  const facts = factsOf(problem)
  const actions = actionsAt[state]
  const main = actions.at(-1)
  return (
    <>
      <PageHead
        title={same(problem.title)}
        crumbs={[{ label: { zh: '问题记录', en: 'Problems' }, to: `/problems?year=${year}` }]}
        chips={<ProblemTag state={state} />}
        sentence={text(sentenceOf(problem))}
        actions={
          <>
            {actions.map((action) => (
              <ActionButton
                key={action}
                id={`act-${action}`}
                transition={problemTransitions[action]}
                facts={facts}
                states={problemStates}
                kind={action === main && action !== 'reopen' ? 'primary' : 'normal'}
                reason="elsewhere"
                asks
                onClick={() => setAsking(action)}
              />
            ))}
            <NewOrderLink source="problem" sourceId={id} />
          </>
        }
        reasons={main && <RefusalOf transition={problemTransitions[main]} facts={facts} states={problemStates} />}
      />
      <Columns
        main={
          <>
            <Panel title={{ zh: '说明', en: 'Description' }}>
              <p className="opinion-words" lang="zh">
                {problem.words}
              </p>
              <FileLinks files={problem.files} to={(fileId) => addressOf(downloadProblemFile, { id, fileId })} />
            </Panel>
            <Progress problem={problem} />
          </>
        }
        side={
          <>
            <Panel title={{ zh: '基本情况', en: 'About it' }}>
              <Facts facts={useFacts(problem)} />
            </Panel>
            <History id={id} />
          </>
        }
      />
      {asking && <ProblemDialog problem={problem} action={asking} onClose={() => setAsking(undefined)} />}
    </>
  )
}

function Progress({ problem: { solution, notes } }: { readonly problem: Problem }) {
  const text = useText()
  const format = useFormat()
  return (
    <Panel title={{ zh: '办理情况', en: 'Progress' }}>
      {solution !== null && (
        <p className="opinion-words">
          <b>{text({ zh: '解决情况：', en: 'What was done: ' })}</b>
          <span lang="zh">{solution}</span>
        </p>
      )}
      {notes.length === 0 && solution === null && (
        <p className="mid">
          {text({ zh: '还没有进展。承办处可补记进展。', en: 'Nothing yet. The owner adds notes here.' })}
        </p>
      )}
      <ul className="opinion-log">
        {notes.map(({ id, words, by, at }) => (
          <li key={id}>
            <p lang="zh">{words}</p>
            <p className="sub">{`${by.name} ${format.instant(at)}`}</p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function sentenceOf({ state, ownerDivision, ownerPerson, solvedAt }: Problem): Text {
  if (state === 'raised')
    return { zh: '待办绩效办明确承办处。', en: 'The performance office is to name who sees to it.' }
  if (state === 'solved' && solvedAt && ownerDivision) {
    const [on, { zh, en }] = [dayText(inOfficeTime(solvedAt).day), ownerDivision.name]
    return { zh: `${zh}承办，${on.zh}解决。`, en: `Seen to by ${en}, solved on ${on.en}.` }
  }
  if (state === 'solved') return { zh: '已解决。', en: 'Solved.' }
  const person = ownerPerson ? ` ${ownerPerson.name}` : ''
  return {
    zh: `由${ownerDivision?.name.zh ?? ''}${person.trim()}办理。`,
    en: `Being worked on by ${ownerDivision?.name.en ?? ''}${person && `,${person}`}.`,
  }
}

function useFacts(problem: Problem): Fact[] {
  const text = useText()
  const format = useFormat()
  const { chain, ownerDivision, ownerPerson, raisedBy, raisedAt, solvedAt } = problem
  const comma = text({ zh: '、', en: ', ' })
  const facts: Fact[] = [
    { name: { zh: '类别', en: 'Kind' }, value: text(problemKinds[problem.kind]) },
    ...(problem.item || problem.report
      ? [{ name: { zh: '涉及', en: 'About' }, value: <ProblemSubject of={problem} /> }]
      : []),
    { name: { zh: '有关各处', en: 'Divisions' }, value: chain.map(({ name }) => text(name)).join(comma) },
    { name: { zh: '提出', en: 'Raised' }, value: `${raisedBy.name} ${format.instant(raisedAt)}` },
  ]
  if (ownerDivision)
    facts.push({
      name: { zh: '承办', en: 'Owner' },
      value: [text(ownerDivision.name), ownerPerson?.name].filter(Boolean).join(' '),
    })
  if (solvedAt) facts.push({ name: { zh: '解决', en: 'Solved' }, value: format.instant(solvedAt) })
  return facts
}

const nameOf = (action: string): Text => {
  const key = action.replace('problem.', '')
  if (key === 'raise') return raiseProblem.summary
  return key in problemTransitions ? problemTransitions[key as ProblemAction].label : same(action)
}

function History({ id }: { readonly id: string }) {
  const history = useRead(readProblemHistory, { id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOf} />}</Loaded>
}
