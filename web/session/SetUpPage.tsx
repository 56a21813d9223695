import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { completeSetup, readSetup } from '#domain/session/session.api.ts'
import { asApiError, type Body } from '#web/kernel/api.ts'
import { useText, useTitle } from '#web/kernel/language.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { Field } from './Field.tsx'
import { Masthead } from './Masthead.tsx'

type Answers = Body<typeof completeSetup>
const person = { name: '', userName: '', password: '' }
const blank: Answers = {
  code: '',
  office: { name: { zh: '', en: '' }, shortName: { zh: '', en: '' } },
  systemAdmin: person,
  securityAdmin: person,
  auditAdmin: person,
}
const administrators: readonly { post: 'systemAdmin' | 'securityAdmin' | 'auditAdmin'; title: Text; does: Text }[] = [
  {
    post: 'systemAdmin',
    title: { zh: '系统管理员', en: 'System administrator' },
    does: { zh: '录入处室、人员和岗位。', en: 'Enters divisions, people and posts.' },
  },
  {
    post: 'securityAdmin',
    title: { zh: '安全管理员', en: 'Security administrator' },
    does: { zh: '管理登录和权限。', en: 'Looks after log-ins and rights.' },
  },
  {
    post: 'auditAdmin',
    title: { zh: '审计管理员', en: 'Audit administrator' },
    does: { zh: '查看办理记录，导出审计。', en: 'Reads the records and exports the audit.' },
  },
]

/** The first start: the code from the server's console, the office, and its three administrators. */
export function SetUpPage() {
  const text = useText()
  useTitle({ zh: '初始设置', en: 'Set up' })
  const setup = useRead(readSetup, {})
  return (
    <div className="front-page">
      <Masthead />
      <main className="set-up">
        <h1>{text({ zh: '初始设置', en: 'Set up the office' })}</h1>
        <Loaded of={setup}>
          {({ isNeeded }) =>
            isNeeded ? (
              <SetUpForm />
            ) : (
              <p className="note">
                {text({ zh: '本单位已经设置，请登录。', en: 'The office is set up already; please log in.' })}
              </p>
            )
          }
        </Loaded>
      </main>
    </div>
  )
}

function SetUpForm() {
  const text = useText()
  const navigate = useNavigate()
  const [answers, setAnswers] = useState(blank)
  const act = useAct(completeSetup, {}, { onDone: () => void navigate('/login') })
  const error = act.error && asApiError(act.error)
  const faultOf = (path: string): Text | undefined =>
    error?.fields.find((field) => field.path === `body.${path}` || field.path === path)?.message
  const { office } = answers
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (!act.isPending) act.mutate(answers)
  }
  const setOffice = (part: Partial<Answers['office']>): void =>
    setAnswers({ ...answers, office: { ...office, ...part } })
  return (
    <form onSubmit={send} className="stack">
      {error && <ErrorState error={error} />}
      <section className="panel panel-body">
        <Field
          label={{ zh: '设置码', en: 'Set-up code' }}
          hint={{
            zh: '服务器第一次启动时显示，只能用一次。',
            en: 'Shown by the server at its first start; it works once.',
          }}
          value={answers.code}
          fault={faultOf('code')}
          onChange={(code) => setAnswers({ ...answers, code })}
        />
      </section>
      <fieldset className="panel panel-body pair of-two">
        <legend>{text({ zh: '本单位', en: 'The office' })}</legend>
        <Field
          label={{ zh: '全称（中文）', en: 'Full name (Chinese)' }}
          value={office.name.zh}
          fault={faultOf('office.name.zh')}
          onChange={(zh) => setOffice({ name: { ...office.name, zh } })}
        />
        <Field
          label={{ zh: '全称（英文）', en: 'Full name (English)' }}
          value={office.name.en}
          fault={faultOf('office.name.en')}
          onChange={(en) => setOffice({ name: { ...office.name, en } })}
        />
        <Field
          label={{ zh: '简称（中文）', en: 'Short name (Chinese)' }}
          value={office.shortName.zh}
          fault={faultOf('office.shortName.zh')}
          onChange={(zh) => setOffice({ shortName: { ...office.shortName, zh } })}
        />
        <Field
          label={{ zh: '简称（英文）', en: 'Short name (English)' }}
          value={office.shortName.en}
          fault={faultOf('office.shortName.en')}
          onChange={(en) => setOffice({ shortName: { ...office.shortName, en } })}
        />
      </fieldset>
      {administrators.map(({ post, title, does }) => (
        <Administrator
          key={post}
          title={title}
          does={does}
          value={answers[post]}
          faultOf={(field) => faultOf(`${post}.${field}`)}
          onChange={(value) => setAnswers({ ...answers, [post]: value })}
        />
      ))}
      <button type="submit" className="button primary" aria-busy={act.isPending || undefined}>
        {text({ zh: '完成设置', en: 'Complete the set-up' })}
      </button>
    </form>
  )
}

type PersonProps = {
  title: Text
  does: Text
  value: Answers['systemAdmin']
  faultOf: (field: string) => Text | undefined
  onChange: (value: Answers['systemAdmin']) => void
}

function Administrator({ title, does, value, faultOf, onChange }: PersonProps) {
  const text = useText()
  return (
    <fieldset className="panel panel-body pair">
      <legend>{text(title)}</legend>
      <p className="sub wide">{text(does)}</p>
      <Field
        label={{ zh: '姓名', en: 'Name' }}
        value={value.name}
        fault={faultOf('name')}
        onChange={(name) => onChange({ ...value, name })}
      />
      <Field
        label={{ zh: '用户名', en: 'User name' }}
        value={value.userName}
        fault={faultOf('userName')}
        onChange={(userName) => onChange({ ...value, userName })}
      />
      <Field
        label={{ zh: '密码（至少12个字符）', en: 'Password (at least 12 characters)' }}
        type="password"
        autoComplete="new-password"
        value={value.password}
        fault={faultOf('password')}
        onChange={(password) => onChange({ ...value, password })}
      />
    </fieldset>
  )
}
