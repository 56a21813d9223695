import type { z } from 'zod'
import { lights } from '#domain/kernel/light.ts'
import { inLanguage, type Language, type Text } from '#domain/kernel/text.ts'
import { itemKinds } from '#domain/plan/item.ts'
import { exportItems } from '#domain/plan/itemTable.api.ts'
import { lightSentence } from '#domain/progress/light.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { type CellContent, writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import { type Download, type Reading, read } from '#server/kernel/routes.ts'
import { type Row, rowsOf } from './itemTable.store.ts'

type Query = Omit<z.output<typeof exportItems.query>, 'language'>

const headings: readonly (readonly [Text, number])[] = [
  [{ zh: '编号', en: 'Code' }, 14],
  [{ zh: '事项', en: 'Item' }, 36],
  [{ zh: '类别', en: 'Kind' }, 14],
  [{ zh: '维度', en: 'Dimension' }, 14],
  [{ zh: '责任处', en: 'Responsible division' }, 22],
  [{ zh: '协调处', en: 'Coordinating division' }, 22],
  [{ zh: '主要责任人', en: 'Main responsible' }, 14],
  [{ zh: '权重', en: 'Weight' }, 8],
  [{ zh: '灯号', en: 'Light' }, 10],
  [{ zh: '完成比例（%）', en: 'Done (%)' }, 12],
  [{ zh: '计划比例（%）', en: 'Planned (%)' }, 12],
  [{ zh: '灯号依据', en: 'Why' }, 60],
  [{ zh: '始于', en: 'Since' }, 12],
  [{ zh: '最近报告日', en: 'Last report' }, 12],
  [{ zh: '进展', en: 'Progress' }, 50],
]

const shown = (percent: number | null): CellContent =>
  percent === null ? null : { number: String(percent), decimals: 0 }

function cellsOf(row: Row, language: Language, dimensions: Readonly<Record<string, Text>>): CellContent[] {
  const say = (text: Text | undefined | null) => (text ? inLanguage(text, language) : null)
  const lit = row.light !== null && row.rule !== null
  const why = lit
    ? lightSentence({ light: row.light ?? 'green', rule: row.rule ?? 0, figures: row.figures ?? {} })
    : null
  return [
    ...[row.code, row.title, say(itemKinds[row.kind]), say(dimensions[row.dimension]) ?? row.dimension],
    ...[
      say(row.responsibleDivision?.name),
      say(row.coordinatingDivision?.name),
      row.mainResponsiblePerson?.name ?? null,
    ],
    ...[
      row.weight === null ? null : { number: row.weight, decimals: 2 },
      lit ? say(lights[row.light ?? 'green']) : null,
    ],
    ...[shown(row.percent), shown(row.planned), say(why), row.since, row.last?.on ?? null, row.last?.words ?? null],
  ]
}

async function fileOf(context: Reading, query: Query, language: Language): Promise<Download> {
  const rows = await rowsOf(context.tx, context.actor, query)
  const title = inLanguage(
    { zh: `${query.year}年度评估事项进度`, en: `Progress of the items of ${query.year}` },
    language,
  )
  const { extension, mediaType: type } = fileTypes.xlsx
  const content = await writeWorkbook([
    {
      ...{ name: inLanguage({ zh: '评估事项', en: 'Items' }, language), title },
      columns: headings.map(([heading, width]) => ({ heading: inLanguage(heading, language), width })),
      rows: rows.map((row) => cellsOf(row, language, context.pack.dimensions)),
    },
  ])
  return { name: `${title}.${extension}`, type, content }
}

export const itemTableRoutes = [
  read(exportItems, ({ query: { language, ...query } }, context) => fileOf(context, query, language)),
]
