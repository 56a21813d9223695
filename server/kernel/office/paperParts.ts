import { AlignmentType, type FileChild, ImageRun, LineRuleType, Paragraph } from 'docx'
import type { PaperChart, PaperPart } from '#domain/kernel/paper.ts'
import { drawCharts } from './chart.ts'
import { blank, characterWidth, line, paragraph, sizes, typeAreaWidth, words } from './gbt9704.ts'
import { tableOf } from './tableDocument.ts'

/** A chart as a picture, in pixels of the file; it is set over the whole width of the text. */
export type Picture = { readonly png: Buffer; readonly width: number; readonly height: number }
export type Charts = ReadonlyMap<PaperChart, Picture>

/** Every chart of a text, drawn at once. */
export async function chartsOf(parts: readonly PaperPart[]): Promise<Charts> {
  const charts = parts.filter((part) => part.kind === 'chart')
  const pictures = charts.length === 0 ? [] : await drawCharts(charts)
  return new Map(charts.flatMap((chart, at) => (pictures[at] ? [[chart, pictures[at]] as const] : [])))
}

/** Paragraphs, tables and charts in their order; 一、 in 黑体, the title of a table or chart stays with it. */
export const paperParts = (parts: readonly PaperPart[], charts: Charts): FileChild[] =>
  parts.flatMap((part, at): FileChild[] => {
    const next = parts[at + 1]?.kind
    if (part.kind === 'heading')
      return [
        line([words(part.text, 'hei', sizes.three)], { indent: { firstLine: 2 * characterWidth }, keepNext: true }),
      ]
    if (part.kind === 'text') return [paragraph(part.text, { keepNext: at === parts.length - 1 })]
    if (part.kind === 'table')
      return [
        caption(part.title),
        tableOf({ ...part, isDense: true, isTogether: part.rows.length <= 16 }, typeAreaWidth),
        ...(next ? [blank()] : []),
      ]
    const picture = charts.get(part)
    return picture ? [caption(part.title, '图'), pictured(part.title, picture, at)] : []
  })

/** A name above a table or a picture. */
const caption = (title: string, kind = '表'): Paragraph =>
  line([words(`${kind}：${title}`, 'hei', sizes.four)], { alignment: AlignmentType.CENTER, keepNext: true })

/** 156 mm at 96 dots an inch. */
const textWidth = 590

function pictured(title: string, { png, width, height }: Picture, at: number): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: 240, lineRule: LineRuleType.AUTO, before: 0, after: 120 },
    children: [
      new ImageRun({
        type: 'png',
        data: png,
        transformation: { width: textWidth, height: Math.round((textWidth * height) / width) },
        altText: { title, description: title, name: title, id: String(at + 1) },
      }),
    ],
  })
}
