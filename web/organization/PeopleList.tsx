import { Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { isOneOf, type PostKind, performanceOffice, postKinds, posts } from '#domain/kernel/actor.ts'
import { personKinds } from '#domain/organization/organization.ts'
import { createPerson, listAccounts, type PersonRow } from '#domain/organization/person.api.ts'
import { type PersonState, personStateNames, personStates } from '#domain/organization/person.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Stack } from '#web/kernel/Columns.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { useOptions } from './choices.ts'
import { PersonForm } from './PersonForm.tsx'
import { PostWords } from './PostWords.tsx'
import { TableLinks } from './TableLinks.tsx'

const among = <Name extends string>(names: readonly Name[], given: string | null): Name | undefined =>
  names.find((name) => name === given)

/** Everybody with an account; what is filtered stands in the address. */
export const PeopleList = forReaders(listAccounts, PeopleListShown, ErrorState)

function PeopleListShown() {
  const [search] = useSearchParams()
  const name = search.get('name')
  const divisionId = search.get('division')
  const post = among(postKinds, search.get('post'))
  const state = among(personStateNames, search.get('state'))
  const filter = {
    ...(name ? { name } : {}),
    ...(divisionId ? { divisionId } : {}),
    ...(post ? { post } : {}),
    ...(state ? { state } : {}),
  }
  const pages = usePages(listAccounts, filter)
  const columns = useColumns()
  return (
    <Stack>
      <Filters {...{ name, divisionId, post, state }} />
      <Panel title={{ zh: '人员', en: 'People' }} flush more={<AddPerson />}>
        <p className="panel-body row-of-actions">
          <TableLinks kind="person" filter={filter} />
          <TableLinks kind="post" filter={filter} />
        </p>
        <DataTable
          name={{ zh: '人员', en: 'People' }}
          columns={columns}
          pages={pages}
          keyOf={({ id }) => id}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的人员。', en: 'Nobody matches.' }}
              next={{ zh: '可以放宽“处”或“岗位”。', en: 'Widen division or post.' }}
            />
          }
        />
      </Panel>
    </Stack>
  )
}

function AddPerson() {
  const [isOpen, setIsOpen] = useState(false)
  const navigate = useNavigate()
  return (
    <>
      <ActionButton endpoint={createPerson} asks onClick={() => setIsOpen(true)} />
      <PersonForm
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        onCreated={({ id }) => void navigate(`/organization/people/${id}`)}
      />
    </>
  )
}

type Chosen = {
  name: string | null
  divisionId: string | null
  post: PostKind | undefined
  state: PersonState | undefined
}

function Filters({ name, divisionId, post, state }: Chosen) {
  const text = useText()
  const [, setSearch] = useSearchParams()
  const divisions = useDivisionOptions()
  const choose = (key: string) => (value: string | undefined) =>
    setSearch(
      (before) => {
        before.delete(key)
        if (value) before.set(key, value)
        return before
      },
      { replace: true },
    )
  return (
    <div className="filters">
      <Input
        aria-label={text({ zh: '姓名', en: 'Name' })}
        placeholder={text({ zh: '姓名', en: 'Name' })}
        allowClear
        defaultValue={name ?? ''}
        onPressEnter={(event) => choose('name')(event.currentTarget.value.trim())}
        onBlur={(event) => choose('name')(event.currentTarget.value.trim())}
        onClear={() => choose('name')('')}
      />
      <Select<string>
        aria-label={text({ zh: '处', en: 'Division' })}
        placeholder={text({ zh: '全部处', en: 'Every division' })}
        allowClear
        popupMatchSelectWidth={false}
        value={divisionId}
        onChange={choose('division')}
        options={divisions}
      />
      <Select<string>
        aria-label={text({ zh: '岗位', en: 'Post' })}
        placeholder={text({ zh: '全部岗位', en: 'Every post' })}
        allowClear
        popupMatchSelectWidth={false}
        value={post ?? null}
        onChange={choose('post')}
        options={useOptions(posts, postKinds)}
      />
      <Select<string>
        aria-label={text({ zh: '状态', en: 'State' })}
        placeholder={text({ zh: '全部状态', en: 'Every state' })}
        allowClear
        popupMatchSelectWidth={false}
        value={state ?? null}
        onChange={choose('state')}
        options={useOptions(personStates)}
      />
    </div>
  )
}

function useColumns(): readonly Column<PersonRow>[] {
  const text = useText()
  const { actor } = useSession()
  const name: Column<PersonRow> = {
    key: 'name',
    title: { zh: '姓名', en: 'Name' },
    onPhone: 'name',
    render: (row) => <Link to={`/organization/people/${row.id}`}>{row.name}</Link>,
  }
  const userName: Column<PersonRow> = {
    key: 'userName',
    title: { zh: '用户名', en: 'User name' },
    render: (row) => row.userName,
  }
  const rest: readonly Column<PersonRow>[] = [
    {
      key: 'posts',
      title: { zh: '岗位', en: 'Posts' },
      render: (row) => <PostWords posts={row.posts} />,
      onPhone: 'bare',
    },
    { key: 'kind', title: { zh: '身份', en: 'Kind' }, render: (row) => text(personKinds[row.kind]) },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: (row) => text(personStates[row.state]),
    },
  ]
  return isOneOf(actor.post, performanceOffice) ? [name, ...rest] : [name, userName, ...rest]
}
