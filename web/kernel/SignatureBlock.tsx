import type { Text } from '#domain/kernel/text.ts'
import { formatDigest, useFormat } from './format.ts'
import { useText } from './language.tsx'
import { Reason } from './Reason.tsx'

type Props = {
  /** The division's name as it was then: it stands in the seal. */
  readonly division: Text
  readonly signedBy: string
  /** Whose post it was, where a stand-in signed. */
  readonly inPlaceOf?: string | null
  readonly signedAt: string
  /** Of a signature on what came and was registered: how and when, instead of the time. */
  readonly registered?: Text | undefined
  /** Which version of the statement. */
  readonly statement: number
  readonly digest: string
  /** What was changed after signing; the signature no longer holds. */
  readonly staleBecause?: Text | undefined
}

/** Who vouched for exactly which content. A stale signature stays readable, struck through, with what made it stale. */
export function SignatureBlock(props: Props) {
  const { division, signedBy, inPlaceOf, signedAt, registered, statement, digest, staleBecause } = props
  const text = useText()
  const format = useFormat()
  return (
    <div className={`signature ${staleBecause ? 'stale' : ''}`}>
      <span className="seal" aria-hidden="true">
        {text(division)}
      </span>
      <b>
        {text(division)}　{signedBy}
        {inPlaceOf && text({ zh: `（代${inPlaceOf}）`, en: ` (in place of ${inPlaceOf})` })}
      </b>
      <span className="sub">
        {text(registered ?? { zh: `${format.instant(signedAt)}签字`, en: `Signed ${format.instant(signedAt)}` })}
        {text({ zh: `，声明第${statement}版`, en: `, statement version ${statement}` })}
      </span>
      <span className="sub">
        {text({ zh: '内容摘要', en: 'Digest ' })}
        <span className="digest">{formatDigest(digest)}</span>
      </span>
      {staleBecause && (
        <Reason icon="warning">
          {text({ zh: `签字已失效：${staleBecause.zh}`, en: `No longer valid: ${staleBecause.en}` })}
        </Reason>
      )}
    </div>
  )
}
