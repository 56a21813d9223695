import { InputNumber } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { listYears, openYear, type PerformanceYear } from '#domain/organization/year.api.ts'
import { yearStates } from '#domain/session/session.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'

/** The performance years and where each of them stands. */
export function YearsPage() {
  const text = useText()
  const { today } = useSession()
  const [isOpen, setIsOpen] = useState(false)
  const years = useRead(listYears, {})
  const columns = useColumns()
  const rows = years.data?.rows ?? []
  const open = rows.filter(({ state }) => state !== 'closed').length
  const next = Math.min(Number(today.slice(0, 4)) + 1, (rows[0]?.year ?? Number(today.slice(0, 4)) - 1) + 1)
  return (
    <>
      <PageHead
        title={{ zh: '年度', en: 'Performance years' }}
        sentence={
          years.data &&
          text({ zh: `共${rows.length}个年度，${open}个未结束。`, en: `${rows.length} years, ${open} not closed.` })
        }
        actions={<ActionButton id="act-open" endpoint={openYear} asks onClick={() => setIsOpen(true)} />}
      />
      <Panel title={{ zh: '年度', en: 'Years' }} flush>
        {years.error ? (
          <ErrorState error={years.error} onRetry={() => void years.refetch()} />
        ) : (
          <DataTable
            name={{ zh: '年度', en: 'Performance years' }}
            columns={columns}
            rows={years.data?.rows}
            keyOf={({ id }) => id}
            empty={
              <EmptyState
                why={{ zh: '还没有开启年度。', en: 'No year has been opened.' }}
                next={{ zh: '开启后可以编制该年度的方案。', en: 'Once one is open, its plan can be written.' }}
              />
            }
          />
        )}
      </Panel>
      <FormDialog<typeof openYear, { year: number }>
        endpoint={openYear}
        address={{}}
        title={{ zh: '开启年度', en: 'Open a year' }}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        initial={{ year: next }}
        bodyOf={(values) => values}
        done={{ zh: '已开启', en: 'Opened' }}
      >
        <FormItem
          name="year"
          label={{ zh: '年度', en: 'Year' }}
          schema={openYear.body.shape.year}
          hint={{ zh: '开启后为“编制中”。', en: 'It begins as “preparing”.' }}
        >
          <InputNumber precision={0} formatter={(value) => String(value ?? '')} />
        </FormItem>
      </FormDialog>
    </>
  )
}

function useColumns(): readonly Column<PerformanceYear>[] {
  const text = useText()
  return [
    {
      key: 'year',
      title: { zh: '年度', en: 'Year' },
      onPhone: 'name',
      render: ({ year }) => <Link to="/plans?all">{text({ zh: `${year}年度`, en: String(year) })}</Link>,
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: ({ state }) => text(yearStates[state]),
    },
  ]
}
