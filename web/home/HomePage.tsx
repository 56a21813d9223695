import { dayText, weekday } from '#domain/calendar/workingDays.ts'
import { type Home, readHome } from '#domain/home/home.api.ts'
import { emptyWords, homeSentence } from '#domain/home/homeSentence.ts'
import { isOneOf, leadingGroup, performanceOffice } from '#domain/kernel/actor.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { AdministrationPanel } from './AdministrationPanel.tsx'
import { BurdenPanel } from './BurdenPanel.tsx'
import { CardsPanel } from './CardsPanel.tsx'
import { Elsewhere } from './Elsewhere.tsx'
import { FourWeeks } from './FourWeeks.tsx'
import { HomeItems } from './HomeItems.tsx'
import { TodoList } from './TodoList.tsx'
import { TodoSwitch, useGrouping } from './TodoSwitch.tsx'
import { YearPanel } from './YearPanel.tsx'
import './home.css'

/** What must I do today, and what is about to go wrong? */
export function HomePage() {
  return (
    <Loaded isPage of={useRead(readHome, {})} rows={10}>
      {(home) => <HomeView home={home} />}
    </Loaded>
  )
}

function HomeView({ home }: { home: Home }) {
  const text = useText()
  const { today } = useSession()
  const { business, todos, weeks, year } = home
  const standing = Object.values(business?.cards.standing ?? {}).reduce((sum, count) => sum + count, 0)
  const [day, name] = [dayText(today), weekday(today)]
  return (
    <>
      <PageHead
        title={{ zh: `${day.zh}　${name.zh}`, en: `${name.en}, ${day.en}` }}
        actions={<Overviews />}
        sentence={text(homeSentence(todos, business?.nextDue ?? null, today, standing))}
      />
      <Columns
        sideWidth={348}
        main={
          <>
            <TodoPanel home={home} />
            <Elsewhere />
            {business ? <HomeItems items={business.items} scope={business.scope} /> : <AdministrationPanel />}
          </>
        }
        side={
          <>
            {business && <CardsPanel cards={business.cards} scope={business.scope} />}
            <FourWeeks weeks={weeks} todos={todos} />
            {year && <YearPanel year={year} />}
            {business && <BurdenPanel burden={business.burden} scope={business.scope} />}
          </>
        }
      />
    </>
  )
}

/** The screens on which the whole office is seen. */
function Overviews() {
  const { post } = useSession().actor
  if (isOneOf(post, leadingGroup)) return <ActionLink to="/cockpit" label={{ zh: '驾驶舱', en: 'Cockpit' }} />
  if (isOneOf(post, performanceOffice))
    return <ActionLink to="/board" label={{ zh: '督查台', en: 'Supervision board' }} />
  return null
}

function TodoPanel({ home: { todos, business } }: { home: Home }) {
  const grouping = useGrouping()
  return (
    <Panel
      title={{ zh: '待办', en: 'To do' }}
      note={<span className="mid">{todos.length}</span>}
      more={todos.length > 0 ? <TodoSwitch /> : undefined}
      flush
    >
      {todos.length === 0 ? (
        <EmptyState {...emptyWords(business?.nextDue ?? null)} />
      ) : (
        <TodoList todos={todos} by={grouping} />
      )}
    </Panel>
  )
}
