import { Link } from 'react-router'
import { type BoardPart, type LineNumber, lineNumbers, listOfNumber } from '#domain/board/board.ts'
import { type Light, lightNames, lights } from '#domain/kernel/light.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import { CardTag, LightShape } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'

const cardOf = { redCards: 'red', yellowCards: 'yellow', warnings: 'earlyWarning' } as const

const isLight = (number: LineNumber): number is Light => (lightNames as readonly string[]).includes(number)
const isCard = (number: LineNumber): number is keyof typeof cardOf => number in cardOf

/** What the columns of the board are called; the cards as the rule pack names them. */
export function useNumberNames(): Readonly<Record<LineNumber, Text>> {
  const { cards } = useSession().pack
  const names = lineNumbers.map((number): [LineNumber, Text] => {
    if (isLight(number)) return [number, lights[number]]
    if (isCard(number)) return [number, cards[cardOf[number]]]
    return [number, others[number]]
  })
  return Object.fromEntries(names) as Record<LineNumber, Text>
}
const others: Record<Exclude<LineNumber, Light | keyof typeof cardOf>, Text> = {
  missing: { zh: '逾期未报', en: 'Missing' },
  met: { zh: '按时报送', en: 'In time' },
  counted: { zh: '应报', en: 'Due' },
}

/** The shape or the card that stands before a number, so that colour is never all that tells. */
export function NumberMark({ number }: { readonly number: LineNumber }) {
  if (isLight(number))
    return (
      <span className={`light light-${number}`}>
        <LightShape light={number} />
      </span>
    )
  return isCard(number) ? <CardTag card={cardOf[number]} wordless /> : null
}

type Props = {
  readonly number: LineNumber
  readonly value: number
  readonly part: BoardPart
  /** Whose number it is: "陆路口岸一处". */
  readonly of: Text
  readonly isMarked?: boolean
}

/** A number that opens the list from which it was counted; nought opens nothing. */
export function BoardNumber({ number, value, part, of, isMarked = true }: Props) {
  const text = useText()
  const name = useNumberNames()[number]
  if (value === 0) return <span className="board-nought">0</span>
  return (
    <Link
      className="board-number"
      to={listOfNumber(number, part)}
      aria-label={`${text(of)}${text({ zh: '：', en: ': ' })}${text(name)} ${value}`}
    >
      {isMarked && <NumberMark number={number} />}
      {value}
    </Link>
  )
}
