import { endSession, listSessions } from '#domain/session/session.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import type { Reply } from '#web/kernel/api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'

type Row = Reply<typeof listSessions>['rows'][number]

/** Where I am logged in; a session I do not recognize can be ended from here. */
export function SessionsPage() {
  const text = useText()
  const sessions = useRead(listSessions, {})
  const count = sessions.data?.rows.length
  return (
    <>
      <PageHead
        title={{ zh: '我的登录', en: 'My sessions' }}
        sentence={
          count !== undefined &&
          text({
            zh: `您现在有${count}处登录。不认识的，请结束，并请系统管理员重置密码。`,
            en: `You are logged in at ${count} ${count === 1 ? 'place' : 'places'}. End what you do not recognize and ask the system administrator to reset your password.`,
          })
        }
        actions={<ActionLink to="/own-password" label={{ zh: '修改密码', en: 'Change password' }} />}
      />
      <Panel title={{ zh: '登录', en: 'Sessions' }} flush>
        <Loaded of={sessions}>
          {({ rows }) => (
            <ul className="rows">
              {rows.map((row) => (
                <SessionRow key={row.id} row={row} />
              ))}
            </ul>
          )}
        </Loaded>
      </Panel>
    </>
  )
}

function SessionRow({ row }: { row: Row }) {
  const text = useText()
  const format = useFormat()
  const end = useAct(endSession, { id: row.id })
  return (
    <li>
      <span>
        {browserName(row.browser)}
        <span className="sub">　{row.address}</span>
        <br />
        <span className="sub">
          {text({
            zh: `${format.instant(row.startedAt)}登录，最近使用${format.instant(row.lastUsedAt)}`,
            en: `Since ${format.instant(row.startedAt)}, last used ${format.instant(row.lastUsedAt)}`,
          })}
        </span>
      </span>
      {row.isCurrent ? (
        <span className="sub">{text({ zh: '本次登录', en: 'This session' })}</span>
      ) : (
        <ButtonFace kind="normal" loading={end.isPending} onClick={() => end.mutate({})}>
          {text({ zh: '结束', en: 'End' })}
        </ButtonFace>
      )}
      {end.error && (
        <div className="row-line">
          <ErrorState error={end.error} />
        </div>
      )}
    </li>
  )
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\/(\d+)/, 'Edge'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/HarmonyOS/, 'HarmonyOS'],
  [/Linux/, 'Linux'],
]

/** "Chrome 156, Linux" from what the browser calls itself; all of it where it is none of the known ones. */
function browserName(agent: string): string {
  const known = browsers.find(([pattern]) => pattern.test(agent))
  if (!known) return agent
  const version = known[0].exec(agent)?.[1] ?? ''
  const system = systems.find(([pattern]) => pattern.test(agent))?.[1]
  return [`${known[1]} ${version}`, system].filter(Boolean).join(', ')
}
