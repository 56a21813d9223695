import type { TimelinessRow } from '#domain/collection/timeliness.api.ts'
import {
  definitions,
  type Grouping,
  groupings,
  leftOut,
  measureNames,
  measures,
  rateOf,
} from '#domain/collection/timeliness.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { type CellContent, writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

type Table = { readonly total: TimelinessRow; readonly rows: readonly TimelinessRow[] }

/** The table as a workbook: the numbers behind each rate stand beside it, and how each is counted on a second sheet. */
export async function timelinessFile({ total, rows }: Table, by: Grouping, today: string): Promise<Download> {
  const title = `数据及时率和完整率（截至${today}）`
  const headings = [
    groupings[by].zh.replace('按', ''),
    ...measureNames.flatMap((measure) => [`${measures[measure].zh}（%）`, '计入', '达到']),
    ...Object.values(leftOut).map(({ zh }) => `${zh}（不计）`),
  ]
  const content = await writeWorkbook([
    {
      name: '及时率和完整率',
      title,
      columns: headings.map((heading, at) => ({ heading, width: at === 0 ? 32 : 16 })),
      rows: [...rows, total].map(cellsOf),
    },
    {
      name: '计算方法',
      title: '计算方法',
      columns: [
        { heading: '名称', width: 20 },
        { heading: '方法', width: 90 },
      ],
      rows: measureNames.map((measure) => [measures[measure].zh, definitions[measure].zh]),
    },
  ])
  return { name: `${title}.xlsx`, type: fileTypes.xlsx.mediaType, content }
}

const whole = (number: number): CellContent => ({ number: String(number), decimals: 0 })

const cellsOf = (row: TimelinessRow): CellContent[] => [
  row.name.zh,
  ...measureNames.flatMap((measure): CellContent[] => {
    const rate = rateOf(row[measure])
    return [rate === null ? '—' : { number: rate, decimals: 1 }, whole(row[measure].counted), whole(row[measure].met)]
  }),
  ...[row.withdrawn, row.awaiting, row.notDue, row.lateStart].map(whole),
]
