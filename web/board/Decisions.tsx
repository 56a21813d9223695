import { Link } from 'react-router'
import type { Cockpit } from '#domain/board/board.api.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

/** What waits for this post, the earliest first; a filled button only for what is due today or overdue. */
export function Decisions({ todos: { rows, total } }: Pick<Cockpit, 'todos'>) {
  const text = useText()
  const { today } = useSession()
  return (
    <Panel
      title={{ zh: '等您办理', en: 'Waiting for you' }}
      more={total > rows.length && <Link to="/todos">{text({ zh: `全部${total}件`, en: `All ${total}` })}</Link>}
      flush
    >
      {rows.length === 0 ? (
        <EmptyState why={{ zh: '没有等您办理的事。', en: 'Nothing waits for you.' }} />
      ) : (
        <ul className="decisions">
          {rows.map(({ id, link, object, from, dueOn, workingDaysLeft, action, basis }) => (
            <li key={`${id} ${link}`}>
              <div>
                <b>{text(object)}</b>
                <small>{text(from)}</small>
              </div>
              {dueOn !== null && <DeadlineChip dueOn={dueOn} workingDaysLeft={workingDaysLeft} />}
              <ActionLink
                to={link}
                label={action}
                basis={basis}
                kind={dueOn !== null && dueOn <= today ? 'primary' : 'normal'}
              />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
