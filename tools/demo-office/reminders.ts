import { changePerson, listAccounts, readPerson } from '#domain/organization/person.api.ts'
import { chooseReminders, makeCalendarAddress, readReminders } from '#domain/reminder/reminder.api.ts'
import type { OfficeClient } from './client.ts'
import { administrators } from './people.ts'

type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }

const office = { hour: null, quietFrom: null, quietTo: null }

/** An officer has a digest and the days in the phone; of a head the system administrator entered the address. */
export const reminderEvents = (client: OfficeClient): readonly Event[] => [
  { on: '2025-09-15', order: 8, run: () => officer(client) },
  { on: '2025-09-15', order: 9, run: () => head(client) },
]

async function officer(client: OfficeClient): Promise<void> {
  const person = await client.as('zhouyining')
  const { version } = await person.do(readReminders)
  const body = { ...office, mailAddress: 'zhouyining@kouan.example.gov.cn', kind: 'digest' as const, hour: 9, version }
  await person.do(chooseReminders, { body })
  await person.do(makeCalendarAddress)
}

async function head(client: OfficeClient): Promise<void> {
  const admin = await client.as(administrators.systemAdmin.userName)
  const { rows } = await admin.do(listAccounts, { query: { name: '陈嘉禾' } })
  const params = { id: rows[0]?.id ?? '' }
  const { name, userName, kind, version } = await admin.do(readPerson, { params })
  const mailAddress = 'chenjiahe@kouan.example.gov.cn'
  await admin.do(changePerson, { params, body: { name, userName: userName ?? '', kind, mailAddress, version } })
  const person = await client.as('chenjiahe')
  const chosen = await person.do(readReminders)
  const body = { ...office, mailAddress, kind: 'atOnce' as const, version: chosen.version }
  await person.do(chooseReminders, { body })
}
