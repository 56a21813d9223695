import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { dayText } from '#domain/calendar/workingDays.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import {
  downloadOpinionFile,
  noteOpinion,
  type Opinion,
  readOpinion,
  readOpinionHistory,
  recordOpinion,
} from '#domain/opinion/opinion.api.ts'
import {
  isOverdue,
  type OpinionAction,
  type OpinionFacts,
  openOpinionStates,
  opinionStates,
  opinionTransitions,
  opinionWays,
} from '#domain/opinion/opinion.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { FileLinks } from './Attached.tsx'
import { OpinionDialog } from './OpinionDialogs.tsx'
import { aboutWhat, OpinionTag } from './OpinionTag.tsx'
import './opinion.css'

/** One opinion: what was said, the answer, and what is to be done about it by whom. */
export function OpinionPage() {
  const { id = '' } = useParams()
  const opinion = useRead(readOpinion, { id })
  return (
    <Loaded isPage of={opinion}>
      {(loaded) => <Shown opinion={loaded} />}
    </Loaded>
  )
}

export const factsOf = ({ responsibleDivision, coordinatingDivision, ...rest }: Opinion): OpinionFacts => ({
  ...rest,
  responsibleDivisionId: responsibleDivision?.id ?? null,
  coordinatingDivisionId: coordinatingDivision?.id ?? null,
})

const actionsOf = ({ state }: Opinion): readonly OpinionAction[] => {
  if (state === 'recorded') return ['waive', 'followUp', 'answer']
  if (state === 'answered') return ['waive', 'followUp', 'answer', 'send']
  return ['reopen']
}

function Shown({ opinion }: { readonly opinion: Opinion }) {
  const text = useText()
  const { today, actor } = useSession()
  const toast = useToast()
  const [asking, setAsking] = useState<OpinionAction>()
  const { id, version, item, body, year, answer } = opinion
  const note = useAct(noteOpinion, { id }, { onDone: () => toast({ zh: '已阅', en: 'Marked as read' }) })
  const notes = opinion.notedAt === null && isOneOf(actor.post, performanceOffice)
  const actions = actionsOf(opinion)
  const main = actions.at(-1)
  return (
    <>
      <PageHead
        title={{ zh: `${body.name.zh}的评估意见`, en: `Opinion of ${body.name.en}` }}
        crumbs={[
          { label: { zh: '评估意见', en: 'Opinions' }, to: `/opinions?year=${year}` },
          { label: { zh: `${item.code} ${item.title}`, en: `${item.code} ${item.title}` }, to: `/items/${item.id}` },
        ]}
        chips={<OpinionTag opinion={opinion} />}
        sentence={text(sentenceOf(opinion, today))}
        actions={
          <>
            {notes && (
              <ActionButton
                id="act-note"
                endpoint={noteOpinion}
                loading={note.isPending}
                onClick={() => note.mutate({ version })}
              />
            )}
            {actions.map((action) => (
              <ActionButton
                key={action}
                id={`act-${action}`}
                transition={opinionTransitions[action]}
                facts={factsOf(opinion)}
                states={opinionStates}
                kind={action === main && action !== 'reopen' ? 'primary' : 'normal'}
                reason="elsewhere"
                asks
                onClick={() => setAsking(action)}
              />
            ))}
          </>
        }
        reasons={
          main && <RefusalOf transition={opinionTransitions[main]} facts={factsOf(opinion)} states={opinionStates} />
        }
      />
      {note.error && <ErrorState error={note.error} />}
      <Columns
        main={
          <>
            <Panel title={{ zh: '意见', en: 'Opinion' }}>
              <p className="opinion-words" lang="zh">
                {opinion.words}
              </p>
              <FileLinks files={opinion.files} to={(fileId) => addressOf(downloadOpinionFile, { id, fileId })} />
            </Panel>
            <Panel title={{ zh: '答复与跟进', en: 'Answer and follow-up' }}>
              {answer === null && opinion.outcome === null && (
                <p className="mid">{text({ zh: '还没有答复。', en: 'There is no answer yet.' })}</p>
              )}
              {answer !== null && (
                <p className="opinion-words" lang="zh">
                  {answer}
                </p>
              )}
              <Facts facts={useAnswerFacts(opinion)} />
            </Panel>
          </>
        }
        side={
          <>
            <Panel title={{ zh: '基本情况', en: 'About it' }}>
              <Facts facts={useFacts(opinion)} />
            </Panel>
            <History id={id} />
          </>
        }
      />
      {asking && <OpinionDialog opinion={opinion} action={asking} onClose={() => setAsking(undefined)} />}
    </>
  )
}

function sentenceOf(opinion: Opinion, today: string): Text {
  const { state, dueOn, responsibleDivision: of } = opinion
  const by = dueOn && dayText(dueOn)
  const [on, way] = [dayText(opinion.receivedOn), opinionWays[opinion.way]]
  const received = { zh: `${on.zh}收到（${way.zh}）`, en: `Received on ${on.en} (${way.en.toLowerCase()})` }
  if (!openOpinionStates.some((open) => open === state))
    return { zh: `${received.zh}，${opinionStates[state].zh}。`, en: `${received.en}. ${opinionStates[state].en}.` }
  const late = isOverdue(opinion, today) ? { zh: '，已超期', en: ', which has passed' } : { zh: '', en: '' }
  const until = by ? { zh: `，期限${by.zh}${late.zh}`, en: ` by ${by.en}${late.en}` } : { zh: '', en: '' }
  if (state === 'answered')
    return {
      zh: `答复已拟好，由协调处转送${until.zh}。`,
      en: `The answer is written; the coordinating division sends it on${until.en}.`,
    }
  return {
    zh: `由${of?.name.zh ?? '责任处'}答复${until.zh}。`,
    en: `To be answered by ${of?.name.en ?? 'the responsible division'}${until.en}.`,
  }
}

function useAnswerFacts({ answeredBy, answeredAt, answerSentOn, answerWay, outcome }: Opinion): Fact[] {
  const text = useText()
  const format = useFormat()
  const facts: Fact[] = []
  if (answeredBy && answeredAt)
    facts.push({ name: { zh: '拟写', en: 'Written' }, value: `${answeredBy.name} ${format.instant(answeredAt)}` })
  if (answerSentOn && answerWay)
    facts.push({
      name: { zh: '转送', en: 'Sent on' },
      value: `${format.longDay(answerSentOn)} ${text(opinionWays[answerWay])}`,
    })
  if (outcome) facts.push({ name: { zh: '办理结果', en: 'Outcome' }, value: outcome })
  return facts
}

function useFacts(opinion: Opinion): Fact[] {
  const text = useText()
  const format = useFormat()
  const { item, duty, report, responsibleDivision, coordinatingDivision, dueOn, notedBy, notedAt } = opinion
  const about = aboutWhat(opinion)
  const facts: Fact[] = [
    { name: { zh: '事项', en: 'Item' }, value: <Link to={`/items/${item.id}`}>{`${item.code} ${item.title}`}</Link> },
  ]
  if (about)
    facts.push({
      name: { zh: '涉及', en: 'About' },
      value: <Link to={duty ? `/duties/${duty.id}` : `/reports/${report?.id}`}>{text(about)}</Link>,
    })
  if (responsibleDivision)
    facts.push({ name: { zh: '责任处', en: 'Responsible' }, value: text(responsibleDivision.name) })
  if (coordinatingDivision)
    facts.push({ name: { zh: '协调处', en: 'Coordinating' }, value: text(coordinatingDivision.name) })
  facts.push(
    {
      name: { zh: '收到', en: 'Received' },
      value: `${format.longDay(opinion.receivedOn)} ${text(opinionWays[opinion.way])}`,
    },
    {
      name: { zh: '答复期限', en: 'Answer by' },
      value: dueOn ? format.longDay(dueOn) : text({ zh: '待国务院放假安排', en: 'awaiting the holiday list' }),
    },
    {
      name: { zh: '登记', en: 'Recorded' },
      value: `${opinion.recordedBy.name} ${format.instant(opinion.recordedAt)}`,
    },
    {
      name: { zh: '办绩效办', en: 'Performance office' },
      value:
        notedBy && notedAt
          ? text({
              zh: `${notedBy.name} ${format.instant(notedAt)}已阅`,
              en: `read by ${notedBy.name}, ${format.instant(notedAt)}`,
            })
          : text({ zh: '未阅', en: 'not read yet' }),
    },
  )
  return facts
}

const nameOf = (action: string): Text => {
  const key = action.replace('opinion.', '')
  if (key === 'record') return recordOpinion.summary
  if (key === 'note') return noteOpinion.summary
  return key in opinionTransitions ? opinionTransitions[key as OpinionAction].label : same(action)
}

function History({ id }: { readonly id: string }) {
  const history = useRead(readOpinionHistory, { id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOf} />}</Loaded>
}
