import { Link, useSearchParams } from 'react-router'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { listOrders, type OrderRow, orderFilters } from '#domain/rectification/order.api.ts'
import { orderStates, targets } from '#domain/rectification/orderStates.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { Filter, useNamed, YearFilter } from '#web/kernel/Filters.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { addresseeOf } from './factsOfOrder.ts'
import { OrderTag } from './OrderTag.tsx'

const standings = {
  open: { zh: '未销号', en: 'Not closed' },
  overdue: { zh: '逾期', en: 'Overdue' },
} as const

/** A year's orders, narrowed by what stands in the address. */
export function OrdersList({ year }: { readonly year: number }) {
  const { actor } = useSession()
  const [query] = useSearchParams()
  const pages = usePages(listOrders, { year, ...filtersIn(query) })
  const isOffice = isOneOf(actor.post, performanceOffice)
  return (
    <Panel title={{ zh: '整改通知', en: 'Orders' }} flush>
      <Filters year={year} />
      <DataTable
        name={{ zh: '整改通知', en: 'Orders' }}
        columns={useColumns()}
        keyOf={({ id }) => id}
        pages={pages}
        empty={
          <EmptyState
            why={{ zh: '没有符合条件的整改通知。', en: 'No orders match.' }}
            next={
              isOffice
                ? {
                    zh: '小的问题记提示；不履行、不正确履行责任的，起草整改通知。',
                    en: 'Small faults get a note; where a responsibility is not met, draft an order.',
                  }
                : { zh: '有整改通知时在这里和待办中出现。', en: 'Orders appear here and among the to-dos.' }
            }
          />
        }
      />
    </Panel>
  )
}

function Filters({ year }: { readonly year: number }) {
  const named = useNamed()
  const divisions = useDivisionOptions({ isPastToo: true })
  return (
    <div className="filters panel-body">
      <YearFilter year={year} />
      <Filter name="standing" label={{ zh: '办理', en: 'Standing' }} options={named(standings)} />
      <Filter name="state" label={{ zh: '状态', en: 'State' }} options={named(orderStates)} />
      <Filter name="divisionId" label={{ zh: '处', en: 'Division' }} options={divisions} />
      <Filter name="target" label={{ zh: '对象', en: 'Addressed to' }} options={named(targets)} />
    </div>
  )
}

function filtersIn(query: URLSearchParams) {
  const of = (name: keyof typeof orderFilters) => query.get(name) ?? undefined
  return {
    state: orderFilters.state.safeParse(of('state')).data,
    divisionId: orderFilters.divisionId.safeParse(of('divisionId')).data,
    target: orderFilters.target.safeParse(of('target')).data,
    standing: orderFilters.standing.safeParse(of('standing')).data,
  }
}

function useColumns(): Column<OrderRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'number',
      title: { zh: '编号', en: 'Number' },
      onPhone: 'line',
      render: ({ number }) => number ?? text({ zh: '未编号', en: 'none yet' }),
    },
    {
      key: 'title',
      title: { zh: '问题', en: 'Matter' },
      width: '32%',
      onPhone: 'name',
      render: ({ id, title }) => (
        <Link to={`/rectifications/${id}`} lang="zh">
          {title}
        </Link>
      ),
    },
    {
      key: 'to',
      title: { zh: '责令对象', en: 'Addressed to' },
      onPhone: 'line',
      render: (row) => text(addresseeOf(row)),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: (row) => <OrderTag {...row} />,
    },
    {
      key: 'due',
      title: { zh: '整改期限', en: 'Due day' },
      onPhone: 'value',
      render: ({ state, dueOn, workingDaysLeft }) =>
        state === 'issued' || state === 'received' ? (
          <DeadlineChip {...{ dueOn, workingDaysLeft }} />
        ) : (
          format.day(dueOn)
        ),
    },
  ]
}
