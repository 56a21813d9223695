import type { Todo } from '#domain/kernel/todo.ts'
import { outboxTransitions } from '#domain/reminder/outbox.ts'
import type { Reading } from '#server/kernel/routes.ts'

/**
 * Mails that were given up and can still be sent again, in one to-do of the system administrator. It is known by the post:
 * told once, it is not told again for each further mail, least of all for the one that was to tell it.
 */
export async function mailTodos({ tx, actor, today }: Reading): Promise<Todo[]> {
  if (actor.post !== 'systemAdmin') return []
  const { count } = await tx
    .selectFrom('reminderMail')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'failed')
    .where((eb) => eb.or([eb('number', '>', 0), eb('day', '>=', today)]))
    .executeTakeFirstOrThrow()
  if (count === 0) return []
  const { label: action, basis } = outboxTransitions.resend
  return [
    {
      ...{ module: 'reminder', id: actor.postId, action, basis, dueOn: null, link: '/mails?state=failed' },
      object: { zh: `未发出的提醒邮件${count}封`, en: `Mails of reminders not delivered: ${count}` },
      from: { zh: '邮件服务器没有收下', en: 'The mail server did not take them' },
    },
  ]
}
