import type { Line } from '#domain/collection/dataReport.content.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'

type Signed = Pick<Line, 'divisionName' | 'signedBy' | 'signedAt' | 'submissionNumber'>

/** Whose figure it is and who signed for it, in one line: 一处　张三11月6日签字，第2版. */
export function SignedBy({ line: { divisionName, signedBy, signedAt, submissionNumber } }: { readonly line: Signed }) {
  const text = useText()
  const format = useFormat()
  return (
    <>
      {text(divisionName)}
      {'　'}
      {signedBy && signedAt
        ? text({
            zh: `${signedBy}${format.instant(signedAt)}签字`,
            en: `signed by ${signedBy}, ${format.instant(signedAt)}`,
          })
        : text({ zh: '未签字', en: 'not signed' })}
      {text({ zh: `，第${submissionNumber}版`, en: `, version ${submissionNumber}` })}
    </>
  )
}
