import { Link } from 'react-router'
import type { VouchedVersion, Vouching } from '#domain/collection/vouching.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { figure } from './figures.ts'

/** What the figure was before and what it became later, each version with a page of its own. */
export function FigureVersions({ of }: { readonly of: Vouching }) {
  const text = useText()
  const others = of.versions.filter(({ id }) => id !== of.id)
  return (
    <Panel title={{ zh: '7. 前后版本', en: '7. Other versions' }}>
      {others.length === 0 ? (
        <p className="mid">
          {text({ zh: '只有这一版，没有更正过。', en: 'There is no other version; it was never corrected.' })}
        </p>
      ) : (
        <ol className="log">
          {others.map((version) => (
            <Version key={version.id} version={version} of={of} />
          ))}
        </ol>
      )}
    </Panel>
  )
}

function Version({ version, of }: { readonly version: VouchedVersion; readonly of: Vouching }) {
  const text = useText()
  const format = useFormat()
  const { id, number, kind, value, correctionReason, enteredBy, enteredAt, signedBy, signedAt } = version
  const shown =
    kind === 'nil' || value === null ? text({ zh: '零报告', en: 'nil return' }) : figure(value, of.indicator)
  return (
    <li>
      <Link to={`/figures/${id}`}>
        {text({ zh: `第${number}版`, en: `Version ${number}` })}
        {number > of.number ? text({ zh: correctionReason ? '（更正）' : '（在后）', en: ' (later)' }) : ''}
      </Link>
      {'　'}
      <b>{shown}</b>
      <small>
        {text({
          zh: `${enteredBy}${format.instant(enteredAt)}填报${signedBy && signedAt ? `，${signedBy}${format.instant(signedAt)}签字` : '，没有签字'}`,
          en: `entered by ${enteredBy}, ${format.instant(enteredAt)}${signedBy && signedAt ? `; signed by ${signedBy}, ${format.instant(signedAt)}` : '; not signed'}`,
        })}
        {correctionReason && text({ zh: `，理由：${correctionReason}`, en: `. Reason: ${correctionReason}` })}
      </small>
    </li>
  )
}
