import { posts } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Post } from '#domain/session/session.api.ts'

/** The post acted under; of a stand-in with whose it is: "陆路口岸一处处长（代陈嘉禾）". */
export function actingName(post: Post): Text {
  const { zh, en } = postName(post)
  if (!post.standsInFor) return { zh, en }
  const { personName: name } = post.standsInFor
  return { zh: `${zh}（代${name}）`, en: `${en} (in place of ${name})` }
}

/** "陆路口岸一处处长", "办绩效办工作人员". */
export function postName(post: Pick<Post, 'kind' | 'divisionName'>): Text {
  const title = posts[post.kind]
  const division = post.kind.startsWith('division.') ? post.divisionName : null
  if (!division) return title
  // 处工作人员 after 陆路口岸一处 would say 处 twice.
  const short = title.zh.replace(/^处(?=工作)/, '')
  return { zh: `${division.zh}${division.zh.endsWith('处') ? short : title.zh}`, en: `${title.en}, ${division.en}` }
}
