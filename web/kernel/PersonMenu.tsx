import { Link } from 'react-router'
import { type Post, signOut } from '#domain/session/session.api.ts'
import { BarMenu, Choice } from './BarMenu.tsx'
import { useText } from './language.tsx'
import { actingName } from './postName.ts'
import { beginSession, useAct } from './queries.ts'
import { useSession } from './session.tsx'
import { useChoosePost } from './useChoosePost.ts'

/** The person with the post acted under; other posts, own sessions, and the way out. */
export function PersonMenu() {
  const text = useText()
  const { person, post, posts } = useSession()
  const choose = useChoosePost()
  const leave = useAct(signOut, {}, { isQuiet: true, onDone: forgetAll })
  const label = (
    <span className="who">
      {person.name}
      <small>{text(actingName(post))}</small>
    </span>
  )
  return (
    <BarMenu label={label} name={text({ zh: '岗位与登录', en: 'Post and session' })}>
      {(close) => (
        <>
          {posts.length > 1 && <h2>{text({ zh: '以哪个岗位办理', en: 'Act under the post' })}</h2>}
          {posts.length > 1 &&
            posts.map((one) => (
              <Choice
                key={keyOf(one)}
                isChosen={keyOf(one) === keyOf(post)}
                onClick={() => {
                  if (keyOf(one) !== keyOf(post)) choose(one)
                  close()
                }}
              >
                {text(actingName(one))}
              </Choice>
            ))}
          {posts.length > 1 && <hr />}
          <Link className="choice" to="/reminders" onClick={close}>
            {text({ zh: '提醒与日历', en: 'Reminders and calendar' })}
          </Link>
          <Link className="choice" to="/sessions" onClick={close}>
            {text({ zh: '我的登录', en: 'My sessions' })}
          </Link>
          <button type="button" className="choice" onClick={() => leave.mutate({})}>
            {text({ zh: '退出登录', en: 'Log out' })}
          </button>
        </>
      )}
    </BarMenu>
  )
}

const keyOf = ({ id, standsInFor }: Post): string => `${id} ${standsInFor?.standInId ?? ''}`

/** After a log-out nothing that was read may be shown to the next person: the page itself is loaded afresh. */
function forgetAll(): void {
  beginSession(null)
  location.assign('/login')
}
