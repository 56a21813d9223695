import { dayText } from '#domain/calendar/workingDays.ts'
import type { Order } from '#domain/rectification/order.api.ts'
import { type OrderAction, orderTransitions } from '#domain/rectification/order.ts'
import { checkOrder, receiveOrder, returnOrder, withdrawOrder } from '#domain/rectification/orderActs.api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { Answer, AskExtension, Close, Decide, Reject } from './AnswerDialogs.tsx'
import { addresseeOf } from './factsOfOrder.ts'
import { IssueDialog } from './IssueDialog.tsx'
import { ReasonAct } from './ReasonAct.tsx'

type Props = { readonly order: Order; readonly onClose: () => void }

const titleOf = (action: OrderAction, { title }: Order) => ({
  zh: `${orderTransitions[action].label.zh}：${title}`,
  en: `${orderTransitions[action].label.en}: ${title}`,
})

/** What is asked before an act on an order is done. */
export function OrderDialog({ action, ...props }: Props & { readonly action: OrderAction }) {
  const { order, onClose } = props
  const reasoned = { address: { id: order.id }, version: order.version, title: titleOf(action, order), onClose }
  const { label } = orderTransitions[action]
  if (action === 'issue') return <IssueDialog {...props} />
  if (action === 'check' || action === 'receive') return <Plain {...props} action={action} />
  if (action === 'return') return <ReasonAct endpoint={returnOrder} {...reasoned} label={label} />
  if (action === 'withdraw') return <ReasonAct endpoint={withdrawOrder} {...reasoned} label={label} />
  if (action === 'answer') return <Answer {...props} />
  if (action === 'close') return <Close {...props} />
  if (action === 'reject') return <Reject {...props} />
  if (action === 'askExtension') return <AskExtension {...props} />
  return <Decide {...props} />
}

function Plain({ order, action, onClose }: Props & { readonly action: 'check' | 'receive' }) {
  const text = useText()
  const toast = useToast()
  const read = useAsOpened(order, true)
  const { label, basis } = orderTransitions[action]
  const onDone = () => {
    toast(action === 'check' ? { zh: '已核稿', en: 'Checked' } : { zh: '已签收', en: 'Received' })
    onClose()
  }
  const act = useAct(action === 'check' ? checkOrder : receiveOrder, { id: order.id }, { onDone })
  const [to, due] = [addresseeOf(read), dayText(read.dueOn)]
  return (
    <ConfirmDialog
      title={titleOf(action, read)}
      isOpen
      onClose={onClose}
      {...{ label, basis }}
      loading={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate({ version: read.version })}
    >
      <p lang="zh" className="order-words">
        {read.requirement}
      </p>
      <p>
        {text({
          zh: `责令对象：${to.zh}；整改期限：${due.zh}。`,
          en: `Addressed to ${to.en}; due on ${due.en}.`,
        })}
      </p>
    </ConfirmDialog>
  )
}
