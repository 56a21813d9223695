import './standInStrip.css'
import { plusDays } from '#domain/calendar/workingDays.ts'
import { standInKinds } from '#domain/kernel/actor.ts'
import { postName } from '#domain/session/postName.ts'
import { useFormat } from './format.ts'
import { useText } from './language.tsx'
import { useSession } from './session.tsx'
import { useChoosePost } from './useChoosePost.ts'

/** While somebody acts in another's place every page says so, until when, and how to leave. */
export function StandInStrip() {
  const text = useText()
  const format = useFormat()
  const choose = useChoosePost()
  const { post, posts } = useSession()
  const { standsInFor } = post
  if (!standsInFor) return null
  const { personName: name, toOn, kind } = standsInFor
  const last = toOn && format.day(plusDays(toOn, -1))
  const own = posts.find((one) => !one.standsInFor)
  const { zh, en } = postName(post)
  return (
    <section className="stand-in-strip" aria-label={text(standInKinds[kind])}>
      <span>
        {text({
          zh: `您正代${name}办理（${zh}，${standInKinds[kind].zh}）${last ? `，至${last}` : ''}`,
          en: `You act in place of ${name} (${en}; ${standInKinds[kind].en.toLowerCase()})${last ? ` until ${last}` : ''}`,
        })}
      </span>
      {own && (
        <button type="button" onClick={() => choose(own)}>
          {text({ zh: '退出代办', en: 'Back to my own post' })}
        </button>
      )}
    </section>
  )
}
