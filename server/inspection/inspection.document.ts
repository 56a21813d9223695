import { aspects, outcomes } from '#domain/inspection/check.ts'
import type { Inspection } from '#domain/inspection/inspection.api.ts'
import { inspectionKinds, inspectionStates } from '#domain/inspection/inspection.ts'
import { noticeOfInspection } from '#domain/inspection/noticeOfInspection.ts'
import { inLanguage, type Language } from '#domain/kernel/text.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'
import type { listAll } from './inspection.store.ts'

type Row = Awaited<ReturnType<typeof listAll>>[number]

/** A year's inspections, and each finding in a row of its own, in the words of the page. */
export async function inspectionFile(rows: readonly Row[], year: number, language: Language): Promise<Download> {
  const say = (zh: string, en: string) => inLanguage({ zh, en }, language)
  const title = say(`${year}年度检查`, `Inspections of ${year}`)
  const { extension, mediaType: type } = fileTypes.xlsx
  const columnsOf = (headings: readonly (readonly [string, number])[]) =>
    headings.map(([heading, width]) => ({ heading, width }))
  const content = await writeWorkbook([
    {
      ...{ name: say('检查', 'Inspections'), title },
      columns: columnsOf([
        [say('名称', 'Title'), 40],
        [say('种类', 'Kind'), 14],
        [say('方面', 'Aspect'), 20],
        [say('依据', 'Follows'), 30],
        [say('检查日', 'Day'), 12],
        [say('被检查处', 'Divisions'), 40],
        [say('状态', 'State'), 16],
        [say('问题', 'Findings'), 8],
        [say('检查结果', 'Result'), 60],
      ]),
      rows: rows.map((row) => [
        row.title,
        inLanguage(inspectionKinds[row.kind], language),
        inLanguage(aspects[row.aspect], language),
        row.request ? `${row.request.document} ${row.request.on}` : say('自行组织', 'our own'),
        row.startsOn,
        row.divisions.map(({ name }) => inLanguage(name, language)).join(say('、', ', ')),
        inLanguage(inspectionStates[row.state], language),
        String(row.findings),
        row.result,
      ]),
    },
    {
      name: say('问题', 'Findings'),
      columns: columnsOf([
        [say('检查', 'Inspection'), 40],
        [say('处', 'Division'), 20],
        [say('事项', 'Item'), 30],
        [say('问题', 'Finding'), 60],
        [say('回复', 'Reply'), 60],
        [say('处理方式', 'Outcome'), 16],
        [say('理由', 'Reason'), 50],
      ]),
      rows: rows.flatMap((row) =>
        row.parties.flatMap(({ division, reply, findings }) =>
          findings.map(({ item, words, outcome, reason }) => [
            row.title,
            inLanguage(division.name, language),
            item && `${item.code} ${item.title}`,
            words,
            reply,
            outcome && inLanguage(outcomes[outcome], language),
            reason,
          ]),
        ),
      ),
    },
  ])
  return { name: `${title}.${extension}`, type, content }
}

/** 检查通知 in the layout of official papers. */
export async function noticeFile(inspection: Inspection, sender: string): Promise<Download> {
  const { extension, mediaType: type } = fileTypes.docx
  const { writePaper } = await import('#server/kernel/office/paper.ts')
  const content = await writePaper(noticeOfInspection(inspection, sender))
  return { name: `检查通知：${inspection.title}.${extension}`, type, content }
}
