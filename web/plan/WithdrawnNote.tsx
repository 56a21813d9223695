import type { Withdrawal } from '#domain/plan/plan.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'

/** Why a revision was withdrawn, by whom and when. */
export function WithdrawnNote({ withdrawal: { reason, byName, at } }: { readonly withdrawal: Withdrawal }) {
  const text = useText()
  const format = useFormat()
  return (
    <p className="note warning plan-note">
      <b>{text({ zh: '撤回理由：', en: 'Withdrawn: ' })}</b>
      {reason}
      <br />
      <span className="sub">
        {text({ zh: `${byName}，${format.instant(at)}`, en: `${byName}, ${format.instant(at)}` })}
      </span>
    </p>
  )
}
