import { Link } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import { pageRoutes } from '#web/kernel/routes.ts'
import './inspection.css'

/** What lies under 检查与整改: a tab appears once its page exists. */
const tabs = {
  inspections: { path: '/inspections', name: { zh: '检查', en: 'Inspections' } },
  conformities: { path: '/conformities', name: { zh: '符合性验证', en: 'Conformity verifications' } },
  selfChecks: { path: '/self-checks', name: { zh: '数据自查抽验', en: 'Self-checks of data' } },
  rectifications: { path: '/rectifications', name: { zh: '整改', en: 'Rectification' } },
} as const satisfies Record<string, { path: string; name: Text }>

/** The tabs of checks and rectification; the year goes along. */
export function CheckTabs({ here, year }: { readonly here: keyof typeof tabs; readonly year: number }) {
  const text = useText()
  return (
    <nav className="check-tabs" aria-label={text({ zh: '检查与整改', en: 'Checks and rectification' })}>
      {Object.entries(tabs)
        .filter(([, { path }]) => pageRoutes.some((route) => route.path === path))
        .map(([tab, { path, name }]) => (
          <Link key={tab} to={`${path}?year=${year}`} {...(tab === here ? { 'aria-current': 'page' as const } : {})}>
            {text(name)}
          </Link>
        ))}
    </nav>
  )
}
