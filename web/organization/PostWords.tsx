import type { PersonRow } from '#domain/organization/person.api.ts'
import { postName } from '#domain/session/postName.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useSession } from '#web/kernel/session.tsx'

/** "秘书处处长、领导小组成员"; a post that begins later says from when. */
export function PostWords({ posts }: { posts: PersonRow['posts'] }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  if (posts.length === 0) return <span className="sub">{text({ zh: '没有岗位', en: 'No post' })}</span>
  const words = posts.map((post) => {
    const name = postName(post)
    if (post.fromOn <= today) return text(name)
    const from = format.longDay(post.fromOn)
    return text({ zh: `${name.zh}（${from}起）`, en: `${name.en} (from ${from})` })
  })
  return <>{words.join(text({ zh: '、', en: '; ' }))}</>
}
