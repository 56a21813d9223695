import { outboxTransitions } from '#domain/reminder/outbox.ts'
import { listMails, readOutbox, resendMail } from '#domain/reminder/reminder.api.ts'
import type { MailServer } from '#server/kernel/app.ts'
import { command, read, take } from '#server/kernel/routes.ts'
import * as store from './outbox.store.ts'

const withoutPassword = ({ password: _password, ...server }: MailServer) => server

export const outboxRoutes = [
  read(
    readOutbox,
    async (_input, { tx, app }) => ({
      server: app.config.mail && withoutPassword(app.config.mail),
      ...(await store.counts(tx)),
    }),
    { snapshot: true },
  ),

  read(listMails, async ({ query }, { tx }) => store.list(tx, query)),

  command(
    resendMail,
    async ({ params, body }, context) => {
      const { tx, record } = context
      const mail = await store.lock(tx, params.id, body.version)
      take(outboxTransitions.resend, mail, context)
      await store.requeue(tx, mail.id)
      await record('reminder.resend', { kind: 'reminderMail', id: mail.id }, { basis: 'reminder.resend' })
      return mail.id
    },
    async (tx, _actor, id) => store.find(tx, id),
  ),
]
