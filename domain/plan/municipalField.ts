import type { Text } from '#domain/kernel/text.ts'
import { plainHeading } from './columnMapping.ts'
import type { OfficeClass } from './municipalRow.ts'

/** What a column of the city's table can be taken for. */
export const municipalFields = {
  level1: { zh: '一级指标', en: 'First level' },
  level1Weight: { zh: '一级指标权重', en: 'Weight of the first level' },
  level2: { zh: '二级指标', en: 'Second level' },
  level2Weight: { zh: '二级指标权重', en: 'Weight of the second level' },
  number: { zh: '序号', en: 'Number' },
  name: { zh: '指标名称', en: 'Name of the indicator' },
  collectingUnits: { zh: '数据采集责任单位', en: 'Collecting unit' },
  frequency: { zh: '报送频度', en: 'Frequency' },
  weightCommission: { zh: '权重（委）', en: 'Weight (commissions)' },
  weightBureau: { zh: '权重（局）', en: 'Weight (bureaus)' },
  weightOffice: { zh: '权重（办）', en: 'Weight (offices)' },
  weight: { zh: '权重（本单位类别）', en: "Weight (the office's class)" },
  standard: { zh: '评估标准', en: 'Evaluation standard' },
  sourceDocument: { zh: '依据文件', en: 'Source document' },
  note: { zh: '备注', en: 'Note' },
} as const satisfies Record<string, Text>
export type MunicipalField = keyof typeof municipalFields
export const municipalFieldNames = Object.keys(municipalFields) as [MunicipalField, ...MunicipalField[]]

export const weightFields = {
  commission: 'weightCommission',
  bureau: 'weightBureau',
  office: 'weightOffice',
} as const satisfies Record<OfficeClass, MunicipalField>

/** Without these a table says too little: they must be found, unless a person has said that the table has none. */
export const expectedFields = ['level1', 'level2', 'name', 'collectingUnits', 'frequency'] as const
/** Each row speaks for itself in these; the others may be merged downwards. */
export const singleFields: readonly MunicipalField[] = ['number', 'name', 'weight', ...Object.values(weightFields)]

const isCollecting = (words: string): boolean =>
  /^(数据来源|数据出处)$/.test(words) ||
  (/(单位|部门|机构)$/.test(words) && /采集|报送|责任|数据|考核|评估|牵头|主管|提供/.test(words) && !/^被/.test(words))

/** How headings are worded, the more particular first. */
const wordings: readonly (readonly [MunicipalField, (words: string) => boolean])[] = [
  ['level1Weight', (words) => /^一级(指标)?(的)?(权重|分值|比重)$/.test(words)],
  ['level2Weight', (words) => /^二级(指标)?(的)?(权重|分值|比重)$/.test(words)],
  ['weightCommission', (words) => /^(权重)?(委|委员会|各委)(类|类别)?(权重|分值)?$/.test(words)],
  ['weightBureau', (words) => /^(权重)?(局|各局)(类|类别)?(权重|分值)?$/.test(words)],
  ['weightOffice', (words) => /^(权重)?(办|办公室|各办)(类|类别)?(权重|分值)?$/.test(words)],
  ['weight', (words) => /^((三级)?指标)?(权重|分值|标准分|分数|比重|权数)(值|系数|分配)?$/.test(words)],
  ['number', (words) => /^((三级)?指标)?(序号|编号)$|^(序|NO|号)$/.test(words)],
  ['level1', (words) => /^(一级|一级指标|一级指标名称|维度|评估维度|指标类别|类别)$/.test(words)],
  ['level2', (words) => /^(二级|二级指标|二级指标名称)$/.test(words)],
  ['name', (words) => /^(三级|三级指标|三级指标名称|(具体|评估|考核)?指标(名称)?|评估内容|考核内容)$/.test(words)],
  ['collectingUnits', isCollecting],
  ['frequency', (words) => /(频度|频次|频率|周期|时限|报送时间|采集时间)$/.test(words)],
  ['sourceDocument', (words) => /(依据|依据文件|来源文件|文件名称|文号)$/.test(words)],
  [
    'standard',
    (words) => /(标准|细则|(评分|评估|考核|计分|计算)(办法|方法)|指标说明|指标解释)$/.test(words) && words !== '标准分',
  ],
  ['note', (words) => /^(备注|备考|附注|说明|备注说明)$/.test(words)],
]

const fieldOfWords = (words: string): MunicipalField | null => wordings.find(([, fits]) => fits(words))?.[0] ?? null

/** Whether a text by itself is a heading. */
export const isHeading = (text: string): boolean => fieldOfWords(plainHeading(text)) !== null

/**
 * What a column is by its headings from top to bottom: the lowest that says something counts ('权重' over '委'), and a
 * weight below a level's heading is that level's.
 */
export function fieldOfHeadings(parts: readonly string[]): MunicipalField | null {
  const found = parts.map((part) => fieldOfWords(plainHeading(part)))
  const at = found.findLastIndex((field) => field !== null)
  const field = found[at] ?? null
  if (field !== 'weight') return field
  const above = found.slice(0, at)
  if (above.includes('level1')) return 'level1Weight'
  return above.includes('level2') ? 'level2Weight' : field
}
