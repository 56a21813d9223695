import { useNavigate } from 'react-router'
import { choosePost, type Post } from '#domain/session/session.api.ts'
import { beginSession, useAct } from './queries.ts'

/** Acts under another post from now on: nothing read under the one before remains. */
export function useChoosePost(): (post: Post) => void {
  const navigate = useNavigate()
  const choose = useAct(
    choosePost,
    {},
    {
      isQuiet: true,
      onDone: (session) => {
        beginSession(session)
        void navigate('/')
      },
    },
  )
  return ({ id, standsInFor }) =>
    choose.mutate({ postId: id, ...(standsInFor ? { standInId: standsInFor.standInId } : {}) })
}
