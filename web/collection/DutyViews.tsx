import { Link } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import './dutyViews.css'

const views = {
  matrix: { path: '/duties', name: { zh: '指标×期间', en: 'Indicators' } },
  divisions: { path: '/duties/divisions', name: { zh: '处×期间', en: 'Divisions' } },
  calendar: { path: '/duties/calendar', name: { zh: '日历', en: 'Calendar' } },
  collectionPlans: { path: '/collection-plans', name: { zh: '收集报送工作计划', en: 'Collection plans' } },
  burden: { path: '/duties/burden', name: { zh: '报表负担', en: 'Burden' } },
} as const satisfies Record<string, { path: string; name: Text }>
type View = keyof typeof views

/** The same duties seen in another way; the year goes along. */
export function DutyViews({ here, year }: { readonly here: View; readonly year?: number }) {
  const text = useText()
  return (
    <nav className="duty-views" aria-label={text({ zh: '视图', en: 'Views' })}>
      {Object.entries(views).map(([view, { path, name }]) => (
        <Link
          key={view}
          to={year === undefined || view === 'calendar' ? path : `${path}?year=${year}`}
          {...(view === here ? { 'aria-current': 'page' as const } : {})}
        >
          {text(name)}
        </Link>
      ))}
    </nav>
  )
}
