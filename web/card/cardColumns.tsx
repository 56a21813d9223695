import { Link } from 'react-router'
import { periodText } from '#domain/calendar/periods.ts'
import type { Card } from '#domain/card/card.api.ts'
import { cardState, cardStates, stepReason } from '#domain/card/card.ts'
import { answerStates } from '#domain/card/cardAnswer.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Column } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { CardTag } from '#web/kernel/StatusTags.tsx'

/** What was missed, whom it hit, since when, and whether it still stands. */
export function useCardColumns(): Column<Card>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'step',
      title: { zh: '种类', en: 'Kind' },
      onPhone: 'value',
      render: ({ step, settledOn }) => <CardTag card={step} isSettled={settledOn !== null} />,
    },
    {
      key: 'duty',
      title: { zh: '指标', en: 'Indicator' },
      width: '30%',
      onPhone: 'name',
      render: (card) => <Subject card={card} />,
    },
    {
      key: 'reason',
      title: { zh: '原因', en: 'Reason' },
      width: '24%',
      render: ({ step, ladder, firedOn, dueOn }) => text(stepReason({ step, ladder, on: firedOn, dueOn })),
    },
    {
      key: 'division',
      title: { zh: '记入', en: 'Hits' },
      width: '12%',
      render: ({ division }) => text(division.name),
    },
    {
      key: 'fired',
      title: { zh: '发出日、解除日', en: 'Fired, settled' },
      render: ({ firedOn, settledOn, withdrawnOn }) => (
        <>
          <span className="nw">{format.longDay(firedOn)}</span>{' '}
          <span className="sub nw">{text(wordOf({ settledOn, withdrawnOn }, format.longDay))}</span>
        </>
      ),
    },
    {
      key: 'answer',
      title: { zh: '说明', en: 'Explanation' },
      onPhone: 'action',
      render: ({ id, answerState }) => (
        <Link className="nw" to={`/cards/${id}`}>
          {text(answerStates[answerState])}
        </Link>
      ),
    },
  ]
}

/** "11月12日解除", "11月13日撤销", or that it stands. */
function wordOf(card: Pick<Card, 'settledOn' | 'withdrawnOn'>, dayOf: (day: string) => string): Text {
  const state = cardState(card)
  const day = card.withdrawnOn ?? card.settledOn
  if (state === 'standing' || day === null) return { zh: cardStates.standing.zh, en: 'standing' }
  return state === 'settled'
    ? { zh: `${dayOf(day)}解除`, en: `settled ${dayOf(day)}` }
    : { zh: `${dayOf(day)}撤销，不计`, en: `withdrawn ${dayOf(day)}, not counted` }
}

function Subject({ card: { duty } }: { card: Card }) {
  const text = useText()
  return (
    <>
      <Link to={`/duties/${duty.id}`}>
        {duty.indicator}
        {text({ zh: '，', en: ', ' })}
        {text(periodText(duty.period))}
      </Link>
      <span className="sub" style={{ display: 'block' }}>
        <span className="nw">{duty.item.code}</span> {duty.item.title}
      </span>
    </>
  )
}
