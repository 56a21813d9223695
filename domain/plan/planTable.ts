import { type Text, textIs } from '#domain/kernel/text.ts'
import type { ItemContent } from './item.api.ts'
import type { CellKind } from './planCells.ts'

/** One column of a sheet: `also` are headings under which earlier tables had it. */
export type TableColumn<Field extends string = string> = {
  readonly field: Field
  readonly name: Text
  readonly cell: CellKind
  readonly width: number
  readonly also?: readonly string[]
}
export type PartName = 'phases' | 'measures' | 'coDivisions' | 'indicators'
/** The sheets of a table: the items, and what they have several of. */
export type SheetKey = 'items' | PartName
export type TableSheet<Key extends string = string, Field extends string = string> = {
  readonly key: Key
  readonly name: Text
  readonly columns: readonly TableColumn<Field>[]
}

const column = <Field extends string>(
  field: Field,
  cell: CellKind,
  width: number,
  zh: string,
  en: string,
  also: readonly string[] = [],
): TableColumn<Field> => ({ field, name: { zh, en }, cell, width, also })

/** The short and the long fields of an item, in the order of the sheet. */
export const itemSheet: TableSheet<'items', keyof ItemContent> = {
  key: 'items',
  name: { zh: '评估事项', en: 'Items' },
  columns: [
    column('code', 'words', 16, '编号', 'Code', ['事项编号', '编码', '序号']),
    column('title', 'words', 34, '事项', 'Title', [
      ...['评估事项', '事项名称', '工作事项', '工作任务', '重点工作', '重点工作任务', '工作内容', '主要任务', '名称'],
    ]),
    column('kind', 'kind', 12, '类别', 'Kind', ['事项类别', '类型']),
    column('dimension', 'dimension', 12, '维度', 'Dimension', ['评估维度', '一级指标']),
    column('responsibleDivisionId', 'division', 18, '责任处', 'Responsible division', [
      ...['责任处室', '责任单位', '责任部门', '牵头处', '牵头单位', '牵头部门', '承办处', '承办单位'],
    ]),
    column('coordinatingDivisionId', 'division', 18, '协调处', 'Coordinating division', [
      ...['协调处室', '协调单位', '协调部门'],
    ]),
    column('mainResponsiblePersonId', 'person', 12, '主要责任人', 'Main responsible person', [
      ...['第一责任人', '主要负责人', '负责人'],
    ]),
    column('responsiblePersonIds', 'people', 18, '责任人', 'Responsible persons'),
    column('participantIds', 'people', 18, '参与人', 'Participants', ['参与人员']),
    column('municipalIndicatorId', 'cityRow', 24, '市级指标', 'Municipal indicator'),
    column('startsOn', 'day', 13, '起始日', 'Starts on', ['开始日期', '起始日期', '开始时间']),
    column('endsOn', 'day', 13, '终止日', 'Ends on', ['结束日期', '终止日期', '截止日期', '完成时限', '完成时间']),
    column('weight', 'points', 8, '权重', 'Weight', ['权重%', '分值', '占比']),
    column('method', 'method', 14, '评价方法', 'Method', [
      ...['评估方法', '考核方法', '考评方法', '评价办法', '考核办法', '考评办法'],
    ]),
    column('binding', 'yes', 9, '约束性', 'Binding', ['是否约束性']),
    column('isWhitePaper', 'yes', 12, '列入白皮书', 'In the white paper', ['白皮书']),
    column('goal', 'words', 48, '年度目标', 'Yearly goal', [
      '目标',
      '工作目标',
      '绩效目标',
      '目标任务',
      '年度目标任务',
    ]),
    column('reporting', 'words', 24, '数据报送方式', 'Reporting mode', ['报送方式']),
  ],
}

/** Ties a row of a part to its item. */
const ofItem = column('itemCode', 'words', 16, '编号', 'Code', ['事项编号', '编码'])

/** Whose phase or indicator it is: empty, or the responsible division's name, is the lead. */
const ofDivision = column('divisionId', 'division', 18, '责任处', 'Responsible division', ['责任处室', '承办处'])

/** What an item has several of: each on a sheet of its own, in its order. */
export const partSheets: readonly TableSheet<PartName>[] = [
  {
    key: 'phases',
    name: { zh: '阶段', en: 'Phases' },
    columns: [
      ofItem,
      column('title', 'words', 20, '阶段', 'Phase', ['阶段名称', '阶段划分', '名称']),
      column('startsOn', 'day', 13, '起始日', 'From', ['开始日期', '起始日期', '开始时间', '起始时间']),
      column('endsOn', 'day', 13, '终止日', 'To', ['结束日期', '终止日期', '截止日期', '完成时限', '完成时间']),
      column('goal', 'words', 40, '目标', 'Goal', ['阶段目标', '阶段任务', '阶段性目标']),
      column('criterion', 'words', 40, '考核标准', 'Criterion', ['标准', '评价标准', '考核评价标准', '考评标准']),
      column('weight', 'points', 8, '权重', 'Weight', ['权重%', '阶段权重']),
      ofDivision,
    ],
  },
  {
    key: 'measures',
    name: { zh: '措施', en: 'Measures' },
    columns: [
      ofItem,
      column('what', 'words', 48, '措施', 'What'),
      column('personId', 'person', 12, '责任人', 'Person'),
      column('who', 'words', 18, '其他人员', 'Others', ['其他单位、人员']),
      column('untilOn', 'day', 13, '期限', 'Until', ['完成时限']),
    ],
  },
  {
    key: 'coDivisions',
    name: { zh: '配合处', en: 'Co-responsible divisions' },
    columns: [
      ofItem,
      column('divisionId', 'division', 18, '配合处', 'Division', ['配合处室']),
      column('goal', 'words', 48, '目标', 'Goal'),
    ],
  },
  {
    key: 'indicators',
    name: { zh: '指标', en: 'Indicators' },
    columns: [
      ofItem,
      column('name', 'words', 30, '指标', 'Indicator', ['指标名称']),
      column('unit', 'words', 10, '单位', 'Unit', ['计量单位']),
      column('decimals', 'whole', 10, '小数位数', 'Decimals'),
      column('frequency', 'frequency', 10, '频度', 'Frequency', ['报送频度']),
      column('collectingUnitId', 'unit', 22, '数据采集责任单位', 'Collecting unit', ['采集单位']),
      column('delivery', 'delivery', 14, '报送渠道', 'Delivery'),
      column('evidenceNeeded', 'yes', 12, '须附佐证', 'Evidence needed'),
      column('target', 'figure', 14, '年度目标值', 'Target', ['目标值']),
      column('definition', 'words', 40, '口径', 'Definition', ['指标口径']),
      column('feed', 'words', 18, '数据源', 'Feed'),
      ofDivision,
    ],
  },
]

/** A heading as it is compared: without blanks, brackets of either width and what stands in them. */
const plainHeading = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\([^()]*\)/g, '')
    .replace(/[\s*:]/g, '')
    .toLowerCase()

/** The column of a sheet that a heading names. */
export function columnOf(sheet: TableSheet, heading: string): TableColumn | undefined {
  const wanted = plainHeading(heading)
  if (wanted === '') return undefined
  return sheet.columns.find(({ name, also = [] }) =>
    [name.zh, name.en, ...also].some((one) => plainHeading(one) === wanted),
  )
}

/** The most items that one table may bring. */
export const mostItems = 500

/** The sheet of parts that a sheet's name says it is. */
export const partSheetOf = (name: string): TableSheet<PartName> | undefined =>
  partSheets.find((sheet) => textIs(sheet.name, name))
