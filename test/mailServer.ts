import { SMTPServer } from 'smtp-server'

/** A mail as the server took it, with its parts decoded. */
export type Taken = { readonly to: string; readonly raw: string; readonly subject: string; readonly body: string }

export type MailServerOfTest = {
  readonly port: number
  readonly taken: Taken[]
  /** Called before a mail is taken; what it throws is the server's refusal. */
  judge: (to: string) => void | Promise<void>
  readonly close: () => Promise<void>
}

/** A real SMTP server on the loopback interface that remembers what it was given. */
export async function startMailServer(port = 0): Promise<MailServerOfTest> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo(address, _session, done) {
      const judged = Promise.resolve().then(() => test.judge(address.address))
      judged.then(
        () => done(),
        (error: Error) => done(error),
      )
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        test.taken.push(takenOf(Buffer.concat(parts).toString(), session.envelope.rcptTo[0]?.address ?? ''))
        done()
      })
    },
  })
  // a client that hangs up is no fault of the test
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.server.address()
  const test: MailServerOfTest = {
    port: typeof address === 'object' && address ? address.port : port,
    taken: [],
    judge: () => undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return test
}

/** What an SMTP server says of an address it does not know. */
export const refusal = (words: string, responseCode: number): Error => Object.assign(new Error(words), { responseCode })

function takenOf(raw: string, to: string): Taken {
  const unfolded = raw.replaceAll(/\r\n[ \t]+/g, ' ')
  const subject = /^Subject: (.*)$/m.exec(unfolded)?.[1] ?? ''
  const bodies = [...raw.matchAll(/Content-Transfer-Encoding: base64\r\n(?:[^\r\n]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/g)]
  return {
    to,
    raw,
    subject: decodedWords(subject),
    body: bodies.map(([, part = '']) => Buffer.from(part, 'base64').toString()).join('\n'),
  }
}

const decodedWords = (words: string): string =>
  words
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?(B|Q)\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : decodeURIComponent(text.replaceAll('_', ' ').replaceAll('=', '%')),
    )
