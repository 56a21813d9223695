import { businessPosts, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { declineItem, readLineage, readMerge, takeItems } from '#domain/plan/merge.api.ts'
import type { Office } from '../office.ts'
import { row } from '../row.ts'
import { issued } from './plan.ts'

const steering = [...officeLeaders, ...performanceOffice]
const nobodys = '00000000-0000-4000-8000-000000000000'

const anIssued = async (office: Office) => (await issued(office)).plan

/** Whoever may is told that no accepted plan has the item: the refusals of the others are what is asked here. */
export const mergeRows = [
  row(readMerge, steering, {
    ask: async (office) => ({ params: { year: (await anIssued(office)).year } }),
    absent: (ask) => ({ ...ask, params: { year: 2999 } }),
  }),
  row(takeItems, performanceOffice, {
    status: 409,
    ask: async (office) => ({ params: { id: (await anIssued(office)).id }, body: { itemIds: [nobodys] } }),
  }),
  row(declineItem, performanceOffice, {
    status: 409,
    ask: async (office) => ({
      params: { id: (await anIssued(office)).id },
      body: { itemId: nobodys, reason: '属日常工作' },
    }),
  }),
  row(readLineage, [...steering, 'division.head', 'division.officer', 'leadingGroup.member'], {
    admits: businessPosts,
    ask: async (office) => ({ params: { id: (await issued(office)).item.id } }),
    foreign: async (office, ask) => ({ ...ask, as: office.at.elsewhere['division.head'] }),
  }),
]
