import { useState } from 'react'
import { useParams } from 'react-router'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import {
  downloadNotice,
  downloadOrderFile,
  type Order,
  readOrder,
  readOrderHistory,
} from '#domain/rectification/order.api.ts'
import { type OrderAction, orderTransitions } from '#domain/rectification/order.ts'
import { grounds, orderStates, regulation } from '#domain/rectification/orderStates.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns, Stack } from '#web/kernel/Columns.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { FileLinks } from '#web/opinion/Attached.tsx'
import { addresseeOf, factsOf, sentenceOf } from './factsOfOrder.ts'
import { GravePanel } from './GravePanel.tsx'
import { OrderDialog } from './OrderDialogs.tsx'
import { OrderRounds } from './OrderRounds.tsx'
import { Escalations, Extensions, Readers } from './OrderSide.tsx'
import { OrderSteps } from './OrderSteps.tsx'
import { FoundIn, OrderTag } from './OrderTag.tsx'
import './rectification.css'

/** One order: what was found, whose turn it is, the rounds with their evidence, who was told. */
export function OrderPage() {
  const { id = '' } = useParams()
  const order = useRead(readOrder, { id })
  return (
    <Loaded isPage of={order}>
      {(loaded) => <Shown key={loaded.id} order={loaded} />}
    </Loaded>
  )
}

/** What is open at each state; the last of them explains itself to whoever may not. */
function actionsAt({ state, extensions }: Order): readonly OrderAction[] {
  if (state === 'drafted') return ['withdraw', 'check']
  if (state === 'checked') return ['withdraw', 'return', 'issue']
  if (state === 'issued') return ['withdraw', 'receive']
  if (state === 'answered') return ['reject', 'close']
  if (state !== 'received') return []
  const isAsked = extensions.some((extension) => extension.state === 'asked')
  return isAsked ? ['withdraw', 'extend', 'answer'] : ['withdraw', 'askExtension', 'answer']
}

const ofOffice: readonly OrderAction[] = ['withdraw', 'return', 'check', 'issue', 'close', 'reject', 'extend']

function Shown({ order }: { readonly order: Order }) {
  const text = useText()
  const { actor } = useSession()
  const [asking, setAsking] = useState<OrderAction>()
  const facts = factsOf(order)
  const isOffice = order.drafted !== null
  const isWaiting = order.state === 'issued' || order.state === 'received'
  // whoever an order is addressed to is not shown the buttons of the office, nor the office those of the addressee
  const all = actionsAt(order)
  const main = all.at(-1)
  const context = useContextOfRules()
  const isMine = (action: OrderAction) => {
    if (ofOffice.includes(action) !== isOffice) return false
    return action === main || refusalOf(orderTransitions[action], facts, context)?.role !== true
  }
  const actions = all.filter(isMine)
  const isDrafter = actor.post === 'performanceOffice.head' || actor.post === 'performanceOffice.staff'
  return (
    <>
      <PageHead
        title={same(order.title)}
        crumbs={[{ label: { zh: '整改', en: 'Rectification' }, to: `/rectifications?year=${order.year}` }]}
        chips={
          <>
            <OrderTag {...order} />
            {isWaiting && <DeadlineChip dueOn={order.dueOn} workingDaysLeft={order.workingDaysLeft} />}
          </>
        }
        sentence={text(sentenceOf(order))}
        actions={
          <>
            {order.state === 'drafted' && isOffice && isDrafter && (
              <ActionLink to={`/rectifications/${order.id}/edit`} label={orderTransitions.edit.label} />
            )}
            {actions.map((action) => (
              <ActionButton
                key={action}
                id={`act-${action}`}
                transition={orderTransitions[action]}
                facts={facts}
                states={orderStates}
                kind={action === main ? 'primary' : 'normal'}
                reason="elsewhere"
                asks
                {...(action === 'extend' ? { label: decideLabel } : {})}
                onClick={() => setAsking(action)}
              />
            ))}
          </>
        }
        reasons={
          main &&
          actions.includes(main) && <RefusalOf transition={orderTransitions[main]} facts={facts} states={orderStates} />
        }
      />
      <OrderSteps order={order} />
      {order.returnReason !== '' && (
        <p className="note warning">
          {text({ zh: `核稿退回：${order.returnReason}`, en: `Returned: ${order.returnReason}` })}
        </p>
      )}
      <Columns
        main={
          <Stack>
            <Content order={order} />
            <OrderRounds order={order} />
            <Extensions order={order} />
          </Stack>
        }
        side={
          <Stack>
            <About order={order} />
            <Escalations order={order} />
            <Readers order={order} />
            {isOffice && order.issued !== null && order.ofDivision.length === 0 && <GravePanel order={order} />}
            <History id={order.id} />
          </Stack>
        }
      />
      {asking && <OrderDialog order={order} action={asking} onClose={() => setAsking(undefined)} />}
    </>
  )
}

const decideLabel: Text = { zh: '审核延期', en: 'Decide on more time' }

function Content({ order }: { readonly order: Order }) {
  const text = useText()
  const { id, finding, requirement, article, files } = order
  return (
    <Panel
      title={{ zh: '整改通知', en: 'Order' }}
      more={
        <a className="button plain" download href={addressOf(downloadNotice, { id })}>
          {text(
            order.hasNotice
              ? { zh: '通知.docx', en: 'Notice (.docx)' }
              : { zh: '通知样稿.docx', en: 'Preview of the notice (.docx)' },
          )}
        </a>
      }
    >
      <section className="order-part">
        <h3>{text({ zh: '情况', en: 'Finding' })}</h3>
        <p className="order-words" lang="zh">
          {finding}
        </p>
        <p className="sub">{text(regulation(article))}</p>
      </section>
      <section className="order-part">
        <h3>{text({ zh: '整改要求', en: 'Requirement' })}</h3>
        <p className="order-words" lang="zh">
          {requirement}
        </p>
      </section>
      <FileLinks files={files} to={(fileId) => addressOf(downloadOrderFile, { id, fileId })} />
    </Panel>
  )
}

function About({ order }: { readonly order: Order }) {
  const text = useText()
  const format = useFormat()
  const { found, ground, orderedDivision, number, dueOn, withdrawn } = order
  const act = (given: { by: { name: string }; at: string } | null) =>
    given && `${given.by.name} ${format.instant(given.at)}`
  return (
    <Panel title={{ zh: '基本情况', en: 'About it' }}>
      <Facts
        facts={[
          { name: { zh: '编号', en: 'Number' }, value: number },
          { name: { zh: '责令对象', en: 'Addressed to' }, value: text(addresseeOf(order)) },
          { name: { zh: '下达时', en: 'At issue' }, value: orderedDivision && text(orderedDivision.name) },
          { name: { zh: '事由', en: 'Ground' }, value: text(grounds[ground]) },
          { name: { zh: '发现于', en: 'Found in' }, value: <FoundIn found={found} /> },
          { name: { zh: '整改期限', en: 'Due day' }, value: `${format.longDay(dueOn)} ${format.weekday(dueOn)}` },
          { name: { zh: '拟稿', en: 'Drafted' }, value: act(order.drafted) },
          { name: { zh: '核稿', en: 'Checked' }, value: act(order.checked) },
          { name: { zh: '签发', en: 'Issued' }, value: act(order.issued) },
          { name: { zh: '签收', en: 'Received' }, value: act(order.received) },
          { name: { zh: '撤销', en: 'Withdrawn' }, value: withdrawn && `${act(withdrawn)}，${withdrawn.reason}` },
        ]}
      />
    </Panel>
  )
}

const more: Record<string, Text> = {
  draft: { zh: '拟稿', en: 'Drafted' },
  read: { zh: '阅知', en: 'Marked as read' },
  escalate: { zh: '逾期报告', en: 'Overdue' },
  see: { zh: '阅知逾期', en: 'Noted that it is overdue' },
}
const nameOf = (action: string): Text => {
  const key = action.replace('rectification.', '')
  return more[key] ?? (key in orderTransitions ? orderTransitions[key as OrderAction].label : same(action))
}

function History({ id }: { readonly id: string }) {
  const history = useRead(readOrderHistory, { id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOf} />}</Loaded>
}
