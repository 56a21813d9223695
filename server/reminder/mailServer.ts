import nodemailer from 'nodemailer'
import type { Mail } from '#domain/reminder/mailText.ts'
import type { MailServer } from '#server/kernel/app.ts'

export type Letter = Mail & { readonly id: string; readonly to: string; readonly origin: string }
/** `refused`: this mail will never be taken; `unreachable`: the server takes none at present. */
export type Outcome = { readonly kind: 'taken' } | { readonly kind: 'refused' | 'unreachable'; readonly words: string }
export type MailLine = { readonly send: (letter: Letter) => Promise<Outcome>; readonly close: () => void }

const patience = 10_000

/** A line to the office's mail server for one round of mails. It connects when the first one is sent. */
export function mailLine({ host, port, security, user, password, from }: MailServer): MailLine {
  const transport = nodemailer.createTransport({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'startTls', ignoreTLS: security === 'none' },
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
    ...{ connectionTimeout: patience, greetingTimeout: patience, socketTimeout: 3 * patience },
    ...{ pool: true, maxConnections: 1, disableFileAccess: true, disableUrlAccess: true },
  })
  return {
    async send({ id, to, origin, subject, text, html }) {
      try {
        await transport.sendMail({
          ...{ from, to, subject, text, html, textEncoding: 'base64' },
          // The same however often it is tried: a mail system can tell a double.
          messageId: messageIdOf(id, origin),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
        return { kind: 'taken' }
      } catch (error) {
        // the server is away, or takes this mail from us now or never
        return failureOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** Made from the row alone. */
export const messageIdOf = (id: string, origin: string): string => `<${id}@${new URL(origin).hostname}>`

type Failure = { readonly code?: string; readonly responseCode?: number; readonly message?: string }

function failureOf(error: unknown): Outcome {
  const { code = '', responseCode = 0, message = '' } = error as Failure
  const words = `${code} ${message}`
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 300)
  const isOfTheMail = (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500
  return { kind: isOfTheMail ? 'refused' : 'unreachable', words }
}
