import { declineTask, linkTask, readMerge } from '#domain/plan/merge.api.ts'
import { recordWorkPlan, reviseWorkPlan } from '#domain/plan/officeWorkPlan.api.ts'
import type { Colleague, OfficeClient } from './client.ts'
import type { Ids } from './organization.ts'
import type { DivisionCode } from './people.ts'

const year = 2025
const title = `${year}年全办工作计划`
const text = '围绕口岸规划建设、通关便利化和口岸安全，抓好以下任务。各牵头处按分工落实，按季报送进展。'

type DemoTask = { readonly text: string; readonly led: DivisionCode | null; readonly covers?: readonly string[] }
/** The tasks with the items that carry them; who leads is invented. */
const tasks: readonly DemoTask[] = [
  { text: '推进皇岗口岸重建，年内主体结构封至地上二层', led: 'GJ', covers: ['皇岗口岸重建'] },
  { text: '推进罗湖口岸升级改造', led: 'GJ', covers: ['罗湖口岸升级改造'] },
  { text: '深化深港“无缝清关”改革', led: 'TG', covers: ['深港“无缝清关”改革'] },
  { text: '扩大粤港澳大湾区组合港覆盖面', led: 'SA', covers: ['粤港澳大湾区组合港'] },
  { text: '做好深圳湾口岸春节旅客24小时通关保障', led: 'L2', covers: ['深圳湾口岸春节旅客24小时通关'] },
  { text: '共建文明口岸', led: 'L1', covers: ['共建文明口岸'] },
  { text: '组织机关文体活动', led: 'MS' },
]
const added: DemoTask = { text: '文锦渡鲜活货物转移至莲塘口岸', led: 'L1', covers: ['文锦渡鲜活货物转移至莲塘口岸'] }
const declined = '属机关日常事务，不列入年度绩效评估。'

/** The work plan as it was first made up in the last days of the year, and as it was issued. */
export async function recordWorkPlans(client: OfficeClient, ids: Ids): Promise<void> {
  const of = (list: readonly DemoTask[]) =>
    list.map(({ text: words, led }, at) => ({
      ...{ number: String(at + 1), text: words },
      divisionId: led === null ? null : (ids.divisions.get(led) ?? null),
    }))
  const staff = await client.as('linzhixia')
  const first = await staff.do(recordWorkPlan, {
    body: { year, title, documentNumber: '', text, fileId: null, tasks: of(tasks) },
  })
  await client.goTo('2025-01-08')
  const original = await staff.upload(`${title}.csv`, originalOf([...tasks, added]))
  await staff.do(reviseWorkPlan, {
    params: { id: first.id },
    body: {
      ...{ version: first.version, title, text, fileId: original.id, tasks: of([...tasks, added]) },
      ...{ documentNumber: '深口〔2025〕1号', reason: '按印发稿补录，增列一项任务' },
    },
  })
}

const originalOf = (list: readonly DemoTask[]): string =>
  `\uFEFF序号,任务\n${list.map(({ text: words }, at) => `${at + 1},${words}\n`).join('')}`

/** Items of the divisions cover the tasks but one. */
export async function decideOnTasks(staff: Colleague, planId: string): Promise<void> {
  const merge = await staff.do(readMerge, { params: { year } })
  const params = { id: planId }
  const workPlanNumber = merge.workPlan?.number ?? 0
  for (const { taskId, text: words, likely } of merge.tasks) {
    const covers = [...tasks, added].find((task) => task.text === words)?.covers ?? []
    const item = likely.find((one) => covers.includes(one.title))
    if (item) await staff.do(linkTask, { params, body: { workPlanNumber, taskId, itemId: item.id } })
    else await staff.do(declineTask, { params, body: { workPlanNumber, taskId, reason: declined } })
  }
}
