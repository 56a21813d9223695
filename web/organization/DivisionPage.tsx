import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { changeDivision, readDivisionHistory } from '#domain/organization/division.api.ts'
import { type Division, listDivisions } from '#domain/organization/organization.api.ts'
import { listAccounts } from '#domain/organization/person.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { DataTable } from '#web/kernel/DataTable.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useText } from '#web/kernel/language.tsx'
import { NotFoundPage } from '#web/kernel/NotFoundPage.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages, useRead } from '#web/kernel/queries.ts'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { ActsPanel } from './ActsPanel.tsx'
import { DivisionForm } from './DivisionForm.tsx'
import { PostWords } from './PostWords.tsx'
import { periodWords } from './period.ts'

export function DivisionPage() {
  const { id = '' } = useParams()
  const divisions = useRead(listDivisions, {})
  return (
    <Loaded isPage of={divisions} rows={8}>
      {({ rows }) => {
        const division = rows.find((one) => one.id === id)
        return division ? <DivisionView division={division} /> : <NotFoundPage />
      }}
    </Loaded>
  )
}

function DivisionView({ division }: { division: Division }) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  const history = useRead(readDivisionHistory, { id: division.id })
  const { name, code, sort, housesPerformanceOffice } = division
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: { zh: '人员与处室', en: 'People and divisions' }, to: '/organization?tab=divisions' }]}
        sentence={text({
          zh: `${periodWords(division).zh}${housesPerformanceOffice ? '，办绩效办设在本处' : ''}。`,
          en: `Exists ${periodWords(division).en}${housesPerformanceOffice ? '; the performance office sits here' : ''}.`,
        })}
        actions={<ActionButton endpoint={changeDivision} asks onClick={() => setIsOpen(true)} />}
      />
      <Columns
        main={<Members divisionId={division.id} />}
        side={
          <>
            <Panel title={{ zh: '基本情况', en: 'Facts' }}>
              <Facts
                facts={[
                  { name: { zh: '编号', en: 'Code' }, value: code },
                  { name: { zh: '排列次序', en: 'Place in the order' }, value: sort },
                  { name: { zh: '中文名称', en: 'Chinese name' }, value: name.zh },
                  { name: { zh: '英文名称', en: 'English name' }, value: name.en },
                ]}
              />
            </Panel>
            <Loaded of={history}>{({ rows }) => <ActsPanel entries={rows} />}</Loaded>
          </>
        }
      />
      <DivisionForm isOpen={isOpen} onClose={() => setIsOpen(false)} division={division} />
    </>
  )
}

function Members({ divisionId }: { divisionId: string }) {
  const pages = usePages(listAccounts, { divisionId })
  return (
    <Panel title={{ zh: '本处人员', en: 'People of the division' }} flush>
      <DataTable
        name={{ zh: '本处人员', en: 'People of the division' }}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'name',
            title: { zh: '姓名', en: 'Name' },
            onPhone: 'name',
            render: ({ id, name }) => <Link to={`/organization/people/${id}`}>{name}</Link>,
          },
          {
            key: 'posts',
            title: { zh: '岗位', en: 'Posts' },
            onPhone: 'bare',
            render: ({ posts }) => <PostWords posts={posts} />,
          },
        ]}
        empty={
          <EmptyState
            why={{ zh: '本处还没有人任职。', en: 'Nobody holds a post in this division.' }}
            next={{ zh: '由安全管理员授予岗位。', en: 'The security administrator grants posts.' }}
          />
        }
      />
    </Panel>
  )
}
