import { Link } from 'react-router'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { menuFor } from '#web/kernel/menu.ts'
import { Panel } from '#web/kernel/Panel.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'

/** What an administrator's post opens: the same entries as the menu, and why there is no business among them. */
export function AdministrationPanel() {
  const text = useText()
  const entries = menuFor(useContextOfRules())
    .flatMap((group) => group.entries)
    .filter(({ path }) => path !== '/' && path !== '/todos')
  return (
    <Panel title={{ zh: '本岗位的工作', en: 'The work of this post' }} flush>
      <ul className="home-entries">
        {entries.map(({ path, name, icon }) => (
          <li key={path}>
            <Link to={path}>
              <Icon name={icon} />
              {text(name)}
            </Link>
          </li>
        ))}
      </ul>
      <p className="sub home-entries-note">
        {text({ zh: '管理员不查看业务内容。', en: 'Administrators see no business content.' })}
      </p>
    </Panel>
  )
}
