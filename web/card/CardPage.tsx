import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { periodText, yearOf } from '#domain/calendar/periods.ts'
import {
  type CardInFull,
  downloadCardFile,
  readCard,
  readCardHistory,
  seeCard,
  withdrawCard,
} from '#domain/card/card.api.ts'
import { cardState, cardStates, isCard, type Step, stepName, stepReason } from '#domain/card/card.ts'
import { answerStates, byJudge, type CardAction, type CardFacts, cardTransitions } from '#domain/card/cardAnswer.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { RulePack } from '#domain/kernel/settings.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns, Stack } from '#web/kernel/Columns.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { formatSize, useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { CardTag } from '#web/kernel/StatusTags.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { NewOrderLink } from '#web/rectification/NewOrderLink.tsx'
import { Supervised } from '#web/supervision/Supervised.tsx'
import { ExplainDialog } from './ExplainDialog.tsx'

/** One warning or card: why it fired, what the division says of it, whether it was withdrawn. */
export function CardPage() {
  const { id = '' } = useParams()
  const card = useRead(readCard, { id })
  return (
    <Loaded isPage of={card}>
      {(one) => <Shown key={one.id} card={one} />}
    </Loaded>
  )
}

const factsOf = (card: CardInFull): CardFacts => ({
  state: card.answerState,
  divisionId: card.answeringDivisionId,
  judgedByDeputy: card.judgedByDeputy,
  answers: card.answers.length,
  answeredBy: card.answers.map(({ personId }) => personId),
})

/** What is open at each state; the last of them explains itself to whoever may not. */
const actionsAt: Record<CardInFull['answerState'], readonly CardAction[]> = {
  notAsked: ['withdraw'],
  asked: ['withdraw', 'answer'],
  answered: ['withdraw', 'supplement', 'see'],
  seen: ['withdraw', 'supplement'],
  withdrawn: [],
}

function Shown({ card }: { card: CardInFull }) {
  const text = useText()
  const toast = useToast()
  const { pack } = useSession()
  const names = pack.cards
  const [asking, setAsking] = useState<CardAction>()
  const history = useRead(readCardHistory, { id: card.id })
  const close = () => setAsking(undefined)
  const seeing = useAct(seeCard, { id: card.id }, { onDone: () => toast({ zh: '已阅知', en: 'Marked as read' }) })
  const isJudge = refusalOfRules([byJudge], 'card.withdraw', factsOf(card), useContextOfRules()) === undefined
  const actions = actionsAt[card.answerState].filter((action) => isJudge || action !== 'withdraw')
  const state = cardStates[cardState(card)]
  const name = stepName(card.step, names)
  const period = periodText(card.duty.period)
  const last = actions.at(-1)
  return (
    <>
      <PageHead
        title={{
          zh: `${name.zh}：${card.duty.indicator}，${period.zh}`,
          en: `${name.en}: ${card.duty.indicator}, ${period.en}`,
        }}
        crumbs={[
          {
            label: { zh: '预警和牌', en: 'Warnings and cards' },
            to: `/cards?year=${yearOf(card.duty.period)}`,
          },
        ]}
        chips={<CardTag card={card.step} isSettled={card.settledOn !== null} />}
        sentence={text({
          zh: `记入${card.division.name.zh}，${state.zh}${card.withdrawn ? '' : `，${answerStates[card.answerState].zh}`}。`,
          en: `Hits ${card.division.name.en}. ${state.en}. ${answerStates[card.answerState].en}.`,
        })}
        actions={
          <>
            {actions.map((action) => (
              <ActionButton
                key={action}
                id={`act-${action}`}
                transition={cardTransitions[action]}
                facts={factsOf(card)}
                states={answerStates}
                reason="elsewhere"
                asks={action !== 'see'}
                kind={action === 'answer' || action === 'see' ? 'primary' : 'normal'}
                loading={action === 'see' && seeing.isPending}
                onClick={() => (action === 'see' ? seeing.mutate({ version: card.version }) : setAsking(action))}
              />
            ))}
            {isCard(card.step) && <NewOrderLink source="card" sourceId={card.id} />}
          </>
        }
        {...(last
          ? { reasons: <RefusalOf transition={cardTransitions[last]} facts={factsOf(card)} states={answerStates} /> }
          : {})}
      />
      {seeing.error && <ErrorState error={seeing.error} />}
      <Columns
        main={
          <Stack>
            <Fired card={card} />
            <Answers card={card} />
            <Supervised subject="card" subjectId={card.id} />
          </Stack>
        }
        side={history.data && <HistoryPanel entries={history.data.rows} nameOf={(one) => actionName(one, names)} />}
      />
      {(asking === 'answer' || asking === 'supplement') && <ExplainDialog {...{ card, asking }} onClose={close} />}
      {asking === 'withdraw' && <WithdrawDialog card={card} onClose={close} />}
    </>
  )
}

/** Why it fired, by which day and which rules. */
function Fired({ card }: { card: CardInFull }) {
  const text = useText()
  const format = useFormat()
  const { duty, step, ladder, firedOn, dueOn, withdrawn, settledOn } = card
  const { packVersion, settingsRevision, dueRevision } = card
  const rules = {
    zh: `规则版本${packVersion}，参数第${settingsRevision}版，期限第${dueRevision}次确定`,
    en: `rule version ${packVersion}, settings version ${settingsRevision}, due day version ${dueRevision}`,
  }
  const facts = [
    { name: { zh: '原因', en: 'Reason' }, value: text(stepReason({ step, ladder, on: firedOn, dueOn })) },
    { name: { zh: '发出日', en: 'Fired on' }, value: format.longDay(firedOn) },
    ...(settledOn ? [{ name: { zh: '解除日', en: 'Settled on' }, value: format.longDay(settledOn) }] : []),
    {
      name: { zh: '数据', en: 'Data' },
      value: <Link to={`/duties/${duty.id}`}>{`${duty.item.code} ${duty.indicator}`}</Link>,
    },
    { name: { zh: '依据', en: 'Counted by' }, value: text(rules) },
    ...(withdrawn
      ? [
          { name: { zh: '撤销日', en: 'Withdrawn on' }, value: format.longDay(withdrawn.on) },
          { name: { zh: '撤销人', en: 'Withdrawn by' }, value: withdrawn.personName },
          { name: { zh: '撤销理由', en: 'Why withdrawn' }, value: withdrawn.reason },
        ]
      : []),
  ]
  return (
    <Panel title={{ zh: '发出情况', en: 'How it fired' }}>
      <Facts facts={facts} />
    </Panel>
  )
}

/** What the division says of it, with its files. */
function Answers({ card }: { card: CardInFull }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  return (
    <Panel title={{ zh: '记牌处的说明', en: 'Explanation of the division' }}>
      {card.answers.length === 0 && <p className="mid">{text(nothingSaid(card))}</p>}
      {card.answers.map(({ number, explanation, personName, answeredAt, files }) => (
        <section key={number} className="card-answer">
          <h3>{text(number === 1 ? { zh: '说明', en: 'Explanation' } : { zh: '补充说明', en: 'Supplement' })}</h3>
          <p className="card-answer-words">{explanation}</p>
          {files.map((file) => (
            <p key={file.id}>
              <a href={addressOf(downloadCardFile, { id: card.id, fileId: file.id })}>
                <Icon name="clip" /> {file.name} <span className="sub">{formatSize(file.size)}</span>
              </a>
            </p>
          ))}
          <p className="sub">
            {personName}　{format.instant(answeredAt, today)}
          </p>
        </section>
      ))}
    </Panel>
  )
}

const nothingSaid = ({ answerState, division }: CardInFull): Text => {
  if (answerState === 'notAsked')
    return { zh: '预警只作提醒，无须说明。', en: 'A warning is a reminder: none is asked.' }
  return { zh: `${division.name.zh}尚未说明。`, en: `${division.name.en} has not explained it.` }
}

function WithdrawDialog({ card, onClose }: { card: CardInFull; onClose: () => void }) {
  const toast = useToast()
  const { name } = card.division
  const act = useAct(
    withdrawCard,
    { id: card.id },
    {
      onDone: () => {
        toast({ zh: '已撤销', en: 'Withdrawn' })
        onClose()
      },
    },
  )
  const { label, basis } = cardTransitions.withdraw
  return (
    <ReasonDialog
      title={{ zh: `撤销记入${name.zh}的预警、牌`, en: `Withdraw a card that hit ${name.en}` }}
      isOpen
      onClose={onClose}
      label={label}
      basis={basis}
      ask={{
        zh: '撤销理由（牌仍列出，标“已撤销”，不再计入）',
        en: 'Reason (it stays listed as withdrawn and is counted no more)',
      }}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: card.version, reason })}
    />
  )
}

const acts: Record<string, Text> = {
  'card.settle': { zh: '解除', en: 'Settled' },
  'card.answer': cardTransitions.answer.label,
  'card.supplement': cardTransitions.supplement.label,
  'card.see': cardTransitions.see.label,
  'card.withdraw': cardTransitions.withdraw.label,
}

function actionName(action: string, names: RulePack['cards']): Text {
  if (acts[action]) return acts[action]
  const step = action.replace('card.', '') as Step
  if (!isCard(step) || !(step in names)) return same(action)
  const { zh, en } = stepName(step, names)
  return { zh: `发出${zh}`, en: `${en} fired` }
}
