import { Tabs } from 'antd'
import { useSearchParams } from 'react-router'
import { dayText } from '#domain/calendar/workingDays.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { beginOrder, countOrders, listOrders } from '#domain/rectification/order.api.ts'
import { newOrder } from '#domain/rectification/orderStates.ts'
import { CheckTabs } from '#web/inspection/CheckTabs.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import type { Reply } from '#web/kernel/api.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { NotesList } from './NotesList.tsx'
import { OrdersList } from './OrdersList.tsx'

/** Orders and notes of a year: what was found in checks and daily work, and how far it has been put right. */
export const RectificationsPage = forReaders(listOrders, RectificationsView)

function RectificationsView() {
  const text = useText()
  const session = useSession()
  const [search, setSearch] = useSearchParams()
  const year = Number(search.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const counts = useRead(countOrders, { year })
  const isOffice = isOneOf(session.actor.post, performanceOffice)
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度整改`, en: `Rectification ${year}` }}
        sentence={counts.data && text(sentenceOf(counts.data))}
        actions={isOffice && <ActionLink to="/rectifications/new" label={newOrder} basis={beginOrder.basis} />}
      />
      <CheckTabs here="rectifications" year={year} />
      <Tabs
        activeKey={search.get('tab') === 'notes' ? 'notes' : 'orders'}
        onChange={(tab) => setSearch(tab === 'orders' ? {} : { tab })}
        items={[
          { key: 'orders', label: text({ zh: '整改', en: 'Orders' }), children: <OrdersList year={year} /> },
          { key: 'notes', label: text({ zh: '提示', en: 'Notes' }), children: <NotesList year={year} /> },
        ]}
        destroyOnHidden
      />
    </>
  )
}

/** "3件未销号，1件待核验；最近一件11月10日到期。" */
function sentenceOf({ open, overdue, answered, nextDueOn }: Reply<typeof countOrders>): Text {
  if (open === 0) return { zh: '没有未销号的整改。', en: 'No order is open.' }
  const due = nextDueOn === null ? undefined : dayText(nextDueOn)
  const zh = [
    `${open}件未销号`,
    overdue > 0 && `${overdue}件逾期`,
    answered > 0 && `${answered}件待核验`,
    due && `最近一件${due.zh}到期`,
  ]
  const en = [
    `${open} not closed`,
    overdue > 0 && `${overdue} overdue`,
    answered > 0 && `${answered} to be verified`,
    due && `the next is due on ${due.en}`,
  ]
  return { zh: `${zh.filter(Boolean).join('，')}。`, en: `${en.filter(Boolean).join(', ')}.` }
}
