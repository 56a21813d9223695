import { Link } from 'react-router'
import type { DeclinedItem } from '#domain/plan/divisionPlan.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'

/** The division's items that do not go into the office's plan, each with the reason. */
export function DeclinedItems({ declined }: { declined: readonly DeclinedItem[] }) {
  const text = useText()
  const format = useFormat()
  if (declined.length === 0) return null
  return (
    <section className="note warning plan-note" aria-labelledby="declined-items">
      <b id="declined-items">
        {text({
          zh: `${declined.length}个事项没有纳入办年度方案：`,
          en: `Not taken into the office's plan: ${declined.length}`,
        })}
      </b>
      <ul className="declined">
        {declined.map(({ itemId, code, title, reason, by, at }) => (
          <li key={itemId}>
            <Link to={`/items/${itemId}`}>
              <span className="nw">{code}</span> {title}
            </Link>
            {text({ zh: '：', en: ': ' })}
            {reason}
            <span className="sub">
              {' '}
              {by} {format.instant(at)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
