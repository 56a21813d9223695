import { useRef, useState } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { readPublicOffice, type Session } from '#domain/session/session.api.ts'
import { hasChosenLanguage, useLanguage, useText, useTitle } from '#web/kernel/language.tsx'
import { beginSession, useRead } from '#web/kernel/queries.ts'
import { DemoPeople } from './DemoPeople.tsx'
import { type Credentials, LogInForm } from './LogInForm.tsx'
import { Masthead } from './Masthead.tsx'
import { YearLine } from './YearLine.tsx'

/** Whose system it is, where in the year it stands, and the way in. Carries no Ant Design. */
export function LogInPage() {
  const text = useText()
  useTitle({ zh: '登录', en: 'Log in' })
  const read = useRead(readPublicOffice, {})
  const [credentials, setCredentials] = useState<Credentials>({ userName: '', password: '' })
  const submit = useRef<HTMLButtonElement>(null)
  const { hasEnded, enter } = useEntrance()
  const office = read.data?.office
  const fill = (userName: string, password: string): void => {
    setCredentials({ userName, password })
    submit.current?.focus()
  }
  return (
    <div className="front-page">
      <Masthead />
      <main className="front">
        <section className="front-say">
          <h1>
            {office ? text(office.name) : ' '}
            <br />
            {text({ zh: '绩效评估与管理系统', en: 'Performance evaluation and management' })}
          </h1>
          <p>
            {text({
              zh: '年度方案、指标数据、督查督办、评估报告，都按本单位绩效评估与管理工作实施细则办理。',
              en: 'Yearly plan, indicator data, supervision and reports, carried out as the office’s regulation prescribes.',
            })}
          </p>
          {read.data?.year && <YearLine {...read.data.year} />}
        </section>
        <LogInForm {...{ credentials, hasEnded, submit }} onChange={setCredentials} onDone={enter} />
        {read.data && !office && (
          <p className="note key wide">
            {text({ zh: '本单位尚未设置。', en: 'The office has not been set up yet.' })}{' '}
            <Link to="/setup">
              {text({ zh: '用启动时显示的设置码设置', en: 'Set it up with the code shown at the start' })}
            </Link>
          </p>
        )}
        {read.data?.demo && <DemoPeople demo={read.data.demo} onFill={fill} />}
      </main>
    </div>
  )
}

/** Where the person wanted to go, and what happens once the server has let them in. */
function useEntrance() {
  const navigate = useNavigate()
  const { setLanguage } = useLanguage()
  const state = useLocation().state as { from?: string; hasEnded?: boolean } | null
  const enter = (session: Session): void => {
    beginSession(session)
    if (session.language && !hasChosenLanguage()) setLanguage(session.language)
    void navigate(state?.from ?? '/', { replace: true })
  }
  return { hasEnded: state?.hasEnded ?? false, enter }
}
