import { registeredWays } from '#domain/collection/registration.ts'
import type { Proof, Vouch } from '#domain/collection/vouching.api.ts'
import { postName } from '#domain/session/postName.ts'
import { formatDigest, useFormat } from '#web/kernel/format.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useSession } from '#web/kernel/session.tsx'

/** A file that was read in was never signed: it is what it was then. */
type VerdictProps = { readonly proof: Proof; readonly since?: keyof typeof verdicts }
const verdicts = {
  signed: {
    same: { zh: '与签字时一致', en: 'As it was signed' },
    differs: { zh: '与签字时不一致', en: 'Not as it was signed' },
  },
  read: {
    same: { zh: '文件与导入时一致', en: 'The file is as it was imported' },
    differs: { zh: '文件与导入时不一致', en: 'The file is not as it was imported' },
  },
} as const

/** Whether what is kept still gives the digest that was signed: a mark, the words, and both digests where they differ. */
export function Verdict({ proof: { digest, recomputed, isSame }, since = 'signed' }: VerdictProps) {
  const text = useText()
  return (
    <p className={`verdict ${isSame ? 'same' : 'differs'}`}>
      <Icon name={isSame ? 'tick' : 'warning'} />
      <span>{text(verdicts[since][isSame ? 'same' : 'differs'])}</span>
      <span className="sub">
        {text({ zh: '内容摘要', en: 'digest ' })}
        <span className="digest">{formatDigest(digest)}</span>
        {digest !== recomputed && (
          <>
            {text({ zh: '，现为', en: ', now ' })}
            <span className="digest">{formatDigest(recomputed)}</span>
          </>
        )}
      </span>
    </p>
  )
}

/** Who signed as what, when, under which words, and whether it still stands. */
export function Vouched({ of }: { readonly of: Vouch }) {
  const text = useText()
  const format = useFormat()
  return (
    <div className={`vouched ${of.stands ? '' : 'stale'}`}>
      <p>
        {text(postName({ kind: of.post, divisionName: of.division }))}
        {'　'}
        <b>{of.personName}</b>
        {of.inPlaceOf && text({ zh: `（代${of.inPlaceOf}）`, en: ` (in place of ${of.inPlaceOf})` })}
        {text({ zh: `，${format.instant(of.signedAt)}签字`, en: `, signed ${format.instant(of.signedAt)}` })}
      </p>
      {of.registered && (
        <p className="sub">
          {text({
            zh: `${registeredWays[of.registered.way].zh}签字${format.longDay(of.registered.signedOn)}，${format.longDay(of.registered.receivedOn)}收到，${of.registered.byName}代为登记`,
            en: `${registeredWays[of.registered.way].en}: signed ${format.longDay(of.registered.signedOn)}, received ${format.longDay(of.registered.receivedOn)}, registered by ${of.registered.byName}`,
          })}
        </p>
      )}
      <p className="statement">
        <span className="sub">
          {text({ zh: `声明第${of.statementNumber}版：`, en: `Statement, version ${of.statementNumber}: ` })}
        </span>
        <span lang="zh-CN">{of.statement}</span>
      </p>
      <p className={`verdict ${of.stands ? 'same' : 'differs'}`}>
        <Icon name={of.stands ? 'tick' : 'warning'} />
        {text(
          of.stands
            ? { zh: '签字有效', en: 'The signature stands' }
            : { zh: '签字后内容有变，签字已失效', en: 'Changed since; the signature no longer stands' },
        )}
      </p>
      <Verdict proof={of.proof} />
    </div>
  )
}

/** When all digests were reckoned anew, and for whom. */
export function CheckedAt({ at }: { readonly at: string }) {
  const text = useText()
  const format = useFormat()
  const { name } = useSession().person
  return (
    <p className="sub">
      {text({
        zh: `以上摘要于${format.instant(at)}由系统按所存内容重新计算，${name}查看。`,
        en: `All digests were reckoned anew from what is kept, ${format.instant(at)}, for ${name}.`,
      })}
    </p>
  )
}
