import { inLanguage, type Language } from '#domain/kernel/text.ts'
import type { RegisterRow } from '#domain/supervision/register.api.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Download } from '#server/kernel/routes.ts'

/** The supervision register as a workbook, in the words of the page. */
export async function registerFile(rows: readonly RegisterRow[], year: number, language: Language): Promise<Download> {
  const say = (zh: string, en: string) => inLanguage({ zh, en }, language)
  const title = say(`${year}年度督查督办登记`, `Supervision register ${year}`)
  const headings = [
    [say('编号', 'Code'), 10],
    [say('评估事项', 'Item'), 40],
    [say('责任处', 'Responsible'), 20],
    [say('协调处', 'Coordinating'), 20],
    [say('主要责任人所在处', "Main person's division"), 20],
    [say('现阶段', 'Phase'), 26],
    [say('期限', 'Due'), 12],
    [say('在办督办件', 'Open tickets'), 12],
    [say('督办件', 'Tickets'), 10],
    [say('催办次数', 'Urged'), 10],
    [say('最近催办', 'Last urged'), 12],
  ] as const
  const { extension, mediaType: type } = fileTypes.xlsx
  const content = await writeWorkbook([
    {
      ...{ name: say('督查督办登记', 'Register'), title },
      columns: headings.map(([heading, width]) => ({ heading, width })),
      rows: rows.map((row) => [
        row.code,
        row.title,
        row.responsibleDivision && inLanguage(row.responsibleDivision.name, language),
        row.coordinatingDivision && inLanguage(row.coordinatingDivision.name, language),
        row.mainDivision && inLanguage(row.mainDivision, language),
        row.phase && `${row.phase.number}/${row.phase.of} ${row.phase.title}`,
        row.dueOn,
        String(row.openTickets),
        String(row.tickets),
        String(row.urges),
        row.urgedAt?.slice(0, 10) ?? null,
      ]),
    },
  ])
  return { name: `${title}.${extension}`, type, content }
}
