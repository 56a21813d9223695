import { Link } from 'react-router'
import { periodText } from '#domain/calendar/periods.ts'
import type { Card } from '#domain/card/card.api.ts'
import { stepReason } from '#domain/card/card.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { Column } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { CardTag } from '#web/kernel/StatusTags.tsx'

/** What was missed, whom it hit, since when, and whether it still stands. */
export function useCardColumns(open: (card: Card) => void): Column<Card>[] {
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
      render: ({ firedOn, settledOn }) => (
        <>
          <span className="nw">{format.longDay(firedOn)}</span>{' '}
          <span className="sub nw">
            {settledOn
              ? text({ zh: `${format.longDay(settledOn)}解除`, en: `settled ${format.longDay(settledOn)}` })
              : text({ zh: '未解除', en: 'standing' })}
          </span>
        </>
      ),
    },
    {
      key: 'history',
      title: { zh: '办理记录', en: 'History' },
      onPhone: 'action',
      render: (card) => (
        <span className="nw">
          <ButtonFace kind="plain" onClick={() => open(card)}>
            {text({ zh: '办理记录', en: 'History' })}
          </ButtonFace>
        </span>
      ),
    },
  ]
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
