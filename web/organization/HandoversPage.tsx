import { Input, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { drawUpHandover, type HandoverRow, listHandovers } from '#domain/organization/handover.api.ts'
import { handoverStates } from '#domain/organization/handover.ts'
import { listPeople } from '#domain/organization/organization.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

/** The sheets of those who leave. */
export function HandoversPage() {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  const pages = usePages(listHandovers, {})
  const open = pages.rows?.filter(({ state }) => state !== 'applied' && state !== 'withdrawn').length
  return (
    <>
      <PageHead
        title={{ zh: '工作交接', en: 'Handovers' }}
        sentence={
          open !== undefined && text({ zh: `${open}份交接表未办结。`, en: `${open} handover sheets are under way.` })
        }
        actions={<ActionButton endpoint={drawUpHandover} asks onClick={() => setIsOpen(true)} />}
      />
      <Panel title={{ zh: '交接表', en: 'Sheets' }} flush>
        <DataTable
          name={{ zh: '交接表', en: 'Handover sheets' }}
          columns={useColumns()}
          pages={pages}
          keyOf={({ id }) => id}
          empty={
            <EmptyState
              why={{ zh: '没有工作交接。', en: 'There is no handover.' }}
              next={{
                zh: '有人离岗时，由本人、上级岗位或办绩效办拟定交接表。',
                en: 'When somebody leaves, that person, the post above or the performance office draws up a sheet.',
              }}
            />
          }
        />
      </Panel>
      {isOpen && <DrawUpForm onClose={() => setIsOpen(false)} />}
    </>
  )
}

function useColumns(): readonly Column<HandoverRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'person',
      title: { zh: '移交人', en: 'Who leaves' },
      onPhone: 'name',
      render: ({ id, person }) => <Link to={`/handovers/${id}`}>{person.name}</Link>,
    },
    {
      key: 'leavesOn',
      title: { zh: '离岗日', en: 'Leaves on' },
      onPhone: 'line',
      render: ({ leavesOn }) => format.longDay(leavesOn),
    },
    { key: 'reason', title: { zh: '事由', en: 'Reason' }, onPhone: 'bare', render: ({ reason }) => reason },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: ({ state }) => text(handoverStates[state]),
    },
  ]
}

type Values = { personId: string; leavesOn: string; reason: string }

function DrawUpForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const { person, today } = useSession()
  const people = useRead(listPeople, {})
  const { shape } = drawUpHandover.body
  return (
    <FormDialog<typeof drawUpHandover, Values>
      endpoint={drawUpHandover}
      address={{}}
      title={{ zh: '拟定交接表', en: 'Draw up a handover sheet' }}
      isOpen
      onClose={onClose}
      initial={{ personId: person.id, leavesOn: today }}
      bodyOf={(values) => values}
      done={{ zh: '已列出未办结事项', en: 'Everything open is listed' }}
      onDone={({ id }) => void navigate(`/handovers/${id}`)}
    >
      <FormItem name="personId" label={{ zh: '移交人', en: 'Who leaves' }} schema={shape.personId}>
        <Select
          options={people.data?.rows.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          showSearch
          optionFilterProp="label"
        />
      </FormItem>
      <FormItem name="leavesOn" label={{ zh: '自哪天起不在岗', en: 'Gone from' }} schema={shape.leavesOn}>
        <DayInput />
      </FormItem>
      <FormItem name="reason" label={{ zh: '事由', en: 'Reason' }} schema={shape.reason}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </FormItem>
    </FormDialog>
  )
}
