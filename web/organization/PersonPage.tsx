import { useState } from 'react'
import { useParams } from 'react-router'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { keepsPosts, personKinds } from '#domain/organization/organization.ts'
import {
  changePerson,
  disablePerson,
  enablePerson,
  type Person,
  readPerson,
  readPersonHistory,
} from '#domain/organization/person.api.ts'
import { personStates, personTransitions } from '#domain/organization/person.ts'
import { postName } from '#domain/session/postName.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { ActsPanel } from './ActsPanel.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { PersonForm } from './PersonForm.tsx'
import { PersonPosts } from './PersonPosts.tsx'
import { PersonSessions } from './PersonSessions.tsx'
import { ReasonedAct } from './ReasonedAct.tsx'

export function PersonPage() {
  const { id = '' } = useParams()
  const person = useRead(readPerson, { id })
  return (
    <Loaded isPage of={person} rows={8}>
      {(data) => <PersonView person={data} />}
    </Loaded>
  )
}

function PersonView({ person }: { person: Person }) {
  const text = useText()
  const context = useContextOfRules()
  const history = useRead(readPersonHistory, { id: person.id })
  const keeps = refusalOfRules([keepsPosts], 'organization.post', undefined, context) === undefined
  return (
    <>
      <PageHead
        title={{ zh: person.name, en: person.name }}
        crumbs={[{ label: { zh: '人员与处室', en: 'People and divisions' }, to: '/organization' }]}
        chips={<span className="mid">{text(personStates[person.state])}</span>}
        sentence={text(sentenceOf(person))}
        actions={<Actions person={person} />}
        reasons={<RefusalOf transition={reasonFor(person)} facts={person} states={personStates} />}
      />
      <Columns
        main={
          <>
            <PersonPosts person={person} />
            {keeps && <PersonSessions person={person} />}
          </>
        }
        side={
          <>
            <Panel title={{ zh: '基本情况', en: 'Facts' }}>
              <Facts
                facts={[
                  { name: { zh: '身份', en: 'Kind' }, value: text(personKinds[person.kind]) },
                  ...(person.userName ? [{ name: { zh: '用户名', en: 'User name' }, value: person.userName }] : []),
                  ...(person.mailAddress
                    ? [{ name: { zh: '邮箱地址', en: 'Mail address' }, value: person.mailAddress }]
                    : []),
                ]}
              />
            </Panel>
            <Loaded of={history}>{({ rows }) => <ActsPanel entries={rows} />}</Loaded>
          </>
        }
      />
    </>
  )
}

const reasonFor = ({ state }: Person) => personTransitions[state === 'active' ? 'disable' : 'enable']

function sentenceOf({ posts, state }: Person): Text {
  if (state === 'disabled')
    return {
      zh: '账号已停用，不能登录；岗位不因停用而终止。',
      en: 'The account is disabled: no log-in. The posts have not ended by that.',
    }
  const held = posts.filter((post) => post.state === 'held').map(postName)
  if (held.length === 0) return { zh: '现在没有岗位，不能登录。', en: 'No post at present, so no log-in.' }
  return {
    zh: `现任${held.map(({ zh }) => zh).join('、')}。`,
    en: `At present ${held.map(({ en }) => en).join('; ')}.`,
  }
}

/** What the system administrator does with the account; one reason stands for all where the post may not. */
function Actions({ person }: { person: Person }) {
  const [open, setOpen] = useState<'change' | 'password' | undefined>()
  const close = () => setOpen(undefined)
  const { name } = person
  return (
    <>
      <ActionButton endpoint={changePerson} asks reason="elsewhere" onClick={() => setOpen('change')} />
      {person.state === 'active' ? (
        <>
          <ActionButton
            transition={personTransitions.resetPassword}
            facts={person}
            states={personStates}
            asks
            reason="elsewhere"
            onClick={() => setOpen('password')}
          />
          <ReasonedAct
            endpoint={disablePerson}
            address={{ id: person.id }}
            transition={personTransitions.disable}
            facts={person}
            title={{ zh: `停用${name}`, en: `Disable ${name}` }}
            bodyOf={(reason) => ({ version: person.version, reason })}
            done={{ zh: '已停用', en: 'Disabled' }}
            reason="elsewhere"
          />
        </>
      ) : (
        <ReasonedAct
          endpoint={enablePerson}
          address={{ id: person.id }}
          transition={personTransitions.enable}
          facts={person}
          title={{ zh: `恢复${name}`, en: `Enable ${name} again` }}
          bodyOf={(reason) => ({ version: person.version, reason })}
          done={{ zh: '已恢复', en: 'Enabled' }}
          reason="elsewhere"
        />
      )}
      <PersonForm isOpen={open === 'change'} onClose={close} person={person} />
      <PasswordForm isOpen={open === 'password'} onClose={close} person={person} />
    </>
  )
}
