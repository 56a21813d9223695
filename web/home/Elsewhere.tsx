import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { actingName } from '#web/kernel/postName.ts'
import { useSession } from '#web/kernel/session.tsx'
import { useChoosePost } from '#web/kernel/useChoosePost.ts'

/** What waits for the same person under other posts; nothing where nothing waits. */
export function Elsewhere() {
  const text = useText()
  const { elsewhere } = useSession()
  const choose = useChoosePost()
  if (elsewhere.length === 0) return null
  return (
    <Panel title={{ zh: '其他岗位的待办', en: 'To do under your other posts' }} flush>
      <ul className="elsewhere">
        {elsewhere.map(({ post, todoCount }) => (
          <li key={`${post.id} ${post.standsInFor?.standInId ?? ''}`}>
            <span>
              {text(actingName(post))}
              <small>{text({ zh: `${todoCount}项待办`, en: `${todoCount} to do` })}</small>
            </span>
            <button type="button" className="button" onClick={() => choose(post)}>
              {text({ zh: '以该岗位办理', en: 'Act under this post' })}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
