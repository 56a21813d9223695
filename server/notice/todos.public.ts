import type { Todo } from '#domain/kernel/todo.ts'
import { deliveryTransitions } from '#domain/notice/webhook.ts'
import type { Reading } from '#server/kernel/routes.ts'

/** Messages that were given up, in one to-do of the system administrator, while the webhook is on. */
export async function webhookTodos({ tx, actor }: Reading): Promise<Todo[]> {
  if (actor.post !== 'systemAdmin') return []
  const { count } = await tx
    .selectFrom('webhookDelivery')
    .innerJoin('webhook', 'webhook.id', 'webhookDelivery.webhookId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('webhookDelivery.state', '=', 'failed')
    .where('webhook.isOn', '=', true)
    .executeTakeFirstOrThrow()
  if (count === 0) return []
  const { label: action, basis } = deliveryTransitions.resend
  return [
    {
      ...{ module: 'notice', id: actor.postId, action, basis, dueOn: null, link: '/webhook?state=failed' },
      object: { zh: `未送达的推送消息${count}条`, en: `Messages that did not reach the bridge: ${count}` },
      from: { zh: '接收主机没有收下', en: 'The receiving host did not take them' },
    },
  ]
}
