import { useState } from 'react'
import { Link } from 'react-router'
import { refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import { createDivision } from '#domain/organization/division.api.ts'
import { type Division, listDivisions } from '#domain/organization/organization.api.ts'
import { listReorganisations } from '#domain/organization/reorganisation.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { DivisionForm } from './DivisionForm.tsx'
import { periodWords } from './period.ts'
import { TableLinks } from './TableLinks.tsx'

/** The divisions in the order of the organization. */
export function DivisionList() {
  const [isOpen, setIsOpen] = useState(false)
  const divisions = useRead(listDivisions, {})
  const columns = useColumns()
  const last = divisions.data?.rows.at(-1)?.sort ?? 0
  return (
    <Panel
      title={{ zh: '处室', en: 'Divisions' }}
      flush
      more={
        <span className="row-of-actions">
          <ReorganisationLink />
          <TableLinks kind="division" />
          <ActionButton endpoint={createDivision} asks onClick={() => setIsOpen(true)} />
        </span>
      }
    >
      {divisions.error ? (
        <ErrorState error={divisions.error} onRetry={() => void divisions.refetch()} />
      ) : (
        <DataTable
          name={{ zh: '处室', en: 'Divisions' }}
          columns={columns}
          rows={divisions.data?.rows}
          keyOf={({ id }) => id}
          empty={
            <EmptyState
              why={{ zh: '还没有处。', en: 'There is no division yet.' }}
              next={{ zh: '由系统管理员增设。', en: 'The system administrator adds them.' }}
            />
          }
        />
      )}
      <DivisionForm isOpen={isOpen} onClose={() => setIsOpen(false)} nextSort={last + 1} />
    </Panel>
  )
}

function ReorganisationLink() {
  const context = useContextOfRules()
  if (refusalOfEndpoint(listReorganisations, context)) return null
  return (
    <ActionLink
      to="/organization/reorganisation"
      label={{ zh: '机构调整', en: 'Reorganisations' }}
      basis="organization.reorganisation"
    />
  )
}

function useColumns(): readonly Column<Division>[] {
  const text = useText()
  return [
    { key: 'code', title: { zh: '编号', en: 'Code' }, render: ({ code }) => code, onPhone: 'value' },
    {
      key: 'name',
      title: { zh: '名称', en: 'Name' },
      onPhone: 'name',
      render: ({ id, name }) => <Link to={`/organization/divisions/${id}`}>{text(name)}</Link>,
    },
    {
      key: 'house',
      title: { zh: '办绩效办', en: 'Performance office' },
      onPhone: 'bare',
      render: ({ housesPerformanceOffice }) =>
        housesPerformanceOffice ? text({ zh: '设在本处', en: 'sits here' }) : '',
    },
    {
      key: 'period',
      title: { zh: '存续', en: 'Period' },
      render: (division) => text(periodWords(division)),
    },
  ]
}
