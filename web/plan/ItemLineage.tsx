import { Link } from 'react-router'
import { readLineage } from '#domain/plan/merge.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { ChangeLine } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'

/** From which plan of a division the item was taken over and what was changed, or what became of a division's item. */
export function ItemLineage({ itemId }: { itemId: string }) {
  const text = useText()
  const format = useFormat()
  const { data } = useRead(readLineage, { id: itemId })
  if (!data || (!data.source && !data.takenAs && !data.declined)) return null
  const { source, takenAs, declined, changes } = data
  return (
    <Panel title={{ zh: '汇总来源', en: 'Merge' }}>
      <div className="lineage">
        {source && (
          <>
            <p>
              {text({
                zh: `取自${source.division.name.zh}方案：`,
                en: `From the plan of ${source.division.name.en}: `,
              })}
              <Link to={`/items/${source.itemId}`}>
                {source.code} {source.title}
              </Link>
              <span className="sub">
                {' '}
                {source.takenBy} {format.instant(source.takenAt)}
              </span>
            </p>
            {changes.length > 0 && (
              <details>
                <summary>
                  {text({
                    zh: `汇总时改动${changes.length}个字段`,
                    en: `Fields changed in the merge: ${changes.length}`,
                  })}
                </summary>
                {changes.map((change) => (
                  <ChangeLine key={change.field} change={change} />
                ))}
              </details>
            )}
          </>
        )}
        {takenAs && (
          <p>
            {text({ zh: '已纳入办方案：', en: "In the office's plan as " })}
            <Link to={`/items/${takenAs.id}`}>{takenAs.code}</Link>
          </p>
        )}
        {declined && !takenAs && (
          <p>
            {text({
              zh: `没有纳入办方案：${declined.reason}`,
              en: `Not taken into the office's plan: ${declined.reason}`,
            })}
            <span className="sub">
              {' '}
              {declined.by} {format.instant(declined.at)}
            </span>
          </p>
        )}
      </div>
    </Panel>
  )
}
