import { readBoardChanges, recordBoardVisit, saveView } from '#domain/board/board.api.ts'
import type { OfficeClient } from './client.ts'

type Event = { readonly on: string; readonly order: number; readonly run: () => Promise<void> }
const year = 2025

/** Who looked at the board on 3 November finds on the 6th what changed since; the office's head keeps a view of it. */
export const boardEvents = (client: OfficeClient): readonly Event[] => [
  { on: '2025-11-03', order: 9, run: () => visit(client, 'hejingming') },
  { on: '2025-11-03', order: 9, run: () => visit(client, 'shenhuaiyuan') },
  { on: '2025-11-03', order: 9, run: () => keepView(client) },
]

async function visit(client: OfficeClient, userName: 'hejingming' | 'shenhuaiyuan'): Promise<void> {
  const person = await client.as(userName)
  const { asOf } = await person.do(readBoardChanges, { query: { year } })
  await person.do(recordBoardVisit, { body: { year, asOf } })
}

async function keepView(client: OfficeClient): Promise<void> {
  const head = await client.as('hejingming')
  await head.do(saveView, { body: { path: '/board', name: '各维度情况', search: 'by=dimension' } })
}
