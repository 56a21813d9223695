import type { Order } from '#domain/rectification/order.api.ts'
import { orderTransitions } from '#domain/rectification/order.ts'
import { issueOrder } from '#domain/rectification/orderActs.api.ts'
import { grounds, regulation } from '#domain/rectification/orderStates.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { SignDialog } from '#web/kernel/SignDialog.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { addresseeOf } from './factsOfOrder.ts'

/** The head of the performance office issues an order under the password, with all its words in sight. */
export function IssueDialog({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const onDone = () => {
    toast({ zh: '已签发，已报领导小组', en: 'Issued; the leading group is informed' })
    onClose()
  }
  const act = useAct(issueOrder, { id: order.id }, { onDone })
  const { label, basis } = orderTransitions.issue
  return (
    <SignDialog
      title={{ zh: `签发：${order.title}`, en: `Issue: ${order.title}` }}
      isOpen
      onClose={onClose}
      intro={text({
        zh: '签发后编号、生成通知，送责令对象签收，并报办领导小组组长、副组长。',
        en: 'It is numbered, its notice is made, and it reaches whoever it is addressed to and the group’s head and deputies.',
      })}
      values={
        <Facts
          facts={[
            { name: { zh: '责令对象', en: 'Addressed to' }, value: text(addresseeOf(order)) },
            { name: { zh: '事由', en: 'Ground' }, value: text(grounds[order.ground]) },
            { name: { zh: '条款', en: 'Article' }, value: text(regulation(order.article)) },
            { name: { zh: '情况', en: 'Finding' }, value: order.finding },
            { name: { zh: '整改要求', en: 'Requirement' }, value: order.requirement },
            { name: { zh: '整改期限', en: 'Due day' }, value: format.longDay(order.dueOn) },
          ]}
        />
      }
      {...{ label, basis }}
      loading={act.isPending}
      error={act.error}
      onSign={() => act.mutate({ version: order.version })}
    />
  )
}
