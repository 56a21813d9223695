import { Link } from 'react-router'
import type { BoardLine, Cockpit } from '#domain/board/board.api.ts'
import { type BoardPart, listOfNumber } from '#domain/board/board.ts'
import { lightNames, lights } from '#domain/kernel/light.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightShape, LightTag } from '#web/kernel/StatusTags.tsx'

/** Beyond so many items in a dimension the shapes give way to a number beside one of them. */
const drawn = 60

/** One shape is one item, by dimension: the shapes of one light together open their list. */
export function ItemShapes({
  cockpit: { lines, division },
  year,
}: {
  readonly cockpit: Cockpit
  readonly year: number
}) {
  const text = useText()
  return (
    <Panel
      title={{ zh: '事项进展', en: 'Items' }}
      note={text({ zh: '一个图形是一个事项', en: 'one shape is one item' })}
    >
      <table className="item-shapes" aria-label={text({ zh: '各维度事项的灯号', en: 'Lights by dimension' })}>
        <tbody>
          {lines.map((line) => (
            <Row key={line.key} line={line} part={{ year, dimension: line.key, divisionId: division?.id }} />
          ))}
        </tbody>
      </table>
      <p className="shapes-legend">
        {lightNames.map((light) => (
          <LightTag key={light} light={light} />
        ))}
      </p>
    </Panel>
  )
}

function Row({ line: { name, numbers }, part }: { readonly line: BoardLine; readonly part: BoardPart }) {
  const text = useText()
  const total = lightNames.reduce((sum, light) => sum + numbers[light], 0)
  return (
    <tr>
      <th scope="row">{text(name)}</th>
      <td className="shapes">
        {lightNames
          .filter((light) => numbers[light] > 0)
          .map((light) => (
            <Link
              key={light}
              to={listOfNumber(light, part)}
              className={`light light-${light}`}
              aria-label={`${text(name)} ${text(lights[light])} ${numbers[light]}`}
            >
              {Array.from({ length: total > drawn ? 1 : numbers[light] }, (_, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: shapes of one light are alike
                <LightShape key={at} light={light} />
              ))}
              {total > drawn && numbers[light]}
            </Link>
          ))}
      </td>
      <td className="num">{total}</td>
    </tr>
  )
}
