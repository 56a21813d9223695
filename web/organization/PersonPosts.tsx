import { useState } from 'react'
import { isOneOf, officeLeaders } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { joinTexts } from '#domain/kernel/text.ts'
import { keepsPosts } from '#domain/organization/organization.ts'
import type { HeldPost, Person } from '#domain/organization/person.api.ts'
import { grantPost } from '#domain/organization/post.api.ts'
import { earliestEnd, postStates, postTransitions } from '#domain/organization/post.ts'
import { postName } from '#domain/session/postName.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { ChargeForm } from './ChargeForm.tsx'
import { EndPostForm } from './EndPostForm.tsx'
import { GrantForm } from './GrantForm.tsx'
import { periodWords } from './period.ts'

type Opened = { readonly post: HeldPost; readonly form: 'end' | 'charge' }

/** The posts of a person, present and coming ones first, each with what the security administrator can do with it. */
export function PersonPosts({ person }: { person: Person }) {
  const [opened, setOpened] = useState<Opened>()
  const [isGranting, setIsGranting] = useState(false)
  const columns = useColumns(setOpened)
  const close = () => setOpened(undefined)
  return (
    <Panel
      title={{ zh: '岗位', en: 'Posts' }}
      flush
      more={<ActionButton id="act-grant" endpoint={grantPost} asks onClick={() => setIsGranting(true)} />}
    >
      <DataTable
        name={{ zh: `${person.name}的岗位`, en: `Posts of ${person.name}` }}
        columns={columns}
        rows={person.posts}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            why={{ zh: '没有任过岗位。', en: 'No post was ever held.' }}
            next={{
              zh: '由安全管理员授予；授予后才能登录。',
              en: 'The security administrator grants one: only then can this person log in.',
            }}
          />
        }
      />
      <GrantForm isOpen={isGranting} onClose={() => setIsGranting(false)} person={person} />
      {opened && <EndPostForm isOpen={opened.form === 'end'} onClose={close} person={person} post={opened.post} />}
      {opened && <ChargeForm isOpen={opened.form === 'charge'} onClose={close} person={person} post={opened.post} />}
    </Panel>
  )
}

function useColumns(open: (opened: Opened) => void): readonly Column<HeldPost>[] {
  const text = useText()
  const context = useContextOfRules()
  const keeps = refusalOfRules([keepsPosts], 'organization.post', undefined, context) === undefined
  const facts: readonly Column<HeldPost>[] = [
    {
      key: 'post',
      title: { zh: '岗位', en: 'Post' },
      onPhone: 'name',
      render: (post) => (
        <>
          {text(postName(post))}
          <Charge post={post} />
        </>
      ),
    },
    { key: 'period', title: { zh: '任期', en: 'Period' }, render: (post) => text(periodWords(post)), onPhone: 'bare' },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: (post) => text(postStates[post.state]),
    },
  ]
  if (!keeps) return facts
  const acts: Column<HeldPost> = {
    key: 'acts',
    title: { zh: '办理', en: 'Action' },
    onPhone: 'bare',
    render: (post) => <PostActs post={post} open={open} />,
  }
  return [...facts, acts]
}

/** "分管陆路口岸一处、综合处"; a member of the leading group has the post by virtue of another (Art. 7). */
function Charge({ post }: { post: HeldPost }) {
  const text = useText()
  if (post.isByVirtue)
    return <div className="sub">{text({ zh: '由处长兼任', en: 'By virtue of the head’s post' })}</div>
  if (!isOneOf(post.kind, officeLeaders)) return null
  const names = joinTexts(post.inChargeOf.map(({ name }) => name))
  return (
    <div className="sub">
      {names.zh
        ? text({ zh: `分管${names.zh}`, en: `In charge of ${names.en}` })
        : text({ zh: '没有设定分管', en: 'In charge of no division' })}
    </div>
  )
}

function PostActs({ post, open }: { post: HeldPost; open: (opened: Opened) => void }) {
  const { today } = useSession()
  if (post.state === 'ended') return null
  const facts = {
    ...post,
    endsOn: earliestEnd(post, today),
    inChargeOf: post.inChargeOf.map(({ id }) => id),
  }
  return (
    <span className="row-of-actions">
      {isOneOf(post.kind, officeLeaders) && (
        <ActionButton
          transition={postTransitions.charge}
          facts={facts}
          states={postStates}
          asks
          onClick={() => open({ post, form: 'charge' })}
        />
      )}
      <ActionButton
        transition={postTransitions.end}
        facts={facts}
        states={postStates}
        asks
        reason="below"
        onClick={() => open({ post, form: 'end' })}
      />
    </span>
  )
}
