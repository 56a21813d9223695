import { frequencies } from '#domain/calendar/periods.ts'
import type { CatalogueEntry } from '#domain/catalogue/catalogue.api.ts'
import { levels, scorings } from '#domain/catalogue/catalogue.ts'
import { directions } from '#domain/catalogue/direction.ts'
import { inLanguage, type Language, type Text } from '#domain/kernel/text.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { type CellContent, writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

type Column = {
  readonly name: Text
  readonly width: number
  readonly of: (entry: CatalogueEntry, say: (text: Text) => string) => CellContent
}
const figure = (value: string | null, decimals: number): CellContent =>
  value === null ? null : { number: value, decimals }

const columns: readonly Column[] = [
  { name: { zh: '级别', en: 'Level' }, width: 12, of: ({ level }, say) => say(levels[level]) },
  { name: { zh: '编号', en: 'Number' }, width: 10, of: ({ number }) => number },
  { name: { zh: '名称', en: 'Name' }, width: 36, of: ({ name }) => name },
  {
    name: { zh: '上级指标', en: 'Stands under' },
    width: 30,
    of: ({ trail }) => trail.map(({ name }) => name).join(' / '),
  },
  { name: { zh: '单位', en: 'Unit' }, width: 10, of: ({ unit }) => unit },
  {
    name: { zh: '方向', en: 'Direction' },
    width: 12,
    of: ({ level, direction }, say) => (level === 3 ? say(directions[direction]) : ''),
  },
  {
    name: { zh: '频度', en: 'Frequency' },
    width: 10,
    of: ({ frequency }, say) => (frequency ? say(frequencies[frequency]) : ''),
  },
  {
    name: { zh: '数据采集责任单位', en: 'Collecting unit' },
    width: 24,
    of: ({ collectingUnit }, say) => (collectingUnit ? say(collectingUnit.name) : ''),
  },
  { name: { zh: '目标值', en: 'Target' }, width: 12, of: ({ target, decimals }) => figure(target, decimals) },
  { name: { zh: '基期值', en: 'Base value' }, width: 12, of: ({ base, decimals }) => figure(base, decimals) },
  {
    name: { zh: '计分方法', en: 'Scoring' },
    width: 14,
    of: ({ scoring }, say) => (scoring ? say(scorings[scoring]) : ''),
  },
  { name: { zh: '口径和评估标准', en: 'Definition and standard' }, width: 40, of: ({ definition }) => definition },
  { name: { zh: '数据来源', en: 'Source' }, width: 30, of: ({ source }) => source },
  { name: { zh: '停用日期', en: 'Out of use since' }, width: 12, of: ({ withdrawnOn }) => withdrawnOn ?? '' },
]

type Form = { readonly year: number; readonly today: string; readonly language: Language }

/** The catalogue as it was filtered, as a workbook. */
export async function catalogueFile(
  entries: readonly CatalogueEntry[],
  { year, today, language }: Form,
): Promise<Download> {
  const say = (text: Text) => inLanguage(text, language)
  const title = say({ zh: `${year}年度指标目录`, en: `Catalogue of indicators ${year}` })
  const content = await writeWorkbook([
    {
      name: say({ zh: '指标目录', en: 'Indicators' }),
      title,
      columns: columns.map(({ name, width }) => ({ heading: say(name), width })),
      rows: entries.map((entry) => columns.map(({ of }) => of(entry, say))),
    },
  ])
  return { name: `${title}_${today}.xlsx`, type: fileTypes.xlsx.mediaType, content }
}
