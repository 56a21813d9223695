import { dayText } from '#domain/calendar/workingDays.ts'
import type { DueTodo } from '#domain/home/home.api.ts'
import { type Urgency, urgencies, urgencyOf } from '#domain/home/home.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { useModuleName } from './moduleName.ts'
import type { Grouping } from './TodoSwitch.tsx'

type Group = { readonly key: string; readonly name: Text; readonly todos: readonly DueTodo[] }

/** To-dos in groups; a filled button only for what is due today or overdue. */
export function TodoList({ todos, by }: { todos: readonly DueTodo[]; by: Grouping }) {
  const text = useText()
  const { today } = useSession()
  const nameOf = useModuleName()
  const groups = by === 'due' ? byDueDay(todos, today) : byItem(todos, nameOf)
  return groups.map((group) => (
    <section key={group.key} className="todo-group">
      <h3>{text(group.name)}</h3>
      <ul>
        {group.todos.map((todo) => (
          <TodoRow key={`${todo.id} ${todo.link}`} todo={todo} />
        ))}
      </ul>
    </section>
  ))
}

function byDueDay(todos: readonly DueTodo[], today: string): Group[] {
  return (Object.keys(urgencies) as Urgency[])
    .map((key) => ({ key, name: urgencies[key], todos: todos.filter((todo) => urgencyOf(todo, today) === key) }))
    .filter((group) => group.todos.length > 0)
}

/** Items in the order of their codes; what is about no single item stands under its part of the menu. */
function byItem(todos: readonly DueTodo[], nameOf: (module: string) => Text): Group[] {
  const groups = new Map<string, { name: Text; todos: DueTodo[] }>()
  const ordered = todos.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)))
  for (const todo of ordered) {
    const { item, module } = todo
    const group = groups.get(keyOf(todo)) ?? {
      name: item ? same(`${item.code}　${item.title}`) : nameOf(module),
      todos: [],
    }
    groups.set(keyOf(todo), { ...group, todos: [...group.todos, todo] })
  }
  return [...groups].map(([key, group]) => ({ key, ...group }))
}

const keyOf = ({ item, module }: DueTodo): string => (item ? `0 ${item.code}` : `1 ${module}`)

/** "11月4日催办（第2次）：请今天办理", which stands at the to-do itself. */
function urgedWords({ times, on, words }: NonNullable<DueTodo['urged']>): Text {
  const day = dayText(on)
  const often = times > 1 ? { zh: `，共${times}次`, en: `, ${times} times in all` } : { zh: '', en: '' }
  const said = words === '' ? { zh: '', en: '' } : { zh: `：${words}`, en: `: ${words}` }
  return { zh: `${day.zh}催办${often.zh}${said.zh}`, en: `Urged on ${day.en}${often.en}${said.en}` }
}

function TodoRow({ todo }: { todo: DueTodo }) {
  const text = useText()
  const { today } = useSession()
  const { action, object, from, dueOn, workingDaysLeft, link, basis, urged } = todo
  const isDue = dueOn !== null && dueOn <= today
  return (
    <li className="todo">
      <span className="todo-due">
        {dueOn === null ? (
          <span className="sub">{text(urgencies.undated)}</span>
        ) : (
          <DeadlineChip dueOn={dueOn} workingDaysLeft={workingDaysLeft} />
        )}
      </span>
      <div className="todo-what">
        <b>{text(action)}</b> {text(object)}
        <small>{text(from)}</small>
        {urged && <small className="todo-urged">{text(urgedWords(urged))}</small>}
      </div>
      <ActionLink
        to={link}
        label={{ zh: `去${action.zh}`, en: action.en }}
        basis={basis}
        kind={isDue ? 'primary' : 'normal'}
      />
    </li>
  )
}
