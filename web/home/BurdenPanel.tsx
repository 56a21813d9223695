import { Link } from 'react-router'
import type { HomeBusiness } from '#domain/home/home.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'

/** How many figures this month asks for, and how many of them the system has already. */
export function BurdenPanel({ burden: { asked, prefilled }, scope }: Pick<HomeBusiness, 'burden' | 'scope'>) {
  const text = useText()
  const format = useFormat()
  const { language } = useLanguage()
  const { today } = useSession()
  const title = { zh: '本月报表负担', en: 'Reporting burden this month' }
  const who = scope === 'office' ? { zh: '全办', en: 'The office' } : { zh: '本处', en: 'Your division' }
  const month = format.month(today)
  if (asked === 0)
    return (
      <Panel title={title}>
        <p className="mid">
          {text({ zh: `${who.zh}${month}没有要填的数。`, en: `${who.en} has no figures to fill in for ${month}.` })}
        </p>
      </Panel>
    )
  const byHand = asked - prefilled
  return (
    <Panel title={title}>
      <p>
        {language === 'zh' ? (
          <>
            {who.zh}
            {month}须填<b>{asked}</b>个数，系统带出<b>{prefilled}</b>个，手填<b>{byHand}</b>个。
          </>
        ) : (
          <>
            {who.en} is asked for <b>{asked}</b> figures in {month}: the system proposes <b>{prefilled}</b>,{' '}
            <b>{byHand}</b> are filled in by hand.
          </>
        )}
      </p>
      <p>
        <Link to="/duties/burden">{text({ zh: '各处各月', en: 'By division and month' })}</Link>
      </p>
    </Panel>
  )
}
