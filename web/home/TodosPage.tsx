import { Link, useSearchParams } from 'react-router'
import { dayText, isDay } from '#domain/calendar/workingDays.ts'
import { type DueTodo, listTodos, type NextDue } from '#domain/home/home.api.ts'
import { emptyWords, todoSentence } from '#domain/home/homeSentence.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { Elsewhere } from './Elsewhere.tsx'
import { useModuleName } from './moduleName.ts'
import { TodoList } from './TodoList.tsx'
import { TodoSwitch, useGrouping } from './TodoSwitch.tsx'
import './home.css'

/** Everything that waits for the acting post: the badge is the number of these rows. */
export function TodosPage() {
  return (
    <Loaded isPage of={useRead(listTodos, {})} rows={10}>
      {({ rows, nextDue }) => <TodosView todos={rows} nextDue={nextDue} />}
    </Loaded>
  )
}

function TodosView({ todos, nextDue }: { todos: readonly DueTodo[]; nextDue: NextDue | null }) {
  const text = useText()
  const { today } = useSession()
  const grouping = useGrouping()
  const { module, due } = useFilters()
  const shown = todos.filter((todo) => (!module || todo.module === module) && (!due || todo.dueOn === due))
  return (
    <>
      <PageHead
        title={{ zh: '待办', en: 'To do' }}
        sentence={text(todoSentence(todos, today))}
        actions={<ActionLink to="/reminders" label={{ zh: '提醒与日历', en: 'Reminders and calendar' }} />}
      />
      <div className="stack">
        <Panel
          title={{ zh: '全部待办', en: 'All to-dos' }}
          note={shown.length < todos.length ? text(filtered(shown.length, todos.length)) : undefined}
          more={shown.length > 0 ? <TodoSwitch /> : undefined}
          flush
        >
          <Filters todos={todos} />
          {shown.length > 0 ? (
            <TodoList todos={shown} by={grouping} />
          ) : (
            <Nothing isFiltered={todos.length > 0} nextDue={nextDue} />
          )}
        </Panel>
        <Elsewhere />
      </div>
    </>
  )
}

const filtered = (shown: number, all: number) => ({ zh: `列出${shown}项，共${all}项`, en: `${shown} of ${all} shown` })

/** What the address asks for; a day that is none asks for nothing. */
function useFilters(): { module: string | undefined; due: string | undefined } {
  const [query] = useSearchParams()
  const due = query.get('due')
  return { module: query.get('module') ?? undefined, due: due !== null && isDay(due) ? due : undefined }
}

function Filters({ todos }: { todos: readonly DueTodo[] }) {
  const text = useText()
  const nameOf = useModuleName()
  const [, setQuery] = useSearchParams()
  const { module, due } = useFilters()
  const modules = [...new Set([...todos.map((todo) => todo.module), ...(module ? [module] : [])])]
  if (todos.length === 0) return null
  const set = (name: 'module' | 'due', value?: string): void =>
    setQuery(
      (now) => {
        if (value) now.set(name, value)
        else now.delete(name)
        return now
      },
      { replace: true },
    )
  const label = text({ zh: '全部业务', en: 'All parts' })
  return (
    <div className="filters todo-filters">
      <Select
        allowClear
        aria-label={text({ zh: '业务', en: 'Part' })}
        placeholder={label}
        popupMatchSelectWidth={false}
        value={module}
        onChange={(value) => set('module', value)}
        options={modules.map((value) => ({ value, label: text(nameOf(value)) }))}
      />
      {due && (
        <button type="button" className="button" onClick={() => set('due')}>
          {text({ zh: `只看${dayText(due).zh}到期的，改看全部`, en: `Due on ${dayText(due).en} only: show all` })}
        </button>
      )}
    </div>
  )
}

function Nothing({ isFiltered, nextDue }: { isFiltered: boolean; nextDue: NextDue | null }) {
  const text = useText()
  if (!isFiltered) return <EmptyState {...emptyWords(nextDue)} />
  return (
    <EmptyState
      why={{ zh: '没有符合条件的待办。', en: 'No to-dos match.' }}
      action={
        <Link className="button" to="/todos">
          {text({ zh: '看全部待办', en: 'Show all to-dos' })}
        </Link>
      }
    />
  )
}
