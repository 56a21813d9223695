import { useEffect, useRef } from 'react'
import { Link, Outlet, useLocation } from 'react-router'
import { yearStates } from '#domain/session/session.ts'
import { ClockStrip } from './ClockStrip.tsx'
import { DisplayMenu } from './DisplayMenu.tsx'
import { useFormat } from './format.ts'
import { Icon, Mark } from './Icon.tsx'
import { KeptRefusals } from './KeptRefusals.tsx'
import { useText } from './language.tsx'
import { isUnder, type MenuEntry, menuFor } from './menu.ts'
import { PersonMenu } from './PersonMenu.tsx'
import { SessionWarning } from './SessionWarning.tsx'
import { StandInStrip } from './StandInStrip.tsx'
import { useContextOfRules, useSession } from './session.tsx'

/** The frame of every page after log-in: bar, menu, the page itself. */
export function Layout() {
  const text = useText()
  const format = useFormat()
  const { mode, now } = useSession()
  const main = useFocusOnNewPage()
  return (
    <>
      <a className="skip-link" href="#main">
        {text({ zh: '跳到正文', en: 'Skip to the content' })}
      </a>
      {mode === 'demo' && <ClockStrip />}
      <StandInStrip />
      <SessionWarning />
      <TopBar />
      <div className="shell">
        <SideMenu />
        <main className="page" id="main" tabIndex={-1} ref={main}>
          <KeptRefusals />
          <Outlet />
          <p className="printed-on">
            {text({ zh: `打印于${format.instant(now)}`, en: `Printed ${format.instant(now)}` })}
          </p>
        </main>
      </div>
      <BottomBar />
    </>
  )
}

/** A new page is read from its top; an anchor (`#act-sign`) gets the focus once it is there. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null)
  const { pathname, hash } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (hash) return focusWhenThere(decodeURIComponent(hash.slice(1)))
    if (shown.current === pathname) return
    shown.current = pathname
    window.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [pathname, hash])
  return main
}

/** The element may come only after the page's data: looks for it for five seconds. */
function focusWhenThere(id: string): () => void {
  const until = Date.now() + 5_000
  const timer = setInterval(() => {
    const target = document.getElementById(id)
    if (target) {
      target.scrollIntoView({ block: 'center' })
      target.focus({ preventScroll: true })
    }
    if (target || Date.now() > until) clearInterval(timer)
  }, 100)
  return () => clearInterval(timer)
}

function TopBar() {
  const text = useText()
  const { office, year, todoCount, noticeCount } = useSession()
  const [todos, notices] = [useEntry('/todos'), useEntry('/notices')]
  return (
    <header className="bar-of-office">
      <Link className="brand" to="/">
        <Mark />
        <b>{text({ zh: '绩衡', en: 'Jiheng' })}</b>
        <span>{text(office.name)}</span>
      </Link>
      {year && (
        <span className="year-chip">
          {text({ zh: `${year.year}年度`, en: `${year.year}` })} · {text(yearStates[year.state])}
        </span>
      )}
      <div className="bar-end">
        {todos && (
          <Link className="todo-link nw" to="/todos">
            {text(todos.name)}
            {todoCount > 0 && <span className="badge">{todoCount}</span>}
          </Link>
        )}
        {notices && (
          <Link className="todo-link nw" to="/notices">
            {text({ zh: '通知', en: 'Notices' })}
            {noticeCount > 0 && <span className="quiet-count">{noticeCount}</span>}
          </Link>
        )}
        <DisplayMenu />
        <PersonMenu />
      </div>
    </header>
  )
}

function useEntry(path: string): MenuEntry | undefined {
  const context = useContextOfRules()
  return menuFor(context)
    .flatMap((group) => group.entries)
    .find((entry) => entry.path === path)
}

function useCount(): (entry: MenuEntry) => number {
  const { todoCount, noticeCount, todoCountOf } = useSession()
  const of: Readonly<Record<string, number>> = { ...todoCountOf, all: todoCount, unread: noticeCount }
  return ({ counts = [] }) => [counts].flat().reduce((sum, module) => sum + (of[module] ?? 0), 0)
}

function SideMenu() {
  const text = useText()
  const context = useContextOfRules()
  const countOf = useCount()
  const { pathname } = useLocation()
  return (
    <nav className="side-menu" aria-label={text({ zh: '主菜单', en: 'Main menu' })}>
      {menuFor(context).map((group) => (
        <div key={group.name?.en ?? 'first'}>
          {group.name && <h2>{text(group.name)}</h2>}
          <ul>
            {group.entries.map((entry) => (
              <li key={entry.path}>
                <Link to={entry.path} aria-current={isUnder(pathname, entry) ? 'page' : undefined}>
                  <Icon name={entry.icon} />
                  {text(entry.name)}
                  {countOf(entry) > 0 && <em>{countOf(entry)}</em>}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

const more: MenuEntry = { path: '/more', name: { zh: '更多', en: 'More' }, icon: 'more', who: [] }

/** On a phone: the four quick entries and the rest. */
function BottomBar() {
  const text = useText()
  const context = useContextOfRules()
  const countOf = useCount()
  const { pathname } = useLocation()
  const quick = menuFor(context)
    .flatMap((group) => group.entries)
    .filter((entry) => entry.quick)
  return (
    <nav className="bottom-bar" aria-label={text({ zh: '快捷菜单', en: 'Quick menu' })}>
      {[...quick.slice(0, 4), more].map((entry) => (
        <Link key={entry.path} to={entry.path} aria-current={isUnder(pathname, entry) ? 'page' : undefined}>
          <Icon name={entry.icon} />
          {text(entry.quick ?? entry.name)}
          {countOf(entry) > 0 && <em>{countOf(entry)}</em>}
        </Link>
      ))}
    </nav>
  )
}
