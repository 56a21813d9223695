import type { Text } from '#domain/kernel/text.ts'
import { postName } from '#domain/session/postName.ts'
import type { Post } from '#domain/session/session.api.ts'

/** The post acted under; of a stand-in with whose it is: "陆路口岸一处处长（代陈嘉禾）". */
export function actingName(post: Post): Text {
  const { zh, en } = postName(post)
  if (!post.standsInFor) return { zh, en }
  const { personName: name } = post.standsInFor
  return { zh: `${zh}（代${name}）`, en: `${en} (in place of ${name})` }
}
