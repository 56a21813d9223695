import { createContext, type ReactNode, useContext } from 'react'
import type { Context } from '#domain/kernel/lifecycle.ts'
import { basisOn, citation } from '#domain/kernel/settings.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Session } from '#domain/session/session.api.ts'

const SessionContext = createContext<Session | undefined>(undefined)

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>
}

/** Who is logged in, under which post, on which day of the office's clock. Only below the log-in. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside of SessionProvider')
  return session
}

/** What `refusalOf` is asked with: the same values as on the server. */
export function useContextOfRules(): Context {
  const { actor, today, settings } = useSession()
  return { actor, today, settings }
}

/** The words of a basis on the office's day: 第28条, the city rule's name, 系统规则. */
export function useCitation(): (basis: string) => Text {
  const { pack, today } = useSession()
  return (basis) => citation(basisOn(pack, basis, today))
}
