import { z } from 'zod'
import {
  answerCard,
  downloadCardFile,
  listCards,
  readCard,
  readCardHistory,
  seeCard,
  supplementCard,
  withdrawCard,
} from '#domain/card/card.api.ts'
import { businessPosts, divisionPosts, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'

/** Figures of spring were never handed in: their cards have fired, and each request finds one of its own. */
const cards = onceFor(async ({ w, divisions }) => {
  const rows = await w.owner
    .selectFrom('card')
    .select('id')
    .where('divisionId', '=', divisions.responsible)
    .where('step', '<>', 'earlyWarning')
    .where('answerState', '=', 'asked')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
})
const card = async (office: Office): Promise<string> => z.string().parse((await cards(office))[0])
const nextCard = async (office: Office): Promise<string> => z.string().parse((await cards(office)).pop())

const ofCard = {
  ask: async (office: Office) => ({ params: { id: await card(office) } }),
  foreign: 'elsewhere',
} as const

const versionOf = async ({ w }: Office, id: string): Promise<number> =>
  (await w.owner.selectFrom('card').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version
const words = { explanation: '对方系统故障', fileIds: [] }

async function explained(office: Office): Promise<{ id: string; fileId: string }> {
  const id = await nextCard(office)
  const officer = office.at.responsible['division.officer']
  const fileId = await office.fileOf(officer, 'note.csv', Buffer.from('a\n1\n'))
  const body = { version: await versionOf(office, id), ...words, fileIds: [fileId] }
  await office.w.call(officer, answerCard, { params: { id }, body })
  return { id, fileId }
}
const onceExplained = onceFor(explained)
/** Over the division that houses the performance office a deputy judges. */
async function judged(office: Office, post: PostKind) {
  const { id } = await explained(office)
  if (post === 'leadingGroup.deputy')
    await office.w.owner
      .updateTable('card')
      .set({ divisionId: office.secretariat, otherDivisionId: office.divisions.coordinating })
      .where('id', '=', id)
      .execute()
  return { params: { id }, version: await versionOf(office, id) }
}
const judges = [...performanceOffice, 'leadingGroup.deputy'] as const

export const cardRows = [
  row(listCards, businessPosts, { ask: () => ({ query: { year: 2025 } }) }),
  row(readCard, businessPosts, ofCard),
  row(readCardHistory, businessPosts, ofCard),
  row(downloadCardFile, businessPosts, {
    ask: async (office) => ({ params: await onceExplained(office) }),
    foreign: 'elsewhere',
  }),
  row(answerCard, divisionPosts, {
    ask: async (office) => {
      const id = await nextCard(office)
      return { params: { id }, body: { version: await versionOf(office, id), ...words } }
    },
    foreign: 'elsewhere',
  }),
  row(supplementCard, divisionPosts, {
    ask: async (office) => {
      const { id } = await explained(office)
      return { params: { id }, body: { version: await versionOf(office, id), ...words } }
    },
    foreign: 'elsewhere',
  }),
  row(seeCard, judges, {
    ask: async (office, post) => {
      const { params, version } = await judged(office, post)
      return { params, body: { version } }
    },
  }),
  row(withdrawCard, judges, {
    ask: async (office, post) => {
      const { params, version } = await judged(office, post)
      return { params, body: { version, reason: '对方系统故障' } }
    },
  }),
]
