import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { App } from '#server/kernel/app.ts'
import { insertDuty, insertIndicator } from '#test/fixtures/duties.ts'
import { type MailServerOfTest, startMailServer } from '#test/mailServer.ts'
import type { Client, World } from '#test/world.ts'

/** Thursday, 6 November 2025, at a time of the office. */
export const at = (time: string) => new Date(`2025-11-06T${time}:00+08:00`)

type Choice = { kind: 'digest' | 'atOnce' | 'none'; hour?: number; quietFrom?: number; quietTo?: number }

/** A mail server that takes what it is sent, the application with it, and people of divisions who are reminded. */
export function mailWorld(w: World) {
  let mails: MailServerOfTest
  let app: App

  beforeAll(async () => {
    mails = await startMailServer()
    const server = { host: '127.0.0.1', port: mails.port, security: 'none' as const, user: null, password: null }
    app = { ...w.app, config: { ...w.app.config, mail: { ...server, from: 'jixiao@example.gov.cn' } } }
  })
  afterAll(() => mails.close())
  beforeEach(async () => {
    mails.taken.length = 0
    mails.judge = () => undefined
    await w.owner.deleteFrom('reminderTold').execute()
    await w.owner.deleteFrom('reminderMail').execute()
    await w.owner.deleteFrom('mailChoice').execute()
  })

  let number = 0

  /** Somebody of a division with one duty to fill in, who gets mail as told. */
  async function reminded(choice: Choice) {
    number += 1
    const division = await w.division()
    const of = await insertIndicator(w.owner, {
      ...{ responsible: division, coordinating: await w.division(), year: 2025, name: `旅客${number}` },
    })
    const duty = await insertDuty(w.owner, of, '2025-10')
    await w.owner.updateTable('duty').set({ value: '228.1' }).where('id', '=', duty).execute()
    const client = await w.person('division.officer', division, '周以宁')
    const address = `person${number}@example.gov.cn`
    await w.owner.updateTable('person').set({ mailAddress: address }).where('id', '=', client.id).execute()
    await w.owner
      .insertInto('mailChoice')
      .values({ personId: client.id, ...choice })
      .execute()
    return { client, address, duty, indicator: of }
  }
  const toOf = () => mails.taken.map(({ to }) => to).toSorted()
  const rowsOf = (client: Client) =>
    w.owner.selectFrom('reminderMail').selectAll().where('personId', '=', client.id).orderBy('number').execute()

  const mailsOf = () => mails
  const startAgain = async (port: number) => {
    mails = await startMailServer(port)
  }
  const appOf = () => app
  return { mailsOf, appOf, startAgain, reminded, toOf, rowsOf }
}
