import { endSessionsOfPerson, listSessionsOf, type Person } from '#domain/organization/person.api.ts'
import { personTransitions } from '#domain/organization/person.ts'
import { postName } from '#domain/session/postName.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { ReasonedAct } from './ReasonedAct.tsx'

/** Where the person is logged in; the security administrator can end all of it. */
export function PersonSessions({ person }: { person: Person }) {
  const text = useText()
  const format = useFormat()
  const sessions = useRead(listSessionsOf, { id: person.id })
  const count = sessions.data?.rows.length ?? 0
  return (
    <Panel
      title={{ zh: '登录', en: 'Sessions' }}
      flush
      more={
        count > 0 ? (
          <ReasonedAct
            endpoint={endSessionsOfPerson}
            address={{ id: person.id }}
            transition={personTransitions.endSessions}
            facts={person}
            title={{ zh: `结束${person.name}的${count}处登录`, en: `End ${count} sessions of ${person.name}` }}
            bodyOf={(reason) => ({ reason })}
            done={{ zh: '已结束', en: 'Ended' }}
          />
        ) : undefined
      }
    >
      <Loaded of={sessions}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState why={{ zh: '现在没有登录。', en: 'Not logged in now.' }} />
          ) : (
            <ul className="rows">
              {rows.map((row) => (
                <li key={row.id}>
                  <span>
                    {text(postName({ kind: row.post, divisionName: row.divisionName }))}
                    <span className="sub">　{row.address}</span>
                    <br />
                    <span className="sub">{row.browser}</span>
                  </span>
                  <span className="sub row-value">
                    {text({
                      zh: `${format.instant(row.startedAt)}登录，最近使用${format.instant(row.lastUsedAt)}`,
                      en: `Since ${format.instant(row.startedAt)}, last used ${format.instant(row.lastUsedAt)}`,
                    })}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}
