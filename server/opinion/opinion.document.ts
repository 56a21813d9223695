import { inLanguage, type Language } from '#domain/kernel/text.ts'
import type { Opinion } from '#domain/opinion/opinion.api.ts'
import { isOverdue, opinionStates, opinionWays } from '#domain/opinion/opinion.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

/** The list of opinions as a workbook, in the words of the page. */
export async function opinionFile(
  rows: readonly Opinion[],
  year: number,
  language: Language,
  today: string,
): Promise<Download> {
  const say = (zh: string, en: string) => inLanguage({ zh, en }, language)
  const title = say(`${year}年度评估意见`, `Opinions of ${year}`)
  const headings = [
    [say('收到日', 'Received on'), 12],
    [say('来自', 'From'), 22],
    [say('事项', 'Item'), 34],
    [say('责任处', 'Responsible'), 18],
    [say('协调处', 'Coordinating'), 18],
    [say('意见', 'Opinion'), 50],
    [say('状态', 'State'), 18],
    [say('答复期限', 'To be answered by'), 14],
    [say('超期', 'Overdue'), 8],
    [say('答复', 'Answer'), 50],
    [say('答复日', 'Answered on'), 12],
    [say('跟进结果', 'What was done'), 30],
  ] as const
  const { extension, mediaType: type } = fileTypes.xlsx
  const content = await writeWorkbook([
    {
      ...{ name: say('评估意见', 'Opinions'), title },
      columns: headings.map(([heading, width]) => ({ heading, width })),
      rows: rows.map((row) => [
        row.receivedOn,
        `${inLanguage(row.body.name, language)} (${inLanguage(opinionWays[row.way], language)})`,
        `${row.item.code} ${row.item.title}`,
        row.responsibleDivision && inLanguage(row.responsibleDivision.name, language),
        row.coordinatingDivision && inLanguage(row.coordinatingDivision.name, language),
        row.words,
        inLanguage(opinionStates[row.state], language),
        row.dueOn,
        isOverdue(row, today) ? say('是', 'yes') : '',
        row.answer,
        row.answerSentOn,
        row.outcome,
      ]),
    },
  ])
  return { name: `${title}.${extension}`, type, content }
}
