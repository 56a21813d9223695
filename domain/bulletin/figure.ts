import type { Text } from '#domain/kernel/text.ts'

/** The blocks of a bulletin in the order in which they are printed. `hint` is what a drafter writes there. */
export const blocks = {
  overview: { name: { zh: '总体情况', en: 'Overview' } },
  timeliness: { name: { zh: '数据报送情况', en: 'Timeliness of data' } },
  cards: { name: { zh: '预警和亮牌情况', en: 'Warnings and cards' } },
  progress: { name: { zh: '各处事项进展', en: 'Progress by division' } },
  inspections: { name: { zh: '监督检查情况', en: 'Checks' } },
  rectifications: { name: { zh: '整改情况', en: 'Rectification' } },
  goodPractice: { name: { zh: '好的做法', en: 'Good practice' } },
  satisfaction: { name: { zh: '满意度情况', en: 'Satisfaction so far' } },
  nextDueDays: { name: { zh: '下月到期事项', en: 'Due next month' } },
} as const satisfies Record<string, { readonly name: Text }>
export type BlockKind = keyof typeof blocks
export const blockKinds = Object.keys(blocks) as [BlockKind, ...BlockKind[]]

/** The period that is counted, and the day up to which what is known counts. */
export type Span = { readonly from: string; readonly to: string; readonly cutOff: string }

type Figure = {
  readonly block: BlockKind
  /** The name of the mark in the words, in braces: {红牌}. Names are Chinese, as the words are. */
  readonly name: Text
  readonly unit: Text
  /** How it is counted, as a sentence. */
  readonly counted: Text
  /** The list that it was counted from. */
  readonly list: (span: Span) => string
}

const pieces = { zh: '项', en: '' }
const cards = { zh: '张', en: '' }
const percent = { zh: '%', en: '%' }
const yearOf = ({ to }: Span): string => to.slice(0, 4)
const items = (light?: string) => (span: Span) => `/items?year=${yearOf(span)}${light ? `&light=${light}` : ''}`
const dutiesDue = (span: Span) => `/duties/list?year=${yearOf(span)}`
const cardsOf = (step: string) => (span: Span) => `/cards?year=${yearOf(span)}&step=${step}`
const at = (path: string) => (span: Span) => `${path}?year=${yearOf(span)}`
const asAt = (zh: string, en: string): Text => ({ zh: `截至统计截止日${zh}`, en: `${en} on the closing day` })
const inPeriod = (zh: string, en: string): Text => ({ zh: `统计期内${zh}`, en: `${en} in the period` })
const dueInPeriod = (zh: string, en: string): Text => ({
  zh: `对外期限在统计期内、截至统计截止日已过的应报数据中，${zh}`,
  en: `Of the data whose external day lies in the period and is over: ${en}`,
})

/** Every figure that a bulletin can say: a closed list. */
export const figures = {
  items: {
    ...{ block: 'overview', name: { zh: '评估事项', en: 'Items' }, unit: pieces, list: items() },
    counted: asAt('年度方案中的评估事项', 'Items of the plan'),
  },
  itemsNormal: {
    ...{ block: 'overview', name: { zh: '正常事项', en: 'Items on course' }, unit: pieces, list: items('green') },
    counted: asAt('灯号为正常的事项', 'Items with the light on course'),
  },
  itemsRisk: {
    ...{ block: 'overview', name: { zh: '有风险事项', en: 'Items at risk' }, unit: pieces, list: items('yellow') },
    counted: asAt('灯号为有风险的事项', 'Items at risk'),
  },
  itemsBehind: {
    ...{ block: 'overview', name: { zh: '滞后事项', en: 'Items behind' }, unit: pieces, list: items('red') },
    counted: asAt('灯号为滞后的事项', 'Items behind'),
  },
  itemsDone: {
    ...{ block: 'overview', name: { zh: '完成事项', en: 'Items done' }, unit: pieces, list: items('blue') },
    counted: asAt('灯号为完成的事项', 'Items done'),
  },
  itemsUnlit: {
    ...{ block: 'overview', name: { zh: '无灯号事项', en: 'Items without a light' }, unit: pieces, list: items() },
    counted: asAt('还没有灯号的事项', 'Items that had no light yet'),
  },
  ticketsOpened: {
    ...{ block: 'overview', name: { zh: '新立督办件', en: 'Tickets opened' }, unit: pieces, list: at('/tickets') },
    counted: inPeriod('立项的督办件', 'Tickets registered'),
  },
  ticketsOpen: {
    ...{ block: 'overview', name: { zh: '在办督办件', en: 'Tickets open' }, unit: pieces, list: at('/tickets') },
    counted: asAt('已立项、未销号的督办件', 'Tickets registered and not closed'),
  },
  dutiesDue: {
    ...{ block: 'timeliness', name: { zh: '应报数据', en: 'Data due' }, unit: pieces, list: dutiesDue },
    counted: { zh: '对外期限在统计期内、截至统计截止日已过的数据', en: 'Data whose external day lies in the period' },
  },
  complete: {
    ...{ block: 'timeliness', name: { zh: '完整率', en: 'Completeness' }, unit: percent, list: at('/timeliness') },
    counted: dueInPeriod('责任处已签字提供的所占比例', 'the part that was signed'),
  },
  delivered: {
    ...{ block: 'timeliness', name: { zh: '按期提供率', en: 'Delivered in time' }, unit: percent },
    list: at('/timeliness'),
    counted: dueInPeriod('责任处按内部期限首次签字的所占比例（不含补报）', 'the part first signed by the internal day'),
  },
  reported: {
    ...{ block: 'timeliness', name: { zh: '按期报送率', en: 'Reported in time' }, unit: percent },
    list: at('/timeliness'),
    counted: dueInPeriod('按对外期限报送采集责任单位的所占比例（不含补报）', 'the part reported by the external day'),
  },
  missing: {
    ...{ block: 'timeliness', name: { zh: '缺报数据', en: 'Data missing' }, unit: pieces, list: dutiesDue },
    counted: dueInPeriod('责任处没有签字提供的', 'not signed'),
  },
  late: {
    ...{ block: 'timeliness', name: { zh: '迟报数据', en: 'Data late' }, unit: pieces, list: dutiesDue },
    counted: dueInPeriod('已提供、但首次签字晚于内部期限的（不含补报）', 'first signed after the internal day'),
  },
  disputed: {
    ...{ block: 'timeliness', name: { zh: '有异议数据', en: 'Data disputed' }, unit: pieces, list: dutiesDue },
    counted: dueInPeriod(
      '被退回，或者有未办结的评估意见、抽验认定不一致未更正的',
      'returned, with an open opinion of the collecting unit, or found inconsistent in a self-check',
    ),
  },
  earlyWarnings: {
    ...{ block: 'cards', name: { zh: '预警', en: 'Early warnings' }, unit: cards, list: cardsOf('earlyWarning') },
    counted: inPeriod('发出、没有撤销的预警', 'Early warnings fired and not withdrawn'),
  },
  yellowCards: {
    ...{ block: 'cards', name: { zh: '黄牌', en: 'Yellow cards' }, unit: cards, list: cardsOf('yellow') },
    counted: inPeriod('亮出、没有撤销的黄牌', 'Yellow cards fired and not withdrawn'),
  },
  redCards: {
    ...{ block: 'cards', name: { zh: '红牌', en: 'Red cards' }, unit: cards, list: cardsOf('red') },
    counted: inPeriod('亮出、没有撤销的红牌', 'Red cards fired and not withdrawn'),
  },
  cardsStanding: {
    ...{ block: 'cards', name: { zh: '未解除的牌', en: 'Cards standing' }, unit: cards, list: at('/cards') },
    counted: asAt('未解除的黄牌、红牌，不论何时亮出', 'Yellow and red cards that were not settled'),
  },
  inspections: {
    ...{ block: 'inspections', name: { zh: '办结检查', en: 'Checks concluded' }, unit: pieces },
    list: at('/inspections'),
    counted: inPeriod('办结的日常检查、专项检查', 'Checks concluded'),
  },
  findings: {
    ...{ block: 'inspections', name: { zh: '检查发现问题', en: 'Findings' }, unit: pieces, list: at('/inspections') },
    counted: { zh: '上述检查中处理完毕的问题', en: 'Findings of these checks' },
  },
  conformities: {
    ...{ block: 'inspections', name: { zh: '办结符合性验证', en: 'Verifications concluded' }, unit: pieces },
    list: at('/conformities'),
    counted: inPeriod('办结的市符合性验证', 'Verifications by the city concluded'),
  },
  sampled: {
    ...{ block: 'inspections', name: { zh: '抽验数据', en: 'Values sampled' }, unit: pieces, list: at('/self-checks') },
    counted: inPeriod('办结的数据自查抽验所抽数据', 'Values of the self-checks concluded'),
  },
  inconsistent: {
    ...{ block: 'inspections', name: { zh: '抽验不一致数据', en: 'Values inconsistent' }, unit: pieces },
    list: at('/self-checks'),
    counted: { zh: '上述抽验中认定不一致的', en: 'Of these, judged inconsistent' },
  },
  ordersIssued: {
    ...{ block: 'rectifications', name: { zh: '下达整改', en: 'Orders issued' }, unit: pieces },
    list: at('/rectifications'),
    counted: inPeriod('下达的整改通知', 'Orders issued'),
  },
  ordersClosed: {
    ...{ block: 'rectifications', name: { zh: '销号整改', en: 'Orders closed' }, unit: pieces },
    list: at('/rectifications'),
    counted: inPeriod('核验销号的整改通知', 'Orders closed'),
  },
  ordersOpen: {
    ...{ block: 'rectifications', name: { zh: '未销号整改', en: 'Orders open' }, unit: pieces },
    list: at('/rectifications'),
    counted: asAt('已下达、未销号的整改通知', 'Orders issued and not closed'),
  },
  ordersOverdue: {
    ...{ block: 'rectifications', name: { zh: '逾期整改', en: 'Orders overdue' }, unit: pieces },
    list: at('/rectifications'),
    counted: asAt('未销号、整改期限已过的整改通知', 'Orders open past their day'),
  },
  notes: {
    ...{ block: 'rectifications', name: { zh: '提示', en: 'Notes' }, unit: pieces, list: at('/rectifications') },
    counted: inPeriod('对小的问题作出的提示，不含撤回的', 'Notes on small faults'),
  },
  dueNext: {
    ...{ block: 'nextDueDays', name: { zh: '下月到期数据', en: 'Data due next month' }, unit: pieces },
    list: dutiesDue,
    counted: { zh: '对外期限在统计期次月的数据', en: 'Data whose external day lies in the month after' },
  },
  phasesNext: {
    ...{ block: 'nextDueDays', name: { zh: '下月到期阶段', en: 'Phases due next month' }, unit: pieces, list: items() },
    counted: { zh: '在统计期次月到期的事项阶段', en: 'Phases that end in the month after' },
  },
} as const satisfies Record<string, Figure>
export type FigureKey = keyof typeof figures
export const figureKeys = Object.keys(figures) as [FigureKey, ...FigureKey[]]

type Column = { readonly name: string; readonly share: number; readonly isCentred?: boolean }
type Table = {
  readonly block: BlockKind
  readonly name: Text
  readonly columns: readonly Column[]
  readonly list: (span: Span) => string
}
const number = (name: string): Column => ({ name, share: 1, isCentred: true })
const division: Column = { name: '处', share: 2.4 }

/** The tables of a bulletin. Divisions stand in the office's order; nobody is ranked. */
export const tables = {
  progressTable: {
    ...{ block: 'progress', name: { zh: '各处事项进展', en: 'Progress by division' }, list: items() },
    columns: [division, ...['事项', '正常', '有风险', '滞后', '完成'].map(number)],
  },
  timelinessTable: {
    ...{ block: 'timeliness', name: { zh: '各处数据报送情况', en: 'Data by division' }, list: at('/timeliness') },
    columns: [division, ...['应报', '完整率%', '按期提供率%', '按期报送率%'].map(number)],
  },
  openData: {
    block: 'timeliness',
    name: { zh: '缺报、迟报和有异议的数据', en: 'Data missing, late and disputed' },
    list: dutiesDue,
    columns: [
      { name: '指标', share: 3 },
      { name: '期间', share: 1.3, isCentred: true },
      { name: '责任处', share: 2 },
      { name: '情形', share: 1.2, isCentred: true },
    ],
  },
  cardTable: {
    ...{ block: 'cards', name: { zh: '各处预警和亮牌', en: 'Cards by division' }, list: at('/cards') },
    columns: [division, ...['预警', '黄牌', '红牌'].map(number)],
  },
  dueTable: {
    ...{ block: 'nextDueDays', name: { zh: '下月数据到期日', en: 'Due days of data' }, list: dutiesDue },
    columns: [
      { name: '对外期限', share: 1.3, isCentred: true },
      { name: '数据项数', share: 1, isCentred: true },
      { name: '责任处', share: 4 },
    ],
  },
} as const satisfies Record<string, Table>
export type TableKey = keyof typeof tables
export const tableKeys = Object.keys(tables) as [TableKey, ...TableKey[]]

/** Whatever is confirmed: figures and tables. */
export type SourceKey = FigureKey | TableKey
export const sourceKeys = [...figureKeys, ...tableKeys] as const
export const isTable = (key: SourceKey): key is TableKey => key in tables

/** A figure is null where there is nothing to count it from; a table has its rows as they are printed. */
export type Counted = {
  readonly figures: Readonly<Record<FigureKey, string | null>>
  readonly tables: Readonly<Record<TableKey, readonly (readonly string[])[]>>
}

/** The name of a figure or a table. */
export const nameOfSource = (key: SourceKey): Text => (isTable(key) ? tables[key].name : figures[key].name)
