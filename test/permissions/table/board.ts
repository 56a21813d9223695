import {
  listSavedViews,
  readBoard,
  readBoardChanges,
  readCockpit,
  recordBoardVisit,
  removeView,
  saveView,
} from '#domain/board/board.api.ts'
import { businessPosts, leadingGroup, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import type { Office } from '../office.ts'
import { row } from '../row.ts'

const year = 2025
const asked = () => ({ query: { year } })

/** A view that this person keeps. */
async function kept({ w, at, next }: Office, post: PostKind): Promise<string> {
  const values = { path: '/board', name: `视图${next()}`, search: 'by=dimension', savedAt: '2025-11-06T09:00:00+08:00' }
  const { id } = await w.owner
    .insertInto('savedView')
    .values({ ...values, personId: at.responsible[post].id })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const boardRows = [
  row(readBoard, businessPosts, { ask: asked }),
  row(readBoardChanges, businessPosts, { ask: asked }),
  row(readCockpit, [...leadingGroup, ...performanceOffice], { ask: asked }),
  row(recordBoardVisit, businessPosts, { ask: () => ({ body: { year, asOf: '2025-11-06T01:00:00Z' } }) }),
  row(listSavedViews, businessPosts, { ask: () => ({ query: { path: '/board' } }) }),
  row(saveView, businessPosts, {
    ask: (office) => ({ body: { path: '/board', name: `视图${office.next()}`, search: '' } }),
  }),
  row(removeView, businessPosts, {
    ask: async (office, post) => ({ params: { id: await kept(office, post) } }),
    foreign: 'elsewhere',
  }),
]
