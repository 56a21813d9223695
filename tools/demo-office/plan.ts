import { readFile } from 'node:fs/promises'
import { saveItem } from '#domain/plan/item.api.ts'
import { readMerge, takeItems } from '#domain/plan/merge.api.ts'
import { dryRunMunicipalPlan, importMunicipalPlan } from '#domain/plan/municipalImport.api.ts'
import { allotIndicator, readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { recordSending } from '#domain/plan/municipalSending.api.ts'
import { createPlan, readPlan, savePlan } from '#domain/plan/plan.api.ts'
import { listPlanItems } from '#domain/plan/planItems.api.ts'
import { buildCatalogue } from './catalogue.ts'
import type { OfficeClient } from './client.ts'
import { consultDivisions } from './consultation.ts'
import { contentOf, type DemoItem } from './item.ts'
import { items } from './items.ts'
import { issueByNotice, reportToCity } from './notice.ts'
import { decideOnTasks, recordWorkPlans } from './officeWorkPlan.ts'
import type { Ids } from './organization.ts'
import { decideOnPlan } from './review.ts'

const table = new URL('../../data/municipal-indicators-2010.xlsx', import.meta.url)
const chapters = {
  title: '2025年度绩效工作方案',
  procedureText:
    '各处按方案落实评估事项，责任处按月、按季向协调处提供数据，协调处汇总后报数据采集责任单位；办绩效办跟踪检查，定期通报。',
  standardsText: '按各阶段考核评价标准逐项评价；阶段达到的计全部权重，部分达到的计一半（本单位默认值，未录来源）。',
  reportingText:
    '月报于次月5个工作日内、季报于季后10个工作日内、半年报于7月15日前、年报于次年1月31日前报送；内部期限提前2个工作日。',
}

/** The plan of 2025: the city's table of 2010 stands in for a later one, the plan itself is invented. */
export async function buildPlan(client: OfficeClient, ids: Ids): Promise<void> {
  await recordWorkPlans(client, ids)
  const municipal = await importTable(client, ids)
  const staff = await client.as('linzhixia')
  const created = await staff.do(createPlan, { body: { year: 2025, title: chapters.title } })
  const need =
    <Key>(map: ReadonlyMap<Key, string>) =>
    (key: Key) =>
      map.get(key) ?? fail(`no ${String(key)}`)
  const names = {
    division: need(ids.divisions),
    person: need(ids.people),
    body: need(ids.bodies),
    municipal: need(municipal),
  }
  const { rows } = await staff.do(readMerge, { params: { year: 2025 } })
  const chosen = rows.map(({ itemId }) => itemId)
  await staff.do(takeItems, { params: { id: created.id }, body: { itemIds: chosen } })
  for (const taken of (await staff.do(listPlanItems, { params: { id: created.id } })).rows) {
    const item = items.find(({ code }) => code === taken.code) ?? fail(`no item ${taken.code}`)
    const body = { version: taken.version, content: contentOf(asDrafted(item), names) }
    await staff.do(saveItem, { params: { id: taken.id }, body })
  }
  await decideOnTasks(staff, created.id)
  await buildCatalogue(staff, created.id)
  const params = { id: created.id }
  const read = async () => staff.do(readPlan, { params: { of: 2025 } })
  await staff.do(savePlan, { params, body: { version: (await read()).version, ...chapters } })
  await consultDivisions(client, async () => {
    const item = items.find(({ code }) => code === reworded.code) ?? fail(`no item ${reworded.code}`)
    const { rows: saved } = await staff.do(listPlanItems, { params })
    const { id, version } = saved.find(({ code }) => code === reworded.code) ?? fail(`no item ${reworded.code}`)
    await staff.do(saveItem, { params: { id }, body: { version, content: contentOf(item, names) } })
  })
  const decided = await decideOnPlan(client, async () => {
    const reportingText = `${chapters.reportingText}内部期限只标迟报、催办，不发牌。`
    await staff.do(savePlan, { params, body: { version: (await read()).version, ...chapters, reportingText } })
  })
  await issueByNotice(client, decided)
  const report = await reportToCity(client, created.id)
  const city = await staff.do(readMunicipalPlan, { params: { year: 2025 } })
  await staff.do(recordSending, {
    params: { id: city.id },
    body: {
      version: city.version,
      sentOn: '2025-01-22',
      way: 'officeAutomation',
      receiver: '市绩效办',
      documentNumber: '',
      documentId: report.id,
      note: '',
    },
  })
}

/** The goal as it was before a division asked for the number of figures to be named. */
const reworded = { code: 'KA-2025-04', goal: '旅客最长候检时间不超过30分钟，数据按期报送' }
const asDrafted = (item: DemoItem): DemoItem => (item.code === reworded.code ? { ...item, goal: reworded.goal } : item)

const notForAnOffice = '本单位属“办”类，该指标权重为0。'
const noWeight = '资料中该行权重缺失，待市绩效办明确；先作为本单位事项列入方案。'

async function importTable(client: OfficeClient, ids: Ids): Promise<Map<number, string>> {
  const staff = await client.as('linzhixia')
  const file = await staff.upload('municipal-indicators-2010.xlsx', await readFile(table))
  const dryRun = await staff.do(dryRunMunicipalPlan, { params: { id: file.id }, query: { year: 2025 } })
  if (dryRun.errors.length > 0) fail(JSON.stringify(dryRun.errors))
  const plan = await staff.do(importMunicipalPlan, {
    body: {
      fileId: file.id,
      year: 2025,
      issuedOn: '2025-01-06',
      source: '深圳市2010年度政府绩效评估指标体系附件3表1第1—9行（演示沿用）',
    },
  })
  const byNumber = new Map(plan.rows.map((row) => [row.number, row.id]))
  const carried = new Map(
    items.flatMap((item) => (item.municipalNumber ? [[item.municipalNumber, item] as const] : [])),
  )
  for (const row of plan.rows) {
    const item = carried.get(row.number)
    const allotment = item
      ? {
          kind: 'divisions' as const,
          responsibleDivisionId: ids.divisions.get(item.responsible) ?? '',
          coordinatingDivisionId: ids.divisions.get(item.coordinating) ?? '',
        }
      : { kind: 'notApplicable' as const, reason: row.weights.office === '0' ? notForAnOffice : noWeight }
    await staff.do(allotIndicator, { params: { id: row.id }, body: { version: row.version, allotment } })
  }
  return byNumber
}

function fail(why: string): never {
  throw new Error(`the demo office cannot be built: ${why}`)
}
