import { Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import {
  draftReorganisation,
  listReorganisations,
  type ReorganisationRow,
} from '#domain/organization/reorganisation.api.ts'
import { reorganisationStates } from '#domain/organization/reorganisation.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

/** Reorganisations, the latest first. */
export function ReorganisationsPage() {
  const text = useText()
  const navigate = useNavigate()
  const { today } = useSession()
  const [isOpen, setIsOpen] = useState(false)
  const pages = usePages(listReorganisations, {})
  const planned = pages.rows?.filter(({ state }) => state === 'planned').length
  const { shape } = draftReorganisation.body
  return (
    <>
      <PageHead
        title={{ zh: '机构调整', en: 'Reorganisations' }}
        crumbs={[{ label: { zh: '人员与处室', en: 'People and divisions' }, to: '/organization' }]}
        sentence={planned !== undefined && text({ zh: `${planned}项待生效。`, en: `${planned} still to take effect.` })}
        actions={<ActionButton endpoint={draftReorganisation} asks onClick={() => setIsOpen(true)} />}
      />
      <Panel title={{ zh: '机构调整', en: 'Reorganisations' }} flush>
        <DataTable
          name={{ zh: '机构调整', en: 'Reorganisations' }}
          columns={useColumns()}
          pages={pages}
          keyOf={({ id }) => id}
          empty={
            <EmptyState
              why={{ zh: '没有机构调整。', en: 'There has been no reorganisation.' }}
              next={{
                zh: '合并、拆分、更名、撤销从一天起生效，先列出影响再确定。',
                en: 'Divisions merge, split, are renamed or abolished from a day; what it brings about is listed first.',
              }}
            />
          }
        />
      </Panel>
      <FormDialog<typeof draftReorganisation, { fromOn: string; document: string }>
        endpoint={draftReorganisation}
        address={{}}
        title={{ zh: '草拟机构调整', en: 'Draft a reorganisation' }}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        initial={{ fromOn: today }}
        bodyOf={(values) => ({ ...values, content: { founded: [], renamed: [], ended: [] } })}
        done={{ zh: '已建立草稿', en: 'Drafted' }}
        onDone={({ id }) => void navigate(`/organization/reorganisation/${id}`)}
      >
        <FormItem name="fromOn" label={{ zh: '生效日', en: 'From' }} schema={shape.fromOn}>
          <DayInput />
        </FormItem>
        <FormItem
          name="document"
          label={{ zh: '依据文件', en: 'Ordered by' }}
          schema={shape.document}
          hint={{ zh: '文件名称和文号。', en: 'The document with its number.' }}
        >
          <Input />
        </FormItem>
      </FormDialog>
    </>
  )
}

function useColumns(): readonly Column<ReorganisationRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'document',
      title: { zh: '依据文件', en: 'Ordered by' },
      onPhone: 'name',
      render: ({ id, document }) => <Link to={`/organization/reorganisation/${id}`}>{document}</Link>,
    },
    {
      key: 'fromOn',
      title: { zh: '生效日', en: 'From' },
      onPhone: 'line',
      render: ({ fromOn }) => format.longDay(fromOn),
    },
    { key: 'summary', title: { zh: '内容', en: 'What' }, onPhone: 'bare', render: ({ summary }) => text(summary) },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: ({ state }) => text(reorganisationStates[state]),
    },
  ]
}
