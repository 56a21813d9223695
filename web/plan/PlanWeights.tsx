import { round } from '#domain/kernel/decimal.ts'
import { weightOf } from '#domain/plan/item.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'

/** Sums of weights: several of one dimension add up. */
type Props = { readonly sums: readonly { readonly dimension: string; readonly weight: string | null }[] }

/** The weights by dimension, in the order of the rule pack. */
export function PlanWeights({ sums }: Props) {
  const text = useText()
  const { dimensions } = useSession().pack
  const byDimension = Object.keys(dimensions).map((key) => ({
    key,
    total: round(weightOf(sums.filter(({ dimension }) => dimension === key)), 2),
  }))
  return (
    <Panel
      title={{ zh: '权重', en: 'Weights' }}
      note={text({ zh: `合计${round(weightOf(sums), 2)}`, en: `Sum ${round(weightOf(sums), 2)}` })}
    >
      <table className="weights">
        <tbody>
          {byDimension.map(({ key, total }) => (
            <tr key={key}>
              <th scope="row">{text(dimensions[key] ?? { zh: key, en: key })}</th>
              <td>
                <div className="bar" aria-hidden="true">
                  <i style={{ width: `${Math.min(100, Number(total))}%` }} />
                </div>
              </td>
              <td className="num">{total}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
