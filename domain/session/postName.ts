import { type PostKind, posts } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'

/** "陆路口岸一处处长", "办绩效办工作人员". */
export function postName(post: { readonly kind: PostKind; readonly divisionName: Text | null }): Text {
  const title = posts[post.kind]
  const division = post.kind.startsWith('division.') ? post.divisionName : null
  if (!division) return title
  // 处工作人员 after 陆路口岸一处 would say 处 twice.
  const short = title.zh.replace(/^处(?=工作)/, '')
  return { zh: `${division.zh}${division.zh.endsWith('处') ? short : title.zh}`, en: `${title.en}, ${division.en}` }
}
