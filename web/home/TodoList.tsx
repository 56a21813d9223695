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

function TodoRow({ todo }: { todo: DueTodo }) {
  const text = useText()
  const { today } = useSession()
  const { action, object, from, dueOn, workingDaysLeft, link, basis } = todo
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
