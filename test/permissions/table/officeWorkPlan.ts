import { businessPosts, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { createItem } from '#domain/plan/item.api.ts'
import { declineTask, linkTask, readMerge, takeTasks } from '#domain/plan/merge.api.ts'
import {
  downloadWorkPlanFile,
  dryRunWorkPlanTable,
  listOfficeWorkPlans,
  listWorkPlanTasks,
  readOfficeWorkPlan,
  readWorkPlanHistory,
  readWorkPlanVersion,
  recordWorkPlan,
  reviseWorkPlan,
} from '#domain/plan/officeWorkPlan.api.ts'
import { createPlan } from '#domain/plan/plan.api.ts'
import { fullContent } from '#test/fixtures/plan.ts'
import { workPlanBody } from '#test/fixtures/workPlans.ts'
import { type Office, onceFor } from '../office.ts'
import { absentIn, row } from '../row.ts'

let lastYear = 2700
const aYear = (): number => {
  lastYear += 1
  return lastYear
}

const tasks = [{ number: '1', text: '皇岗口岸重建', divisionId: null }]
const staffOf = ({ at }: Office) => at.responsible['performanceOffice.staff']

/** A work plan in a year of its own, with an original. */
async function recorded(office: Office) {
  const year = aYear()
  const fileId = await office.fileOf(staffOf(office), 'work-plan.txt', Buffer.from('工作计划'))
  const body = { year, ...workPlanBody(year, tasks), fileId }
  return (await office.w.call(staffOf(office), recordWorkPlan, { body })).body
}
const oneRecorded = onceFor(recorded)
const latest = async (office: Office) => ({ params: { id: (await oneRecorded(office)).id, number: 1 } })

/** The same with a draft of the office's plan that holds one item. */
async function drafted(office: Office) {
  const { year } = await recorded(office)
  const plan = (await office.w.call(staffOf(office), createPlan, { body: { year, title: `${year}年度方案` } })).body
  const people = { ...office.divisions, person: office.at.responsible['division.head'] }
  const body = { content: fullContent(people, year) }
  const item = (await office.w.call(staffOf(office), createItem, { params: { id: plan.id }, body })).body
  const merge = (await office.w.call(staffOf(office), readMerge, { params: { year } })).body
  return { params: { id: plan.id }, itemId: item.id, taskId: merge.tasks[0]?.taskId ?? '', workPlanNumber: 1 }
}

const table = (office: Office, post: PostKind) =>
  office.fileOf(office.at.responsible[post], 'tasks.csv', Buffer.from('序号,任务\n1,皇岗口岸重建\n'))

export const officeWorkPlanRows = [
  row(listOfficeWorkPlans, businessPosts),
  row(readOfficeWorkPlan, businessPosts, {
    ask: async (office) => ({ params: { year: (await oneRecorded(office)).year } }),
  }),
  row(readWorkPlanVersion, businessPosts, { ask: latest }),
  row(listWorkPlanTasks, businessPosts, { ask: latest }),
  row(downloadWorkPlanFile, businessPosts, { ask: latest }),
  row(readWorkPlanHistory, businessPosts, {
    ask: async (office) => ({ params: { id: (await oneRecorded(office)).id } }),
  }),
  row(dryRunWorkPlanTable, performanceOffice, {
    ask: async (office, post) => ({ params: { id: await table(office, post) } }),
    foreign: async (office, ask) => ({ ...ask, params: { id: await table(office, 'division.head') } }),
  }),
  row(recordWorkPlan, performanceOffice, {
    ask: () => {
      const year = aYear()
      return { body: { year, ...workPlanBody(year, tasks) } }
    },
    absent: absentIn('body', 'fileId'),
  }),
  row(reviseWorkPlan, performanceOffice, {
    ask: async (office) => {
      const { id, version, year } = await recorded(office)
      return { params: { id }, body: { version, reason: '年中调整', ...workPlanBody(year, tasks), text: '新增正文' } }
    },
  }),
  row(takeTasks, performanceOffice, {
    ask: async (office) => {
      const { params, taskId, workPlanNumber } = await drafted(office)
      return { params, body: { workPlanNumber, taskIds: [taskId] } }
    },
  }),
  row(linkTask, performanceOffice, {
    ask: async (office) => {
      const { params, ...body } = await drafted(office)
      return { params, body }
    },
  }),
  row(declineTask, performanceOffice, {
    ask: async (office) => {
      const { params, taskId, workPlanNumber } = await drafted(office)
      return { params, body: { taskId, workPlanNumber, reason: '属日常工作' } }
    },
  }),
]
