import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { periodText, shortPeriodText } from '#domain/calendar/periods.ts'
import type { Card } from '#domain/card/card.api.ts'
import { cardSteps, stepReason } from '#domain/card/card.ts'
import type { HomeBusiness } from '#domain/home/home.api.ts'
import { joinTexts } from '#domain/kernel/text.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { CardTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

type Props = Pick<HomeBusiness, 'cards' | 'scope'>

/** Standing warnings and cards: those that hit my division, or the whole office's. */
export function CardsPanel({ cards, scope }: Props) {
  const text = useText()
  const names = useSession().pack.cards
  const isOffice = scope === 'office'
  const title = isOffice
    ? { zh: '全办预警和牌', en: 'Warnings and cards of the office' }
    : { zh: '我处的预警和牌', en: 'Warnings and cards of my division' }
  const counts = cardSteps
    .filter((step) => cards.standing[step] > 0)
    .toReversed()
    .map((step) => ({
      zh: `${names[step].zh}${cards.standing[step]}`,
      en: `${names[step].en}: ${cards.standing[step]}`,
    }))
  if (cards.rows.length === 0)
    return (
      <Panel title={title} more={<Link to="/cards">{text({ zh: '全部', en: 'All' })}</Link>} flush>
        <EmptyState
          why={
            isOffice
              ? { zh: '全办没有未解除的预警和牌。', en: 'No warnings or cards stand in the office.' }
              : { zh: '本处没有未解除的预警和牌。', en: 'No warnings or cards stand against your division.' }
          }
        />
      </Panel>
    )
  return (
    <Panel title={title} more={<Link to="/cards?state=standing">{text({ zh: '全部', en: 'All' })}</Link>}>
      <ul className="home-cards">
        {[...Map.groupBy(cards.rows, ({ duty }) => duty.id)].map(([dutyId, ofDuty]) => (
          <DutyCards key={dutyId} cards={ofDuty} withDivision={isOffice} />
        ))}
      </ul>
      <p className="sub home-note">
        {text({ zh: '未解除：', en: 'Standing: ' }) + text(joinTexts(counts))}
        {text({
          zh: '。牌一经记录不删除，报送后标“已解除”。',
          en: '. A card is never deleted; once the data are reported it is marked settled.',
        })}
      </p>
    </Panel>
  )
}

/** What stands against one duty: the strongest first, those before it in one line. */
function DutyCards({ cards: [card, ...earlier], withDivision }: { cards: readonly Card[]; withDivision: boolean }) {
  const text = useText()
  const format = useFormat()
  const names = useSession().pack.cards
  if (!card) return null
  const before = earlier.map(({ step, firedOn }) => ({
    zh: `${names[step].zh}${format.day(firedOn)}`,
    en: `${names[step].en} ${format.day(firedOn)}`,
  }))
  const words = joinTexts(before)
  return (
    <CardRow card={card} withDivision={withDivision}>
      {before.length > 0 && <small>{text({ zh: `此前：${words.zh}`, en: `Before: ${words.en}` })}</small>}
    </CardRow>
  )
}

type RowProps = { readonly card: Card; readonly withDivision: boolean; readonly children: ReactNode }

function CardRow({ card, withDivision, children }: RowProps) {
  const text = useText()
  const { today } = useSession()
  const { duty, step, ladder, firedOn, dueOn } = card
  const period = card.year === Number(today.slice(0, 4)) ? shortPeriodText(duty.period) : periodText(duty.period)
  return (
    <li>
      <CardTag card={step} />
      <span>
        <Link to={`/duties/${duty.id}`}>
          {text({ zh: `${duty.indicator}，${period.zh}`, en: `${duty.indicator}, ${period.en}` })}
        </Link>
        <small>
          {withDivision && `${text(card.division.name)}${text({ zh: '，', en: ': ' })}`}
          {text(stepReason({ step, ladder, on: firedOn, dueOn }))}
        </small>
        {children}
      </span>
    </li>
  )
}
