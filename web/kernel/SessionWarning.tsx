import { useEffect, useState } from 'react'
import { readSession } from '#domain/session/session.api.ts'
import { call } from './api.ts'
import { useText } from './language.tsx'
import { lastHeard, queryClient, sessionKey } from './queries.ts'
import { useSession } from './session.tsx'

const warnMinutes = 5

/** Minutes until the session ends by idleness or by its absolute limit, in real time; counted again every 15 s. */
function useMinutesLeft(): number {
  const { endsAt, settings } = useSession()
  const minutes = (): number => {
    const idleEnd = lastHeard.at + settings['session.idleMinutes'] * 60_000
    return Math.floor((Math.min(idleEnd, Date.parse(endsAt)) - Date.now()) / 60_000)
  }
  const [left, setLeft] = useState(minutes)
  useEffect(() => {
    const timer = setInterval(() => setLeft(minutes()), 15_000)
    return () => clearInterval(timer)
  })
  return left
}

/** Five minutes before the session ends: a line with the way to stay. What is filled in stays in its draft. */
export function SessionWarning() {
  const text = useText()
  const left = useMinutesLeft()
  if (left >= warnMinutes) return null
  const stay = async (): Promise<void> => {
    const session = await call(readSession).catch(() => null)
    queryClient.setQueryData(sessionKey, session)
    lastHeard.at = Date.now()
  }
  const zh = left > 0 ? `登录将在${left}分钟后结束，已填内容保存在草稿中。` : '登录即将结束，已填内容保存在草稿中。'
  const en =
    left > 0
      ? `The session ends in ${left} minutes; what you entered is kept as a draft.`
      : 'The session is about to end; what you entered is kept as a draft.'
  return (
    <div className="session-warning" role="alert">
      {text({ zh, en })}
      <button type="button" className="button" onClick={() => void stay()}>
        {text({ zh: '继续登录', en: 'Stay logged in' })}
      </button>
    </div>
  )
}
