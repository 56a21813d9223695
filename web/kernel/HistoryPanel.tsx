import { useState } from 'react'
import { isPassedOn, passedOn } from '#domain/kernel/divisionMatter.ts'
import type { Change, HistoryEntry } from '#domain/kernel/history.ts'
import { basisOn, citation } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import { postName } from '#domain/session/postName.ts'
import { inOfficeTime, useFormat } from './format.ts'
import { useText } from './language.tsx'
import { Panel } from './Panel.tsx'
import { useSession } from './session.tsx'

type Props = {
  /** Newest first, as the server gives them. */
  readonly entries: readonly HistoryEntry[]
  /** The name of an action: `(action) => transitions[action].label`. */
  readonly nameOf: (action: string) => Text
  readonly title?: Text
  /** How many are shown before "全部n条". */
  readonly shown?: number
}

/** Who did what to this record, when, acting as what, on which basis and why. */
export function HistoryPanel({ entries, nameOf, title, shown = 5 }: Props) {
  const text = useText()
  const [isWhole, setIsWhole] = useState(false)
  const rows = isWhole ? entries : entries.slice(0, shown)
  const all = entries.length > shown && (
    <button type="button" className="button plain" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
      {isWhole
        ? text({ zh: '收起', en: 'Show less' })
        : text({ zh: `全部${entries.length}条`, en: `All ${entries.length}` })}
    </button>
  )
  return (
    <Panel title={title ?? { zh: '办理记录', en: 'History' }} more={all || undefined}>
      {entries.length === 0 ? (
        <p className="mid">{text({ zh: '还没有办理记录。', en: 'Nothing has been done yet.' })}</p>
      ) : (
        <ol className="log">
          {rows.map((entry) => (
            <Entry key={entry.id} entry={entry} name={isPassedOn(entry.action) ? passedOn : nameOf(entry.action)} />
          ))}
        </ol>
      )}
    </Panel>
  )
}

function Entry({ entry, name }: { entry: HistoryEntry; name: Text }) {
  const text = useText()
  const format = useFormat()
  const { today, pack } = useSession()
  const actingAs = entry.post && text(postName({ kind: entry.post, divisionName: entry.division }))
  const basis = basisOn(pack, entry.basis, inOfficeTime(entry.occurredAt).day)
  const cited = basis.kind === 'system' ? undefined : text(citation(basis))
  const reason = entry.reason && text({ zh: `理由：${entry.reason}`, en: `reason: ${entry.reason}` })
  const comma = text({ zh: '，', en: ', ' })
  return (
    <li>
      {entry.personName ?? text({ zh: '系统', en: 'System' })}
      {entry.inPlaceOf && text({ zh: `（代${entry.inPlaceOf}）`, en: ` (in place of ${entry.inPlaceOf})` })}
      {text({ zh: '　', en: ': ' })}
      {text(name)}
      <Changes changes={entry.changes} />
      <small>
        {[format.instant(entry.occurredAt, today), actingAs].filter(Boolean).join(comma)}
        {cited && comma}
        {cited && <span className="nw">{cited}</span>}
        {reason && comma + reason}
      </small>
    </li>
  )
}

const shownChanges = 6

/** What changed; of many fields at once, as at the making of a record, the first few and the rest folded away. */
function Changes({ changes }: { changes: readonly Change[] }) {
  const text = useText()
  const rest = changes.slice(shownChanges)
  return (
    <>
      {changes.slice(0, shownChanges).map((change) => (
        <ChangeLine key={change.field} change={change} />
      ))}
      {rest.length > 0 && (
        <details>
          <summary className="sub">
            {text({ zh: `另有${rest.length}个字段`, en: `${rest.length} more fields` })}
          </summary>
          {rest.map((change) => (
            <ChangeLine key={change.field} change={change} />
          ))}
        </details>
      )}
    </>
  )
}

/** "责任人：许望舒 → 邓若谷"; what was empty before is named without an arrow. */
export function ChangeLine({ change }: { change: Change }) {
  const text = useText()
  const format = useFormat()
  const shown = (value: string | null) => (value === null ? text({ zh: '空', en: 'empty' }) : format.kept(value))
  return (
    <div className="mid">
      {text({ zh: `${change.name.zh}：`, en: `${change.name.en}: ` })}
      {change.old !== null && (
        <>
          <del>{shown(change.old)}</del>
          <span aria-hidden="true"> → </span>
          <span className="hidden-words">{text({ zh: '改为', en: 'changed to' })}</span>
        </>
      )}
      {change.old === null ? shown(change.new) : <ins>{shown(change.new)}</ins>}
    </div>
  )
}
