import { Link } from 'react-router'
import { Stack } from './Columns.tsx'
import { Icon } from './Icon.tsx'
import { useText } from './language.tsx'
import { menuFor } from './menu.ts'
import { PageHead } from './PageHead.tsx'
import { Panel } from './Panel.tsx'
import { useContextOfRules } from './session.tsx'

/** The whole menu as a page, for phones. */
export function MorePage() {
  const text = useText()
  const context = useContextOfRules()
  return (
    <>
      <PageHead title={{ zh: '更多', en: 'More' }} />
      <Stack>
        {menuFor(context).map((group) => (
          <Panel key={group.name?.en ?? 'first'} title={group.name ?? { zh: '常用', en: 'Daily' }} flush>
            <ul className="more-page">
              {group.entries.map((entry) => (
                <li key={entry.path}>
                  <Link to={entry.path}>
                    <Icon name={entry.icon} />
                    {text(entry.name)}
                  </Link>
                </li>
              ))}
            </ul>
          </Panel>
        ))}
      </Stack>
    </>
  )
}
