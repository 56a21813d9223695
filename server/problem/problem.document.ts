import { inLanguage, type Language } from '#domain/kernel/text.ts'
import type { Problem } from '#domain/problem/problem.api.ts'
import { problemKinds, problemStates } from '#domain/problem/problem.ts'
import { inOffice } from '#server/kernel/clock.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

const dayOf = (instant: string): string => inOffice(instant).day

/** The list of problems as a workbook, in the words of the page. */
export async function problemFile(
  rows: readonly Problem[],
  year: number | null,
  language: Language,
): Promise<Download> {
  const say = (zh: string, en: string) => inLanguage({ zh, en }, language)
  const title = year === null ? say('问题记录', 'Problems') : say(`${year}年度问题记录`, `Problems ${year}`)
  const headings = [
    [say('年度', 'Year'), 8],
    [say('类别', 'Kind'), 10],
    [say('问题', 'Problem'), 30],
    [say('说明', 'Description'), 50],
    [say('事项、数据、报送', 'About'), 34],
    [say('提出人', 'Raised by'), 12],
    [say('提出日', 'Raised on'), 12],
    [say('承办处', 'Owner'), 20],
    [say('承办人', 'Person'), 12],
    [say('状态', 'State'), 14],
    [say('解决情况', 'What was done'), 50],
    [say('解决日', 'Solved on'), 12],
  ] as const
  const { extension, mediaType: type } = fileTypes.xlsx
  const content = await writeWorkbook([
    {
      ...{ name: say('问题记录', 'Problems'), title },
      columns: headings.map(([heading, width]) => ({ heading, width })),
      rows: rows.map((row) => [
        String(row.year),
        inLanguage(problemKinds[row.kind], language),
        row.title,
        row.words,
        [row.item && `${row.item.code} ${row.item.title}`, row.duty?.indicator, row.report?.subject]
          .filter(Boolean)
          .join('；'),
        row.raisedBy.name,
        dayOf(row.raisedAt),
        row.ownerDivision && inLanguage(row.ownerDivision.name, language),
        row.ownerPerson?.name ?? null,
        inLanguage(problemStates[row.state], language),
        row.solution,
        row.solvedAt && dayOf(row.solvedAt),
      ]),
    },
  ])
  return { name: `${title}.${extension}`, type, content }
}
