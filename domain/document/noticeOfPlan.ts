import { documentDate } from '#domain/kernel/letter.ts'
import type { PaperAnnex } from '#domain/kernel/paper.ts'
import type { ItemSnapshot } from '#domain/plan/item.api.ts'
import { methods } from '#domain/plan/item.ts'
import type { PlanSnapshot } from '#domain/plan/plan.api.ts'
import type { DocumentWords } from './documentKind.ts'

/** The words proposed for the notice that issues a plan; a provisional one says what it waits for. */
export const proposedNotice = (planTitle: string, officeName: string, isProvisional = false): DocumentWords => ({
  title: `${officeName}关于印发《${planTitle}》的通知`,
  addressee: '机关各处',
  text: `《${planTitle}》已经我办政府绩效评估与管理工作领导小组审定，${isProvisional ? provisionally : '现印发给你们，请认真贯彻执行。'}\n特此通知。`,
  attendance: '',
})

const provisionally = '因市绩效管理方案尚未下达，现作为预安排印发给你们，请先行贯彻执行；市绩效管理方案下达后另行调整。'

const columns = [
  { name: '编号', share: 20 },
  { name: '评估事项', share: 15 },
  { name: '年度目标', share: 19 },
  { name: '阶段、目标和考核标准', share: 43 },
  { name: '责任处', share: 11 },
  { name: '协调处', share: 11 },
  { name: '责任人', share: 11 },
  { name: '评价方法', share: 10 },
  { name: '权重', share: 9, isCentred: true },
  { name: '数据指标和报送', share: 24 },
] as const

const frequencies: Readonly<Record<string, string>> = {
  month: '按月',
  quarter: '按季',
  halfYear: '每半年',
  year: '按年',
}

/** 12.50 as 12.5, 18.00 as 18. */
const short = (weight: string | null): string => (weight ?? '').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')

const rowOf = (item: ItemSnapshot): string[] => [
  item.code,
  item.title,
  item.goal,
  item.phases
    .map(
      ({ startsOn, endsOn, goal, criterion, weight, division }, at) =>
        `${at + 1}.${division ? `（${division.name.zh}）` : ''}${documentDate(startsOn).slice(5)}至${documentDate(endsOn).slice(5)}：${goal}；${criterion}${weight ? `（${short(weight)}%）` : ''}`,
    )
    .join('\n'),
  [item.responsibleDivision?.name.zh ?? '', ...item.coDivisions.map(({ division }) => `${division.name.zh}（配合）`)]
    .filter(Boolean)
    .join('、'),
  item.coordinatingDivision?.name.zh ?? '',
  item.mainResponsiblePerson?.name ?? '',
  item.method ? methods[item.method].zh : '',
  short(item.weight),
  item.indicators.length > 0
    ? item.indicators
        .map(({ name, unit, frequency, collectingUnit, division }) => {
          const to = collectingUnit ? `报${collectingUnit.name.zh}` : '不对外报送'
          const by = division ? `由${division.name.zh}` : ''
          return `${name}（${unit}），${by}${frequencies[frequency] ?? frequency}${to}`
        })
        .join('\n')
    : item.reporting,
]

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

/** The plan as an annex: chapters first, then every item in a table. */
export const planAnnex = (plan: PlanSnapshot): PaperAnnex => ({
  title: plan.title,
  chapters: [
    { heading: '一、评估程序', paragraphs: lines(plan.procedureText) },
    { heading: '二、评估标准', paragraphs: lines(plan.standardsText) },
    { heading: '三、指标数据报送要求', paragraphs: lines(plan.reportingText) },
    { heading: '四、评估事项', paragraphs: [`共${plan.items.length}项，见《评估事项一览表》。`] },
  ],
  tables: [{ title: '评估事项一览表', isDense: true, columns, rows: plan.items.map(rowOf) }],
})
