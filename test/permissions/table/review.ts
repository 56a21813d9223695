import { businessPosts, officeLeaders, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import {
  attachMinutes,
  detachMinutes,
  downloadMinutes,
  downloadReview,
  entrustDecision,
  giveOpinion,
  listReviews,
  type Review,
} from '#domain/plan/review.api.ts'
import { groupPosts } from '#domain/plan/review.ts'
import { type Office, onceFor } from '../office.ts'
import { row } from '../row.ts'
import { peopleOf, submitted } from './plan.ts'

const steering = [...officeLeaders, ...performanceOffice]
const group = [...steering, 'leadingGroup.member'] as const
/** A review is hidden from divisions, as if it were not there. */
const hidden = { admits: businessPosts, refusal: 404 } as const

async function reviewed(office: Office): Promise<Review> {
  const { id } = await submitted(office)
  const [review] = (await office.w.call(peopleOf(office).officeHead, listReviews, { params: { id } })).body.rows
  if (!review) throw new Error('the plan has no review')
  return review
}
const one = onceFor(reviewed)

const fileOf = (office: Office, post: PostKind) =>
  office.fileOf(office.at.responsible[post], 'minutes.txt', Buffer.from('纪要'))

async function withMinutes(office: Office) {
  const { id, version } = await reviewed(office)
  const fileId = await fileOf(office, 'performanceOffice.staff')
  const given = { params: { id }, body: { version, fileId } }
  const { body } = await office.w.call(office.at.responsible['performanceOffice.staff'], attachMinutes, given)
  return { params: { id, fileId }, version: body.version }
}
const oneWithMinutes = onceFor(withMinutes)

export const reviewRows = [
  row(listReviews, group, { ...hidden, ask: async (office) => ({ params: { id: (await one(office)).planId } }) }),
  row(giveOpinion, groupPosts, {
    ask: async (office) => {
      const { id, digest } = await reviewed(office)
      return { params: { id }, body: { version: 1, digest, opinion: 'agree' as const, remark: '' } }
    },
  }),
  row(entrustDecision, ['leadingGroup.head'], {
    ask: async (office) => {
      const { id, version } = await reviewed(office)
      const personId = office.at.responsible['leadingGroup.deputy'].id
      return { params: { id }, body: { version, personId, reason: '组长出差' } }
    },
  }),
  row(attachMinutes, performanceOffice, {
    ask: async (office, post) => {
      const { id, version } = await reviewed(office)
      return { params: { id }, body: { version, fileId: await fileOf(office, post) } }
    },
  }),
  row(detachMinutes, performanceOffice, {
    ask: async (office) => {
      const { params, version } = await withMinutes(office)
      return { params, body: { version, reason: '附错了文件' } }
    },
  }),
  row(downloadMinutes, group, {
    ...hidden,
    ask: async (office) => ({ params: (await oneWithMinutes(office)).params }),
  }),
  row(downloadReview, steering, { ask: async (office) => ({ params: { id: (await one(office)).id } }) }),
]
